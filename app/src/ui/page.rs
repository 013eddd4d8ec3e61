//! What every page has besides its screen.

use leptos::prelude::*;

use super::{OfflineBanner, Toasts};
use crate::i18n::tr;

/// The screen with a link past the navigation, the line about the connection, messages, and the region in which
/// changes are announced.
pub fn page(screen: AnyView) -> AnyView {
    view! {
        <a class="skip" href="#main">{tr("跳到正文", "Skip to content")}</a>
        <OfflineBanner />
        {screen}
        <Toasts />
        <div class="visually-hidden" id="announcer" aria-live="polite"></div>
    }
    .into_any()
}
