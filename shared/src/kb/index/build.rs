//! Articles → bytes.

use std::collections::{BTreeMap, HashMap};

use super::stop::is_stop;
use super::{ARTICLES_MAX, Field, POSTINGS_MAX, bytes};
use crate::kb::words::{Word, is_cjk, words};
use crate::lang::Lang;

/// An article as it is indexed; the texts are plain.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    pub id: &'a str,
    pub slug: &'a str,
    pub lang: Lang,
    pub title: &'a str,
    pub headings: &'a str,
    pub body: &'a str,
}

/// What an index begins with; another layout has another number.
pub const HEAD: &[u8] = b"kb1";

/// Fewest terms of a text that are kept, however many articles there are.
const BODY_TERMS_MIN: usize = 40;
const BODY_TERMS_MAX: usize = 1_000;
const HEADING_TERMS_MAX: usize = 60;
/// From so many articles on, a term of a quarter of all texts tells none from another.
const COMMON_ARTICLES_MIN: usize = 100;

/// Builds an index of the first [`ARTICLES_MAX`] articles.
pub fn build(entries: &[Entry]) -> Vec<u8> {
    let entries = entries.get(..ARTICLES_MAX).unwrap_or(entries);
    let bodies: Vec<HashMap<String, u32>> = entries.iter().map(|entry| counts(entry.body)).collect();
    let mut spread: HashMap<&str, usize> = HashMap::new();
    for term in bodies.iter().flat_map(HashMap::keys) {
        *spread.entry(term).or_default() += 1;
    }
    let mut postings: BTreeMap<String, Vec<(usize, Field)>> = BTreeMap::new();
    for (place, (entry, body)) in entries.iter().zip(&bodies).enumerate() {
        for (term, field) in terms(entry, body, &spread, entries.len()) {
            postings.entry(term).or_default().push((place, field));
        }
    }
    write(entries, &postings)
}

/// The terms that are kept of an article, each with the best place where it stands.
fn terms(entry: &Entry, body: &HashMap<String, u32>, spread: &HashMap<&str, usize>, articles: usize) -> BTreeMap<String, Field> {
    let mut kept: BTreeMap<String, Field> = BTreeMap::new();
    for term in words(entry.title).into_iter().flat_map(Word::tokens) {
        kept.insert(term, Field::Title);
    }
    for term in words(entry.headings).into_iter().flat_map(Word::tokens).filter(|term| !is_stop(term)).take(HEADING_TERMS_MAX) {
        kept.entry(term).or_insert(Field::Heading);
    }
    let room = (POSTINGS_MAX / articles.max(1)).saturating_sub(kept.len()).clamp(BODY_TERMS_MIN, BODY_TERMS_MAX);
    let telling = |term: &str| {
        let of = spread.get(term).copied().unwrap_or(1);
        (articles < COMMON_ARTICLES_MIN || of * 4 < articles).then(|| articles as f32 / of as f32)
    };
    let mut best: Vec<(f32, &String)> = body
        .iter()
        .filter(|(term, _)| !kept.contains_key(*term))
        .filter_map(|(term, count)| Some(((1.0 + telling(term)?.ln()) * (1.0 + (*count as f32).ln()), term)))
        .collect();
    // Equal ones in the order of the words: the same articles give the same bytes.
    best.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    kept.extend(best.into_iter().take(room).map(|(_, term)| (term.clone(), Field::Body)));
    kept
}

fn counts(text: &str) -> HashMap<String, u32> {
    let mut out = HashMap::new();
    let tokens = words(text).into_iter().flat_map(Word::tokens);
    for term in tokens.filter(|term| !is_stop(term) && (term.len() > 1 || term.starts_with(is_cjk))) {
        *out.entry(term).or_default() += 1;
    }
    out
}

/// Column by column, because like compresses well beside like.
fn write(entries: &[Entry], postings: &BTreeMap<String, Vec<(usize, Field)>>) -> Vec<u8> {
    let mut out = HEAD.to_vec();
    bytes::number(&mut out, entries.len() as u32);
    entries.iter().for_each(|entry| bytes::text(&mut out, entry.id));
    entries.iter().for_each(|entry| bytes::text(&mut out, entry.slug));
    entries.iter().for_each(|entry| out.push(entry.lang as u8));
    entries.iter().for_each(|entry| bytes::text(&mut out, entry.title));
    bytes::number(&mut out, postings.len() as u32);
    let mut previous = "";
    for term in postings.keys() {
        let shared = shared_bytes(previous, term);
        bytes::number(&mut out, shared as u32);
        bytes::text(&mut out, term.get(shared..).unwrap_or_default());
        previous = term;
    }
    postings.values().for_each(|list| bytes::number(&mut out, list.len() as u32));
    for list in postings.values() {
        let mut next = 0;
        for (article, _) in list {
            bytes::number(&mut out, (article - next) as u32);
            next = article + 1;
        }
    }
    out.extend(postings.values().flatten().map(|(_, field)| *field as u8));
    out
}

/// How many bytes two terms begin with in common, in whole characters.
fn shared_bytes(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum()
}
