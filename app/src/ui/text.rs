//! Text that people wrote, shown as they wrote it.

use leptos::prelude::*;

/// Line breaks stay; links to http, https and mailto become links. No markup is ever read from it.
pub fn paragraphs(text: &str) -> AnyView {
    let lines: Vec<AnyView> = text.split('\n').map(|line| view! { <span class="line">{pieces(line)}</span> }.into_any()).collect();
    view! { <div class="prose" dir="auto">{lines}</div> }.into_any()
}

fn pieces(line: &str) -> Vec<AnyView> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    for word in line.split_inclusive(|c: char| c.is_whitespace() || is_stop(c)) {
        let bare = word.trim_end_matches(|c: char| c.is_whitespace() || is_stop(c) || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')'));
        if bare.starts_with("https://") || bare.starts_with("http://") || bare.starts_with("mailto:") {
            pieces.push(std::mem::take(&mut plain).into_any());
            let (href, rest) = (bare.to_owned(), word.get(bare.len()..).unwrap_or_default().to_owned());
            pieces.push(view! { <a href=href rel="noopener noreferrer nofollow" target="_blank">{bare.to_owned()}</a> }.into_any());
            plain = rest;
        } else {
            plain.push_str(word);
        }
    }
    pieces.push(plain.into_any());
    pieces
}

/// What no address goes on after, in Chinese text.
fn is_stop(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '、' | '（' | '）' | '<' | '>')
}
