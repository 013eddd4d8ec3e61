//! One of a few, all visible: cards where each needs a sentence, segments where a word is enough.

use leptos::prelude::*;

/// One of the few.
#[derive(Clone)]
pub struct Choice {
    /// The value.
    pub value: &'static str,
    /// Its words.
    pub label: String,
    /// What it means; cards only.
    pub detail: String,
    /// What choosing it brings with it; cards only.
    pub note: String,
}

impl Choice {
    /// With words alone.
    pub fn new(value: &'static str, label: impl Into<String>) -> Self {
        Self { value, label: label.into(), detail: String::new(), note: String::new() }
    }

    /// With a sentence below.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// With what choosing it brings with it.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

/// Cards; nothing is chosen while `value` is empty.
#[component]
pub fn RadioCards(
    id: &'static str,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    value: RwSignal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> AnyView {
    group("radio-cards", id, label, choices, value, error)
}

/// Segments in a row.
#[component]
pub fn Segmented(
    id: &'static str,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    value: RwSignal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> AnyView {
    group("segmented", id, label, choices, value, error)
}

fn group(
    class: &'static str,
    id: &'static str,
    label: String,
    choices: Vec<Choice>,
    value: RwSignal<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    let error_id = [id, "-error"].concat();
    let described_by = error_id.clone();
    let options: Vec<AnyView> = choices.into_iter().enumerate().map(|(n, choice)| option(id, n, choice, value)).collect();
    view! {
        <fieldset class="field" role="radiogroup" aria-describedby=described_by aria-invalid=move || error.get().map(|_| "true")>
            <legend>{label}</legend>
            <div class=class>{options}</div>
            <p class="field-error" id=error_id>{move || error.get()}</p>
        </fieldset>
    }
    .into_any()
}

/// The first control carries the group's id, so that a link in an error summary finds it.
fn option(group: &'static str, n: usize, choice: Choice, value: RwSignal<String>) -> AnyView {
    let own = choice.value;
    let control_id = (n == 0).then_some(group);
    view! {
        <label class="choice">
            <input
                type="radio"
                id=control_id
                name=group
                value=own
                prop:checked=move || value.with(|value| value == own)
                on:change=move |_| value.set(own.to_owned())
            />
            <span class="choice-label">{choice.label}</span>
            {part("choice-detail", choice.detail)}
            {part("choice-note", choice.note)}
        </label>
    }
    .into_any()
}

fn part(class: &'static str, words: String) -> Option<AnyView> {
    (!words.is_empty()).then(|| view! { <span class=class>{words}</span> }.into_any())
}
