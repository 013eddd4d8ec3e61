//! Tabs whose state is in the address.

use leptos::prelude::*;

use super::live;
use crate::router;

/// Tabs that set the query parameter `param`; the first one is the default and leaves no trace. Each has a value, its
/// words and a count (`None` for none).
#[component]
pub fn Tabs(
    param: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] tabs: Signal<Vec<(&'static str, String, Option<u32>)>>,
) -> AnyView {
    let list = live(move || {
        let tabs = tabs.get().into_iter().enumerate();
        tabs.map(|(n, (value, words, count))| tab(param, n == 0, value, words, count)).collect::<Vec<_>>().into_any()
    });
    view! { <nav class="tabs" aria-label=label>{list}</nav> }.into_any()
}

fn tab(param: &'static str, first: bool, value: &'static str, words: String, count: Option<u32>) -> AnyView {
    let current = move || match router::param(param) {
        Some(now) => now == value,
        None => first,
    };
    view! {
        <button
            type="button"
            class="tab"
            aria-current=move || current().then_some("true")
            on:click=move |_| router::set_param(param, (!first).then_some(value))
        >
            {words}
            {count.map(|count| view! { <span class="count">{count}</span> }.into_any())}
        </button>
    }
    .into_any()
}
