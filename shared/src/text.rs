//! Text that people type, parsed once into a type with a limit. Inside, values are valid.

use serde::{Deserialize, Serialize};

use crate::error::{Code, Refusal};

/// Removes what nobody can see but filters trip over: controls, zero-width marks, bidirectional overrides; unifies line ends.
///
/// Runs before any check, so that an invisible prefix cannot pass one.
pub fn clean(raw: &str, lines: Lines) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => out.push(match lines {
                Lines::Many => '\n',
                Lines::One => ' ',
            }),
            '\t' => out.push(match lines {
                Lines::Many => '\t',
                Lines::One => ' ',
            }),
            c if c.is_control() => {}
            // Characters without a glyph: soft hyphen, joiners, fillers, marks, overrides (Unicode's Default_Ignorable_Code_Point
            // and interlinear marks). U+200C/U+200D and variation selectors stay inside words and emoji.
            '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}' => {}
            c => out.push(c),
        }
    }
    out.trim_matches(|c: char| c.is_whitespace() || c == '\u{200C}' || c == '\u{200D}').to_owned()
}

/// Whether a text may have more than one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    One,
    Many,
}

macro_rules! texts {
    ($($(#[$meta:meta])* $name:ident: $min:literal ..= $max:literal, $lines:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(!try_from, !into))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(#[cfg_attr(feature = "schema", schemars(length(min = $min, max = $max)))] String);

        impl $name {
            /// Fewest characters (Unicode scalar values, after cleaning).
            pub const CHARS_MIN: usize = $min;
            /// Most characters (Unicode scalar values, after cleaning).
            pub const CHARS_MAX: usize = $max;

            /// Cleans and checks; the refusal's field is for the caller to name.
            pub fn parse(raw: &str) -> Result<Self, Refusal> {
                let text = clean(raw, Lines::$lines);
                let chars = text.chars().count();
                if chars < $min {
                    return Err(Refusal::new(Code::FieldRequired));
                }
                if chars > $max {
                    return Err(Refusal::new(Code::TextTooLong).limit($max));
                }
                Ok(Self(text))
            }

            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;
            /// For serde: the message is the refusal's code, and `:limit` where it has one.
            fn try_from(raw: String) -> Result<Self, String> {
                Self::parse(&raw).map_err(|r| r.to_wire())
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }

        impl crate::json::FromJson for $name {
            fn from_json(json: &crate::json::Json) -> Option<Self> {
                Self::parse(json.text()?).ok()
            }
        }
    )+};
}

texts! {
    /// A ticket's title (R1).
    Title: 1..=80, One;
    /// A description part, message or solution. Plain text; rendered with links, never as HTML.
    Body: 1..=20_000, Many;
    /// A reason for a refusal, a wait, a closing.
    Reason: 1..=2_000, Many;
    /// A short remark, such as the note beside the impact scope.
    Note: 1..=200, One;
    /// An example that helps with a part of the form.
    Hint: 1..=400, Many;
    /// A person's, team's, company's, project's or module's name.
    Name: 1..=80, One;
    /// A telephone number as people write it.
    Phone: 3..=40, One;
    /// What is searched for.
    Query: 1..=100, One;
    /// An article's title.
    Headline: 1..=120, One;
    /// An article's text, in Markdown.
    Markdown: 1..=60_000, Many;
    /// A word or phrase that a tag goes by.
    Word: 1..=40, One;
}

/// An e-mail address, lower-cased. Deliverability is proven by a code, so this only refuses what no mailbox can be. A host
/// in other scripts is written as mail carries it, in ASCII (`xn--`, RFC 5891).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(!try_from, !into))]
#[serde(try_from = "String", into = "String")]
pub struct Email(
    #[cfg_attr(
        feature = "schema",
        schemars(length(min = 3, max = 254), regex(pattern = r"^[A-Za-z0-9_+.'-]{1,64}@[A-Za-z0-9.-]{1,180}\.[A-Za-z]{2,24}$"))
    )]
    String,
);

impl Email {
    /// RFC 5321 §4.5.3.1.3 less the angle brackets.
    pub const CHARS_MAX: usize = 254;

