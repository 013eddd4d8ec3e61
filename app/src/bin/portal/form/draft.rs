//! The draft: every value is kept on this device as it is typed, and photos with it, until the ticket was filed.

use app::{
    draft::{self, Snapshot},
    router,
    ui::Tray,
};
use leptos::prelude::*;
use shared::ticket::DetailKey;

use super::values::{Errors, Form, Values};
use crate::{calls, state};

/// How the draft says that a stranger has sent it.
const STRANGER: &str = "stranger";

/// What was sent: the request, and what stood in the fields.
pub struct Try {
    pub body: String,
    pub words: Snapshot,
}

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

/// The ticket's values as they are sent; who is asking stays for the next one.
pub fn words(form: Form) -> Snapshot {
    Snapshot::take(&of_the_ticket(form))
}

/// Forgets the keys under which a ticket was filed.
pub fn forget_keys() {
    for id in ["key", "once", "sent", "sender", "pressed"] {
        draft::keep(&of(id), "");
    }
}

/// Forgets everything, also who is asking.
pub fn clear(form: Form) {
    forget_keys();
    let fields = of_the_ticket(form).into_iter().chain([form.name, form.email, form.phone]);
    fields.for_each(|value| value.set(String::new()));
    form.tray.clear();
}

fn of_the_ticket(form: Form) -> Vec<RwSignal<String>> {
    let plain = [form.class, form.title, form.impact, form.impact_note, form.urgency, form.wanted_by, form.project, form.module];
    plain.into_iter().chain(form.details.iter().map(|(_, value)| *value)).collect()
}

/// The key under which this ticket is filed, the same at every try.
pub fn once_key() -> String {
    draft::text(&of("once")).unwrap_or_else(|| {
        let key = app::dom::random_id();
        draft::keep(&of("once"), &key);
        key
    })
}

/// Has the reader pressed the button, and has no answer come since? Then it is sent as soon as that is possible.
pub fn is_pressed() -> bool {
    draft::text(&of("pressed")).is_some()
}

/// Remembers the press over a reload, or that the reader must look at the form again.
pub fn keep_pressed(pressed: bool) {
    draft::keep(&of("pressed"), if pressed { "yes" } else { "" });
}

/// Whether this ticket is filed as a stranger's. Whoever signs in after a try that was never answered still is the
/// stranger they were: under a session the server knows nothing of that try, and would file it twice.
pub fn is_strangers() -> bool {
    draft::text(&of("sender")).map_or_else(|| !state::signed_in(), |sender| sender == STRANGER)
}

/// Remembers what is being sent. Gives what to send, and what was sent before and never answered, newest first: one of
/// those may have arrived. For who has signed in or out since the first try there is nothing new to send.
pub fn keep_try(body: String, words: Snapshot) -> (Try, Vec<Try>) {
    let mut earlier = tries();
    if !earlier.is_empty() && is_strangers() == state::signed_in() {
        return (earlier.remove(0), earlier);
    }
    earlier.retain(|other| other.body != body);
    let newest = Try { body, words };
    draft::keep(&of("sender"), if state::signed_in() { "session" } else { STRANGER });
    let lines = std::iter::once(&newest).chain(&earlier).map(|one| [&one.body, "\n", &one.words.write(), "\n"].concat());
    draft::keep(&of("sent"), &lines.collect::<String>());
    (newest, earlier)
}

fn tries() -> Vec<Try> {
    let kept = draft::text(&of("sent")).unwrap_or_default();
    // JSON writes no line break as such: a try is two lines.
    let mut lines = kept.split('\n');
    let mut tries = Vec::new();
    while let (Some(body), Some(words)) = (lines.next(), lines.next()) {
        tries.extend(Snapshot::read(words).map(|words| Try { body: body.to_owned(), words }));
    }
    tries
}

/// After a refusal, when nothing can have been filed.
pub fn forget_tries() {
    draft::keep(&of("sent"), "");
    draft::keep(&of("sender"), "");
}

/// The next try is a ticket of its own.
pub fn forget_once() {
    draft::keep(&of("once"), "");
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
    let value = draft::kept(of(&id));
    Effect::new(move |again: Option<()>| {
        value.track();
        if again.is_some() {
            errors.update(|errors| errors.retain(|(of, _)| *of != id));
        }
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
