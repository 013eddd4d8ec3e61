//! E-mail addresses, telephone numbers, numbers of persons and cards, IP addresses.

use super::{Kind, Span, around};

/// E-mail addresses, also with a full-width `＠`.
pub fn emails(text: &str) -> Vec<Span> {
    let local = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let host = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
    let spans = text.match_indices(['@', '＠']).filter_map(|(at, sign)| {
        let before = text.get(..at)?;
        let after = text.get(at + sign.len()..)?;
        let start = before.len() - before.chars().rev().take_while(|c| local(*c)).count();
        let name: String = after.chars().take_while(|c| host(*c)).collect();
        let name = name.trim_end_matches(['.', '-']);
        let good = start < at && name.contains('.') && !name.starts_with('.');
        good.then(|| Span { range: start..at + sign.len() + name.len(), kind: Kind::Email })
    });
    spans.collect()
}

/// Longest spelling of a number that is looked at.
const RUN_CHARS_MAX: usize = 64;

/// Numbers that reach or name somebody. What has the shape of a date, an amount, a version or an error code is none.
pub fn numbers(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(start) =
        text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(')).map(|found| at + found)
    {
        let run: String = text
            .get(start..)
            .unwrap_or_default()
            .chars()
            .take(RUN_CHARS_MAX)
            .take_while(|c| c.is_ascii_digit() || "+-. ()".contains(*c))
            .collect();
        let run = run.trim_end_matches(|c: char| !c.is_ascii_digit());
        at = start + run.len().max(1);
        let range = start..start + run.len();
        let (before, after) = around(text, &range);
        let person = after.is_some_and(|c| matches!(c, 'x' | 'X')) && run.len() == 17;
        let apart = !before.is_some_and(|c| c.is_ascii_alphanumeric() || "-_./".contains(c))
            && (person || !after.is_some_and(|c| c.is_ascii_alphanumeric()));
        if !apart {
            continue;
        }
        if person && run.bytes().all(|b| b.is_ascii_digit()) {
            spans.push(Span { range: start..start + run.len() + 1, kind: Kind::Number });
        } else if let Some(kind) = kind_of(run) {
            spans.push(Span { range, kind });
        }
    }
    spans
}

fn kind_of(run: &str) -> Option<Kind> {
    let groups: Vec<&str> = run.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let digits: String = groups.concat();
    let sizes: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let dots = run.contains('.');
    if dots {
        let is_ip = groups.len() == 4 && run.matches('.').count() == 3 && groups.iter().all(|group| group.parse::<u8>().is_ok());
        let is_phone = !run.contains(['+', '-', ' ', '(']) && sizes == [3, 3, 4];
        return is_ip.then_some(Kind::Machine).or(is_phone.then_some(Kind::Phone));
    }
    if run.starts_with('+') {
        return (8..=15).contains(&digits.len()).then_some(Kind::Phone);
    }
    let mobile = digits.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(&digits);
    let is_mobile = mobile.len() == 11 && mobile.starts_with('1') && matches!(mobile.as_bytes().get(1), Some(b'3'..=b'9'));
    // Area code and number, perhaps an extension.
    let area = digits.starts_with('0')
        && match sizes.as_slice() {
            [whole] => (10..=12).contains(whole),
            [3 | 4, 7 | 8] | [3 | 4, 7 | 8, 1..=6] | [3 | 4, 3 | 4, 4] => true,
            _ => false,
        };
    let service = (digits.starts_with("400") || digits.starts_with("800")) && digits.len() == 10;
    let american = sizes == [3, 3, 4] && groups.len() == 3;
    if is_mobile || area || service || american {
        return Some(Kind::Phone);
    }
    let of_card = (15..=19).contains(&digits.len()) && sizes.iter().rev().skip(1).all(|size| *size == 4 || sizes.len() == 1);
    of_card.then_some(Kind::Number)
}
