//! Idempotency: a repeated write gives the first answer again. The row is written with the effect, in one batch, so
//! that an answer that got lost can always be had by asking again.

use serde::Deserialize;
use shared::error::Code;
use shared::id::WorkspaceId;
use shared::time::{DAY_MS, Timestamp};
use worker::Headers;

use super::call::{Content, Failure, Outcome, Reply};
use crate::db::{Rows, Stmt};
use crate::secret;

/// Shortest and longest key, in characters.
pub const KEY_CHARS: std::ops::RangeInclusive<usize> = 16..=100;

/// How long an answer can be had again.
const KEPT_MS: i64 = 2 * DAY_MS;

/// Whether a route's writes can be repeated by key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyed {
    Never,
    /// Versions protect it already.
    Optional,
    /// It creates something.
    Required,
}

/// The key of one write, and what it stands for.
#[derive(Clone, Debug)]
pub struct Key {
    word: String,
    /// The session, by the hash of its token; a stranger's key stands alone.
    token_hash: Option<String>,
    request_hash: String,
}

impl Key {
    /// Reads the header; `hash` is what the key must always come with.
    pub fn read(
        headers: &Headers,
        keyed: Keyed,
        token_hash: Option<&str>,
        hash: String,
    ) -> Result<Option<Self>, Failure> {
        let word = match (headers.get("idempotency-key")?, keyed) {
            (_, Keyed::Never) | (None, Keyed::Optional) => return Ok(None),
            (None, Keyed::Required) => return Err(Code::IdempotencyKeyInvalid.into()),
            (Some(word), _) => word,
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if !KEY_CHARS.contains(&word.len()) || !word.chars().all(plain) {
            return Err(Code::IdempotencyKeyInvalid.into());
        }
        Ok(Some(Self {
            word,
            token_hash: token_hash.map(str::to_owned),
            request_hash: hash,
        }))
    }

    /// Looks for an earlier answer.
    pub fn look_up(&self) -> Stmt {
        let sql = "SELECT request_hash, status, body FROM idempotency
            WHERE scope = coalesce((SELECT scope FROM sessions WHERE token_hash = ?1), '') AND key = ?2";
        Stmt::new(sql)
            .bind(self.token_hash.clone())
            .bind(&self.word)
    }

    /// Keeps the answer.
    pub fn remember(&self, now: Timestamp, status: u16, body: &str) -> Stmt {
        let sql = "INSERT INTO idempotency (scope, key, request_hash, status, body, created_at)
            VALUES (coalesce((SELECT scope FROM sessions WHERE token_hash = ?1), ''), ?2, ?3, ?4, ?5, ?6)";
        Stmt::new(sql)
            .bind(self.token_hash.clone())
            .bind(&self.word)
            .bind(&self.request_hash)
            .bind(i64::from(status))
            .bind(body)
            .bind(now)
    }

    /// Keeps the answer to a filing, whose number only the database knows: it fills in `serial`.
    pub fn remember_filing(
        &self,
        now: Timestamp,
        status: u16,
        body: &str,
        workspace: &WorkspaceId,
    ) -> Stmt {
        let sql = "INSERT INTO idempotency (scope, key, request_hash, status, body, created_at)
            VALUES (coalesce((SELECT scope FROM sessions WHERE token_hash = ?1), ''), ?2, ?3, ?4,
                json_set(?5, '$.serial', (SELECT last_serial FROM workspaces WHERE id = ?7)), ?6)";
        Stmt::new(sql)
            .bind(self.token_hash.clone())
            .bind(&self.word)
            .bind(&self.request_hash)
            .bind(i64::from(status))
            .bind(body)
            .bind(now)
            .bind(workspace)
    }

    /// The earlier answer, if this was done before; another request under the same key is refused.
    pub fn replayed(&self, rows: &Rows) -> Result<Option<Reply>, Failure> {
        let Some(earlier) = rows.one::<Earlier>()? else {
            return Ok(None);
        };
        if !secret::same(&earlier.request_hash, &self.request_hash) {
            return Err(Code::IdempotencyKeyReused.into());
        }
        Ok(Some(Reply {
            status: earlier.status,
            headers: Vec::new(),
            content: Content::Json(earlier.body),
        }))
    }
}

/// Whether an outcome says that the same key was used by a twin a moment before.
pub fn lost_to_a_twin(outcome: &Outcome) -> bool {
    matches!(outcome, Err(Failure::Fault(fault)) if fault.is_taken("idempotency."))
}

/// Forgets answers that nobody asks for any more.
pub fn sweep(now: Timestamp) -> Stmt {
    Stmt::new("DELETE FROM idempotency WHERE created_at < ?").bind(now.plus(-KEPT_MS))
}

#[derive(Deserialize)]
struct Earlier {
    request_hash: String,
    status: u16,
    body: String,
}
