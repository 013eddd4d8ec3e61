//! The tokenizer of full-text search, Chinese and English.
//!
//! SQLite's `unicode61` finds nothing for 扫码 inside 扫码失败. So a text is stored with its Chinese, Japanese and Korean
//! runs expanded to overlapping pairs, and a query is expanded the same way and asked for as phrases.

/// Most tokens that are kept of one text: bounds the index row.
const TOKENS_MAX: usize = 4_000;

/// The tokens of a text, separated by spaces, as the full-text column holds them.
///
/// `扫码失败 ORA-01017` → `扫码 码失 失败 ora 01017`
pub fn expand(text: &str) -> String {
    runs(text).into_iter().flat_map(|run| run.tokens()).take(TOKENS_MAX).collect::<Vec<_>>().join(" ")
}

/// An FTS5 query that finds texts with every word of `query`; `None` if nothing in it can be searched.
///
/// Chinese runs become phrases of pairs; Latin words match as prefixes. Every term is quoted, so no operator passes.
pub fn match_query(query: &str) -> Option<String> {
    let terms: Vec<String> = runs(query)
        .iter()
        .map(|run| match run {
            Run::Latin(word) => format!("\"{word}\"*"),
            Run::Cjk(chars) if chars.len() == 1 => {
                format!("\"{}\"*", chars.iter().collect::<String>())
            }
            Run::Cjk(_) => format!("\"{}\"", run.tokens().join(" ")),
        })
        .take(8)
        .collect();
    if terms.is_empty() { None } else { Some(terms.join(" ")) }
}

enum Run {
    Latin(String),
    Cjk(Vec<char>),
}

impl Run {
    fn tokens(&self) -> Vec<String> {
        match self {
            Self::Latin(word) => vec![word.clone()],
            Self::Cjk(chars) if chars.len() == 1 => vec![chars.iter().collect()],
            Self::Cjk(chars) => chars.windows(2).map(|pair| pair.iter().collect()).collect(),
        }
    }
}

fn runs(text: &str) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut joined = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        if is_cjk(c) {
            match out.last_mut() {
                Some(Run::Cjk(chars)) if joined => chars.push(c),
                _ => out.push(Run::Cjk(vec![c])),
            }
            joined = true;
        } else if c.is_alphanumeric() {
            match out.last_mut() {
                Some(Run::Latin(word)) if joined => word.push(c),
                _ => out.push(Run::Latin(c.to_string())),
            }
            joined = true;
        } else {
            joined = false;
        }
    }
    out
}

/// Scripts written without spaces.
pub(crate) const fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FA1F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r28_chinese_is_expanded_to_pairs_and_mixed_text_is_split() {
        assert_eq!(expand("扫码失败 ORA-01017"), "扫码 码失 失败 ora 01017");
        assert_eq!(expand("MES报工"), "mes 报工");
        assert_eq!(expand("！，"), "");
    }

    #[test]
    fn r28_a_two_character_word_is_a_phrase_and_operators_are_quoted() {
        assert_eq!(match_query("工单").as_deref(), Some("\"工单\""));
        assert_eq!(match_query("扫码失败 error").as_deref(), Some("\"扫码 码失 失败\" \"error\"*"));
        assert_eq!(match_query("a\" OR NOT *").as_deref(), Some("\"a\"* \"or\"* \"not\"*"));
        assert_eq!(match_query("\"*\""), None);
    }
}
