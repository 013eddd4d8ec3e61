//! Which tags a text gets, and because of which words.
//!
//! Chinese has no spaces, so a Chinese word is found anywhere; a Latin one is found where it begins and ends as a word:
//! `import` is in `import失败` and not in `important`.

use super::book::{TagRule, Tagged};
use super::fold::fold;
use super::{REASONS_MAX, TAGS_OF_TICKET_MAX};
use crate::kb::words::is_cjk;
use crate::text::{Title, Word};
use crate::ticket::Detail;

/// What joins the parts of a word that must all be there, in whatever order.
const AND: &str = " + ";

/// The tags of a filing in the order of the rules, at most [`TAGS_OF_TICKET_MAX`], each with the words that were found.
pub fn matched(rules: &[TagRule], title: &Title, details: &[Detail]) -> Vec<Tagged> {
    let parts = std::iter::once(title.as_str()).chain(details.iter().map(|detail| detail.text.as_str()));
    let text = fold(&parts.collect::<Vec<_>>().join("\n"));
    let of = |rule: &TagRule| reasons(rule, &text).map(|words| Tagged { tag: rule.id.clone(), words });
    rules.iter().filter(|rule| rule.active).filter_map(of).take(TAGS_OF_TICKET_MAX).collect()
}

/// The words of a rule that are in a folded text; `None` if there are none, or an exception is there too.
fn reasons(rule: &TagRule, text: &str) -> Option<Vec<Word>> {
    let words: Vec<Word> = rule.words.iter().filter(|word| is_in(text, word)).take(REASONS_MAX).cloned().collect();
    let excepted = || rule.except.iter().any(|word| is_in(text, word));
    (!words.is_empty() && !excepted()).then_some(words)
}

fn is_in(text: &str, word: &Word) -> bool {
    let word = fold(word.as_str());
    word.split(AND).map(str::trim).all(|part| !part.is_empty() && occurs(text, part))
}

fn occurs(text: &str, part: &str) -> bool {
    let ends = |neighbour: Option<char>, own: Option<char>| !(neighbour.is_some_and(is_latin) && own.is_some_and(is_latin));
    text.match_indices(part).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + part.len()..).and_then(|after| after.chars().next());
        ends(before, part.chars().next()) && ends(after, part.chars().next_back())
    })
}

/// A character of a script that parts its words with spaces.
fn is_latin(c: char) -> bool {
    c.is_alphanumeric() && !is_cjk(c)
}
