//! The tags of a workspace with their rules, as one document, and what a ticket has of them.

use serde::{Deserialize, Serialize};

use super::link::Link;
use crate::error::{Code, Refusal};
use crate::id::{ID_BYTES_MAX, TagId};
use crate::lang::Lang;
use crate::text::{Name, Word};

/// Most tags of a workspace, those no longer used included.
pub const RULES_MAX: usize = 200;
/// Most words of one tag, and as many exceptions.
pub const WORDS_OF_RULE_MAX: usize = 50;
/// Most words and exceptions of all tags together.
pub const WORDS_MAX: usize = 3_000;

wire! {
    /// What a tag is called: in both languages, or in one for readers of both.
    request TagName {
        #[serde(default)]
        pub zh: Option<Name>,
        #[serde(default)]
        pub en: Option<Name>,
    }

    /// A tag and the words that it goes by. A tag without words is given by hand.
    request TagRule {
        pub id: TagId,
        pub name: TagName,
        /// Where a customer can help themselves.
        #[serde(default)]
        pub link: Option<Link>,
        /// Keywords and their synonyms: any of them is enough. One such as `开通 + 权限` asks for all of its parts.
        #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
        pub words: Vec<Word>,
        /// A text that holds one of these is not tagged.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
        pub except: Vec<Word>,
        /// A tag that is no longer used stays, so that old tickets can name it.
        pub active: bool,
    }

    /// `PUT /tag-rules`: all tags of the workspace. One that is left out stays, no longer used.
    request TagBook {
        /// The version that was seen; 0 as long as nobody changed the rules that a workspace starts with.
        pub version: u32,
        #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
        pub rules: Vec<TagRule>,
    }

    /// `GET /tag-rules`.
    view TagSettings {
        pub version: u32,
        pub rules: Vec<TagRule>,
        /// Only of tags that any ticket has or had.
        pub counts: Vec<TagCount>,
    }

    /// How well a tag's rule does.
    view TagCount {
        pub tag: TagId,
        /// Tickets that the rule tagged.
        pub matched: u32,
        /// Of these, how many an agent took the tag from.
        pub removed: u32,
        /// Tickets to which an agent gave the tag.
        pub added: u32,
    }

    /// A tag as screens name it.
    view TagRef {
        pub id: TagId,
        pub name: TagName,
        pub link: Option<Link>,
        pub active: bool,
    }
}

/// A tag on a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tagged {
    pub tag: TagId,
    /// The words that were found; none where an agent gave the tag.
    pub words: Vec<Word>,
}

crate::internal_json!(Tagged { tag, words });

impl TagName {
    /// The name in a language, else in the other one.
    pub fn text(&self, lang: Lang) -> &str {
        let (first, second) = lang.pick((&self.zh, &self.en), (&self.en, &self.zh));
        first.as_ref().or(second.as_ref()).map_or("", Name::as_str)
    }
}

impl TagBook {
    /// Refuses what cannot be kept, naming the field.
    pub fn check(&self) -> Result<(), Refusal> {
        at_most(self.rules.len(), RULES_MAX, "rules".to_owned())?;
        for (place, rule) in self.rules.iter().enumerate() {
            let refuse = |code, part: &str| Err(Refusal::new(code).field(format!("rules.{place}.{part}")));
            let earlier = || self.rules.iter().take(place);
            if !is_plain(rule.id.as_str()) || earlier().any(|other| other.id == rule.id) {
                return refuse(Code::FieldInvalid, "id");
            }
            if rule.name.zh.is_none() && rule.name.en.is_none() {
                return refuse(Code::FieldRequired, "name");
            }
            if rule.active && earlier().any(|other| other.active && other.name == rule.name) {
                return refuse(Code::NameTaken, "name");
            }
            at_most(rule.words.len(), WORDS_OF_RULE_MAX, format!("rules.{place}.words"))?;
            at_most(rule.except.len(), WORDS_OF_RULE_MAX, format!("rules.{place}.except"))?;
        }
        let words = self.rules.iter().map(|rule| rule.words.len() + rule.except.len()).sum();
        at_most(words, WORDS_MAX, "rules".to_owned())
    }

    /// Keeps the tags of the document before that this one leaves out, no longer used: tickets still name them.
    pub fn keeping(mut self, before: Vec<TagRule>) -> Self {
        for rule in before {
            if !self.rules.iter().any(|own| own.id == rule.id) {
                self.rules.push(TagRule { active: false, ..rule });
            }
        }
        self
    }
}

/// Whether this can be an identifier that a browser made up: it stands in addresses.
pub(crate) fn is_plain(id: &str) -> bool {
    (1..=ID_BYTES_MAX).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

pub(crate) fn at_most(count: usize, max: usize, field: String) -> Result<(), Refusal> {
    if count > max { Err(Refusal::new(Code::TooMany).limit(max as u32).field(field)) } else { Ok(()) }
}
