//! What readers of the knowledge base get: published texts alone.

use serde::Deserialize;
use shared::id::{ArticleId, WorkspaceId};
use shared::kb::article::{ArticleSlug, Readers};
use shared::lang::Lang;
use shared::text::Slug;
use shared::time::Timestamp;

use crate::db::Stmt;
use crate::store::sql::Sql;

/// Titles of a home page or a sitemap, the newest.
pub const TITLES_MAX: u32 = 500;
/// Of a text, so much is read for its description, in characters.
const START_CHARS: u32 = 600;

/// A published article.
#[derive(Debug, Deserialize)]
pub struct Article {
    pub workspace: String,
    pub readers: Readers,
    /// JSON.
    applies: String,
    pub slug: String,
    pub title: String,
    pub body: String,
    pub published_at: Timestamp,
    /// The slug of the edition in the other language, where that is published.
    pub other: Option<String>,
}

impl Article {
    /// What it applies to.
    pub fn applies(&self) -> Vec<String> {
        serde_json::from_str(&self.applies).unwrap_or_default()
    }
}

/// The published article of an address.
pub fn article(workspace: &Slug, lang: Lang, slug: &ArticleSlug) -> Stmt {
    let sql = "SELECT w.name AS workspace, a.readers, a.applies, e.slug, t.title, t.body, e.published_at,
            (SELECT o.slug FROM editions o WHERE o.workspace_id = e.workspace_id AND o.article_id = e.article_id
                AND o.lang <> e.lang AND o.published IS NOT NULL) AS other
        FROM workspaces w
        JOIN editions e ON e.workspace_id = w.id AND e.lang = (?2||'') AND e.slug = (?3||'') AND e.published IS NOT NULL
        JOIN articles a ON a.workspace_id = e.workspace_id AND a.id = e.article_id
        JOIN edition_texts t ON t.workspace_id = e.workspace_id AND t.article_id = e.article_id AND t.lang = e.lang AND t.number = e.published
        WHERE w.slug = (?1||'')";
    Stmt::new(sql).bind(workspace).bind(lang).bind(slug)
}

/// Where an article is that had an address before: `slug` and `readers`.
pub fn moved(workspace: &Slug, lang: Lang, slug: &ArticleSlug) -> Stmt {
    let sql = "SELECT e.slug, a.readers FROM workspaces w
        JOIN former_slugs f ON f.workspace_id = w.id AND f.lang = (?2||'') AND f.slug = (?3||'')
        JOIN editions e ON e.workspace_id = f.workspace_id AND e.article_id = f.article_id AND e.lang = f.lang AND e.published IS NOT NULL
        JOIN articles a ON a.workspace_id = e.workspace_id AND a.id = e.article_id
        WHERE w.slug = (?1||'')";
    Stmt::new(sql).bind(workspace).bind(lang).bind(slug)
}

/// Where [`moved`] leads.
#[derive(Debug, Deserialize)]
pub struct Moved {
    pub slug: String,
    pub readers: Readers,
}

/// An article in a list.
#[derive(Debug, Deserialize)]
pub struct Title {
    pub lang: Lang,
    pub slug: String,
    pub title: String,
    /// The beginning of its text.
    pub start: String,
    pub published_at: Timestamp,
}

/// The name of a workspace; no row where there is none.
pub fn workspace(workspace: &Slug) -> Stmt {
    Stmt::new("SELECT name FROM workspaces WHERE slug = (?1||'')").bind(workspace)
}

/// What these readers find, the newest first; in one language or in all.
pub fn titles(workspace: &Slug, lang: Option<Lang>, readers: &[Readers]) -> Stmt {
    let langs: Vec<Lang> = lang.map_or_else(|| Lang::ALL.to_vec(), |lang| vec![lang]);
    Sql::new("SELECT e.lang, e.slug, t.title, substr(t.body, 1, ")
        .arg(START_CHARS)
        .text(
            ") AS start, e.published_at FROM workspaces w
        JOIN editions e INDEXED BY editions_published ON e.workspace_id = w.id AND e.published IS NOT NULL",
        )
        .and_in("e.lang", langs)
        .text(" JOIN articles a ON a.workspace_id = e.workspace_id AND a.id = e.article_id")
        .and_in("a.readers", readers.iter().copied())
        .text(
            " JOIN edition_texts t ON t.workspace_id = e.workspace_id AND t.article_id = e.article_id AND t.lang = e.lang AND t.number = e.published
        WHERE w.slug = ",
        )
        .arg(workspace)
        .text(" ORDER BY e.published_at DESC LIMIT ")
        .arg(TITLES_MAX)
        .stmt()
}

/// Every address that an article has or had: `workspace`, `lang`, `slug`.
pub fn addresses(workspace: &WorkspaceId, article: &ArticleId) -> Stmt {
    let sql = "SELECT w.slug AS workspace, e.lang, e.slug FROM workspaces w JOIN editions e ON e.workspace_id = w.id
            WHERE w.id = (?1||'') AND e.article_id = (?2||'')
        UNION ALL SELECT w.slug, f.lang, f.slug FROM workspaces w JOIN former_slugs f ON f.workspace_id = w.id
            WHERE w.id = (?1||'') AND f.article_id = (?2||'')";
    Stmt::new(sql).bind(workspace).bind(article)
}
