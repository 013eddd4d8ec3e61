//! Articles, their editions and texts.

use serde::Deserialize;
use shared::id::{ArticleId, MemberId, WorkspaceId};
use shared::kb::article::{ArticleSlug, Edition, Readers, Stage};
use shared::lang::Lang;
use shared::text::{Headline, Markdown, Reason};
use shared::time::Timestamp;
use shared::wire::kb::{ARTICLES_MAX, ArticleFacts, TEXTS_MAX};

use crate::db::Stmt;

/// Whose statement it is: every one names the workspace and the article.
#[derive(Clone, Copy)]
pub struct Key<'a> {
    pub workspace: &'a WorkspaceId,
    pub article: &'a ArticleId,
}

/// An edition as a change needs it.
#[derive(Debug, Deserialize)]
pub struct EditionRow {
    pub stage: Option<Stage>,
    pub latest: Option<u32>,
    pub published: Option<u32>,
    pub slug: Option<ArticleSlug>,
    /// Of the newest text.
    pub member_id: Option<MemberId>,
    pub at: Option<Timestamp>,
}

impl EditionRow {
    /// Where the edition stands; `None` where the article has none in this language.
    pub fn edition(&self) -> Option<Edition> {
        Some(Edition { stage: self.stage?, latest: self.latest?, published: self.published })
    }
}

/// The article and one of its editions; no row where there is no such article.
pub fn edition(key: Key<'_>, lang: Lang) -> Stmt {
    let sql = "SELECT e.stage, e.latest, e.published, e.slug, t.member_id, t.at
        FROM articles a
        LEFT JOIN editions e ON e.workspace_id = a.workspace_id AND e.article_id = a.id AND e.lang = (?3||'')
        LEFT JOIN edition_texts t ON t.workspace_id = e.workspace_id AND t.article_id = e.article_id AND t.lang = e.lang AND t.number = e.latest
        WHERE a.workspace_id = (?1||'') AND a.id = (?2||'')";
    Stmt::new(sql).bind(key.workspace).bind(key.article).bind(lang)
}

/// A new article.
pub fn add(now: Timestamp, key: Key<'_>, readers: Readers, owner: &MemberId) -> Stmt {
    let sql = "INSERT INTO articles (workspace_id, id, readers, owner_id, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)";
    Stmt::new(sql).bind(key.workspace).bind(key.article).bind(readers).bind(owner).bind(now)
}

/// Takes the next version of the article, if it still is the one that was seen. Of any other it fails, and its batch with it.
pub fn next_version(now: Timestamp, key: Key<'_>, seen: u32) -> Stmt {
    let sql = "UPDATE articles SET version = iif(version = ?3, version + 1, NULL), updated_at = ?4 WHERE workspace_id = ?1 AND id = ?2";
    Stmt::new(sql).bind(key.workspace).bind(key.article).bind(seen).bind(now)
}

/// Whether a batch failed because somebody else changed the article.
pub fn is_changed(fault: &crate::db::Fault) -> bool {
    fault.message.contains("NOT NULL constraint failed: articles.version")
}

/// What all editions share.
pub fn edit(key: Key<'_>, facts: &ArticleFacts) -> Stmt {
    let applies = serde_json::to_string(&facts.applies).unwrap_or_else(|_| "[]".to_owned());
    let sql = "UPDATE articles SET readers = ?3, owner_id = ?4, applies = ?5 WHERE workspace_id = ?1 AND id = ?2";
    Stmt::new(sql).bind(key.workspace).bind(key.article).bind(facts.readers).bind(facts.owner.as_ref()).bind(applies)
}

/// Where an edition stands, and where it is found.
pub fn put_edition(now: Timestamp, key: Key<'_>, lang: Lang, slug: &ArticleSlug, edition: Edition, note: Option<&Reason>) -> Stmt {
    let sql = "INSERT INTO editions (workspace_id, article_id, lang, slug, stage, latest, published, published_at, note)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, iif(?7 IS NULL, NULL, ?8), ?9)
        ON CONFLICT (workspace_id, article_id, lang) DO UPDATE SET slug = excluded.slug, stage = excluded.stage, latest = excluded.latest,
            published_at = iif(excluded.published IS editions.published, editions.published_at, excluded.published_at),
            published = excluded.published, note = excluded.note";
    Stmt::new(sql)
        .bind(key.workspace)
        .bind(key.article)
        .bind(lang)
        .bind(slug)
        .bind(edition.stage)
        .bind(edition.latest)
        .bind(edition.published)
        .bind(now)
        .bind(note)
}

