//! Reads one tag. What it does not understand is no tag and becomes text, so it need not agree with any browser.

use super::escape::unescape;

/// A tag as written: its name in lower case, its attributes with their references resolved.
#[derive(Debug, PartialEq, Eq)]
pub struct Tag {
    pub name: String,
    pub closing: bool,
    /// Names in lower case; a name's first value counts, as in browsers.
    pub attributes: Vec<(String, String)>,
}

/// Most attributes of a tag; one with more is no tag.
const ATTRIBUTES_MAX: usize = 32;

impl Tag {
    /// The tag that a text begins with, and what follows it.
    pub fn parse(html: &str) -> Option<(Self, &str)> {
        next(html)
    }
}

/// The tag at the beginning of `html`, which begins with `<`, and what follows it.
pub fn next(html: &str) -> Option<(Tag, &str)> {
    let rest = html.strip_prefix('<')?;
    let (closing, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
    let (name, mut rest) = word(rest, |c| c.is_ascii_alphanumeric() || c == '-')?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut attributes: Vec<(String, String)> = Vec::new();
    loop {
        let trimmed = rest.trim_start_matches(is_space);
        let parted = trimmed.len() < rest.len();
        let slashed = trimmed.strip_prefix('/').unwrap_or(trimmed);
        if let Some(behind) = slashed.strip_prefix('>') {
            return Some((Tag { name: name.to_ascii_lowercase(), closing, attributes }, behind));
        }
        if closing || !parted || attributes.len() >= ATTRIBUTES_MAX {
            return None;
        }
        let (name, value, behind) = attribute(trimmed)?;
        if !attributes.iter().any(|(known, _)| *known == name) {
            attributes.push((name, value));
        }
        rest = behind;
    }
}

fn attribute(html: &str) -> Option<(String, String, &str)> {
    let (name, rest) = word(html, |c| c.is_ascii_alphanumeric() || "_:.-@".contains(c))?;
    let name = name.to_ascii_lowercase();
    let Some(value) = rest.trim_start_matches(is_space).strip_prefix('=') else {
        return Some((name, String::new(), rest));
    };
    let value = value.trim_start_matches(is_space);
    let (value, behind) = match value.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split_once(if value.starts_with('"') { '"' } else { '\'' })?,
        None => word(value, |c| !is_space(c) && !"\"'=<>`".contains(c))?,
    };
    Some((name, unescape(value), behind))
}

fn word(text: &str, is_in: impl Fn(char) -> bool) -> Option<(&str, &str)> {
    let end = text.find(|c| !is_in(c)).unwrap_or(text.len());
    text.split_at_checked(end).filter(|(word, _)| !word.is_empty())
}

const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}
