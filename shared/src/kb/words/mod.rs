//! The one tokenizer of search, Chinese and English: of the database's full text ([`fts`]) and of the browser's index.
//!
//! Scripts without spaces are cut into overlapping pairs, Latin words are folded, and a code such as `ORA-01017` is found
//! whole (`ora01017`) and by its parts.

mod fold;
pub mod fts;

pub use fold::fold;

/// A word of a text, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A run of a script without spaces.
    Cjk(Vec<char>),
    /// A word of a script with spaces, or a number.
    Latin(String),
    /// What is written as one but has parts: `ORA-01017`, `ORA01017`, `e-mail`, `2.3.1`.
    Code { whole: String, parts: Vec<String> },
}

/// Longest word that is kept, in characters: a longer one is a key or a hash, and is cut.
const WORD_CHARS_MAX: usize = 40;
/// Most parts of a code; one with more is words in a row.
const PARTS_MAX: usize = 6;
/// A word of letters and digits is a code from so many of each: `ORA01017`, but not `F110` or `MB5B`.
const CODE_LETTERS_MIN: usize = 2;
const CODE_DIGITS_MIN: usize = 3;

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((run, behind)) = next_run(rest) {
        let is_run_of_cjk = run.starts_with(is_cjk);
        if is_run_of_cjk {
            out.push(Word::Cjk(run.chars().filter(|c| !fold::is_mark(*c)).collect()));
        } else {
            latin(&mut out, run);
        }
        rest = behind;
    }
    out
}

impl Word {
    /// Its tokens, in the order in which an index holds them: of a code the parts, then the whole.
    pub fn tokens(self) -> Vec<String> {
        match self {
            Self::Latin(word) => vec![word],
            Self::Cjk(chars) if chars.len() == 1 => vec![chars.iter().collect()],
            Self::Cjk(chars) => chars.windows(2).map(|pair| pair.iter().collect()).collect(),
            Self::Code { whole, mut parts } => {
                parts.push(whole);
                parts
            }
        }
    }
}

/// Scripts written without spaces.
pub const fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FA1F}')
}

/// What joins the parts of a code.
const fn joins(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | '/')
}

/// The next run of one kind of script, with the joints between its parts, and what follows it.
fn next_run(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let cjk = is_cjk(text.chars().next()?);
    let mut previous = ' ';
    let mut chars = text.char_indices().peekable();
    let mut end = text.len();
    while let Some((at, c)) = chars.next() {
        let follows = chars.peek().map_or(' ', |(_, c)| *c);
        let is_in = match c {
            c if c.is_alphanumeric() => is_cjk(c) == cjk,
            c if fold::is_mark(c) => true,
            // A dot or slash joins numbers only: 2.3.1, 10/2026.
            '-' | '_' => !cjk && previous.is_alphanumeric() && follows.is_alphanumeric() && !is_cjk(follows),
            '.' | '/' => !cjk && previous.is_ascii_digit() && follows.is_ascii_digit(),
            _ => false,
        };
        if !is_in {
            end = at;
            break;
        }
        previous = c;
    }
    text.split_at_checked(end)
}

fn latin(out: &mut Vec<Word>, run: &str) {
    let parts: Vec<String> = run.split(joins).map(fold).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] => {}
        [word] => match halves(word) {
            Some((letters, digits)) => out.push(Word::Code { whole: cut(word), parts: vec![cut(letters), cut(digits)] }),
            None => out.push(Word::Latin(cut(word))),
        },
        many if many.len() > PARTS_MAX => out.extend(parts.iter().map(|part| Word::Latin(cut(part)))),
        _ => out.push(Word::Code { whole: cut(&parts.concat()), parts: parts.iter().map(|part| cut(part)).collect() }),
    }
}

fn halves(word: &str) -> Option<(&str, &str)> {
    let (letters, digits) = word.split_at_checked(word.find(|c: char| c.is_ascii_digit())?)?;
    let long = letters.chars().count() >= CODE_LETTERS_MIN && digits.len() >= CODE_DIGITS_MIN;
    (long && digits.bytes().all(|b| b.is_ascii_digit())).then_some((letters, digits))
}

fn cut(word: &str) -> String {
    word.chars().take(WORD_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        words(text).into_iter().flat_map(Word::tokens).collect()
    }

    #[test]
    fn r28_chinese_is_cut_into_pairs_and_mixed_text_is_split() {
        assert_eq!(tokens("扫码失败"), ["扫码", "码失", "失败"]);
        assert_eq!(tokens("MES报工"), ["mes", "报工"]);
        assert_eq!(tokens("库 、存"), ["库", "存"]);
        assert!(tokens("！，—— …").is_empty());
    }

    #[test]
    fn r28_latin_words_are_folded() {
        assert_eq!(tokens("Ｃａｆé Straße ŁÓDŹ naïve cafe\u{301}"), ["cafe", "strasse", "lodz", "naive", "cafe"]);
        assert_eq!(tokens("İstanbul don't"), ["istanbul", "don", "t"]);
    }

    #[test]
    fn r28_a_code_is_kept_whole_and_in_parts() {
        assert_eq!(tokens("ORA-01017"), ["ora", "01017", "ora01017"]);
        assert_eq!(tokens("ora01017:"), ["ora", "01017", "ora01017"]);
        assert_eq!(tokens("v2.3.1，F110"), ["v2", "3", "1", "v231", "f110"]);
        assert_eq!(tokens("e-mail - a. b"), ["e", "mail", "email", "a", "b"]);
        assert_eq!(tokens("a-b-c-d-e-f-g").len(), 7);
    }

    #[test]
    fn r28_a_word_without_end_is_cut() {
        assert_eq!(tokens(&"x".repeat(5_000)), ["x".repeat(40)]);
    }
}
