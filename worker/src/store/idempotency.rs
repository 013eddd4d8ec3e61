//! The first answer of each write that came with a key.

use serde::Deserialize;
use shared::id::WorkspaceId;
use shared::time::{DAY_MS, Timestamp};

use crate::db::Stmt;

/// How long an answer is kept for whoever asks again.
const KEPT_MS: i64 = 2 * DAY_MS;

/// Whose key: a session's person, by the hash of its token; a stranger's stands alone.
#[derive(Clone, Copy)]
pub struct Named<'a> {
    pub token_hash: Option<&'a str>,
    pub key: &'a str,
}

/// An answer that was given.
#[derive(Deserialize)]
pub struct Earlier {
    pub request_hash: String,
    pub status: u16,
    pub body: String,
}

/// Looks for an earlier answer.
pub fn look_up(named: Named<'_>) -> Stmt {
    let sql = "SELECT request_hash, status, body FROM idempotency
        WHERE scope = coalesce((SELECT scope FROM sessions WHERE token_hash = ?1), '') AND key = ?2";
    Stmt::new(sql).bind(named.token_hash).bind(named.key)
}

/// Keeps an answer.
pub fn keep(named: Named<'_>, answer: &Earlier, now: Timestamp) -> Stmt {
    let sql = "INSERT INTO idempotency (scope, key, request_hash, status, body, created_at)
        VALUES (coalesce((SELECT scope FROM sessions WHERE token_hash = ?1), ''), ?2, ?3, ?4, ?5, ?6)";
    bound(sql, named, answer, now)
}

/// Keeps the answer to a filing, whose number only the database knows: it fills in `serial`.
pub fn keep_filing(named: Named<'_>, answer: &Earlier, now: Timestamp, workspace: &WorkspaceId) -> Stmt {
    let sql = "INSERT INTO idempotency (scope, key, request_hash, status, body, created_at)
        VALUES (coalesce((SELECT scope FROM sessions WHERE token_hash = ?1), ''), ?2, ?3, ?4,
            json_set(?5, '$.serial', (SELECT last_serial FROM workspaces WHERE id = ?7)), ?6)";
    bound(sql, named, answer, now).bind(workspace)
}

/// Forgets answers that nobody asks for any more.
pub fn sweep(now: Timestamp) -> Stmt {
    Stmt::new("DELETE FROM idempotency WHERE created_at < ?").bind(now.plus(-KEPT_MS))
}

fn bound(sql: &'static str, named: Named<'_>, answer: &Earlier, now: Timestamp) -> Stmt {
    Stmt::new(sql)
        .bind(named.token_hash)
        .bind(named.key)
        .bind(&answer.request_hash)
        .bind(i64::from(answer.status))
        .bind(&answer.body)
        .bind(now)
}
