//! Gives a ticket away by the rules, as if it were filed now: what an away member's open work is handed over by.

use shared::error::Code;
use shared::routing::Crew;
use shared::sla::Calendar;
use shared::ticket::Command;
use shared::ticket::rights::{Relation, permit};
use shared::wire::ticket::Seen;

use super::draft::{Scene, draft, load};
use super::wish::Wish;
use super::{changed, collided, seen_by};
use crate::db::{Fault, Rows, Stmt};
use crate::http::call::{Call, Failure, Outcome};
use crate::http::route::Before;
use crate::store::rules::{self, LoadRow, TrialRow};
use crate::store::ticket::{Home, row};
use crate::usecase::rules::apply;
use crate::usecase::sla::book;

/// The statements that go with the session.
pub fn ahead(before: &Before<'_>) -> Vec<Stmt> {
    let serial = before.params.iter().find(|(name, _)| *name == "serial").and_then(|(_, text)| text.parse().ok());
    match (serial, before.token_hash) {
        (Some(serial), Some(hash)) => {
            let home = Home::Session(hash.to_owned());
            let rules = rules::routing_with_crews(&home, before.ctx.now);
            vec![row::by_serial(&home, serial), rules::one(&home, serial), rules, rules::loads(&home)]
        }
        _ => Vec::new(),
    }
}

/// Does it. Whoever owns the ticket now and is away is not there for the rules, nor is anybody else who is.
pub async fn run(call: &Call) -> Outcome {
    let me = call.session()?;
    let form: Seen = call.json()?;
    let stored = seen_by(&me.actor, call.ahead.first())?;
    let before = stored.view.to_domain();
    let shelf = book::of(&call.ctx.db, &me.workspace, row::sla_version(call.ahead.first())).await?;
    let wish = wish(call, form.version, shelf.book.usual_calendar())?;
    permit(Relation::of(&me.actor, &before).ok_or(Code::NotFound)?, &me.actor, &wish.command)?;
    if form.version != before.version {
        return Err(changed(&me.actor, stored));
    }
    let home = Home::Workspace(me.workspace.clone());
    // The ticket is here already; who writes it meanwhile is met by its version.
    let ticket = call.ahead.iter().take(1).cloned();
    let others = load(&home, call.serial()?, &wish).into_iter().skip(1).collect();
    let rows: Vec<Rows> = ticket.chain(call.ctx.db.batch(others).await?).collect();
    let (ctx, workspace, book) = (&call.ctx, &me.workspace, &shelf.book);
    let scene = Scene { ctx, workspace, policy: me.policy, book, actor: &me.actor, name: Some(&me.name) };
    let draft = draft(&scene, &wish, &rows)?;
    let reply = draft.reply(&me.actor, call.route.status)?;
    let stmts = call.remember(&reply).into_iter().chain(draft.stmts).collect();
    match call.ctx.db.commit(stmts).await {
        Err(fault) if collided(&fault) => {
            let rows = call.ctx.db.batch(vec![row::by_serial(&home, call.serial()?)]).await?;
            Err(changed(&me.actor, seen_by(&me.actor, rows.first())?))
        }
        Err(fault) => Err(fault.into()),
        Ok(_) => Ok(reply),
    }
}

/// The assignment that the rules make. A ticket that is worked on keeps its owner where they name none.
fn wish(call: &Call, version: u32, calendar: &Calendar) -> Result<Wish, Failure> {
    let part = |place: usize| call.ahead.get(place);
    let ticket: Option<TrialRow> = part(1).map_or(Ok(None), Rows::one)?;
    let ticket = ticket.ok_or(Code::NotFound)?;
    let text = |column: &str| part(2).and_then(|row| row.text(column));
    let rules = rules::routing_rules(text("book").as_deref())?;
    let crews = text("crews").unwrap_or_default();
    let crews: Vec<Crew> = serde_json::from_str(&crews).map_err(|e| Fault::new(format!("crews: {e}")))?;
    let loads: Vec<LoadRow> = part(3).map_or(Ok(Vec::new()), Rows::all)?;
    let decision = apply::decide_again(&rules, &ticket, &crews, calendar)?;
    let owner = apply::owner(decision.owner, &loads);
    Ok(Wish::new(version, Command::Assign { team: decision.team.clone(), owner }))
}
