//! Shows the messages of [`crate::toast`].

use leptos::prelude::*;

use super::{Icon, IconButton, icon};
use crate::{
    i18n::tr,
    toast::{self, Toast, Tone},
};

/// The messages at the edge of the page.
#[component]
pub fn Toasts() -> AnyView {
    view! {
        <div class="toasts" role="status" aria-live="polite">
            {move || toast::current().into_iter().map(line).collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}

fn line(toast: Toast) -> AnyView {
    let id = toast.id;
    let failed = toast.tone == Tone::Failed;
    let undo = toast.undo.map(|undo| {
        let take_back = move |_| {
            toast::close(id);
            undo.run(());
        };
        view! { <button type="button" class="toast-undo" on:click=take_back>{tr("撤销", "Undo")}</button> }.into_any()
    });
    view! {
        <div class="toast" class:failed=failed>
            {icon(if failed { Icon::Alert } else { Icon::Check })}
            <p>{toast.text}</p>
            {undo}
            <IconButton icon=Icon::Cross label=tr("关闭", "Close") on_press=move || toast::close(id) />
        </div>
    }
    .into_any()
}
