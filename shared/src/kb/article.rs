//! An article: in one or two languages, each with its texts, of which one is published (R26).
//!
//! Writing and publishing are two things: a published article is written on as a draft, and readers see the published
//! text until the new one takes its place.

use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Role};
use crate::error::{Code, Refusal};
use crate::json::{FromJson, Json};
use crate::text::{Lines, clean};

words! {
    /// Who may read an article.
    Readers {
        Everyone = "everyone", "所有人", "Everyone";
        Customers = "customers", "登录后的客户", "Signed-in customers";
        Team = "team", "仅团队内部", "The team only";
    }
}

words! {
    /// Where the newest text of an edition stands.
    Stage {
        Draft = "draft", "草稿", "Draft";
        Review = "review", "待审核", "In review";
        Published = "published", "已发布", "Published";
        Archived = "archived", "已下架", "Archived";
    }
}

words! {
    /// What can be done with an edition beside writing.
    Step {
        Submit = "submit", "提交审核", "Submit for review";
        Return = "return", "退回修改", "Send back";
        Publish = "publish", "发布", "Publish";
        Archive = "archive", "下架", "Take down";
    }
}

/// One language of an article. `latest` counts its texts from 1; `published` is the one that readers see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    pub stage: Stage,
    pub latest: u32,
    pub published: Option<u32>,
}

impl Edition {
    /// A first text.
    pub const NEW: Self = Self { stage: Stage::Draft, latest: 1, published: None };

    /// After a text was written: what waited for review, or was taken down, is a draft again. The newest text is written
    /// over as long as `over` says so, and never if readers see it.
    pub fn written(self, over: Over) -> Self {
        let same = over == Over::Newest && self.published != Some(self.latest);
        Self { stage: Stage::Draft, latest: if same { self.latest } else { self.latest + 1 }, ..self }
    }

    /// After a step, by whoever takes it.
    pub fn step(self, step: Step, actor: &Actor) -> Result<Self, Refusal> {
        actor.at_least(step.role()).ok_or(Code::NotAllowed)?;
        if !self.offers(step) {
            return Err(Code::ArticleStage.into());
        }
        Ok(match step {
            Step::Submit => Self { stage: Stage::Review, ..self },
            Step::Return => Self { stage: Stage::Draft, ..self },
            Step::Publish => Self { stage: Stage::Published, published: Some(self.latest), ..self },
            Step::Archive => Self { stage: Stage::Archived, published: None, ..self },
        })
    }

    /// Whether the stage knows the step.
    pub fn offers(self, step: Step) -> bool {
        match step {
            Step::Submit => self.stage == Stage::Draft,
            Step::Return => self.stage == Stage::Review,
            Step::Publish => self.stage != Stage::Published,
            Step::Archive => self.published.is_some(),
        }
    }

    /// The steps for somebody, in the order of the buttons.
    pub fn steps(self, actor: &Actor) -> Vec<Step> {
        Step::ALL.iter().copied().filter(|step| self.step(*step, actor).is_ok()).collect()
    }
}

/// What a save does with the newest text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// It is the writer's own of a moment ago: saving by itself makes no version a minute.
    Newest,
    Nothing,
}

impl Step {
    /// Agents write; leads and admins publish.
    pub const fn role(self) -> Role {
        match self {
            Self::Submit => Role::Agent,
            Self::Return | Self::Publish | Self::Archive => Role::Lead,
        }
    }
}

