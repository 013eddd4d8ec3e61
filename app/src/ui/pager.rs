//! The end of a list that has more.

use leptos::prelude::*;

use super::Button;
use crate::i18n::tr;

/// Loads the next page below the last row. Shown only while there is one.
#[component]
pub fn MoreButton(
    #[prop(into)] more: Signal<bool>,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] on_more: UnsyncCallback<()>,
) -> AnyView {
    let button = move || {
        more.get().then(|| view! { <div class="more"><Button label=tr("显示更多", "Show more") busy on_press=on_more /></div> }.into_any())
    };
    button.into_any()
}
