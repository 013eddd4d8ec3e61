//! What the pages of the settings share: a head with its button, a row, a group of checkboxes.

use app::i18n::tr;
use app::ui::{Button, Icon, Kind, Menu, MenuItem, empty};
use leptos::prelude::*;

/// The page's title, what it is about, and the button that adds something, if the reader may.
pub fn head(title: &'static str, about: &'static str, add: Option<(&'static str, RwSignal<bool>)>) -> AnyView {
    let button =
        add.map(|(label, open)| view! { <Button label kind=Kind::Primary icon=Icon::Plus on_press=move || open.set(true) /> }.into_any());
    view! {
        <div class="page-head">
            <h1>{title}</h1>
            {button}
        </div>
        <p class="muted settings-about">{about}</p>
    }
    .into_any()
}

/// The entries, or what to do where there are none.
pub fn entries(rows: Vec<AnyView>, title: &'static str, detail: &'static str) -> AnyView {
    if rows.is_empty() {
        return empty(title, detail, ().into_any());
    }
    view! { <ul class="entries">{rows}</ul> }.into_any()
}

/// One entry: a mark, a name with what belongs to it below, and a menu.
pub fn row(
    mark: AnyView,
    name: &str,
    active: bool,
    detail: Vec<String>,
    chips: Vec<String>,
    items: Option<UnsyncCallback<(), Vec<MenuItem>>>,
) -> AnyView {
    let detail: Vec<AnyView> =
        detail.into_iter().filter(|text| !text.is_empty()).map(|text| view! { <span>{text}</span> }.into_any()).collect();
    let chips: Vec<AnyView> = chips.into_iter().map(|text| view! { <span class="chip">{text}</span> }.into_any()).collect();
    let menu = items.map(|items| {
        let label = [tr("更多操作：", "More: "), name].concat();
        view! { <Menu label icon=Icon::More compact=true class="btn quiet" items /> }.into_any()
    });
    view! {
        <li class="entry" class:gone=!active>
            {mark}
            <div class="entry-text">
                <b dir="auto">{name.to_owned()}</b>
                <p class="entry-detail">{detail}</p>
            </div>
            <div class="entry-chips">
                {(!active).then(|| view! { <span class="chip alarm">{tr("已停用", "Inactive")}</span> }.into_any())}
                {chips}
            </div>
            {menu}
        </li>
    }
    .into_any()
}

/// Several of a list; `value` holds what is chosen.
pub fn checks(
    legend: &'static str,
    id: &'static str,
    options: Vec<(String, String)>,
    value: RwSignal<Vec<String>>,
    error: Signal<Option<String>>,
) -> AnyView {
    let boxes: Vec<AnyView> = options.into_iter().map(|(option, words)| check(option, words, value)).collect();
    view! {
        <fieldset class="field" id=id tabindex="-1" aria-invalid=move || error.get().map(|_| "true")>
            <legend>{legend}</legend>
            <div>{boxes}</div>
            <p class="field-error">{move || error.get()}</p>
        </fieldset>
    }
    .into_any()
}

fn check(option: String, words: String, value: RwSignal<Vec<String>>) -> AnyView {
    let own = option.clone();
    let toggle = move |_| {
        value.update(|all| match all.iter().position(|one| *one == option) {
            Some(at) => {
                all.remove(at);
            }
            None => all.push(option.clone()),
        });
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || value.with(|all| all.contains(&own)) on:change=toggle />
            <span>{words}</span>
        </label>
    }
    .into_any()
}

/// What the other side said, as people read it.
pub fn words_of(error: &str) -> String {
    match error {
        "timeout" => tr("对方没有在 5 秒内回应", "No answer within 5 seconds").to_owned(),
        words => words.to_owned(),
    }
}
