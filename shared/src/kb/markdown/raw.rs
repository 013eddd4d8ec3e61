//! The little HTML that may be typed within Markdown. The rest is shown as typed.

use crate::kb::safe::{self, Tag};

/// Elements within a line.
const INLINE: &[&str] = &["kbd", "sub", "sup", "br", "mark", "ins", "del", "small"];
/// Elements around blocks.
const BLOCK: &[&str] = &["details", "summary"];

/// Where a piece of HTML stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Block,
    Inline,
}

/// Writes typed HTML. `open` holds the typed elements that are open within the present container, innermost last; what it closes
/// it has opened, so that no typed tag ends a container of Markdown.
pub fn write(out: &mut String, open: &mut Vec<String>, html: &str, place: Place, room: usize) {
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        // Between the tags of a line stands no text: Markdown has taken it. Of a block it is HTML, with its references.
        safe::loose(out, before);
        let from_tag = rest.get(before.len()..).unwrap_or_default();
        rest = match Tag::parse(from_tag) {
            Some((tag, behind)) if take(out, open, &tag, place, room) => behind,
            _ => {
                out.push_str("&lt;");
                after
            }
        };
    }
    safe::loose(out, rest);
}

/// Closes what was left open.
pub fn close(out: &mut String, open: Vec<String>) {
    for name in open.into_iter().rev() {
        out.extend(["</", &name, ">"]);
    }
}

fn take(out: &mut String, open: &mut Vec<String>, tag: &Tag, place: Place, room: usize) -> bool {
    let name = tag.name.as_str();
    let fits = INLINE.contains(&name) || (place == Place::Block && BLOCK.contains(&name));
    if !fits {
        return false;
    }
    if tag.closing {
        let Some(at) = open.iter().rposition(|known| known == name) else { return false };
        close(out, open.split_off(at));
        return true;
    }
    match name {
        "br" => out.push_str("<br />"),
        _ if open.len() >= room => return false,
        _ => {
            let unfolded = name == "details" && tag.attributes.iter().any(|(name, _)| name == "open");
            out.extend(["<", name, if unfolded { " open=\"\">" } else { ">" }]);
            open.push(name.to_owned());
        }
    }
    true
}

/// The words of typed HTML: what its readers see of it, without the tags that are allowed.
pub fn text_of_html(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let from_tag = rest.get(before.len()..).unwrap_or_default();
        rest = match Tag::parse(from_tag) {
            Some((tag, behind)) if INLINE.contains(&tag.name.as_str()) || BLOCK.contains(&tag.name.as_str()) => behind,
            _ => {
                out.push('<');
                after
            }
        };
    }
    out.push_str(rest);
    out
}
