//! One ticket: its page, its older messages, and filing.

use serde::Serialize;
use serde_json::value::RawValue;
use shared::error::{Code, Refusal};
use shared::wire::ticket::{PAGE_MESSAGES, TicketView};

use super::serial;
use crate::db::{Fault, Stmt};
use crate::http::call::{Call, Outcome, Reply};
use crate::http::route::Before;
use crate::store::ticket::page::{self, Talk};
use crate::store::ticket::{Home, row};
use crate::usecase::ticket::{filing, for_reader, seen_by, talk};

/// `POST /tickets`.
pub async fn file(call: &Call) -> Outcome {
    filing::by_session(call).await
}

/// `POST /portal/{slug}/tickets`.
pub async fn file_as_stranger(call: &Call) -> Outcome {
    filing::by_stranger(call).await
}

/// The ticket and all that is said on it, in the round trip of the session.
pub fn load(before: &Before<'_>) -> Vec<Stmt> {
    let (Some(serial), Some(hash)) = (serial(before), before.token_hash) else {
        return Vec::new();
    };
    vec![row::by_serial(&Home::Session(hash.to_owned()), serial), page::talk(hash, serial)]
}

/// `GET /tickets/{serial}`.
pub async fn read(call: &Call) -> Outcome {
    let me = call.session()?;
    let stored = seen_by(&me.actor, call.ahead.first())?;
    let talk = call.ahead.get(1).and_then(page::read).ok_or(Code::NotFound)?;
    let talk = talk::for_reader(talk, &stored, me)?;
    let (messages, older_messages) = messages(&talk)?;
    Reply::ok(&Page {
        ticket: for_reader(stored.view, &me.actor),
        messages,
        older_messages,
        events: raw(&talk.events)?,
        people: raw(&talk.people)?,
    })
}

/// The ticket and older messages, in the round trip of the session.
pub fn load_older(before: &Before<'_>) -> Vec<Stmt> {
    let (Some(serial), Some(hash)) = (serial(before), before.token_hash) else {
        return Vec::new();
    };
    let first = form_urlencoded::parse(before.query.as_bytes()).find(|(name, _)| name == "before");
    let version = first.and_then(|(_, id)| version_of(&id));
    vec![row::by_serial(&Home::Session(hash.to_owned()), serial), page::messages_before(hash, serial, version)]
}

/// `GET /tickets/{serial}/messages`.
pub async fn read_messages(call: &Call) -> Outcome {
    if call.query("before").is_some_and(|id| version_of(&id).is_none()) {
        return Err(Refusal::new(Code::CursorInvalid).field("before").into());
    }
    let me = call.session()?;
    let stored = seen_by(&me.actor, call.ahead.first())?;
    let talk = call.ahead.get(1).and_then(page::read).ok_or(Code::NotFound)?;
    let talk = talk::for_reader(talk, &stored, me)?;
    let (messages, older) = messages(&talk)?;
    Reply::ok(&Older { messages, older })
}

/// The newest page of what was read, and whether there is more.
fn messages(talk: &Talk) -> Result<(Vec<&RawValue>, bool), Fault> {
    let mut all: Vec<&RawValue> = raw_list(&talk.messages)?;
    let found = all.len();
    // The oldest ones are missing where all of them are too much for one answer.
    all.retain(|message| message.get() != "null");
    if all.len() > PAGE_MESSAGES as usize {
        all.remove(0);
    }
    let older = all.len() < found;
    Ok((all, older))
}

/// A message is named `<serial>-<version>`.
fn version_of(id: &str) -> Option<u32> {
    id.split_once('-').and_then(|(_, version)| version.parse().ok())
}

fn raw(json: &str) -> Result<&RawValue, Fault> {
    serde_json::from_str(json).map_err(|e| Fault::new(format!("a page: {e}")))
}

fn raw_list(json: &str) -> Result<Vec<&RawValue>, Fault> {
    serde_json::from_str(json).map_err(|e| Fault::new(format!("a page: {e}")))
}

/// `TicketPage`, with what is only passed on still as text.
#[derive(Serialize)]
struct Page<'a> {
    ticket: TicketView,
    messages: Vec<&'a RawValue>,
    older_messages: bool,
    events: &'a RawValue,
    people: &'a RawValue,
}

/// `Messages`, the same way.
#[derive(Serialize)]
struct Older<'a> {
    messages: Vec<&'a RawValue>,
    older: bool,
}
