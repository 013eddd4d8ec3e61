//! A member's inbox, and the switches that say what comes into it.

use serde::Deserialize;
use shared::actor::{Actor, Member};
use shared::error::{Code, Refusal};
use shared::notify::{Topic, Way};
use shared::wire::channels::{INBOX_MAX, Inbox, InboxEntry, NoticeSwitch, Notices, ReadInbox};

use crate::db::{Fault, Rows, Stmt};
use crate::http::call::{Call, Failure, Outcome, Reply};
use crate::store::inbox as store;
use crate::store::people::Count;

/// `GET /inbox`.
pub async fn read(call: &Call) -> Outcome {
    shown(&call.ctx.db.batch(reads(call)?).await?)
}

/// `POST /inbox/read`: gives the inbox as it is then.
pub async fn mark(call: &Call, form: ReadInbox) -> Outcome {
    if form.ids.len() > INBOX_MAX as usize {
        return Err(Refusal::new(Code::TooMany).limit(INBOX_MAX).field("ids").into());
    }
    let (me, member) = (call.session()?, member(call)?);
    // Beyond 2^53 a number does not survive the way to the database; no entry has one.
    let until = form.until.map(|id| id.clamp(0, (1 << 53) - 1));
    let mut stmts = vec![store::read(&me.workspace, &member.id, &form.ids, until, call.ctx.now)];
    stmts.extend(reads(call)?);
    let rows = call.ctx.db.commit(stmts).await?;
    shown(rows.get(1..).unwrap_or_default())
}

/// `GET /profile/notices`.
pub async fn switches(call: &Call) -> Outcome {
    let me = call.session()?;
    let muted: Option<Muted> = call.ctx.db.one(store::muted(&me.workspace, &member(call)?.id)).await?;
    let muted: Vec<String> = serde_json::from_str(&muted.ok_or(Code::NotFound)?.muted).map_err(|e| Fault::new(format!("switches: {e}")))?;
    let is_on = |topic: Topic, way: Way| !muted.contains(&topic.switch(way));
    let switch = |topic: &Topic| NoticeSwitch { topic: *topic, app: is_on(*topic, Way::App), mail: is_on(*topic, Way::Mail) };
    Reply::ok(&Notices { topics: Topic::ALL.iter().map(switch).collect() })
}

/// `PUT /profile/notices`.
pub async fn switch(call: &Call, form: Notices) -> Outcome {
    let me = call.session()?;
    if form.topics.len() > Topic::ALL.len() {
        return Err(Refusal::new(Code::TooMany).limit(Topic::ALL.len() as u32).field("topics").into());
    }
    let off = form.topics.iter().flat_map(|switch| {
        [(Way::App, switch.app), (Way::Mail, switch.mail)].into_iter().filter(|(_, on)| !on).map(|(way, _)| switch.topic.switch(way))
    });
    let mut off: Vec<String> = off.collect();
    off.sort_unstable();
    off.dedup();
    call.ctx.db.commit(vec![store::mute(&me.workspace, &member(call)?.id, &off)]).await?;
    switches(call).await
}

fn member(call: &Call) -> Result<&Member, Failure> {
    match call.actor()? {
        Actor::Member(member) => Ok(member),
        _ => Err(Code::NotAllowed.into()),
    }
}

fn reads(call: &Call) -> Result<Vec<Stmt>, Failure> {
    let (me, member, now) = (call.session()?, member(call)?, call.ctx.now);
    let (workspace, actor) = (&me.workspace, &me.actor);
    Ok(vec![store::newest(workspace, actor, &member.id, now), store::unread(workspace, actor, &member.id, now)])
}

fn shown(rows: &[Rows]) -> Outcome {
    let entries: Vec<Row> = rows.first().map_or(Ok(Vec::new()), Rows::all)?;
    let unread = rows.get(1).map_or(Ok(None), Rows::one::<Count>)?.map_or(0, |count| count.n);
    let entry = |row: Row| InboxEntry {
        id: row.id,
        topic: row.topic,
        serial: row.serial,
        title: row.title,
        by: row.by,
        clock: row.clock,
        approved: row.approved.map(|approved| approved == 1),
        at: row.at,
        read: row.read == 1,
    };
    Reply::ok(&Inbox { entries: entries.into_iter().map(entry).collect(), unread })
}

#[derive(Deserialize)]
struct Row {
    id: i64,
    topic: Topic,
    serial: shared::id::Serial,
    title: shared::text::Title,
    by: Option<shared::text::Name>,
    clock: Option<shared::sla::Kind>,
    approved: Option<u8>,
    at: shared::time::Timestamp,
    read: u8,
}

#[derive(Deserialize)]
struct Muted {
    muted: String,
}
