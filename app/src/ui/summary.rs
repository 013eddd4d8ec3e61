//! Everything that is wrong with a form, in one place, each line a link to its field.

use leptos::prelude::*;

use super::live;
use crate::{dom, i18n::tr};

/// Lists `(field id, message)`; an empty id is a message without field. Takes the focus when it appears.
#[component]
pub fn ErrorSummary(#[prop(into)] errors: Signal<Vec<(String, String)>>) -> AnyView {
    Effect::new(move |_| {
        if !errors.with(Vec::is_empty) {
            dom::later(|| dom::focus("error-summary"));
        }
    });
    live(move || {
        let errors = errors.get();
        if errors.is_empty() {
            return ().into_any();
        }
        let lines: Vec<AnyView> = errors.into_iter().map(line).collect();
        view! {
            <div class="error-summary" id="error-summary" role="alert" tabindex="-1">
                <h2>{tr("还差一点", "Not quite yet")}</h2>
                <ul>{lines}</ul>
            </div>
        }
        .into_any()
    })
}

fn line((id, message): (String, String)) -> AnyView {
    if id.is_empty() {
        return view! { <li>{message}</li> }.into_any();
    }
    let href = ["#", &id].concat();
    let jump = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        dom::focus(&id);
    };
    view! { <li><a href=href on:click=jump>{message}</a></li> }.into_any()
}
