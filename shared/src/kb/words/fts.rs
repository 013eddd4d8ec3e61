//! Texts and queries as the database's full text (FTS5) takes them.
//!
//! SQLite's `unicode61` finds nothing for 扫码 inside 扫码失败. So a text is stored as the tokens of [`super::words`], and a
//! query becomes phrases of the same tokens.

use super::{Word, words};

/// Most tokens that are kept of one text: bounds the index row.
const TOKENS_MAX: usize = 4_000;
/// Most words of a query that are asked for.
const TERMS_MAX: usize = 8;

/// The tokens of a text, separated by spaces, as a full-text column holds them.
///
/// `扫码失败 ORA-01017` → `扫码 码失 失败 ora 01017 ora01017`
pub fn expand(text: &str) -> String {
    words(text).into_iter().flat_map(Word::tokens).take(TOKENS_MAX).collect::<Vec<_>>().join(" ")
}

/// An FTS5 query that finds texts with every word of `query`; `None` if nothing in it can be searched.
///
/// Chinese runs become phrases of pairs, codes phrases of their parts; Latin words match by their beginning. Every term is
/// quoted, so no operator passes.
pub fn match_query(query: &str) -> Option<String> {
    let terms: Vec<String> = words(query)
        .into_iter()
        .map(|word| match word {
            Word::Latin(word) => format!("\"{word}\"*"),
            Word::Code { parts, .. } => format!("\"{}\"*", parts.join(" ")),
            Word::Cjk(chars) if chars.len() == 1 => format!("\"{}\"*", chars.iter().collect::<String>()),
            run => format!("\"{}\"", run.tokens().join(" ")),
        })
        .take(TERMS_MAX)
        .collect();
    if terms.is_empty() { None } else { Some(terms.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r28_a_text_is_stored_as_its_tokens() {
        assert_eq!(expand("扫码失败 ORA-01017"), "扫码 码失 失败 ora 01017 ora01017");
        assert_eq!(expand("MES报工"), "mes 报工");
        assert_eq!(expand("！，"), "");
    }

    #[test]
    fn r28_a_two_character_word_is_a_phrase_and_operators_are_quoted() {
        assert_eq!(match_query("工单").as_deref(), Some("\"工单\""));
        assert_eq!(match_query("扫码失败 error").as_deref(), Some("\"扫码 码失 失败\" \"error\"*"));
        assert_eq!(match_query("ORA-010").as_deref(), Some("\"ora 010\"*"));
        assert_eq!(match_query("a\" OR NOT *").as_deref(), Some("\"a\"* \"or\"* \"not\"*"));
        assert_eq!(match_query("\"*\""), None);
    }
}
