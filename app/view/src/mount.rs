//! Puts a view on the page.

use any_spawner::Executor;
use real::reactive::owner::Owner;
use web_sys::HtmlElement;

use crate::{node::IntoAny, render::Built};

/// A view on the page; dropping it takes it off and disposes of its signals.
pub struct Mounted {
    view: Built,
    owner: Owner,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.view.remove();
        self.owner.cleanup();
    }
}

/// Draws a view at the end of an element.
pub fn mount_to<V: IntoAny>(host: HtmlElement, view: impl FnOnce() -> V) -> Mounted {
    // An error means that it has been done before.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let view = owner.with(|| Built::new(view().into_any()));
    view.insert(&host, None);
    Mounted { view, owner }
}
