//! A view as data.

use std::borrow::Cow;

use real::{
    either::Either,
    prelude::{Get, Memo, ReadSignal, RwSignal, Signal},
};

use crate::{element::Element, keyed::Keyed};

/// Any view. One word wide, so that handing it on costs little code.
pub struct AnyView(pub(crate) Box<Node>);

/// What a view is.
pub(crate) enum Node {
    /// Nothing; keeps its place.
    Empty,
    /// Text.
    Text(Cow<'static, str>),
    /// An element.
    Element(Element),
    /// Markup without anything that changes.
    Inert(&'static str),
    /// The same inside of an `<svg>`.
    InertSvg(&'static str),
    /// One after the other.
    Many(Vec<AnyView>),
    /// Follows the signals it reads.
    Live(Box<dyn FnMut() -> AnyView>),
    /// One of several: another number replaces what was there, the same changes it in place.
    Choice(u8, AnyView),
    /// Rows that are kept by their keys.
    Keyed(Keyed),
}

impl AnyView {
    /// The macro marks views for hot reloading, which we do not have.
    #[must_use]
    pub fn with_view_marker(self, _marker: &str) -> Self {
        self
    }

    #[inline(never)]
    pub(crate) fn new(node: Node) -> Self {
        Self(Box::new(node))
    }

    #[inline(never)]
    fn word(text: &'static str) -> Self {
        Self::new(Node::Text(Cow::Borrowed(text)))
    }

    #[inline(never)]
    fn text(text: String) -> Self {
        Self::new(Node::Text(Cow::Owned(text)))
    }

    #[inline(never)]
    fn many(views: Vec<Self>) -> Self {
        Self::new(Node::Many(views))
    }

    #[inline(never)]
    fn live(view: Box<dyn FnMut() -> Self>) -> Self {
        Self::new(Node::Live(view))
    }
}

/// What can be shown.
pub trait IntoAny: Sized {
    /// As a view.
    fn into_any(self) -> AnyView;

    /// As the last child, or children, of an element.
    fn append(self, parent: &mut Element) {
        parent.push(self.into_any());
    }
}

/// The name under which components know it.
pub trait IntoView: IntoAny {}

impl<T: IntoAny> IntoView for T {}

/// What `view!` wraps its result in.
pub struct View;

impl View {
    /// As a view.
    #[allow(clippy::new_ret_no_self)]
    pub fn new(view: impl IntoAny) -> AnyView {
        view.into_any()
    }
}

/// What `view!` makes of markup without anything that changes.
pub struct Inert;

impl Inert {
    /// As a view.
    #[allow(clippy::new_ret_no_self)]
    pub fn new(html: &'static str) -> AnyView {
        AnyView::new(Node::Inert(html))
    }
}

/// The same for SVG, whose parts are no markup of their own outside of it.
pub struct InertSvg;

impl InertSvg {
    /// As a view.
    #[allow(clippy::new_ret_no_self)]
    pub fn new(html: &'static str) -> AnyView {
        AnyView::new(if html.starts_with("<svg") { Node::Inert(html) } else { Node::InertSvg(html) })
    }
}

/// `view!` calls it on every block; there is nothing to do.
pub trait IntoRender: Sized {
    /// The same.
    fn into_render(self) -> Self {
        self
    }
}

impl<T> IntoRender for T {}

/// `view!` calls it on children and components under `erase_components`.
pub trait IntoMaybeErased: IntoAny {
    /// As a view.
    fn into_maybe_erased(self) -> AnyView {
        self.into_any()
    }
}

impl<T: IntoAny> IntoMaybeErased for T {}

/// Several children of an element, under `erase_components`.
pub struct Children(Vec<AnyView>);

impl From<Vec<AnyView>> for Children {
    fn from(children: Vec<AnyView>) -> Self {
        Self(children)
    }
}

impl IntoAny for Children {
    fn into_any(self) -> AnyView {
        self.0.into_any()
    }

    fn append(self, parent: &mut Element) {
        self.0.into_iter().for_each(|child| parent.push(child));
    }
}

impl IntoAny for AnyView {
    fn into_any(self) -> AnyView {
        self
    }
}

impl IntoAny for () {
    fn into_any(self) -> AnyView {
        AnyView::new(Node::Empty)
    }
}

impl IntoAny for &'static str {
    fn into_any(self) -> AnyView {
        AnyView::word(self)
    }
}

impl IntoAny for String {
    fn into_any(self) -> AnyView {
        AnyView::text(self)
    }
}

impl IntoAny for Cow<'static, str> {
    fn into_any(self) -> AnyView {
        AnyView::new(Node::Text(self))
    }
}

impl IntoAny for Element {
    fn into_any(self) -> AnyView {
        AnyView::new(Node::Element(self))
    }
}

impl<T: IntoAny> IntoAny for Option<T> {
    fn into_any(self) -> AnyView {
        match self {
            Some(view) => view.into_any(),
            None => ().into_any(),
        }
    }
}

impl<T: IntoAny> IntoAny for Vec<T> {
    fn into_any(self) -> AnyView {
        AnyView::many(self.into_iter().map(IntoAny::into_any).collect())
    }
}

impl<A: IntoAny, B: IntoAny> IntoAny for Either<A, B> {
    fn into_any(self) -> AnyView {
        let (number, view) = match self {
            Self::Left(view) => (0, view.into_any()),
            Self::Right(view) => (1, view.into_any()),
        };
        AnyView::new(Node::Choice(number, view))
    }
}

impl<F, V> IntoAny for F
where
    F: FnMut() -> V + 'static,
    V: IntoAny,
{
    fn into_any(mut self) -> AnyView {
        AnyView::live(Box::new(move || self().into_any()))
    }
}

macro_rules! numbers {
    ($($number:ty)+) => {$(
        impl IntoAny for $number {
            fn into_any(self) -> AnyView {
                self.to_string().into_any()
            }
        }
    )+};
}

numbers!(u8 u16 u32 u64 usize i32 i64);

macro_rules! signals {
    ($($signal:ident)+) => {$(
        impl<T> IntoAny for $signal<T>
        where
            T: IntoAny + Clone + Send + Sync + 'static,
        {
            fn into_any(self) -> AnyView {
                AnyView::live(Box::new(move || self.get().into_any()))
            }
        }
    )+};
}

signals!(RwSignal ReadSignal Memo Signal);

macro_rules! tuples {
    ($($view:ident)+) => {
        impl<$($view: IntoAny),+> IntoAny for ($($view,)+) {
            #[allow(non_snake_case)]
            fn into_any(self) -> AnyView {
                let ($($view,)+) = self;
                AnyView::many(vec![$($view.into_any()),+])
            }

            #[allow(non_snake_case)]
            fn append(self, parent: &mut Element) {
                let ($($view,)+) = self;
                $($view.append(parent);)+
            }
        }
    };
}

tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
tuples!(A B C D E F G H I);
tuples!(A B C D E F G H I J);
tuples!(A B C D E F G H I J K);
tuples!(A B C D E F G H I J K L);
tuples!(A B C D E F G H I J K L M);
tuples!(A B C D E F G H I J K L M N);
tuples!(A B C D E F G H I J K L M N O);
tuples!(A B C D E F G H I J K L M N O P);
