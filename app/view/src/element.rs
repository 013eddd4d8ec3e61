//! An element as data, and the function for each name that `view!` calls.

use std::{borrow::Cow, panic::Location};

use real::{
    prelude::NodeRef,
    reactive::owner::Owner,
    tachys::html::{element::ElementType, event::EventDescriptor, node_ref::NodeRefContainer},
};
use wasm_bindgen::JsCast;
use web_sys::Event;

use crate::{
    attribute::{Attribute, IntoClass, IntoValue, Kind},
    node::{AnyView, IntoAny},
};

/// An element, its attributes and children. One word wide, so that each call that adds to it is short.
pub struct Element(pub(crate) Box<Parts>);

/// What an element consists of.
pub(crate) struct Parts {
    pub(crate) name: &'static str,
    /// Is it one of SVG?
    pub(crate) svg: bool,
    /// Where in the source it stands: two elements are the same, and one is changed into the other, if they stand in
    /// the same place.
    pub(crate) place: &'static Location<'static>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Vec<AnyView>,
}

impl Element {
    /// An element of HTML by its name.
    #[track_caller]
    pub fn html(name: &'static str) -> Self {
        Self::new(name, false, Location::caller())
    }

    #[inline(never)]
    fn new(name: &'static str, svg: bool, place: &'static Location<'static>) -> Self {
        Self(Box::new(Parts { name, svg, place, attributes: Vec::new(), children: Vec::new() }))
    }

    /// Its children.
    #[must_use]
    pub fn child(mut self, child: impl IntoAny) -> Self {
        child.append(&mut self);
        self
    }

    /// One more child.
    #[inline(never)]
    pub fn push(&mut self, child: AnyView) {
        self.0.children.push(child);
    }

    /// Any attribute.
    #[must_use]
    pub fn attr(self, name: &'static str, value: impl IntoValue) -> Self {
        value.set(self, Kind::Attribute, name)
    }

    /// A property of the object.
    #[must_use]
    pub fn prop(self, name: &'static str, value: impl IntoValue) -> Self {
        value.set(self, Kind::Property, name)
    }

    /// All classes, or one and whether it is there.
    #[must_use]
    pub fn class(self, class: impl IntoClass) -> Self {
        class.set_class(self)
    }

    /// A property of the style.
    #[must_use]
    pub fn style(self, (name, value): (&'static str, impl IntoValue)) -> Self {
        value.set(self, Kind::Style, name)
    }

    /// What happens at an event.
    #[must_use]
    pub fn on<E>(self, event: E, mut handler: impl FnMut(E::EventType) + 'static) -> Self
    where
        E: EventDescriptor,
        E::EventType: JsCast,
    {
        self.listen(event.name(), Box::new(move |event| handler(event.unchecked_into())))
    }

    /// Hands the element over once it is there.
    #[must_use]
    pub fn node_ref<E>(self, node: NodeRef<E>) -> Self
    where
        E: ElementType + 'static,
        NodeRef<E>: NodeRefContainer<E>,
    {
        self.with(Attribute::Ref(Box::new(move |element| node.load(element))))
    }

    #[inline(never)]
    pub(crate) fn with(mut self, attribute: Attribute) -> Self {
        self.0.attributes.push(attribute);
        self
    }

    #[inline(never)]
    fn listen(self, event: Cow<'static, str>, mut handler: Box<dyn FnMut(Event)>) -> Self {
        // A handler may make signals and callbacks; they belong to whoever drew the element.
        let owner = Owner::current().unwrap_or_default();
        self.with(Attribute::On(event, Box::new(move |event| owner.with(|| handler(event)))))
    }
}

macro_rules! attributes {
    ($($method:ident $name:literal)+) => {
        impl Element {
            $(
                #[doc = concat!("`", $name, "`.")]
                #[must_use]
                pub fn $method(self, value: impl IntoValue) -> Self {
                    self.attr($name, value)
                }
            )+
        }
    };
}

attributes! {
    accept "accept" alt "alt" autocomplete "autocomplete" autofocus "autofocus" capture "capture" checked "checked" cols "cols"
    colspan "colspan" content "content" contenteditable "contenteditable" controls "controls" datetime "datetime" decoding "decoding" dir "dir"
    disabled "disabled" download "download" draggable "draggable" enctype "enctype" enterkeyhint "enterkeyhint" r#for "for"
    form "form" height "height" hidden "hidden" href "href" id "id" inert "inert" inputmode "inputmode" label "label" lang "lang"
    list "list" loading "loading" max "max" maxlength "maxlength" method "method" min "min" minlength "minlength"
    multiple "multiple" name "name" novalidate "novalidate" open "open" pattern "pattern" placeholder "placeholder"
    popover "popover" popovertarget "popovertarget" popovertargetaction "popovertargetaction" readonly "readonly" rel "rel"
    required "required" role "role" rows "rows" rowspan "rowspan" scope "scope" selected "selected" size "size"
    spellcheck "spellcheck" src "src" start "start" step "step" tabindex "tabindex" target "target" title "title"
    translate "translate" r#type "type" value "value" width "width" wrap "wrap"
    aria_atomic "aria-atomic" aria_busy "aria-busy" aria_checked "aria-checked" aria_controls "aria-controls"
    aria_current "aria-current" aria_describedby "aria-describedby" aria_disabled "aria-disabled" aria_expanded "aria-expanded"
    aria_haspopup "aria-haspopup" aria_hidden "aria-hidden" aria_invalid "aria-invalid" aria_keyshortcuts "aria-keyshortcuts"
    aria_label "aria-label" aria_labelledby "aria-labelledby" aria_live "aria-live" aria_modal "aria-modal"
    aria_multiselectable "aria-multiselectable" aria_orientation "aria-orientation" aria_posinset "aria-posinset"
    aria_pressed "aria-pressed" aria_readonly "aria-readonly" aria_required "aria-required" aria_roledescription "aria-roledescription"
    aria_selected "aria-selected" aria_setsize "aria-setsize" aria_sort "aria-sort" aria_valuemax "aria-valuemax"
    aria_valuemin "aria-valuemin" aria_valuenow "aria-valuenow" aria_valuetext "aria-valuetext" aria_activedescendant "aria-activedescendant"
    aria_autocomplete "aria-autocomplete" aria_details "aria-details" aria_errormessage "aria-errormessage" aria_relevant "aria-relevant"
}

macro_rules! elements {
    ($svg:literal: $($name:ident)+) => {
        $(
            #[doc = concat!("`<", stringify!($name), ">`.")]
            #[track_caller]
            pub fn $name() -> super::Element {
                super::Element::new(stringify!($name), $svg, std::panic::Location::caller())
            }
        )+
    };
}

/// The elements of HTML that we use.
pub mod html {
    elements! {
        false: a abbr article aside audio b blockquote br button caption cite code col colgroup data datalist dd del details dfn
        dialog div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd label legend li
        main mark menu meter nav ol optgroup option output p picture pre progress q s samp search section select small source span
        strong sub summary sup table tbody td template textarea tfoot th thead time tr u ul var video wbr
    }
}

/// The elements of SVG that we use.
pub mod svg {
    elements! { true: svg path g circle line rect polyline polygon text title defs }
}
