//! Attributes, properties, classes and styles as data.

use std::borrow::Cow;

use real::prelude::{Get, Memo, ReadSignal, RwSignal, Signal};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element as DomElement, Event, HtmlElement};

use crate::element::Element;

/// Something about an element.
pub enum Attribute {
    /// A value under a name.
    Set(Kind, &'static str, Value),
    /// What happens at an event.
    On(Cow<'static, str>, Box<dyn FnMut(Event)>),
    /// Hands the element to a `NodeRef`.
    Ref(Box<dyn FnOnce(&DomElement)>),
}

/// What a name and a value are about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An attribute of the markup.
    Attribute,
    /// A property of the object.
    Property,
    /// A class that is there or not.
    Class,
    /// A property of the style, set through the object model as the content policy asks.
    Style,
}

/// A value.
pub enum Value {
    /// Not there.
    None,
    /// There or not.
    Flag(bool),
    /// Text.
    Text(Cow<'static, str>),
    /// Follows the signals it reads.
    Live(Box<dyn FnMut() -> Value>),
}

impl Value {
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::None, Self::None) => true,
            (Self::Flag(a), Self::Flag(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            _ => false,
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Flag(true) => Some(""),
            _ => None,
        }
    }
}

/// What can be the value of an attribute.
pub trait IntoValue: Sized {
    /// As a value.
    fn into_value(self) -> Value;

    /// Sets it on an element.
    fn set(self, element: Element, kind: Kind, name: &'static str) -> Element {
        element.with(Attribute::Set(kind, name, self.into_value()))
    }
}

#[inline(never)]
fn set_word(element: Element, kind: Kind, name: &'static str, value: &'static str) -> Element {
    element.with(Attribute::Set(kind, name, Value::Text(Cow::Borrowed(value))))
}

#[inline(never)]
fn set_text(element: Element, kind: Kind, name: &'static str, value: String) -> Element {
    element.with(Attribute::Set(kind, name, Value::Text(Cow::Owned(value))))
}

#[inline(never)]
fn set_live(element: Element, kind: Kind, name: &'static str, value: Box<dyn FnMut() -> Value>) -> Element {
    element.with(Attribute::Set(kind, name, Value::Live(value)))
}

/// `view!` calls it on every value; there is nothing to do.
pub trait IntoAttributeValue: Sized {
    /// The same.
    fn into_attribute_value(self) -> Self {
        self
    }
}

impl<T> IntoAttributeValue for T {}

/// A whole `class` attribute, or one class and whether it is there.
pub trait IntoClass {
    /// Sets it on an element.
    fn set_class(self, element: Element) -> Element;
}

impl<V: IntoValue> IntoClass for V {
    fn set_class(self, element: Element) -> Element {
        self.set(element, Kind::Attribute, "class")
    }
}

impl<V: IntoValue> IntoClass for (&'static str, V) {
    fn set_class(self, element: Element) -> Element {
        self.1.set(element, Kind::Class, self.0)
    }
}

/// Brings an element from one value to another. `old` is what we set before.
pub fn apply(element: &DomElement, kind: Kind, name: &str, old: Option<&Value>, new: &Value) {
    if kind != Kind::Property && old.is_some_and(|old| old.same(new)) {
        return;
    }
    match kind {
        Kind::Attribute => {
            let _ = match new.text() {
                Some(text) => element.set_attribute(name, text),
                None => element.remove_attribute(name),
            };
        }
        Kind::Class => {
            let on = matches!(new, Value::Flag(true) | Value::Text(_));
            let _ = element.class_list().toggle_with_force(name, on);
        }
        Kind::Style => {
            if let Some(element) = element.dyn_ref::<HtmlElement>() {
                let _ = element.style().set_property(name, new.text().unwrap_or_default());
            }
        }
        Kind::Property => set_property(element, name, new),
    }
}

/// Leaves a property alone that has the value already: writing a field's own text moves its cursor.
fn set_property(element: &DomElement, name: &str, new: &Value) {
    let name = JsValue::from_str(name);
    let value = match new {
        Value::Text(text) => JsValue::from_str(text),
        Value::Flag(flag) => JsValue::from_bool(*flag),
        Value::None | Value::Live(_) => JsValue::UNDEFINED,
    };
    if js_sys::Reflect::get(element, &name).ok().as_ref() != Some(&value) {
        let _ = js_sys::Reflect::set(element, &name, &value);
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Flag(self)
    }
}

impl IntoValue for &'static str {
    fn into_value(self) -> Value {
        Value::Text(Cow::Borrowed(self))
    }

    fn set(self, element: Element, kind: Kind, name: &'static str) -> Element {
        set_word(element, kind, name, self)
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(Cow::Owned(self))
    }

    fn set(self, element: Element, kind: Kind, name: &'static str) -> Element {
        set_text(element, kind, name, self)
    }
}

impl IntoValue for Cow<'static, str> {
    fn into_value(self) -> Value {
        Value::Text(self)
    }
}

impl<V: IntoValue> IntoValue for Option<V> {
    fn into_value(self) -> Value {
        self.map_or(Value::None, IntoValue::into_value)
    }
}

impl<F, V> IntoValue for F
where
    F: FnMut() -> V + 'static,
    V: IntoValue,
{
    fn into_value(mut self) -> Value {
        Value::Live(Box::new(move || self().into_value()))
    }

    fn set(mut self, element: Element, kind: Kind, name: &'static str) -> Element {
        set_live(element, kind, name, Box::new(move || self().into_value()))
    }
}

macro_rules! numbers {
    ($($number:ty)+) => {$(
        impl IntoValue for $number {
            fn into_value(self) -> Value {
                self.to_string().into_value()
            }
        }
    )+};
}

numbers!(u8 u16 u32 u64 usize i32 i64);

macro_rules! signals {
    ($($signal:ident)+) => {$(
        impl<T> IntoValue for $signal<T>
        where
            T: IntoValue + Clone + Send + Sync + 'static,
        {
            fn into_value(self) -> Value {
                Value::Live(Box::new(move || self.get().into_value()))
            }

            fn set(self, element: Element, kind: Kind, name: &'static str) -> Element {
                set_live(element, kind, name, Box::new(move || self.get().into_value()))
            }
        }
    )+};
}

signals!(RwSignal ReadSignal Memo Signal);
