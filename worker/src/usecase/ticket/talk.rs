//! The conversation and timeline as their reader may see them. SQLite has left out what is internal; the rest depends on
//! who reads and concerns few readers, so that everybody else's text passes through as it is.

use serde_json::Value;
use shared::actor::{Actor, Contact};
use shared::permission::sees_everything;

use super::view::APPROVER;
use crate::db::Fault;
use crate::store::session::{REQUESTER_BY_LINK, Session};
use crate::store::ticket::page::Talk;
use crate::store::ticket::row::Stored;

/// How an event names the ticket that this one is a duplicate of.
const DUPLICATE: &str = "\"duplicate_of\":";

/// What of the conversation the person of a session reads. `stored` is the ticket as it exists for them.
pub fn for_reader(talk: Talk, stored: &Stored, reader: &Session) -> Result<Talk, Fault> {
    let mut talk = talk;
    if !matches!(&reader.actor, Actor::Member(m) if sees_everything(m)) && names_a_duplicate(&talk.events) {
        talk.events = rewritten(&talk.events, |event| hide_duplicate(event, stored))?;
    }
    match &reader.actor {
        Actor::Contact(contact) if contact.only.is_some() => by_link(talk, contact, reader),
        _ => Ok(talk),
    }
}

/// A link proves the ticket, not the person: what the requester did was done by whom they say they are.
fn by_link(talk: Talk, contact: &Contact, reader: &Session) -> Result<Talk, Fault> {
    let (id, name) = (contact.id.as_str(), reader.name.as_str());
    let own = |by: &mut Value| {
        let is_own = by.get("id").and_then(Value::as_str) == Some(id);
        if let Some(word) = by.get_mut("id").filter(|_| is_own) {
            *word = REQUESTER_BY_LINK.into();
        }
        is_own
    };
    let rename = |thing: &mut Value, field: &str| {
        if let Some(word) = thing.get_mut(field) {
            *word = name.into();
        }
    };
    let messages = rewritten(&talk.messages, |message| {
        if message.get_mut("by").is_some_and(own) {
            rename(message, "author");
        }
    })?;
    let events = rewritten(&talk.events, |event| {
        event.get_mut("by").map(own);
        let approver = event.pointer_mut("/what/approver").filter(|a| a.get("who").is_some_and(|who| who == "contact"));
        if let Some(approver) = approver
            && !own(approver)
        {
            approver["id"] = APPROVER.into();
        }
    })?;
    let people = rewritten(&talk.people, |person| {
        if own(person) {
            rename(person, "name");
        }
    })?;
    Ok(Talk { messages, events, people })
}

/// A ticket that was found to be a duplicate earlier may point to another one than now; the reader is shown what they
/// see of it at present.
fn hide_duplicate(event: &mut Value, stored: &Stored) {
    let seen = stored.view.closing.as_ref().and_then(|closing| closing.duplicate_of);
    if let Some(serial) = event.pointer_mut("/what/duplicate_of").filter(|serial| serial.as_u64() != seen.map(u64::from)) {
        *serial = Value::Null;
    }
}

fn names_a_duplicate(events: &str) -> bool {
    let ends = events.match_indices(DUPLICATE).map(|(at, found)| at + found.len());
    ends.into_iter().any(|at| events.get(at..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
}

fn rewritten(json: &str, each: impl FnMut(&mut Value)) -> Result<String, Fault> {
    let mut all: Vec<Value> = serde_json::from_str(json).map_err(|e| Fault::new(format!("a page: {e}")))?;
    all.iter_mut().for_each(each);
    Ok(Value::from(all).to_string())
}
