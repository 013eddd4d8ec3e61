//! One compiled kind of view that changes, for all of them.

use leptos::prelude::*;

/// A part of the page that follows the signals it reads. Every closure handed to a view by name, and not written in
/// its braces, would otherwise be compiled as a kind of its own.
pub fn live(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    view.into_any()
}