    /// Cleans, lower-cases and checks the shape `local@host.tld`.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let text = clean(raw, Lines::One).to_ascii_lowercase();
        if text.is_empty() {
            return Err(Refusal::new(Code::FieldRequired));
        }
        if text.chars().count() > Self::CHARS_MAX {
            return Err(Refusal::new(Code::TextTooLong).limit(Self::CHARS_MAX as u32));
        }
        let refused = || Refusal::new(Code::EmailInvalid);
        let (local, host) = text.rsplit_once('@').ok_or_else(refused)?;
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b));
        let labels: Vec<&str> = host.split('.').collect();
        let host_ok = labels.len() >= 2
            && labels.iter().all(|l| {
                !l.is_empty()
                    && l.len() <= 63
                    && !l.starts_with('-')
                    && !l.ends_with('-')
                    && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            });
        if local_ok && host_ok { Ok(Self(text)) } else { Err(refused()) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Email {
    type Error = String;
    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw).map_err(|r| r.to_wire())
    }
}

impl From<Email> for String {
    fn from(email: Email) -> String {
        email.0
    }
}

impl crate::json::FromJson for Email {
    fn from_json(json: &crate::json::Json) -> Option<Self> {
        Self::parse(json.text()?).ok()
    }
}

/// A workspace's part of the portal address: `a-z`, digits and inner hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(!try_from, !into))]
#[serde(try_from = "String", into = "String")]
pub struct Slug(#[cfg_attr(feature = "schema", schemars(length(min = 3, max = 30), regex(pattern = r"^[a-z0-9](-?[a-z0-9]+)*$")))] String);

impl Slug {
    /// Fewest characters.
    pub const CHARS_MIN: usize = 3;
    /// Most characters.
    pub const CHARS_MAX: usize = 30;

    /// Lower-cases and checks.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let text = clean(raw, Lines::One).to_ascii_lowercase();
        let ok = (Self::CHARS_MIN..=Self::CHARS_MAX).contains(&text.len())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.as_bytes().windows(2).any(|pair| pair == b"--");
        if ok { Ok(Self(text)) } else { Err(Refusal::new(Code::SlugInvalid)) }
    }

    /// The slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Slug {
    type Error = String;
    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw).map_err(|r| r.to_wire())
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> String {
        slug.0
    }
}

impl crate::json::FromJson for Slug {
    fn from_json(json: &crate::json::Json) -> Option<Self> {
        Self::parse(json.text()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r1_title_has_1_to_80_characters_whatever_their_bytes() {
        assert_eq!(Title::parse("").unwrap_err().code, Code::FieldRequired);
        assert_eq!(Title::parse(" \u{200B}\n\u{FEFF} ").unwrap_err().code, Code::FieldRequired);
        assert!(Title::parse(&"单".repeat(80)).is_ok());
        let refusal = Title::parse(&"单".repeat(81)).unwrap_err();
        assert_eq!((refusal.code, refusal.limit), (Code::TextTooLong, Some(80)));
    }

    #[test]
    fn invisible_characters_and_line_breaks_do_not_survive_in_one_line() {
        assert_eq!(Title::parse("a\r\nb\0\u{202E}c").unwrap().as_str(), "a bc");
        assert_eq!(Body::parse("a\r\nb\rc\td").unwrap().as_str(), "a\nb\nc\td");
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        for raw in [" a \u{200D}", "\u{200B} x", "\r\r\n", "👩‍🔧 修机器", "\u{85}\u{2028}a"] {
            for lines in [Lines::One, Lines::Many] {
                let once = clean(raw, lines);
                assert_eq!(clean(&once, lines), once, "{raw:?}");
            }
        }
    }

    #[test]
    fn email_shape() {
        assert_eq!(Email::parse(" Li.Wei+erp@Example.COM ").unwrap().as_str(), "li.wei+erp@example.com");
        for bad in ["", "a", "a@b", "a@b..c", "@b.cn", "a b@c.cn", "a@b.cn\nBcc: x@y.z", "a@-b.cn", "a,b@c.cn"] {
            assert!(Email::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn slug_shape() {
        assert_eq!(Slug::parse("Acme-ERP2").unwrap().as_str(), "acme-erp2");
        for bad in ["ab", "-ab", "ab-", "a--b", "联单联单", "a/b", "a.b.c"] {
            assert!(Slug::parse(bad).is_err(), "{bad:?}");
        }
    }
}
