//! Fields with a label, a hint, a counter and an error that names what to do. The error is tied to its control, so
//! a screen reader says both.

use leptos::prelude::*;

use super::live;

/// A line of text.
#[component]
pub fn TextField(
    /// Also the name that [`super::ErrorSummary`] links to.
    id: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// `text`, `email`, `search`, `date`, `tel`, `url`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] placeholder: &'static str,
    /// Longest text in characters; 0 for no counter.
    #[prop(optional)]
    max: usize,
    #[prop(optional)] required: bool,
) -> AnyView {
    let control = view! {
        <input
            class="input"
            id=id
            name=id
            type=kind
            autocomplete=autocomplete
            inputmode=(autocomplete == "one-time-code").then_some("numeric")
            placeholder=placeholder
            aria-required=required.then_some("true")
            aria-invalid=move || error.get().map(|_| "true")
            aria-describedby=described(id)
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        />
    }
    .into_any();
    field(id, label, hint, error, (max > 0).then_some((value, max)), required, control)
}

/// Several lines of text; grows with what is written.
#[component]
pub fn TextArea(
    id: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(default = 4)] rows: u32,
    #[prop(optional, into)] placeholder: String,
    /// Longest text in characters; 0 for no counter.
    #[prop(optional)]
    max: usize,
    #[prop(optional)] required: bool,
) -> AnyView {
    let control = view! {
        <textarea
            class="input"
            id=id
            name=id
            rows=rows
            placeholder=placeholder
            aria-required=required.then_some("true")
            aria-invalid=move || error.get().map(|_| "true")
            aria-describedby=described(id)
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        ></textarea>
    }
    .into_any();
    field(id, label, hint, error, (max > 0).then_some((value, max)), required, control)
}

/// One of a list, each a value and its words.
#[component]
pub fn SelectField(
    id: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
) -> AnyView {
    let list = live(move || {
        options
            .get()
            .into_iter()
            .map(|(option, words)| {
                let own = option.clone();
                view! { <option value=option selected=move || value.with(|value| *value == own)>{words}</option> }.into_any()
            })
            .collect::<Vec<_>>()
            .into_any()
    });
    let control = view! {
        <select
            class="input"
            id=id
            name=id
            aria-required=required.then_some("true")
            aria-invalid=move || error.get().map(|_| "true")
            aria-describedby=described(id)
            on:change=move |event| value.set(event_target_value(&event))
        >
            {list}
        </select>
    }
    .into_any();
    field(id, label, hint, error, None, required, control)
}

fn described(id: &str) -> String {
    [id, "-hint ", id, "-error"].concat()
}

fn field(
    id: &'static str,
    label: String,
    hint: String,
    error: Signal<Option<String>>,
    counter: Option<(RwSignal<String>, usize)>,
    required: bool,
    control: AnyView,
) -> AnyView {
    view! {
        <div class="field">
            <label for=id>
                {label}
                {(!required).then(|| view! { <small>{crate::i18n::tr("选填", "optional")}</small> }.into_any())}
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=[id, "-hint"].concat()>{hint}</p> }.into_any())}
            {control}
            <div class="under">
                <p class="field-error" id=[id, "-error"].concat()>{move || error.get()}</p>
                {counter.map(|(value, max)| count(value, max))}
            </div>
        </div>
    }
    .into_any()
}

/// Appears for the last fifth of the room.
fn count(value: RwSignal<String>, max: usize) -> AnyView {
    let used = Memo::new(move |_| value.with(|text| text.trim().chars().count()));
    view! {
        <output class="counter" class:over=move || { used.get() > max }>
            {move || (used.get() * 5 > max * 4).then(|| [used.get().to_string(), " / ".to_owned(), max.to_string()].concat())}
        </output>
    }
    .into_any()
}
