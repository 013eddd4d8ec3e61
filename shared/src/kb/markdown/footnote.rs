//! Footnotes: numbered by their first mention, and gathered at the end of the article.

use std::collections::{HashMap, HashSet};

use crate::kb::safe;
use crate::lang::Lang;

#[derive(Default)]
pub struct Footnotes {
    /// Of each name its number, from 1.
    numbers: HashMap<String, usize>,
    /// The text of each number.
    notes: HashMap<usize, String>,
    /// Notes whose first mention has been written, and can be gone back to.
    mentioned: HashSet<usize>,
    /// The numbers of the definitions that are being written, each with the text that stood before it.
    writing: Vec<(usize, String)>,
}

impl Footnotes {
    /// Writes a mention.
    pub fn refer(&mut self, out: &mut String, name: &str) {
        let number = self.number(name);
        let id = match self.mentioned.insert(number) {
            true => format!(" id=\"fnr-{number}\""),
            false => String::new(),
        };
        out.push_str(&format!("<sup class=\"footnote\"><a href=\"#fn-{number}\"{id}>{number}</a></sup>"));
    }

    /// From here on `out` takes the text of a note.
    pub fn begin(&mut self, out: &mut String, name: &str) {
        let number = self.number(name);
        self.writing.push((number, std::mem::take(out)));
    }

    /// Ends the note that was begun last.
    pub fn end(&mut self, out: &mut String) {
        if let Some((number, before)) = self.writing.pop() {
            let note = std::mem::replace(out, before);
            // Of two notes of a name the first counts, as for links.
            self.notes.entry(number).or_insert(note);
        }
    }

    /// Writes all of them, if there are any.
    pub fn write(self, out: &mut String, lang: Lang) {
        if self.notes.is_empty() {
            return;
        }
        let mut notes: Vec<(usize, String)> = self.notes.into_iter().collect();
        notes.sort_unstable_by_key(|(number, _)| *number);
        out.push_str("<section class=\"footnotes\">\n<ol>\n");
        for (number, note) in notes {
            out.push_str(&format!("<li id=\"fn-{number}\">\n{note}"));
            if self.mentioned.contains(&number) {
                out.push_str(&format!("<a href=\"#fnr-{number}\" class=\"back\" title=\""));
                safe::attribute(out, lang.pick("回到正文", "Back to the text"));
                out.push_str("\">↩</a>");
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n</section>\n");
    }

    fn number(&mut self, name: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(name.to_owned()).or_insert(next)
    }
}
