//! Articles of the knowledge base, as those who write them see them.

use crate::id::{ArticleId, MemberId};
use crate::kb::article::{ArticleSlug, Readers, Stage, Step};
use crate::lang::Lang;
use crate::text::{Headline, Markdown, Name, Note, Reason};
use crate::time::Timestamp;

/// Most articles of a workspace, drafts included.
pub const ARTICLES_OF_WORKSPACE_MAX: u32 = 5_000;
/// Articles of one list.
pub const ARTICLES_MAX: u32 = 500;
/// Texts of an edition in one answer, the newest.
pub const TEXTS_MAX: u32 = 100;
/// Most entries of what an article applies to.
pub const APPLIES_MAX: usize = 10;

wire! {
    /// `POST /articles`: an article with a first text.
    request NewArticle {
        pub lang: Lang,
        pub title: Headline,
        #[serde(default)]
        pub text: Option<Markdown>,
        pub readers: Readers,
    }

    /// `PUT /articles/{id}`: what all its editions share.
    request ArticleFacts {
        pub version: u32,
        pub readers: Readers,
        #[serde(default)]
        pub owner: Option<MemberId>,
        /// Such as "MES 3.2".
        pub applies: Vec<Note>,
    }

    /// `PUT /articles/{id}/editions/{lang}`: a text. `version` is the article's that was seen.
    request SaveText {
        pub version: u32,
        pub title: Headline,
        #[serde(default)]
        pub text: Option<Markdown>,
        /// Where the article is to be found; made of the title if absent.
        #[serde(default)]
        pub slug: Option<ArticleSlug>,
    }

    /// `POST /articles/{id}/editions/{lang}/step`.
    request TakeStep {
        pub version: u32,
        pub step: Step,
        /// Why it is sent back.
        #[serde(default)]
        pub note: Option<Reason>,
    }

    /// The new article.
    view ArticleAdded {
        pub id: ArticleId,
    }

    /// An article with all its editions.
    view ArticleView {
        pub id: ArticleId,
        /// Counts the changes of the article and its editions.
        pub version: u32,
        pub readers: Readers,
        pub owner: Option<MemberId>,
        pub applies: Vec<Note>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
        pub editions: Vec<EditionView>,
    }

    /// One language, with its newest text.
    view EditionView {
        pub lang: Lang,
        pub stage: Stage,
        /// Of the newest text, from 1.
        pub number: u32,
        /// The text that readers see.
        pub published: Option<u32>,
        pub published_at: Option<Timestamp>,
        pub slug: ArticleSlug,
        pub title: Headline,
        pub text: Option<Markdown>,
        pub by: Option<Name>,
        pub at: Timestamp,
        /// Why it was sent back.
        pub note: Option<Reason>,
    }

    /// `GET /articles`: those changed last come first.
    view Articles {
        pub articles: Vec<ArticleRow>,
    }

    /// An article in a list.
    view ArticleRow {
        pub id: ArticleId,
        pub readers: Readers,
        pub updated_at: Timestamp,
        pub editions: Vec<EditionRow>,
    }

    /// A language in a list.
    view EditionRow {
        pub lang: Lang,
        pub stage: Stage,
        pub title: Headline,
        pub published_at: Option<Timestamp>,
    }

    /// `GET /articles/{id}/editions/{lang}/texts`: what was written, newest first.
    view Texts {
        pub texts: Vec<TextRow>,
    }

    /// A text of the past, in a list.
    view TextRow {
        pub number: u32,
        pub title: Headline,
        pub by: Option<Name>,
        pub at: Timestamp,
    }

    /// `GET /articles/{id}/editions/{lang}/texts/{number}`.
    view TextView {
        pub number: u32,
        pub title: Headline,
        pub text: Option<Markdown>,
        pub by: Option<Name>,
        pub at: Timestamp,
    }
}
