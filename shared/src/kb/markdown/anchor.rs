//! Where a heading can be linked to.

use std::collections::{HashMap, HashSet};

/// A heading of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The anchor, without `#`.
    pub id: String,
    pub text: String,
}

/// Most characters of an anchor's name.
const SLUG_CHARS_MAX: usize = 60;

/// The anchors given so far.
#[derive(Default)]
pub struct Anchors {
    taken: HashSet<String>,
    /// The next number of a name that repeats.
    next: HashMap<String, u32>,
}

impl Anchors {
    /// The anchor of the next heading: depends on its words and on equal headings above, so that it stays when others change.
    /// `权限 申请` → `h-权限-申请`, then `h-权限-申请-2`.
    pub fn give(&mut self, heading: &str) -> String {
        let base = slug(heading);
        let number = self.next.entry(base.clone()).or_insert(1);
        loop {
            let id = match *number {
                1 => base.clone(),
                again => format!("{base}-{again}"),
            };
            *number += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// Letters and digits of every script, lower-cased, with hyphens between words. `h-` keeps it apart from the page's own names.
fn slug(heading: &str) -> String {
    let mut out = String::from("h");
    let mut parted = true;
    for c in heading.chars().flat_map(char::to_lowercase).take(SLUG_CHARS_MAX) {
        if !c.is_alphanumeric() {
            parted = parted || c.is_whitespace() || "-_/.".contains(c);
            continue;
        }
        if parted {
            out.push('-');
        }
        parted = false;
        out.push(c);
    }
    if out == "h" { "h-section".to_owned() } else { out }
}
