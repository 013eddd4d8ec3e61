//! The mark of a priority: shape, label and hue together, never colour alone.

use leptos::prelude::*;

/// `level` 0 to 3: filled octagon, filled triangle, outlined square, outlined circle. The label is the caller's
/// (`P1`, or `P1 · proposed`).
pub fn priority(level: u8, label: impl Into<String>) -> AnyView {
    let (class, shape) = match level {
        0 => ("prio p0", "M5 1h6l4 4v6l-4 4H5l-4-4V5z"),
        1 => ("prio p1", "M8 1.5 15.5 14.500H.5z"),
        2 => ("prio p2", "M2.5 2.500h11v11h-11z"),
        _ => ("prio p3", "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z"),
    };
    let label: String = label.into();
    view! {
        <span class=class>
            <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d=shape />
            </svg>
            <span>{label}</span>
        </span>
    }
    .into_any()
}
