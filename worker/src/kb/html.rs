//! HTML that is put together from texts. Texts are escaped where they go in.

use shared::kb::safe;

/// A page, or a part of one, under construction.
#[derive(Default)]
pub struct Html(String);

impl Html {
    /// HTML of ours.
    pub fn raw(mut self, html: &str) -> Self {
        self.0.push_str(html);
        self
    }

    /// A text of somebody's.
    pub fn text(mut self, text: &str) -> Self {
        safe::text(&mut self.0, text);
        self
    }

    /// The value of an attribute that stands in double quotes.
    pub fn value(mut self, value: &str) -> Self {
        safe::attribute(&mut self.0, value);
        self
    }

    /// The finished part.
    pub fn finish(self) -> String {
        self.0
    }
}
