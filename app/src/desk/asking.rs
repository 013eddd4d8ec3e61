//! The form inside of a dialog that asks for words before a command is given.

use crate::{
    i18n::{lang, tr},
    ui::{Button, Kind},
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::error::Refusal;

/// Fields, what went wrong the last time, and the two buttons. While the command is on its way nothing is sent again.
pub fn framed(
    fields: AnyView,
    action: &'static str,
    (busy, trouble): (RwSignal<bool>, RwSignal<Option<String>>),
    cancel: impl Fn() + 'static,
    send: impl Fn() + 'static,
) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            send();
        }
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            {fields}
            {move || trouble.get().map(|why| view! { <p class="field-error" role="alert">{why}</p> })}
            <footer class="actions">
                <Button label=tr("取消", "Cancel") on_press=cancel />
                <Button label=action kind=Kind::Primary submit=true busy />
            </footer>
        </form>
    }
    .into_any()
}

/// The parsed value, or its refusal beside the field.
pub fn checked<T>(parsed: Result<T, Refusal>, error: RwSignal<Option<String>>) -> Option<T> {
    error.set(parsed.as_ref().err().map(|refusal| refusal.text(lang())));
    parsed.ok()
}
