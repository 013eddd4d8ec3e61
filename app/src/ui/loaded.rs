//! What stands where data will be, is missing, or could not be read.

use leptos::prelude::*;

use super::{Button, Icon, icon, live};
use crate::{api::ApiError, i18n::tr, load::Load};

/// Shows a skeleton, the failure, or what was read. `render` follows `load.value` itself, by the signal it is given,
/// so that a reload changes the page in place.
pub fn loaded<T: Send + Sync + 'static>(
    load: Load<T>,
    skeleton: fn() -> AnyView,
    render: impl Fn(RwSignal<Option<T>>) -> AnyView + Send + 'static,
) -> AnyView {
    let there = Memo::new(move |_| load.value.with(Option::is_some));
    live(move || match (there.get(), load.error.get()) {
        (true, _) => untrack(|| render(load.value)),
        (false, Some(error)) => failure(error, UnsyncCallback::from(move || load.reload())),
        (false, None) => skeleton(),
    })
}

/// What failed, what was kept, and another try.
pub fn failure(error: ApiError, retry: UnsyncCallback<()>) -> AnyView {
    view! {
        <div class="state" role="alert">
            {icon(Icon::Alert)}
            <p>{error.message}</p>
            <Button label=tr("重试", "Try again") icon=Icon::Retry on_press=retry />
        </div>
    }
    .into_any()
}

/// Nothing here yet, and what to do about it; `action` may be `().into_any()`.
pub fn empty(title: impl Into<String>, detail: impl Into<String>, action: AnyView) -> AnyView {
    let (title, detail): (String, String) = (title.into(), detail.into());
    view! {
        <div class="state">
            <h2>{title}</h2>
            <p>{detail}</p>
            {action}
        </div>
    }
    .into_any()
}

/// Grey lines in the shape of what comes; invisible for the first 200 ms. Says so in words after two seconds.
pub fn skeleton(lines: usize) -> AnyView {
    let lines: Vec<AnyView> = (0..lines).map(|_| view! { <span></span> }.into_any()).collect();
    view! {
        <div class="skeleton" role="status" aria-label=tr("正在读取", "Loading")>
            {lines}
            <p>{tr("正在读取…", "Loading…")}</p>
        </div>
    }
    .into_any()
}