/// The last part of an article's address: letters of any script, digits and inner hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(!try_from, !into))]
#[serde(try_from = "String", into = "String")]
pub struct ArticleSlug(#[cfg_attr(feature = "schema", schemars(length(min = 1, max = 80)))] String);

impl ArticleSlug {
    /// Most characters.
    pub const CHARS_MAX: usize = 80;

    /// Lower-cases and checks.
    pub fn parse(raw: &str) -> Result<Self, Refusal> {
        let text = clean(raw, Lines::One).to_lowercase();
        let plain = text.chars().all(|c| c.is_alphanumeric() || c == '-');
        let hyphens = !text.starts_with('-') && !text.ends_with('-') && !text.contains("--");
        let fits = (1..=Self::CHARS_MAX).contains(&text.chars().count());
        if plain && hyphens && fits { Ok(Self(text)) } else { Err(Code::AddressInvalid.into()) }
    }

    /// Out of a title; `article` where a title has neither letter nor digit.
    pub fn of_title(title: &str) -> Self {
        let mut text = String::new();
        for c in title.to_lowercase().chars() {
            if text.chars().count() >= Self::CHARS_MAX {
                break;
            }
            match c {
                c if c.is_alphanumeric() => text.push(c),
                _ if text.is_empty() || text.ends_with('-') => {}
                _ => text.push('-'),
            }
        }
        Self::parse(text.trim_end_matches('-')).unwrap_or_else(|_| Self("article".to_owned()))
    }

    /// The slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same with an end of its own, so that two articles of one title have two addresses.
    pub fn with_end(&self, end: &str) -> Self {
        let tail = format!("-{}", end.to_lowercase());
        let head: String = self.0.chars().take(Self::CHARS_MAX.saturating_sub(tail.chars().count())).collect();
        Self::parse(&format!("{}{tail}", head.trim_end_matches('-'))).unwrap_or_else(|_| self.clone())
    }
}

impl TryFrom<String> for ArticleSlug {
    type Error = String;
    fn try_from(raw: String) -> Result<Self, String> {
        Self::parse(&raw).map_err(|r| r.to_wire())
    }
}

impl From<ArticleSlug> for String {
    fn from(slug: ArticleSlug) -> String {
        slug.0
    }
}

impl FromJson for ArticleSlug {
    fn from_json(json: &Json) -> Option<Self> {
        Self::parse(json.text()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Member;

    fn member(role: Role) -> Actor {
        Actor::Member(Member { id: "M".into(), role, teams: Vec::new(), sees_all: true })
    }

    #[test]
    fn r26_an_agent_writes_and_submits_a_lead_publishes() {
        let (agent, lead) = (member(Role::Agent), member(Role::Lead));
        let draft = Edition::NEW;
        assert_eq!(draft.steps(&member(Role::Collaborator)), []);
        assert_eq!(draft.steps(&agent), [Step::Submit]);
        let review = draft.step(Step::Submit, &agent).unwrap();
        assert_eq!(review.step(Step::Publish, &agent).unwrap_err().code, Code::NotAllowed);
        assert_eq!(review.steps(&lead), [Step::Return, Step::Publish]);
        let published = review.step(Step::Publish, &lead).unwrap();
        assert_eq!((published.stage, published.published), (Stage::Published, Some(1)));
        assert_eq!(published.steps(&lead), [Step::Archive]);
    }

    #[test]
    fn r26_readers_see_the_published_text_until_the_next_one_is_published() {
        let lead = member(Role::Lead);
        let published = Edition::NEW.step(Step::Publish, &lead).unwrap();
        // Saving by itself never writes over what readers see.
        let draft = published.written(Over::Newest);
        assert_eq!((draft.stage, draft.latest, draft.published), (Stage::Draft, 2, Some(1)));
        assert_eq!(draft.written(Over::Newest).latest, 2);
        assert_eq!(draft.written(Over::Nothing).latest, 3);
        let next = draft.step(Step::Publish, &lead).unwrap();
        assert_eq!(next.published, Some(2));
    }

    #[test]
    fn r26_every_stage_and_step_keeps_what_readers_see_among_the_texts() {
        let lead = member(Role::Lead);
        for stage in Stage::ALL {
            for published in [None, Some(1), Some(2)] {
                let edition = Edition { stage: *stage, latest: 2, published };
                for step in Step::ALL {
                    let Ok(after) = edition.step(*step, &lead) else { continue };
                    assert!(after.published.is_none_or(|n| n <= after.latest));
                    assert_eq!(after.stage == Stage::Archived, *step == Step::Archive);
                }
            }
        }
    }

    #[test]
    fn r26_an_address_is_made_of_any_title() {
        let of = |title| ArticleSlug::of_title(title).as_str().to_owned();
        assert_eq!(of("扫码枪提示“物料不存在”怎么办？"), "扫码枪提示-物料不存在-怎么办");
        assert_eq!(of("ORA-01017: invalid username/password"), "ora-01017-invalid-username-password");
        assert_eq!(of("？！"), "article");
        assert_eq!(of(&"长".repeat(200)).chars().count(), ArticleSlug::CHARS_MAX);
        assert_eq!(ArticleSlug::of_title("abc").with_end("X1").as_str(), "abc-x1");
        assert_eq!(ArticleSlug::of_title(&"长".repeat(200)).with_end("x1").as_str().chars().count(), ArticleSlug::CHARS_MAX);
    }

    #[test]
    fn r26_what_would_be_another_address_is_refused() {
        for bad in ["", "a/b", "a b", "-a", "a-", "a--b", "..", "a?b", "a#b", "a%2fb"] {
            assert_eq!(ArticleSlug::parse(bad).unwrap_err().code, Code::AddressInvalid, "{bad:?}");
        }
    }
}
