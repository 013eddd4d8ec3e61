//! Members, teams, customers and projects. What a role may not change is shown without the means to change it.

mod customers;
mod members;
mod parts;
mod projects;
mod teams;

use app::{i18n::tr, router};
use leptos::prelude::*;

use crate::screen::{Page, Screen};

/// `/desk/settings/{page}`.
pub fn settings(page: Page) -> AnyView {
    let content = match page {
        Page::Members => members::members(),
        Page::Teams => teams::teams(),
        Page::Customers => customers::customers(),
        Page::Projects => projects::projects(),
    };
    let links: Vec<AnyView> = Page::ALL.into_iter().map(|other| link(other, other == page)).collect();
    view! {
        <div class="settings">
            <nav class="side-nav" aria-label=tr("设置", "Settings")>{links}</nav>
            <div>{content}</div>
        </div>
    }
    .into_any()
}

fn link(page: Page, here: bool) -> AnyView {
    let href = router::Screen::path(&Screen::Settings(page));
    view! { <a href=href aria-current=here.then_some("page")>{page.label()}</a> }.into_any()
}
