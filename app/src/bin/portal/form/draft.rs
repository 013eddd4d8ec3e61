//! The draft: every value is kept on this device as it is typed, and photos with it, until the ticket was filed.

use app::{draft, router, ui::Tray};
use leptos::prelude::*;
use shared::ticket::DetailKey;

use super::values::{Errors, Form, Values};
use crate::{calls, state};

/// Kept for the next ticket: who is asking does not change with it.
const OF_THE_PERSON: [&str; 3] = ["contact.name", "contact.email", "contact.phone"];
const OF_THE_TICKET: [&str; 8] = ["class", "title", "impact", "impact_note", "urgency", "wanted_by", "project", "module"];

/// The form as it was left; what the address asks for comes on top.
pub fn restore() -> Form {
    let errors = RwSignal::new(Vec::new());
    let value = |id: &'static str| kept(id.to_owned(), errors);
    let details = DetailKey::ALL.iter().map(|key| (*key, kept(shared::ticket::class::field(*key), errors))).collect();
    let form = Form(Box::leak(Box::new(Values {
        class: value("class"),
        title: value("title"),
        details,
        impact: value("impact"),
        impact_note: value("impact_note"),
        urgency: value("urgency"),
        wanted_by: value("wanted_by"),
        project: value("project"),
        module: value("module"),
        name: value("contact.name"),
        email: value("contact.email"),
        phone: value("contact.phone"),
        tray: Tray::new(name(), calls::form_parcel),
        errors,
    })));
    take_from_address("title", form.title);
    take_from_address("class", form.class);
    form
}

/// Was something typed before and not sent?
pub fn has_text() -> bool {
    let details = DetailKey::ALL.iter().map(|key| shared::ticket::class::field(*key));
    let texts = ["title", "impact_note"].into_iter().map(str::to_owned).chain(details);
    texts.into_iter().any(|id| draft::text(&of(&id)).is_some())
}

/// Forgets the ticket's values, photos and keys, but not who is asking.
pub fn forget() {
    let details = DetailKey::ALL.iter().map(|key| shared::ticket::class::field(*key));
    let all = OF_THE_TICKET.into_iter().chain(["key", "once", "sent"]).map(str::to_owned).chain(details);
    for id in all {
        draft::keep(&of(&id), "");
    }
    draft::forget(&name());
}

/// Forgets everything, also who is asking.
pub fn clear(form: Form) {
    forget();
    OF_THE_PERSON.iter().for_each(|id| {
        draft::keep(&of(id), "");
    });
    let texts = [form.class, form.title, form.impact, form.impact_note, form.urgency, form.wanted_by, form.project, form.module];
    texts.iter().chain([&form.name, &form.email, &form.phone]).for_each(|value| value.set(String::new()));
    form.details.iter().for_each(|(_, value)| value.set(String::new()));
    form.tray.clear();
}

/// The key under which this ticket is filed, the same at every try.
pub fn once_key() -> String {
    draft::text(&of("once")).unwrap_or_else(|| {
        let key = app::dom::random_id();
        draft::keep(&of("once"), &key);
        key
    })
}

/// What was sent and perhaps never arrived.
pub fn sent_body() -> Option<String> {
    draft::text(&of("sent"))
}

/// Remembers what is being sent; `None` after a refusal, when nothing can have been filed.
pub fn keep_sent(body: Option<&str>) {
    draft::keep(&of("sent"), body.unwrap_or_default());
}

/// The closed ticket that this one goes on from.
pub fn follow_up_of() -> Option<u32> {
    untrack(|| router::param("follow_up_of"))?.parse().ok()
}

fn name() -> String {
    ["new.", &state::slug()].concat()
}

fn of(id: &str) -> String {
    [&name(), ".", id].concat()
}

fn kept(id: String, errors: RwSignal<Errors>) -> RwSignal<String> {
    let key = of(&id);
    let value = RwSignal::new(draft::text(&key).unwrap_or_default());
    Effect::new(move |again: Option<()>| {
        value.with(|text| {
            // The first run only follows the value.
            if again.is_some() {
                draft::keep(&key, text);
                errors.update(|errors| errors.retain(|(of, _)| *of != id));
            }
        });
    });
    value
}

/// A value in the address was asked for on purpose just now, so it wins over the draft, once.
fn take_from_address(param: &'static str, value: RwSignal<String>) {
    if let Some(text) = untrack(|| router::param(param)) {
        value.set(text.clone());
        draft::keep(&of(param), &text);
        router::set_param(param, None);
    }
}
