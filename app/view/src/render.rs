//! The one way in which views become nodes of the page, and change them.

use std::borrow::Cow;

use real::{prelude::document, reactive::effect::RenderEffect};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element as DomElement, Event, HtmlTemplateElement, Node as DomNode};

use crate::{
    attribute::{Attribute, Kind, Value, apply},
    element::Parts,
    keyed::Rows,
    node::{AnyView, Node},
};

const SVG: &str = "http://www.w3.org/2000/svg";

/// A view that has nodes.
pub enum Built {
    Empty(DomNode),
    Text(DomNode, Cow<'static, str>),
    Element(Box<BuiltElement>),
    Inert(DomNode, &'static str),
    /// The node after the last one holds the place of those to come.
    Many(Vec<Built>, DomNode),
    Live(Following<Built>),
    Choice(u8, Box<Built>),
    Keyed(Following<Rows>),
}

/// What an effect has built. An effect's task outlives the effect until it is polled again, and with it would
/// whatever follows signals inside; so it lets go of that at once.
pub struct Following<T: 'static>(RenderEffect<T>);

impl<T> Following<T> {
    /// Runs now, and anew whenever a signal that it reads has changed.
    pub fn new(run: impl FnMut(Option<T>) -> T + 'static, before: Option<T>) -> Self {
        Self(RenderEffect::new_with_value(run, before))
    }

    fn with<U>(&self, look: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.0.with_value_mut(look)
    }
}

impl<T> Drop for Following<T> {
    fn drop(&mut self) {
        drop(self.0.take_value());
    }
}

/// An element that is there, with what is needed to change it.
pub struct BuiltElement {
    node: DomElement,
    place: &'static std::panic::Location<'static>,
    attributes: Vec<BuiltAttribute>,
    children: Vec<Built>,
}

enum BuiltAttribute {
    Fixed(Kind, &'static str, Value),
    Live(Kind, &'static str, RenderEffect<Value>),
    On(Cow<'static, str>, Closure<dyn FnMut(Event)>),
    Ref,
}

impl Built {
    /// Makes the nodes of a view; they are on no page yet.
    pub fn new(view: AnyView) -> Self {
        match *view.0 {
            Node::Empty => Self::Empty(placeholder()),
            Node::Text(text) => Self::Text(document().create_text_node(&text).into(), text),
            Node::Element(element) => Self::Element(Box::new(BuiltElement::new(*element.0))),
            Node::Inert(html) => Self::Inert(parsed(html), html),
            Node::InertSvg(html) => Self::Inert(first_inside(&parsed(&["<svg>", html, "</svg>"].concat())), html),
            Node::Many(views) => Self::Many(views.into_iter().map(Self::new).collect(), placeholder()),
            Node::Live(view) => Self::live(view, None),
            Node::Choice(number, view) => Self::Choice(number, Box::new(Self::new(view))),
            Node::Keyed(keyed) => Self::Keyed(keyed.build()),
        }
    }

    fn live(mut view: Box<dyn FnMut() -> AnyView>, before: Option<Self>) -> Self {
        let follow = move |before: Option<Self>| {
            let view = view();
            match before {
                Some(before) => before.change(view),
                None => Self::new(view),
            }
        };
        Self::Live(Following::new(follow, before))
    }

    /// Brings what is there to a newer view: in place where it is the same thing, else in its stead.
    fn change(self, view: AnyView) -> Self {
        match (self, *view.0) {
            (Self::Empty(node), Node::Empty) => Self::Empty(node),
            (Self::Text(node, old), Node::Text(new)) => {
                if old != new {
                    node.set_node_value(Some(&new));
                }
                Self::Text(node, new)
            }
            (Self::Inert(node, old), Node::Inert(new) | Node::InertSvg(new)) if std::ptr::eq(old, new) => Self::Inert(node, old),
            (Self::Element(mut old), Node::Element(new)) if old.place == new.0.place => {
                old.change(*new.0);
                Self::Element(old)
            }
            (Self::Many(old, end), Node::Many(new)) => {
                let parent = end.parent_node();
                Self::Many(change_all(old, new, parent.as_ref(), Some(&end)), end)
            }
            (Self::Live(effect), Node::Live(view)) => Self::live(view, effect.0.take_value()),
            (Self::Choice(old, built), Node::Choice(new, view)) if old == new => Self::Choice(old, Box::new(built.change(view))),
            (old, view) => {
                let new = Self::new(AnyView::new(view));
                let first = old.first();
                if let Some(parent) = first.parent_node() {
                    new.insert(&parent, Some(&first));
                }
                old.remove();
                new
            }
        }
    }

    /// The first of its nodes.
    pub fn first(&self) -> DomNode {
        match self {
            Self::Empty(node) | Self::Text(node, _) | Self::Inert(node, _) => node.clone(),
            Self::Element(element) => element.node.clone().into(),
            Self::Many(all, end) => all.first().map_or_else(|| end.clone(), Self::first),
            Self::Live(effect) => effect.with(|built| built.first()).unwrap_or_else(placeholder),
            Self::Choice(_, built) => built.first(),
            Self::Keyed(effect) => effect.with(|rows| rows.first()).unwrap_or_else(placeholder),
        }
    }

    /// Puts its nodes into `parent`, before a node or at the end.
    pub fn insert(&self, parent: &DomNode, before: Option<&DomNode>) {
        self.each(&mut |node| {
            let _ = parent.insert_before(node, before);
        });
    }

    /// Takes its nodes off the page.
    pub fn remove(&self) {
        self.each(&mut |node| {
            if let Some(parent) = node.parent_node() {
                let _ = parent.remove_child(node);
            }
        });
    }

    /// Visits its outermost nodes in their order.
    pub fn each(&self, visit: &mut dyn FnMut(&DomNode)) {
        match self {
            Self::Empty(node) | Self::Text(node, _) | Self::Inert(node, _) => visit(node),
            Self::Element(element) => visit(&element.node),
            Self::Many(all, end) => {
                all.iter().for_each(|built| built.each(visit));
                visit(end);
            }
            Self::Live(effect) => {
                effect.with(|built| built.each(visit));
            }
            Self::Choice(_, built) => built.each(visit),
            Self::Keyed(effect) => {
                effect.with(|rows| rows.each(visit));
            }
        }
    }
}

impl BuiltElement {
    fn new(element: Parts) -> Self {
        let node = create(element.name, element.svg);
        // Children first: a `<select>` takes a value only once it has the option.
        let children: Vec<Built> = element.children.into_iter().map(Built::new).collect();
        children.iter().for_each(|child| child.insert(&node, None));
        let attributes = element.attributes.into_iter().map(|attribute| BuiltAttribute::new(&node, attribute, None)).collect();
        Self { node, place: element.place, attributes, children }
    }

    fn change(&mut self, new: Parts) {
        let children = std::mem::take(&mut self.children);
        self.children = change_all(children, new.children, Some(&self.node), None);
        let mut old = std::mem::take(&mut self.attributes).into_iter();
        // The same place in the source mostly has the same attributes in the same order.
        self.attributes = new.attributes.into_iter().map(|attribute| BuiltAttribute::new(&self.node, attribute, old.next())).collect();
        for gone in old {
            gone.hand_over(&self.node, &Attribute::Ref(Box::new(|_| ())));
        }
    }
}

impl BuiltAttribute {
    fn new(node: &DomElement, attribute: Attribute, old: Option<Self>) -> Self {
        let before = old.and_then(|old| old.hand_over(node, &attribute));
        match attribute {
            Attribute::Set(kind, name, Value::Live(mut value)) => {
                let node = node.clone();
                let effect = RenderEffect::new(move |before: Option<Value>| {
                    let value = value();
                    apply(&node, kind, name, before.as_ref(), &value);
                    value
                });
                Self::Live(kind, name, effect)
            }
            Attribute::Set(kind, name, value) => {
                apply(node, kind, name, before.as_ref(), &value);
                Self::Fixed(kind, name, value)
            }
            Attribute::On(name, handler) => {
                let handler = Closure::wrap(handler);
                let _ = node.add_event_listener_with_callback(&name, handler.as_ref().unchecked_ref());
                Self::On(name, handler)
            }
            Attribute::Ref(take) => {
                take(node);
                Self::Ref
            }
        }
    }

    /// Makes way for a newer attribute. Gives the value that is set if both are about the same thing.
    fn hand_over(self, node: &DomElement, new: &Attribute) -> Option<Value> {
        let about = match new {
            Attribute::Set(kind, name, _) => Some((*kind, *name)),
            _ => None,
        };
        match self {
            Self::Fixed(kind, name, value) if about == Some((kind, name)) => Some(value),
            Self::Live(kind, name, effect) if about == Some((kind, name)) => effect.take_value(),
            Self::Fixed(kind, name, _) | Self::Live(kind, name, _) => {
                apply(node, kind, name, None, &Value::None);
                None
            }
            Self::On(name, handler) => {
                let _ = node.remove_event_listener_with_callback(&name, handler.as_ref().unchecked_ref());
                None
            }
            Self::Ref => None,
        }
    }
}

/// One by one; those too many go, those that are new are put before `end`.
fn change_all(old: Vec<Built>, new: Vec<AnyView>, parent: Option<&DomNode>, end: Option<&DomNode>) -> Vec<Built> {
    let mut old = old.into_iter();
    let all: Vec<Built> = new
        .into_iter()
        .map(|view| match old.next() {
            Some(built) => built.change(view),
            None => {
                let built = Built::new(view);
                if let Some(parent) = parent {
                    built.insert(parent, end);
                }
                built
            }
        })
        .collect();
    old.for_each(|built| built.remove());
    all
}

/// An empty text node: it takes no room and no selector sees it.
pub fn placeholder() -> DomNode {
    document().create_text_node("").into()
}

fn create(name: &str, svg: bool) -> DomElement {
    let document = document();
    let created = if svg { document.create_element_ns(Some(SVG), name) } else { document.create_element(name) };
    // The names are our own, so none is refused.
    created.unwrap_or_else(|_| DomElement::from(wasm_bindgen::JsValue::NULL))
}

fn parsed(html: &str) -> DomNode {
    let template: HtmlTemplateElement = create("template", false).unchecked_into();
    template.set_inner_html(html);
    first_inside(&template.content())
}

fn first_inside(node: &DomNode) -> DomNode {
    node.first_child().unwrap_or_else(placeholder)
}
