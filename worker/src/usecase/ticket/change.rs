//! The one path of every change: the ticket and what the wish refers to arrive with the session, the domain decides,
//! one batch writes. Two round trips.

use super::draft::{Draft, Scene, draft, load};
use super::wish::{Asked, Read};
use super::{TRIES, changed, collided, seen_by};
use crate::db::{Fault, Rows, Stmt};
use crate::http::call::{Call, Content, Failure, Outcome, Reply};
use crate::http::route::Before;
use crate::store::ticket::{Home, row};
use crate::usecase::channels::tell;
use crate::usecase::quota;
use crate::usecase::sla::book;

/// The statements that go with the session.
pub fn ahead(before: &Before<'_>, read: Read) -> Vec<Stmt> {
    let serial = before.params.iter().find(|(name, _)| *name == "serial").and_then(|(_, text)| text.parse().ok());
    let (Some(serial), Some(hash)) = (serial, before.token_hash) else {
        return Vec::new();
    };
    // A wish that cannot be read is refused once the session has been seen.
    let Ok(wish) = read(&Asked { params: before.params, body: before.body }) else {
        return Vec::new();
    };
    load(&Home::Session(hash.to_owned()), serial, &wish)
}

/// Does it.
pub async fn run(call: &Call, read: Read) -> Outcome {
    let me = call.session()?;
    let serial = call.serial()?;
    let wish = read(&Asked { params: &call.params, body: &call.body })?;
    let home = Home::Workspace(me.workspace.clone());
    let mut fresh: Option<Vec<Rows>> = None;
    for _ in 0..TRIES {
        let rows = fresh.as_ref().unwrap_or(&call.ahead);
        let shelf = book::of(&call.ctx.db, &me.workspace, row::sla_version(rows.first())).await?;
        let (ctx, workspace, book) = (&call.ctx, &me.workspace, &shelf.book);
        let scene = Scene { ctx, workspace, policy: me.policy, book, actor: &me.actor, name: Some(&me.name) };
        let draft = draft(&scene, &wish, rows)?;
        match write(call, &draft).await {
            Err(Failure::Fault(fault)) if collided(&fault) => {
                if draft.said.is_some() {
                    quota::check_messages(&call.ctx, &me.workspace, &me.actor).await?;
                }
                fresh = Some(call.ctx.db.batch(load(&home, serial, &wish)).await?);
            }
            outcome => return outcome,
        }
    }
    let stored = seen_by(&me.actor, fresh.as_ref().and_then(|rows| rows.first()))?;
    Err(changed(&me.actor, stored))
}

async fn write(call: &Call, draft: &Draft) -> Outcome {
    let reply = draft.reply(call.actor()?, call.route.status)?;
    // The key stands first: of two twins the second one finds the first one's answer, not its event.
    let mut stmts: Vec<Stmt> = match (&call.key, &reply.content, draft.said) {
        (Some(key), Content::Json(body), Some((serial, minutes))) => {
            vec![key.remember_message(call.ctx.now, reply.status, body, (&call.session()?.workspace, serial, minutes))]
        }
        _ => call.remember(&reply).into_iter().collect(),
    };
    stmts.extend(draft.stmts.iter().cloned());
    let rows = call.ctx.db.commit(stmts).await?;
    call.ctx.deliver_mail();
    if tell::is_for_groups(&draft.event) {
        call.ctx.deliver_robots();
    }
    // A message learns its version from the answer that is kept: the two cannot differ.
    match (draft.said, rows.first().and_then(|kept| kept.text("body"))) {
        (Some(_), Some(body)) => Reply::raw(reply.status, body),
        (Some(_), None) => Err(Fault::new("a message without its answer").into()),
        (None, _) => Ok(reply),
    }
}
