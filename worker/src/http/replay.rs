//! Idempotency: a repeated write gives the first answer again. The row is written with the effect, in one batch, so
//! that an answer that got lost can always be had by asking again.

use std::cell::OnceCell;

use shared::error::Code;
use shared::id::{Serial, WorkspaceId};
use shared::time::Timestamp;
use worker::Headers;

use super::call::{Content, Failure, Outcome, Reply};
use crate::db::{Rows, Stmt};
use crate::secret;
use crate::store::idempotency::{self, Earlier, Named};

/// Shortest and longest key, in characters.
pub const KEY_CHARS: std::ops::RangeInclusive<usize> = 16..=100;

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
    /// The hash of the file that came with it, once that has been read.
    file: OnceCell<String>,
}

impl Key {
    /// Reads the header; `hash` is what the key must always come with.
    pub fn read(headers: &Headers, keyed: Keyed, token_hash: Option<&str>, hash: String) -> Result<Option<Self>, Failure> {
        let word = match (headers.get("idempotency-key")?, keyed) {
            (_, Keyed::Never) | (None, Keyed::Optional) => return Ok(None),
            (None, Keyed::Required) => return Err(Code::IdempotencyKeyInvalid.into()),
            (Some(word), _) => word,
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if !KEY_CHARS.contains(&word.len()) || !word.chars().all(plain) {
            return Err(Code::IdempotencyKeyInvalid.into());
        }
        Ok(Some(Self { word, token_hash: token_hash.map(str::to_owned), request_hash: hash, file: OnceCell::new() }))
    }

    /// An upload's key stands for the file's content too, which is read after everything else. The first call counts.
    pub fn comes_with(&self, file: &str) {
        self.file.get_or_init(|| file.to_owned());
    }

    /// Looks for an earlier answer.
    pub fn look_up(&self) -> Stmt {
        idempotency::look_up(self.named())
    }

    /// Keeps the answer.
    pub fn remember(&self, now: Timestamp, status: u16, body: &str) -> Stmt {
        idempotency::keep(self.named(), &self.answer(status, body), now)
    }

    /// Keeps the answer to a filing, whose number only the database knows: it fills in `serial`.
    pub fn remember_filing(&self, now: Timestamp, status: u16, body: &str, workspace: &WorkspaceId) -> Stmt {
        idempotency::keep_filing(self.named(), &self.answer(status, body), now, workspace)
    }

    /// Keeps the answer to a message: see [`idempotency::keep_message`].
    pub fn remember_message(&self, now: Timestamp, status: u16, body: &str, said: (&WorkspaceId, Serial, u32)) -> Stmt {
        idempotency::keep_message(self.named(), &self.answer(status, body), now, said)
    }

    fn named(&self) -> Named<'_> {
        Named { token_hash: self.token_hash.as_deref(), key: &self.word }
    }

    fn answer(&self, status: u16, body: &str) -> Earlier {
        Earlier { request_hash: self.whole_hash(), status, body: body.to_owned() }
    }

    fn whole_hash(&self) -> String {
        match self.file.get() {
            Some(file) => secret::sha256(format!("{}\n{file}", self.request_hash).as_bytes()),
            None => self.request_hash.clone(),
        }
    }

    /// The earlier answer, if this was done before; another request under the same key is refused.
    pub fn replayed(&self, rows: &Rows) -> Result<Option<Reply>, Failure> {
        let Some(earlier) = rows.one::<Earlier>()? else {
            return Ok(None);
        };
        if !secret::same(&earlier.request_hash, &self.whole_hash()) {
            return Err(Code::IdempotencyKeyReused.into());
        }
        Ok(Some(Reply { status: earlier.status, headers: Vec::new(), content: Content::Json(earlier.body) }))
    }
}

/// Whether an outcome can be that of a write that was done before under its key: the key is taken, or what was asked for
/// is refused by now because it is done.
pub fn may_be_a_repetition(outcome: &Outcome) -> bool {
    match outcome {
        Ok(_) => false,
        Err(Failure::Refused(..) | Failure::Outdated(_)) => true,
        Err(Failure::Fault(fault)) => fault.is_taken("idempotency."),
    }
}
