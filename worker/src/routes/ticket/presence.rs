//! Who has a ticket on screen (R19).

use serde::Serialize;
use serde_json::value::RawValue;
use shared::actor::Actor;
use shared::error::Code;
use shared::wire::ticket::Here;

use crate::db::Fault;
use crate::http::call::{Call, Outcome, Reply};
use crate::store::ticket::presence;
use crate::usecase::ticket::seen_by;

/// `PUT /tickets/{serial}/presence`.
pub async fn note(call: &Call) -> Outcome {
    let me = call.session()?;
    let Actor::Member(member) = &me.actor else {
        return Err(Code::NotAllowed.into());
    };
    let form: Here = call.json()?;
    let stored = seen_by(&me.actor, call.ahead.first())?;
    let (workspace, serial, now) = (&me.workspace, stored.view.serial, call.ctx.now);
    let note = presence::note(workspace, serial, &member.id, form.typing, now);
    let rows = call.ctx.db.commit(vec![note, presence::others(workspace, serial, &member.id, now)]).await?;
    let people = rows.get(1).and_then(|rows| rows.text("people")).unwrap_or_else(|| "[]".to_owned());
    let people: &RawValue = serde_json::from_str(&people).map_err(|e| Fault::new(format!("who is here: {e}")))?;
    Reply::ok(&Answer { version: stored.view.version, people })
}

/// `Presence`, with the people as the database wrote them.
#[derive(Serialize)]
struct Answer<'a> {
    version: u32,
    people: &'a RawValue,
}
