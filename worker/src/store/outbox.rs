//! Letters that wait to be sent.

use serde::Serialize;
use shared::id::{MemberId, WorkspaceId};
use shared::notify::{Topic, Way};
use shared::text::Email;
use shared::time::{DAY_MS, Timestamp};

use crate::db::Stmt;
use crate::store::inbox;
use crate::store::quota::{self, Window};
use crate::store::sql::Sql;

/// How long a letter is kept for whoever asks what was sent.
const KEPT_MS: i64 = 30 * DAY_MS;

/// A letter as it is written.
pub struct New<'a> {
    /// Absent before the workspace exists.
    pub workspace: Option<&'a WorkspaceId>,
    pub kind: &'static str,
    pub to: &'a Email,
    /// In a letter of kind `filed`, `{serial}` stands for the workspace's newest ticket.
    pub subject: String,
    /// As the subject.
    pub text: String,
    /// When it is of no use any more.
    pub expires_at: Option<Timestamp>,
    /// The day's letters: what is beyond them waits for the next day.
    pub limit: Option<Window>,
}

/// A letter to a member, in both languages: subject and text.
#[derive(Serialize)]
pub struct Bilingual<'a> {
    pub member: &'a MemberId,
    pub zh: (String, String),
    pub en: (String, String),
}

/// Which member.
#[derive(Clone, Copy)]
pub enum Whom<'a> {
    Member(&'a MemberId),
    /// Whom a rule has given the workspace's newest ticket, unless it is `but`. In their letter, `{serial}` and `{number}`
    /// stand for its number, as it is called and as it stands in addresses.
    OwnerOfNewest {
        but: Option<&'a MemberId>,
    },
}

/// A letter to a member, before their language is known.
pub struct ToMember<'a> {
    pub workspace: &'a WorkspaceId,
    pub member: Whom<'a>,
    pub topic: Topic,
    /// Subject and text.
    pub chinese: (String, String),
    /// As `chinese`.
    pub english: (String, String),
    pub limit: Window,
}

/// Adds a letter; where it is not `wanted`, the same work is done for nothing.
pub fn add(letter: New<'_>, wanted: bool, now: Timestamp) -> Stmt {
    let head = Sql::new("INSERT INTO outbox (workspace_id, kind, recipient, subject, text, created_at, expires_at, due_at) SELECT ");
    let sql = head.arg(letter.workspace).text(", ").arg(letter.kind).text(", ").arg(letter.to).text(", ");
    let sql = match letter.kind {
        "filed" => numbered(numbered(sql, letter.subject, letter.workspace).text(", "), letter.text, letter.workspace),
        _ => sql.arg(letter.subject).text(", ").arg(letter.text),
    };
    let sql = sql.text(", ").arg(now).text(", ").arg(letter.expires_at).text(", ");
    let sql = match &letter.limit {
        Some(limit) => quota::within(sql.text("iif("), limit).text(", ").arg(now).text(", ").arg(limit.start + DAY_MS).text(")"),
        None => sql.arg(now),
    };
    sql.text(" WHERE ").arg(wanted).stmt()
}

/// Adds a letter that is sent at `at`, whatever else was written: its limit is the caller's. Reads nothing.
pub fn add_known(letter: New<'_>, at: Timestamp) -> Stmt {
    let sql = "INSERT INTO outbox (workspace_id, kind, recipient, subject, text, created_at, due_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)";
    Stmt::new(sql).bind(letter.workspace).bind(letter.kind).bind(letter.to).bind(letter.subject).bind(letter.text).bind(at)
}

/// Adds a letter to a member, in their language, unless they have switched it off.
pub fn add_for_member(letter: ToMember<'_>, now: Timestamp) -> Stmt {
    let ToMember { workspace, member, topic, chinese, english, limit } = letter;
    let sql = Sql::new("INSERT INTO outbox (workspace_id, kind, recipient, subject, text, created_at, due_at) SELECT m.workspace_id, ");
    let in_their_language = |sql: Sql, zh: String, en: String| match member {
        Whom::Member(_) => sql.text("iif(m.lang = 'zh', ").arg(zh).text(", ").arg(en).text("), "),
        Whom::OwnerOfNewest { .. } => {
            let sql = sql.text("replace(replace(iif(m.lang = 'zh', ").arg(zh).text(", ").arg(en);
            sql.text("), '{serial}', printf('%05d', t.serial)), '{number}', t.serial), ")
        }
    };
    let sql = in_their_language(sql.arg(topic.as_str()).text(", m.email, "), chinese.0, english.0);
    let sql = in_their_language(sql, chinese.1, english.1).arg(now).text(", iif(");
    let sql = quota::within(sql, &limit).text(", ").arg(now).text(", ").arg(limit.start + DAY_MS).text(")");
    let sql = match member {
        Whom::Member(id) => {
            let sql = sql.text(" FROM members m WHERE m.workspace_id = ").arg(workspace);
            sql.and_equals("m.id", id).text(" AND m.active = 1")
        }
        Whom::OwnerOfNewest { but } => inbox::owner_of_newest(sql, workspace, but),
    };
    inbox::wants(sql, topic, Way::Mail).stmt()
}

