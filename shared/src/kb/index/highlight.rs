//! Which parts of a text a query found.

use std::ops::Range;

use crate::kb::words::{Word, fold, is_cjk, words};

/// Ranges of bytes to mark, in order and apart. Latin words are marked where they begin a word, Chinese pairs anywhere.
pub fn highlight(text: &str, query: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, folded(c))).collect();
    let mut marked = vec![false; chars.len()];
    for word in words(query) {
        match word {
            Word::Cjk(run) => run.windows(run.len().min(2)).for_each(|pair| mark(&chars, &mut marked, pair)),
            Word::Latin(word) => mark(&chars, &mut marked, &letters(&word)),
            Word::Code { whole, parts } => {
                mark(&chars, &mut marked, &letters(&whole));
                parts.iter().for_each(|part| mark(&chars, &mut marked, &letters(part)));
            }
        }
    }
    let mut out: Vec<Range<usize>> = Vec::new();
    for (place, (at, _)) in chars.iter().enumerate().filter(|(place, _)| marked.get(*place) == Some(&true)) {
        let end = chars.get(place + 1).map_or(text.len(), |(next, _)| *next);
        match out.last_mut().filter(|range| range.end == *at) {
            Some(range) => range.end = end,
            None => out.push(*at..end),
        }
    }
    out
}

fn mark(chars: &[(usize, char)], marked: &mut [bool], wanted: &[char]) {
    let is_cjk_word = wanted.first().is_some_and(|c| is_cjk(*c));
    for (place, window) in chars.windows(wanted.len().max(1)).enumerate() {
        let begins = is_cjk_word
            || !place.checked_sub(1).and_then(|before| chars.get(before)).is_some_and(|(_, c)| c.is_alphanumeric() && !is_cjk(*c));
        if begins && window.iter().map(|(_, c)| c).eq(wanted) {
            marked.iter_mut().skip(place).take(wanted.len()).for_each(|mark| *mark = true);
        }
    }
}

fn letters(word: &str) -> Vec<char> {
    word.chars().collect()
}

fn folded(c: char) -> char {
    fold(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c)
}
