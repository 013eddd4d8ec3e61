//! Leptos with one kind of view. Signals, effects, components and the `view!` macro are Leptos' own; only what the
//! macro's elements turn into is ours.
//!
//! Leptos gives every element, with its attributes and children, a type of its own and compiles how to build, change
//! and remove it anew for each. That is fast and large: half of a program. Here an element is data, and one function
//! builds all of them. The macro writes `::leptos::…`, so the app depends on this crate under that name.
//!
//! Not here, because nothing of ours uses it: server rendering, hydration, `bind:`, `use:`, spreads, `<Suspense>`,
//! `<Show>`.

extern crate self as leptos;

mod attribute;
pub mod children;
mod element;
mod keyed;
pub mod mount;
mod node;
mod render;

pub use real::*;

pub use element::Element;
pub use node::{AnyView, IntoAny};

/// The macro's spelling of a closure under `erase_components`; ours are boxed anyway.
#[doc(hidden)]
pub fn __as_shared_reactive_fn<F>(closure: F) -> F {
    closure
}

/// Leptos' prelude with our views in the place of its own.
pub mod prelude {
    pub use real::prelude::*;

    pub use crate::{
        attribute::IntoAttributeValue,
        children::{Children, ChildrenFn, ToChildren},
        keyed::For,
        mount::{Mounted, mount_to},
        node::{AnyView, IntoAny, IntoMaybeErased, IntoRender, IntoView, View},
    };
}

/// Where the `view!` macro looks for elements and events.
pub mod tachys {
    pub use real::tachys::*;

    /// HTML.
    pub mod html {
        pub use real::tachys::html::*;

        pub use crate::node::Inert as InertElement;

        /// A function for each element.
        pub mod element {
            pub use crate::element::html::*;
        }
    }

    /// The macro's spelling of several children under `erase_components`.
    pub mod view {
        pub use real::tachys::view::*;

        /// A list that does not change its length.
        pub mod iterators {
            pub use crate::node::Children as StaticVec;
        }
    }

    /// SVG.
    pub mod svg {
        pub use crate::{element::svg::*, node::InertSvg as InertElement};
    }
}
