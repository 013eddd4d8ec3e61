//! The end of a list that has more.

use leptos::prelude::*;

use super::{Button, live};
use crate::i18n::tr;

/// Loads the next page below the last row. Shown only while there is one.
#[component]
pub fn MoreButton(
    #[prop(into)] more: Signal<bool>,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] on_more: UnsyncCallback<()>,
) -> AnyView {
    live(move || {
        if !more.get() {
            return ().into_any();
        }
        view! { <div class="more"><Button label=tr("显示更多", "Show more") busy on_press=on_more /></div> }.into_any()
    })
}