/// A text of an edition; writes over the one of the same number.
pub fn put_text(now: Timestamp, key: Key<'_>, lang: Lang, number: u32, title: &Headline, text: Option<&Markdown>, by: &MemberId) -> Stmt {
    let sql = "INSERT INTO edition_texts (workspace_id, article_id, lang, number, title, body, member_id, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (workspace_id, article_id, lang, number) DO UPDATE SET title = excluded.title, body = excluded.body, at = excluded.at";
    Stmt::new(sql)
        .bind(key.workspace)
        .bind(key.article)
        .bind(lang)
        .bind(number)
        .bind(title)
        .bind(text.map_or("", Markdown::as_str))
        .bind(by)
        .bind(now)
}

/// The article with all editions, as the JSON of [`shared::wire::kb::ArticleView`].
pub fn view(key: Key<'_>) -> Stmt {
    let sql = "SELECT json_object('id', a.id, 'version', a.version, 'readers', a.readers, 'owner', a.owner_id, 'applies', json(a.applies),
            'created_at', a.created_at, 'updated_at', a.updated_at, 'editions', (
            SELECT json_group_array(json_object('lang', e.lang, 'stage', e.stage, 'number', e.latest, 'published', e.published,
                'published_at', e.published_at, 'slug', e.slug, 'title', t.title, 'text', nullif(t.body, ''), 'by', m.name, 'at', t.at, 'note', e.note) ORDER BY e.lang DESC)
            FROM editions e
            JOIN edition_texts t ON t.workspace_id = e.workspace_id AND t.article_id = e.article_id AND t.lang = e.lang AND t.number = e.latest
            LEFT JOIN members m ON m.workspace_id = t.workspace_id AND m.id = t.member_id
            WHERE e.workspace_id = a.workspace_id AND e.article_id = a.id)) AS json
        FROM articles a WHERE a.workspace_id = (?1||'') AND a.id = (?2||'')";
    Stmt::new(sql).bind(key.workspace).bind(key.article)
}

/// The articles changed last, as the JSON of [`shared::wire::kb::Articles`].
pub fn list(workspace: &WorkspaceId) -> Stmt {
    let sql = "SELECT json_object('articles', (SELECT json_group_array(json(row)) FROM (
            SELECT json_object('id', a.id, 'readers', a.readers, 'updated_at', a.updated_at, 'editions', (
                SELECT json_group_array(json_object('lang', e.lang, 'stage', e.stage, 'title', t.title, 'published_at', e.published_at) ORDER BY e.lang DESC)
                FROM editions e
                JOIN edition_texts t ON t.workspace_id = e.workspace_id AND t.article_id = e.article_id AND t.lang = e.lang AND t.number = e.latest
                WHERE e.workspace_id = a.workspace_id AND e.article_id = a.id)) AS row
            FROM articles a INDEXED BY articles_by_update WHERE a.workspace_id = (?1||'') ORDER BY a.updated_at DESC, a.id LIMIT (?2+0)))) AS json";
    Stmt::new(sql).bind(workspace).bind(ARTICLES_MAX)
}

/// What was written, as the JSON of [`shared::wire::kb::Texts`]; no row where there is no such edition.
pub fn texts(key: Key<'_>, lang: Lang) -> Stmt {
    let sql = "SELECT json_object('texts', (SELECT json_group_array(json(row)) FROM (
            SELECT json_object('number', t.number, 'title', t.title, 'text', nullif(t.body, ''), 'by', m.name, 'at', t.at) AS row
            FROM edition_texts t LEFT JOIN members m ON m.workspace_id = t.workspace_id AND m.id = t.member_id
            WHERE t.workspace_id = e.workspace_id AND t.article_id = e.article_id AND t.lang = e.lang ORDER BY t.number DESC LIMIT (?4+0)))) AS json
        FROM editions e WHERE e.workspace_id = (?1||'') AND e.article_id = (?2||'') AND e.lang = (?3||'')";
    Stmt::new(sql).bind(key.workspace).bind(key.article).bind(lang).bind(TEXTS_MAX)
}

/// One of them, as the JSON of [`shared::wire::kb::TextView`].
pub fn text(key: Key<'_>, lang: Lang, number: u32) -> Stmt {
    let sql = "SELECT json_object('number', t.number, 'title', t.title, 'text', nullif(t.body, ''), 'by', m.name, 'at', t.at) AS json
        FROM edition_texts t LEFT JOIN members m ON m.workspace_id = t.workspace_id AND m.id = t.member_id
        WHERE t.workspace_id = (?1||'') AND t.article_id = (?2||'') AND t.lang = (?3||'') AND t.number = (?4+0)";
    Stmt::new(sql).bind(key.workspace).bind(key.article).bind(lang).bind(number)
}
