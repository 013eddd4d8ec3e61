//! Elements as plain calls. `view!` writes out every element and attribute at its place, some 300 bytes each; here
//! each is a call or two. Use it where markup stands still; both mix freely.

use leptos::{
    attr::{
        any_attribute::{AnyAttribute, IntoAnyAttribute},
        custom::custom_attribute,
    },
    html::custom,
    prelude::*,
};

/// An element being written.
pub struct El {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// Begins an element.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El { tag, attributes: Vec::new(), children: Vec::new() }
}

/// An element with a class.
#[inline(never)]
pub fn el_class(tag: &'static str, class: &'static str) -> El {
    el(tag).attr("class", class)
}

impl El {
    /// An attribute that is the same for everybody.
    #[inline(never)]
    pub fn attr(mut self, name: &'static str, value: &'static str) -> Self {
        self.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// An attribute of this moment.
    #[inline(never)]
    pub fn set(mut self, name: &'static str, value: String) -> Self {
        self.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// An attribute that follows signals; `None` takes it away.
    pub fn follow(self, name: &'static str, value: impl Fn() -> Option<&'static str> + Send + 'static) -> Self {
        self.follow_boxed(name, Box::new(value))
    }

    /// A text that is the same for everybody.
    #[inline(never)]
    pub fn text(mut self, words: &'static str) -> Self {
        self.children.push(words.into_any());
        self
    }

    /// A text of this moment.
    #[inline(never)]
    pub fn words(mut self, words: String) -> Self {
        self.children.push(words.into_any());
        self
    }

    /// An element inside.
    #[inline(never)]
    pub fn el(self, child: El) -> Self {
        self.child(child.any())
    }

    /// Any view inside.
    #[inline(never)]
    pub fn child(mut self, child: AnyView) -> Self {
        self.children.push(child);
        self
    }

    /// Several views inside.
    #[inline(never)]
    pub fn all(mut self, mut children: Vec<AnyView>) -> Self {
        self.children.append(&mut children);
        self
    }

    /// The element as a view.
    #[inline(never)]
    pub fn any(self) -> AnyView {
        custom(self.tag).add_any_attr(self.attributes).child(self.children).into_any()
    }

    #[inline(never)]
    fn follow_boxed(mut self, name: &'static str, value: Box<dyn Fn() -> Option<&'static str> + Send>) -> Self {
        self.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }
}
