//! The list: elements, their attributes, and what each value must be.

use super::{escape, url};
use crate::kb::markdown::video;

/// Whether an element holds others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Holds,
    Void,
}

/// An element that may be on a page.
#[derive(Debug)]
pub struct Element {
    pub name: &'static str,
    pub kind: Kind,
    attributes: &'static [(&'static str, Check)],
    /// Without it, the element is none.
    needs: Option<&'static str>,
}

/// What a value must be; any other is left out.
#[derive(Clone, Copy, Debug)]
enum Check {
    Link,
    Image,
    OwnFile,
    Embed,
    /// `h-…` of a heading, `fn-…` and `fnr-…` of footnotes: no script's name is taken over by an element.
    Id,
    Class,
    Text,
    Number,
    /// There or not; has no value.
    Flag,
    OneOf(&'static [&'static str]),
}

/// Words of the style sheet that an article may use.
const CLASSES: &[&str] = &[
    "callout",
    "callout-note",
    "callout-tip",
    "callout-important",
    "callout-warning",
    "callout-caution",
    "callout-title",
    "table",
    "align-left",
    "align-center",
    "align-right",
    "task",
    "footnote",
    "footnotes",
    "back",
    "video",
];
const LANGUAGE_CHARS_MAX: usize = 30;
const ID_CHARS_MAX: usize = 100;
const START_DIGITS_MAX: usize = 9;

const PLAIN: &[(&str, Check)] = &[];
const STYLED: &[(&str, Check)] = &[("class", Check::Class)];
const HEADING: &[(&str, Check)] = &[("id", Check::Id)];
const NOTED: &[(&str, Check)] = &[("class", Check::Class), ("id", Check::Id)];
const A: &[(&str, Check)] = &[("href", Check::Link), ("title", Check::Text), ("id", Check::Id), ("class", Check::Class)];
const IMG: &[(&str, Check)] = &[("src", Check::Image), ("alt", Check::Text), ("title", Check::Text), ("loading", Check::OneOf(&["lazy"]))];
const OL: &[(&str, Check)] = &[("start", Check::Number)];
const INPUT: &[(&str, Check)] =
    &[("type", Check::OneOf(&["checkbox"])), ("disabled", Check::Flag), ("aria-label", Check::Text), ("checked", Check::Flag)];
const FIGURE: &[(&str, Check)] = &[("class", Check::Class), ("data-video", Check::OneOf(video::PROVIDERS)), ("data-embed", Check::Embed)];
const VIDEO: &[(&str, Check)] = &[("controls", Check::Flag), ("preload", Check::OneOf(&["none"])), ("src", Check::OwnFile)];

macro_rules! elements {
    ($($name:literal $kind:ident $attributes:expr $(, $needs:literal)?;)+) => {
        /// The element of a name in lower case, if the rules have it.
        pub fn element(name: &str) -> Option<&'static Element> {
            match name {
                $($name => {
                    const ELEMENT: &Element = &Element { name: $name, kind: Kind::$kind, attributes: $attributes, needs: elements!(@ $($needs)?) };
                    Some(ELEMENT)
                })+
                _ => None,
            }
        }
    };
    (@) => { None };
    (@ $needs:literal) => { Some($needs) };
}

elements! {
    "a" Holds A;
    "blockquote" Holds STYLED;
    "br" Void PLAIN;
    "code" Holds STYLED;
    "del" Holds PLAIN;
    "details" Holds &[("open", Check::Flag)];
    "div" Holds STYLED;
    "em" Holds PLAIN;
    "figcaption" Holds PLAIN;
    "figure" Holds FIGURE;
    "h1" Holds HEADING;
    "h2" Holds HEADING;
    "h3" Holds HEADING;
    "h4" Holds HEADING;
    "h5" Holds HEADING;
    "h6" Holds HEADING;
    "hr" Void PLAIN;
    "img" Void IMG, "src";
    "input" Void INPUT, "disabled";
    "ins" Holds PLAIN;
    "kbd" Holds PLAIN;
    "li" Holds NOTED;
    "mark" Holds PLAIN;
    "ol" Holds OL;
    "p" Holds STYLED;
    "pre" Holds PLAIN;
    "section" Holds STYLED;
    "small" Holds PLAIN;
    "strong" Holds PLAIN;
    "sub" Holds PLAIN;
    "summary" Holds PLAIN;
    "sup" Holds STYLED;
    "table" Holds PLAIN;
    "tbody" Holds PLAIN;
    "td" Holds STYLED;
    "th" Holds STYLED;
    "thead" Holds PLAIN;
    "tr" Holds PLAIN;
    "ul" Holds PLAIN;
    "video" Holds VIDEO, "src";
}

/// Whether the attribute is there that the element is nothing without.
pub fn complete(element: &Element, attributes: &[(String, String)]) -> bool {
    let has = |needed: &str| attributes.iter().any(|(name, value)| name == needed && allowed(element, name, value).is_some());
    let is_box = element.name != "input" || attributes.iter().any(|(name, value)| name == "type" && value == "checkbox");
    element.needs.is_none_or(has) && is_box
}

/// Writes the opening tag with the attributes that the rules have.
pub fn write(out: &mut String, element: &Element, attributes: &[(String, String)]) {
    out.extend(["<", element.name]);
    for (name, value) in attributes {
        let Some(check) = allowed(element, name, value) else { continue };
        out.extend([" ", name, "=\""]);
        match check {
            Check::Link | Check::Image | Check::OwnFile | Check::Embed => url::href(out, value),
            Check::Flag => {}
            _ => escape::attribute(out, value),
        }
        out.push('"');
    }
    out.push_str(match element.kind {
        Kind::Holds => ">",
        Kind::Void => " />",
    });
}

fn allowed(element: &Element, name: &str, value: &str) -> Option<Check> {
    let (_, check) = element.attributes.iter().find(|(known, _)| *known == name)?;
    let good = match check {
        Check::Link => url::link(value),
        Check::Image => url::image(value),
        Check::OwnFile => url::is_own_path(value),
        Check::Embed => video::is_embed(value),
        Check::Id => is_id(value),
        Check::Class => value.split(' ').all(is_class),
        Check::Text | Check::Flag => true,
        Check::Number => value.len() <= START_DIGITS_MAX && !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()),
        Check::OneOf(words) => words.contains(&value),
    };
    good.then_some(*check)
}

fn is_class(word: &str) -> bool {
    let language = |name: &str| !name.is_empty() && name.chars().count() <= LANGUAGE_CHARS_MAX && !name.contains(char::is_whitespace);
    CLASSES.contains(&word) || word.strip_prefix("language-").is_some_and(language)
}

fn is_id(value: &str) -> bool {
    let known = ["h-", "fn-", "fnr-"].iter().any(|prefix| value.starts_with(prefix));
    known && value.chars().count() <= ID_CHARS_MAX && value.chars().all(|c| c.is_alphanumeric() || c == '-')
}
