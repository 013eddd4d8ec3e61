//! A form's state: what is typed is kept over a reload, what is wrong lands on its field, and sending twice is
//! the same as sending once.

use std::{cell::RefCell, rc::Rc};

use crate::{
    api::{ApiError, Call},
    dom,
    i18n::lang,
    toast,
};
use leptos::prelude::*;
use serde::Serialize;
use shared::error::Refusal;

/// A form. Its field names are the element ids of its fields.
#[derive(Clone, Copy)]
pub struct Form {
    /// Is it being sent?
    pub busy: RwSignal<bool>,
    /// `(field, message)`; without field where none is to blame.
    errors: RwSignal<Vec<(&'static str, String)>>,
    /// What was sent last and under which key: the same content again goes under the same key.
    sent: StoredValue<Rc<RefCell<(String, String)>>, LocalStorage>,
}

impl Default for Form {
    fn default() -> Self {
        Self::new()
    }
}

impl Form {
    /// Nothing wrong yet.
    pub fn new() -> Self {
        Self { busy: RwSignal::new(false), errors: RwSignal::new(Vec::new()), sent: StoredValue::new_local(Rc::default()) }
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &'static str) -> Signal<Option<String>> {
        let errors = self.errors;
        Signal::derive(move || errors.with(|all| all.iter().find(|(name, _)| *name == field).map(|(_, text)| text.clone())))
    }

    /// Before a check: nothing is wrong.
    pub fn clear(&self) {
        self.errors.set(Vec::new());
    }

    /// A field has been changed: what was wrong with it may be right now.
    pub fn changed(&self, field: &'static str) {
        if self.errors.with_untracked(|all| all.iter().any(|(name, _)| *name == field)) {
            self.errors.update(|all| all.retain(|(name, _)| *name != field));
        }
    }

    /// Something is wrong with a field.
    pub fn refuse(&self, field: &'static str, message: impl Into<String>) {
        let message = message.into();
        self.errors.update(|all| all.push((field, message)));
        dom::later(|| {
            if let Some(control) = dom::query("[aria-invalid=true]") {
                let _ = control.focus();
            }
        });
    }

    /// The parsed value, or its refusal on the field.
    pub fn check<T>(&self, field: &'static str, parsed: Result<T, Refusal>) -> Option<T> {
        parsed.map_err(|refusal| self.refuse(field, refusal.text(lang()))).ok()
    }

    /// The parsed value of a field that may stay empty.
    pub fn check_optional<T>(&self, field: &'static str, raw: &str, parse: fn(&str) -> Result<T, Refusal>) -> Option<Option<T>> {
        if raw.trim().is_empty() {
            return Some(None);
        }
        self.check(field, parse(raw)).map(Some)
    }

    /// What is wrong with the form as a whole.
    pub fn trouble(&self) -> AnyView {
        let text = self.error("");
        let line = move || text.get().map(|text| view! { <p class="field-error form-error" role="alert">{text}</p> }.into_any());
        line.into_any()
    }

    /// Sends a new thing. `fields` pairs the names of the API with the ids of the fields.
    pub fn create<B: Serialize, T: shared::json::FromJson + 'static>(
        self,
        path: &str,
        body: &B,
        fields: &'static [(&'static str, &'static str)],
        done: impl FnOnce(T) + 'static,
    ) {
        let text = serde_json::to_string(body).unwrap_or_default();
        let sent = self.sent.get_value();
        if sent.borrow().0 != text {
            *sent.borrow_mut() = (text, dom::random_id());
        }
        let call = Call::post(path, body).key(&sent.borrow().1);
        self.send(call, fields, done);
    }

    /// Sends; a refusal lands on its field, everything else under the form.
    pub fn send<T: shared::json::FromJson + 'static>(
        self,
        call: Call,
        fields: &'static [(&'static str, &'static str)],
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.clear();
        self.busy.set(true);
        dom::spawn(async move {
            let outcome = call.send::<T>().await;
            self.busy.try_set(false);
            match outcome {
                Ok(answer) => done(answer),
                Err(error) => self.blame(error, fields),
            }
        });
    }

    fn blame(&self, error: ApiError, fields: &'static [(&'static str, &'static str)]) {
        if error.is_aborted() {
            return;
        }
        if self.errors.is_disposed() {
            // The form has left the page; what was typed is kept for when it comes back.
            return toast::failed(error.message);
        }
        let named = error.field.unwrap_or_default();
        let field = fields.iter().find(|(name, _)| *name == named).map_or("", |(_, id)| *id);
        self.refuse(field, error.message);
    }
}
