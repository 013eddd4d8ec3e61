//! One to five, nothing preselected.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::i18n::tr;

/// Five stars with words; 0 is "not rated".
#[component]
pub fn RatingField(id: &'static str, #[prop(into)] label: String, value: RwSignal<u8>) -> AnyView {
    let stars: Vec<AnyView> = (1..=5).map(|n| star(id, n, value)).collect();
    view! {
        <fieldset class="field">
            <legend>{label}</legend>
            <div class="rating">{stars}</div>
            <p class="hint">{move || words(value.get())}</p>
        </fieldset>
    }
    .into_any()
}

fn star(group: &'static str, n: u8, value: RwSignal<u8>) -> AnyView {
    view! {
        <label class:on=move || { value.get() >= n }>
            <input
                type="radio"
                id=(n == 1).then_some(group)
                name=group
                aria-label=[n.to_string().as_str(), " · ", words(n)].concat()
                prop:checked=move || value.get() == n
                on:change=move |_| value.set(n)
            />
            {icon(Icon::Star)}
        </label>
    }
    .into_any()
}

fn words(n: u8) -> &'static str {
    match n {
        1 => tr("很不满意", "Very unhappy"),
        2 => tr("不满意", "Unhappy"),
        3 => tr("一般", "So so"),
        4 => tr("满意", "Happy"),
        5 => tr("非常满意", "Very happy"),
        _ => tr("请点一颗星", "Choose a star"),
    }
}
