//! Markdown as articles are written: CommonMark, tables, task lists, footnotes, strikethrough, callouts (`> [!NOTE]`),
//! heading anchors, pictures and videos.
//!
//! One pass over the parser's events writes HTML, and what it wrote goes through [`super::safe`] like any HTML that
//! people wrote: no second list says what is allowed.

mod anchor;
mod callout;
mod footnote;
mod plain;
mod raw;
mod size;
pub mod video;
mod writer;

pub use anchor::Heading;
pub use plain::{Plain, description, plain};
pub use size::{Size, size};

use pulldown_cmark::{Event, Options, Parser};
use std::ops::Range;

use super::safe;
use crate::lang::Lang;

/// An article as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Clean by [`safe::sanitise`].
    pub html: String,
    /// The table of contents, in order.
    pub headings: Vec<Heading>,
}

/// Renders; `lang` is that of the words around the text, such as a callout's title.
pub fn render(source: &str, lang: Lang) -> Rendered {
    let (html, headings) = writer::write(source, lang);
    Rendered { html: safe::sanitise(&html), headings }
}

/// What the parser makes of a text, each event with its place in it.
fn events(source: &str) -> Vec<(Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    Parser::new_ext(source, options).into_offset_iter().collect()
}
