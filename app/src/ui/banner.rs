//! A line across the page for something that lasts: no connection, a newer version, somebody else typing.

use leptos::prelude::*;

use super::{Icon, icon, live};
use crate::{api, i18n::tr};

/// A line with words and, at its end, what can be done. `tone` is `""`, `warn` or `danger`.
#[component]
pub fn Banner(#[prop(optional)] tone: &'static str, children: Children) -> AnyView {
    view! {
        <div class=["banner ", tone].concat() role="status">
            {icon(Icon::Alert)}
            {children()}
        </div>
    }
    .into_any()
}

/// Says that the server is out of reach while it is.
#[component]
pub fn OfflineBanner() -> AnyView {
    let online = api::online();
    live(move || {
        if online.get() {
            return ().into_any();
        }
        view! {
            <Banner tone="warn">
                <p>{tr("没有网络。您填写的内容保存在本机，联网后再发送。", "No connection. What you write is kept on this device and can be sent later.")}</p>
            </Banner>
        }
        .into_any()
    })
}