/// Adds letters on one topic, each to a member in their language, unless they have switched it off.
pub fn add_for_each(workspace: &WorkspaceId, topic: Topic, kind: &str, letters: &[Bilingual<'_>], limit: &Window, now: Timestamp) -> Stmt {
    let sql = Sql::new("INSERT INTO outbox (workspace_id, kind, recipient, subject, text, created_at, due_at) SELECT m.workspace_id, ");
    let sql = sql.arg(kind).text(
        ", m.email, iif(m.lang = 'zh', j.value ->> '$.zh[0]', j.value ->> '$.en[0]'),
            iif(m.lang = 'zh', j.value ->> '$.zh[1]', j.value ->> '$.en[1]'), ",
    );
    let sql = quota::within(sql.arg(now).text(", iif("), limit)
        .text(", ")
        .arg(now)
        .text(", ")
        .arg(limit.start + DAY_MS)
        .text(") FROM json_each(");
    let sql =
        sql.arg(serde_json::json!(letters).to_string()).text(") j JOIN members m ON m.id = j.value ->> 'member' AND m.workspace_id = ");
    inbox::wants(sql.arg(workspace).text(" WHERE m.active = 1"), topic, Way::Mail).stmt()
}

/// A text of ours with the number of the workspace's newest ticket in it.
fn numbered(sql: Sql, text: String, workspace: Option<&WorkspaceId>) -> Sql {
    let sql = sql.text("replace(").arg(text).text(", '{serial}', (SELECT printf('%05d', last_serial) FROM workspaces WHERE id = ");
    sql.arg(workspace).text("))")
}

/// Takes what is due, so that no other sender does until `until`; gives id, recipient, subject, text and attempts.
pub fn claim(now: Timestamp, until: Timestamp, limit: u32) -> Stmt {
    let sql = "UPDATE outbox SET due_at = ?2, attempts = attempts + 1
        WHERE id IN (SELECT id FROM outbox WHERE due_at <= ?1 AND coalesce(expires_at > ?1, 1) ORDER BY due_at LIMIT (?3+0))
        RETURNING id, recipient, subject, text, attempts";
    Stmt::new(sql).bind(now).bind(until).bind(limit)
}

/// The provider took it. The text is emptied: it may hold a code or a link.
pub fn sent(id: i64, now: Timestamp) -> Stmt {
    Stmt::new("UPDATE outbox SET due_at = NULL, sent_at = ?2, text = '', error = NULL WHERE id = ?1").bind(id).bind(now)
}

/// It was not taken: again at `next`, or never. The text stays, so that it can be sent again; a code is of no use then.
pub fn failed(id: i64, next: Option<Timestamp>, error: String) -> Stmt {
    let sql = "UPDATE outbox SET due_at = ?2, error = ?3, text = iif(?2 IS NULL AND expires_at IS NOT NULL, '', text) WHERE id = ?1";
    Stmt::new(sql).bind(id).bind(next).bind(error)
}

/// Gives up what is of no use any more.
pub fn expire(now: Timestamp) -> Stmt {
    let sql = "UPDATE outbox SET due_at = NULL, text = '', error = coalesce(error, 'expired')
        WHERE due_at IS NOT NULL AND expires_at <= ?";
    Stmt::new(sql).bind(now)
}

/// The newest letters of all workspaces: for the mailbox page of a development start alone.
pub fn newest(limit: u32) -> Stmt {
    Stmt::new("SELECT id, kind, recipient AS \"to\", subject, text, created_at AS at, sent_at FROM outbox ORDER BY id DESC LIMIT (?+0)")
        .bind(limit)
}

/// Forgets what was sent or given up long ago.
pub fn sweep(now: Timestamp) -> Stmt {
    Stmt::new("DELETE FROM outbox WHERE due_at IS NULL AND created_at < ?").bind(now.plus(-KEPT_MS))
}
