//! What does not show at first is drawn when the first screen is there.

use leptos::prelude::*;

use super::live;
use crate::dom;

/// Draws a desk's part at once, and a phone's a moment later, unless it is `wanted` before. Each part costs a slow phone
/// a tenth of a second, in which it would answer no finger; so each takes a moment of its own.
pub fn after_paint(
    wait_ms: i32,
    wanted: impl Fn() -> bool + Send + Sync + 'static,
    draw: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    if !dom::is_phone() {
        return draw();
    }
    let due = RwSignal::new(false);
    dom::spawn(async move {
        dom::sleep(wait_ms).await;
        due.try_set(true);
    });
    let wanted: Box<dyn Fn() -> bool + Send + Sync> = Box::new(wanted);
    let shown = Memo::new(move |_| due.get() || wanted());
    live(move || if shown.get() { untrack(&draw) } else { ().into_any() })
}
