//! Where a customer can help themselves.

use serde::{Deserialize, Serialize};

use crate::error::{Code, Refusal};
use crate::json::{FromJson, Json};
use crate::text::{Lines, clean};

/// The address of a self-service page: `https://…`, or a path of our own that begins with one `/`. Nothing that a browser would run.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(!try_from, !into))]
#[serde(try_from = "String", into = "String")]
pub struct Link(
    #[cfg_attr(feature = "schema", schemars(length(min = 2, max = 500), regex(pattern = r"^(https?://|/[A-Za-z0-9])[!-~]*$")))]
    String,
);

impl Link {
    /// Most characters.
    pub const CHARS_MAX: usize = 500;

    /// Cleans and checks.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let text = clean(raw, Lines::One);
        if text.chars().count() > Self::CHARS_MAX {
            return Err(Refusal::new(Code::TextTooLong).limit(Self::CHARS_MAX as u32));
        }
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        // Two slashes would name another host, and a backslash is read as a slash by browsers.
        let own = text.strip_prefix('/').is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()));
        let plain = !text.contains(|c: char| c.is_whitespace() || c == '\\');
        let elsewhere = host.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['));
        if plain && (own || elsewhere) { Ok(Self(text)) } else { Err(Refusal::new(Code::FieldInvalid)) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Link {
    type Error = String;
    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw).map_err(|r| r.to_wire())
    }
}

impl From<Link> for String {
    fn from(link: Link) -> String {
        link.0
    }
}

impl FromJson for Link {
    fn from_json(json: &Json) -> Option<Self> {
        Self::parse(json.text()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r9_a_link_opens_a_page_and_runs_nothing() {
        for good in ["https://help.example.com/权限?id=1#a", "http://10.0.0.1:8080/x", "/p/demo/a/12"] {
            assert_eq!(Link::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "javascript:alert(1)", "data:text/html,x", "//evil.test", "/\\evil.test", "https://", "https:// a", "help", "/"] {
            assert!(Link::parse(bad).is_err(), "{bad:?}");
        }
        assert_eq!(Link::parse(&format!("/a{}", "b".repeat(500))).unwrap_err().limit, Some(500));
    }
}
