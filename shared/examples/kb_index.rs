//! The search index of 2,000 articles. Prints the index itself with `bytes`, and with nothing the microseconds that the slowest
//! of twenty keystrokes takes (p95), compiled for this machine.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]

use std::hint::black_box;
use std::io::{Write, stdout};
use std::time::Instant;

use shared::kb::index::Index;

#[path = "../tests/kb/corpus.rs"]
mod corpus;
#[path = "../tests/kb/many.rs"]
mod many;

const ARTICLES: usize = 2_000;
/// How many hits a list shows.
const SHOWN: usize = 8;

fn main() {
    let bytes = corpus::index_of(&many::many(ARTICLES));
    if std::env::args().nth(1).as_deref() == Some("bytes") {
        stdout().write_all(&bytes).unwrap();
        return;
    }
    let index = Index::read(&bytes).unwrap();
    let mut times: Vec<u128> = Vec::new();
    for (query, _) in corpus::queries() {
        for typed in query.char_indices().map(|(at, c)| &query[..at + c.len_utf8()]) {
            let begin = Instant::now();
            black_box(index.search(black_box(typed), None, SHOWN));
            times.push(begin.elapsed().as_micros());
        }
    }
    times.sort_unstable();
    println!("{}", times[times.len() * 95 / 100]);
}
