//! What components take as children.

use std::sync::Arc;

use crate::node::{AnyView, IntoAny};

/// Children that are drawn once.
pub type Children = Box<dyn FnOnce() -> AnyView + Send>;

/// Children that are drawn as often as needed.
pub type ChildrenFn = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// What `view!` wraps a component's children in.
pub trait ToChildren<F> {
    /// As children.
    fn to_children(children: F) -> Self;
}

/// What `view!` wraps a component's only child in.
pub struct ChildrenOptContainer<T>(pub T);

impl<F, V> ToChildren<F> for Children
where
    F: FnOnce() -> V + Send + 'static,
    V: IntoAny,
{
    fn to_children(children: F) -> Self {
        Box::new(move || children().into_any())
    }
}

impl<T> ToChildren<ChildrenOptContainer<T>> for Children
where
    T: IntoAny + Send + 'static,
{
    fn to_children(child: ChildrenOptContainer<T>) -> Self {
        Box::new(move || child.0.into_any())
    }
}

impl<F, V> ToChildren<F> for ChildrenFn
where
    F: Fn() -> V + Send + Sync + 'static,
    V: IntoAny,
{
    fn to_children(children: F) -> Self {
        Arc::new(move || children().into_any())
    }
}

impl<T> ToChildren<ChildrenOptContainer<T>> for ChildrenFn
where
    T: IntoAny + Clone + Send + Sync + 'static,
{
    fn to_children(child: ChildrenOptContainer<T>) -> Self {
        Arc::new(move || child.0.clone().into_any())
    }
}
