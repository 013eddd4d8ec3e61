//! The one rule set for HTML that people wrote: which elements, attributes and addresses may reach a page.
//!
//! Whatever is not on the list is shown as text, so that nothing is lost and nothing runs. svg, math, style and `on…` never pass.

mod escape;
mod rules;
mod tag;
mod url;

pub use escape::{attribute, loose, text};
pub use rules::{Kind, element};
pub use tag::Tag;
pub use url::{href, image, is_own_path, link};

use tag::next;

/// Deepest nesting that is written; a tag below is shown as text. Browsers give up at 512.
pub const DEPTH_MAX: usize = 160;

/// HTML by the rules: well nested, in one spelling. Sanitising twice changes nothing.
pub fn sanitise(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut open: Vec<&'static str> = Vec::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        loose(&mut out, before);
        let from_tag = rest.get(before.len()..).unwrap_or_default();
        rest = match next(from_tag) {
            Some((tag, behind)) if take(&mut out, &mut open, &tag) => behind,
            _ => {
                out.push_str("&lt;");
                after
            }
        };
    }
    loose(&mut out, rest);
    while let Some(name) = open.pop() {
        close(&mut out, name);
    }
    out
}

/// Writes a tag if the rules have it; whether they do.
fn take(out: &mut String, open: &mut Vec<&'static str>, tag: &Tag) -> bool {
    let Some(element) = element(&tag.name) else { return false };
    if tag.closing {
        let Some(place) = open.iter().rposition(|name| *name == element.name) else { return false };
        for name in open.drain(place..).rev() {
            close(out, name);
        }
        return true;
    }
    if open.len() >= DEPTH_MAX || !rules::complete(element, &tag.attributes) {
        return false;
    }
    rules::write(out, element, &tag.attributes);
    if element.kind == Kind::Holds {
        open.push(element.name);
    }
    true
}

fn close(out: &mut String, name: &str) {
    out.extend(["</", name, ">"]);
}
