//! A compact index of a workspace's articles, built when one is published, and searched in the browser at each key (R8, R28).
//!
//! [`build`] gives bytes, [`Index::read`] takes them. A small knowledge base is indexed whole; of a large one each article
//! keeps its title, its headings and the words of its text that tell it from the others.

mod build;
mod bytes;
mod highlight;
mod lookup;
mod rank;
mod read;
mod stop;
mod typo;

pub use build::{Entry, build};
pub use highlight::highlight;
pub use rank::Hit;

use crate::lang::Lang;

/// Most articles of an index; further ones are left out, and found by the server alone.
pub const ARTICLES_MAX: usize = 5_000;
/// Most postings of an index: what keeps it below 400 KB compressed, with 2,000 articles.
pub const POSTINGS_MAX: usize = 240_000;

/// The index in memory.
#[derive(Debug)]
pub struct Index {
    articles: Vec<Article>,
    /// All terms in the order of their bytes, one behind the other.
    terms: String,
    /// Where each term begins in `terms`, and where the last one ends.
    term_ends: Vec<u32>,
    /// Of each term, in order, its articles.
    postings: Vec<Posting>,
    /// Where each term's postings begin, and where the last ones end.
    posting_ends: Vec<u32>,
}

/// What a list of hits shows of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    pub id: String,
    pub slug: String,
    pub lang: Lang,
    pub title: String,
}

/// A term in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Posting {
    article: u32,
    field: Field,
}

/// Where in an article a term stands; the best place counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    Body = 0,
    Heading = 1,
    Title = 2,
}

impl Field {
    const fn of(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::Body),
            1 => Some(Self::Heading),
            2 => Some(Self::Title),
            _ => None,
        }
    }
}
