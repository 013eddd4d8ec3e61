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

/// A field of such a form: what stands in it, and what is wrong with that.
#[derive(Clone, Copy)]
pub struct Field {
    pub value: RwSignal<String>,
    pub error: RwSignal<Option<String>>,
}

impl Field {
    /// A field over a value that lives elsewhere, such as words that are kept.
    pub fn over(value: RwSignal<String>) -> Self {
        Self { value, error: RwSignal::new(None) }
    }

    /// A field that begins with this.
    pub fn new(text: impl Into<String>) -> Self {
        Self::over(RwSignal::new(text.into()))
    }

    /// The parsed value, or its refusal beside the field.
    pub fn parse<T>(self, parse: impl FnOnce(&str) -> Result<T, Refusal>) -> Option<T> {
        let parsed = parse(&self.value.get_untracked());
        self.error.set(parsed.as_ref().err().map(|refusal| refusal.text(lang())));
        parsed.ok()
    }

    /// The same of a field that may stay empty.
    pub fn parse_optional<T>(self, parse: impl FnOnce(&str) -> Result<T, Refusal>) -> Option<Option<T>> {
        if self.value.with_untracked(|text| text.trim().is_empty()) {
            self.error.set(None);
            return Some(None);
        }
        self.parse(parse).map(Some)
    }

    /// What was chosen, or these words beside the field.
    pub fn choose<T>(self, choice: impl FnOnce(&str) -> Option<T>, missing: &'static str) -> Option<T> {
        let chosen = self.value.with_untracked(|value| choice(value));
        self.error.set(chosen.is_none().then(|| missing.to_owned()));
        chosen
    }
}
