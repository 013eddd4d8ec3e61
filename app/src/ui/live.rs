//! One compiled kind of view that changes, for all of them.

use leptos::prelude::*;

/// A part of the page that follows the signals it reads. Every closure handed to a view by name, and not written in
/// its braces, would otherwise be compiled as a kind of its own. Give it an `AnyView`, or some or many of them.
pub fn live<V: IntoAny>(mut view: impl FnMut() -> V + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || view().into_any());
    view.into_any()
}
