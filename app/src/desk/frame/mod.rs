//! What stands around every screen of the desk: the bar, and the keys that act everywhere.

mod keys;
mod nav;

pub use nav::sign_out;

use crate::{
    api::ApiError,
    i18n::tr,
    load::Load,
    ui::{Banner, Button, Icon, empty, failure, live, skeleton},
};
use leptos::prelude::*;

use crate::desk::{context, screen::Screen};

pub use nav::search;

/// A screen with header and navigation around it.
pub fn frame(screen: Screen, content: AnyView) -> AnyView {
    context::enter();
    keys::everywhere();
    view! {
        {nav::header(&screen)}
        <main id="main" tabindex="-1">{content}</main>
    }
    .into_any()
}

/// Shows the screen once session and directory are there; until then its outline, or why they could not be read.
pub fn ready(screen: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let there = Memo::new(|_| context::desk().is_some());
    live(move || match (there.get(), context::failed()) {
        (true, _) => untrack(&screen),
        (false, Some(error)) => unreachable(error),
        (false, None) => skeleton(8),
    })
}

/// An address that names nothing.
pub fn unknown() -> AnyView {
    let back = view! { <a class="btn primary" href="/desk/board">{tr("回到看板", "Back to the board")}</a> }.into_any();
    empty(
        tr("这个页面不存在", "There is no such page"),
        tr("链接可能有误，或内容已被移走。", "The link may be wrong, or the page has moved."),
        back,
    )
}

/// Says that what is shown is older than what was asked for, because the newest request failed.
pub fn outdated<T: Send + Sync + 'static>(load: Load<T>) -> AnyView {
    let (value, error) = (load.value, load.error);
    let old = Memo::new(move |_| value.with(Option::is_some));
    live(move || {
        error.get().filter(|_| old.get()).map(|error| {
            view! {
                <Banner tone="danger">
                    <p>{tr("没能更新，下面是之前的内容。", "This could not be updated; what follows is older. ")}{error.message}</p>
                    <Button label=tr("重试", "Try again") icon=Icon::Retry on_press=move || load.reload() />
                </Banner>
            }
            .into_any()
        })
    })
}

/// Something that is not there, or not for this reader.
pub fn missing() -> AnyView {
    let back = view! { <a class="btn primary" href="/desk/tickets">{tr("回到工单列表", "Back to the tickets")}</a> }.into_any();
    let detail = tr("编号可能有误，或者您无权查看。", "The number may be wrong, or it is not yours to see.");
    empty(tr("找不到这张工单", "There is no such ticket"), detail, back)
}

fn unreachable(error: ApiError) -> AnyView {
    failure(error, UnsyncCallback::from(context::reenter))
}
