//! Postal addresses: 苏州市工业园区星湖街328号5栋402室, 221 Baker Street.

use super::{Kind, Span};
use crate::kb::words::is_cjk;

/// What a road is called.
const ROADS: &[char] = &['路', '街', '巷', '道', '村', '镇'];
/// What a number of a house is followed by.
const UNITS: &[&str] = &["号楼", "号", "弄", "栋", "幢", "室", "单元", "楼", "层", "座", "房"];
/// Words that lead to an address and are not of it.
const BEFORE: &str = "在到至寄往于址是去来位从";
const LATIN_ROADS: &[&str] =
    &["Street", "St", "Road", "Rd", "Avenue", "Ave", "Lane", "Ln", "Drive", "Boulevard", "Blvd", "Court", "Square"];
/// Most characters before the road's name ends.
const PLACE_CHARS_MAX: usize = 24;
const LATIN_WORDS_MAX: usize = 5;

pub fn addresses(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = text.match_indices(ROADS).filter_map(|(at, road)| chinese(text, at, at + road.len())).collect();
    spans.extend(latin(text));
    spans
}

/// The address around a road: from the place before it to the number behind it, without which it is no address.
fn chinese(text: &str, at: usize, behind: usize) -> Option<Span> {
    let before = text.get(..at)?;
    let place =
        before.char_indices().rev().take(PLACE_CHARS_MAX).take_while(|(_, c)| (is_cjk(*c) || c.is_ascii_digit()) && !BEFORE.contains(*c));
    let (start, _) = place.last()?;
    let mut end = behind;
    while let Some(length) = house(text.get(end..)?) {
        end += length;
    }
    (end > behind).then_some(Span { range: start..end, kind: Kind::Address })
}

/// The bytes of `328号` at the beginning of a text.
fn house(text: &str) -> Option<usize> {
    let number: usize = text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').map(char::len_utf8).sum();
    let rest = text.get(number..)?;
    let unit = UNITS.iter().find(|unit| rest.starts_with(**unit))?;
    (number > 0).then_some(number + unit.len())
}

/// A number, words with capitals, and the name of a kind of road.
fn latin(text: &str) -> Vec<Span> {
    let words: Vec<(usize, &str)> = text
        .split(' ')
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some((start, word))
        })
        .collect();
    let mut spans = Vec::new();
    for (place, (number, word)) in words.iter().enumerate() {
        let digits: usize = word.chars().rev().take_while(char::is_ascii_alphanumeric).count();
        let start = number + word.len() - digits;
        if !text.get(start..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            continue;
        }
        let following = words.iter().skip(place + 1).take(LATIN_WORDS_MAX).take_while(|(_, word)| word.starts_with(char::is_uppercase));
        let road = following
            .map(|(at, word)| (*at, word.trim_end_matches(|c: char| !c.is_alphanumeric())))
            .skip(1)
            .find(|(_, word)| LATIN_ROADS.contains(word));
        if let Some((at, word)) = road {
            spans.push(Span { range: start..at + word.len(), kind: Kind::Address });
        }
    }
    spans
}
