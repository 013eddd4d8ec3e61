//! Asking again and again what others did, while somebody looks.

use app::dom;
use leptos::prelude::*;

/// Runs `f` every `ms` milliseconds, and at once when the tab is shown again, for as long as the current component is
/// on the page. A hidden tab asks nothing.
pub fn while_visible(ms: i32, f: impl Fn() + Clone + 'static) {
    let here = StoredValue::new(());
    let at_return = f.clone();
    dom::listen_here(&dom::document(), "visibilitychange", move |_| {
        if !dom::document().hidden() {
            at_return();
        }
    });
    dom::spawn(async move {
        loop {
            dom::sleep(ms).await;
            if here.try_get_value().is_none() {
                return;
            }
            if !dom::document().hidden() {
                f();
            }
        }
    });
}
