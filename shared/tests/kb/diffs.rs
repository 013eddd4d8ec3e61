//! Versions of an article compared (R26).

use proptest::prelude::*;
use shared::kb::diff::{Line, diff, hunks};

fn shown(lines: &[Line]) -> String {
    let lines = lines.iter().map(|line| match line {
        Line::Same(text) => format!(" {text}"),
        Line::Removed(text) => format!("-{text}"),
        Line::Added(text) => format!("+{text}"),
        Line::Skipped(count) => format!("…{count}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn r26_a_change_shows_what_went_and_then_what_came() {
    assert_eq!(shown(&diff("甲\n乙\n丙", "甲\n丁\n戊\n丙")), " 甲\n-乙\n+丁\n+戊\n 丙");
    assert_eq!(shown(&diff("a\nb\nc\nd", "b\nc\ne\nd")), "-a\n b\n c\n+e\n d");
    assert_eq!(shown(&diff("", "a")), "-\n+a");
    assert_eq!(shown(&diff("a", "a")), " a");
}

#[test]
fn r26_unchanged_lines_far_from_a_change_are_left_out() {
    let old = (0..20).map(|n| n.to_string()).collect::<Vec<_>>().join("\n");
    let new = old.replace("\n10\n", "\nten\n");
    assert_eq!(shown(&hunks(&old, &new, 2)), "…8\n 8\n 9\n-10\n+ten\n 11\n 12\n…7");
    assert_eq!(shown(&hunks(&old, &old, 2)), "…20");
}

#[test]
fn r26_texts_that_share_nothing_are_shown_as_old_and_new() {
    let many = |word: &str| (0..20_000).map(|n| format!("{word}{n}")).collect::<Vec<_>>().join("\n");
    let lines = diff(&many("a"), &many("b")).len();
    assert_eq!(lines, 40_000);
}

/// The length of the longest common subsequence, by the table that everybody knows.
fn common(old: &[&str], new: &[&str]) -> usize {
    let mut row = vec![0; new.len() + 1];
    for a in old {
        let mut corner = 0;
        for (place, b) in new.iter().enumerate() {
            let above = row[place + 1];
            row[place + 1] = if a == b { corner + 1 } else { above.max(row[place]) };
            corner = above;
        }
    }
    row[new.len()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn r26_both_versions_can_be_read_from_a_comparison_and_none_is_shorter(old in "[abc\n]{0,40}", new in "[abc\n]{0,40}") {
        let lines = diff(&old, &new);
        let side = |of: fn(&Line) -> Option<String>| lines.iter().filter_map(of).collect::<Vec<_>>().join("\n");
        let left = side(|line| match line { Line::Same(text) | Line::Removed(text) => Some((*text).to_owned()), _ => None });
        let right = side(|line| match line { Line::Same(text) | Line::Added(text) => Some((*text).to_owned()), _ => None });
        prop_assert_eq!(left, old.clone());
        prop_assert_eq!(right, new.clone());
        let same = lines.iter().filter(|line| matches!(line, Line::Same(_))).count();
        prop_assert_eq!(same, common(&old.split('\n').collect::<Vec<_>>(), &new.split('\n').collect::<Vec<_>>()));
    }
}
