//! The settings' program: members, teams, customers, projects and the guide to classes. What a role may not change is shown without the means
//! to change it.

mod customers;
mod deliveries;
mod guide;
mod members;
mod parts;
mod projects;
mod robots;
mod routing;
mod sla;
mod tags;
mod teams;
mod unsaved;
mod zones;

use app::{
    boot,
    desk::{
        self, frame,
        screen::{self, Page, Screen},
    },
    dom,
    i18n::tr,
    router,
    ui::Help,
};
use leptos::prelude::*;

fn main() {
    // The same application to the server: agents have one session.
    boot::start(boot::Program { name: "desk", owns: screen::is_settings, signed_out: desk::signed_out, root });
}

/// The screen of the address, and the help that lists its keys.
fn root() -> AnyView {
    view! { {router::outlet(show)} <Help /> }.into_any()
}

fn show(screen: Screen) -> AnyView {
    match screen {
        Screen::Settings(page) => frame::frame(screen, frame::ready(move || settings(page))),
        _ => frame::frame(screen, frame::unknown()),
    }
}

/// `/desk/settings/{page}`.
fn settings(page: Page) -> AnyView {
    let content = match page {
        Page::Members => members::members(),
        Page::Teams => teams::teams(),
        Page::Customers => customers::customers(),
        Page::Projects => projects::projects(),
        Page::Sla => sla::sla(),
        Page::Robots => robots::robots(),
        Page::Deliveries => deliveries::deliveries(),
        Page::Tags => tags::tags(),
        Page::Routing => routing::routing(),
        Page::Guide => guide::guide(),
    };
    // On a phone not all pages fit beside one another.
    dom::later(|| dom::show_sideways(".side-nav [aria-current]"));
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
