//! What must not go from a ticket into an article: names, addresses, e-mail addresses, telephone numbers, numbers of persons and
//! cards, machines' addresses. Each is replaced, and listed for the reviewer, who has the last word: this finds patterns, not truth.

mod address;
mod name;
mod number;

use std::ops::Range;

use crate::lang::Lang;

words! {
    /// What was replaced.
    Kind {
        Name = "name", "姓名", "name";
        Email = "email", "邮箱", "e-mail";
        Phone = "phone", "电话", "phone";
        Address = "address", "地址", "address";
        Number = "number", "证件或卡号", "number";
        Machine = "machine", "IP 地址", "IP address";
    }
}

/// A text without what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted {
    pub text: String,
    /// In the order of their first place.
    pub found: Vec<Found>,
}

/// What was replaced, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub kind: Kind,
    pub original: String,
    pub count: u32,
}

/// Something to replace, by its bytes.
struct Span {
    range: Range<usize>,
    kind: Kind,
}

/// Replaces. `names` are those that the ticket knows: its people, their companies. A name of one character is not looked for.
pub fn redact(text: &str, names: &[&str], lang: Lang) -> Redacted {
    let mut spans = number::emails(text);
    spans.extend(number::numbers(text));
    spans.extend(address::addresses(text));
    spans.extend(name::known(text, names));
    spans.extend(name::addressed(text));
    // Of two that overlap the longer one holds.
    spans.sort_by_key(|span| (span.range.start, std::cmp::Reverse(span.range.end)));
    let mut out = Redacted { text: String::with_capacity(text.len()), found: Vec::new() };
    let mut done = 0;
    for span in spans {
        if span.range.start < done {
            continue;
        }
        let (Some(before), Some(original)) = (text.get(done..span.range.start), text.get(span.range.clone())) else { continue };
        out.text.push_str(before);
        out.text.extend([lang.pick("【", "["), span.kind.label(lang), lang.pick("】", "]")]);
        done = span.range.end;
        match out.found.iter_mut().find(|found| found.kind == span.kind && found.original == original) {
            Some(found) => found.count += 1,
            None => out.found.push(Found { kind: span.kind, original: original.to_owned(), count: 1 }),
        }
    }
    out.text.push_str(text.get(done..).unwrap_or_default());
    out
}

/// What stands before and behind a place.
fn around(text: &str, range: &Range<usize>) -> (Option<char>, Option<char>) {
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let after = text.get(range.end..).and_then(|after| after.chars().next());
    (before, after)
}
