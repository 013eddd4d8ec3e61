//! The first answer of each write that came with a key.

use serde::Deserialize;
use shared::id::{Serial, WorkspaceId};
use shared::time::{DAY_MS, Timestamp};

use crate::db::Stmt;

/// How long an answer is kept for whoever asks again: a phone may lie in a drawer over the holidays with a ticket on it that
/// was sent and never answered.
const KEPT_MS: i64 = 30 * DAY_MS;

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

/// Keeps the answer to a filing, whose number only the database knows: it fills in `serial`. Stands before the ticket.
pub fn keep_filing(named: Named<'_>, answer: &Earlier, now: Timestamp, workspace: &WorkspaceId) -> Stmt {
    let sql = "INSERT INTO idempotency (scope, key, request_hash, status, body, created_at)
        VALUES (coalesce((SELECT scope FROM sessions WHERE token_hash = ?1), ''), ?2, ?3, ?4,
            json_set(?5, '$.serial', (SELECT last_serial + 1 FROM workspaces WHERE id = ?7)), ?6)";
    bound(sql, named, answer, now).bind(workspace)
}

/// Keeps the answer to a message, whose version only the database knows: it fills in what hangs on it, and gives the
/// whole `body`. Stands before the ticket's change, which adds `minutes`. (D1 passes numbers as floating point, which
/// JSON would show.)
pub fn keep_message(named: Named<'_>, answer: &Earlier, now: Timestamp, said: (&WorkspaceId, Serial, u32)) -> Stmt {
    let sql = "INSERT INTO idempotency (scope, key, request_hash, status, body, created_at)
        SELECT coalesce((SELECT scope FROM sessions WHERE token_hash = ?1), ''), ?2, ?3, ?4,
            json_replace(?5, '$.ticket.version', t.version + 1, '$.event.version', t.version + 1,
                '$.event.what.message', t.serial || '-' || (t.version + 1), '$.message.id', t.serial || '-' || (t.version + 1),
                '$.ticket.minutes', iif(json_type(?5, '$.ticket.minutes') = 'null', NULL, t.minutes + CAST(?9 AS INTEGER))), ?6
        FROM tickets t WHERE t.workspace_id = ?7 AND t.serial = ?8 RETURNING body";
    let (workspace, serial, minutes) = said;
    bound(sql, named, answer, now).bind(workspace).bind(serial).bind(minutes)
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
