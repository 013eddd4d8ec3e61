//! The clocks' own sweep (R15): reads the tickets whose next notice is due, gives each notice once, and says when to look
//! again. Every batch is whole: a sweep that is late, doubled, or beside another one gives nothing twice (S11).

use serde::Deserialize;
use shared::sla::{Clocks, History, notices};
use shared::ticket::Event;
use worker::console_error;

use super::book::{self, Shelf};
use super::circle::{Circle, Circles};
use super::clocks::{self, Reckoned};
use super::notices as tell;
use crate::context::Ctx;
use crate::db::{Fault, Rows, Stmt};
use crate::store::sla::clocks::{self as store, Due};

/// Tickets of one round trip.
const TICKETS: u32 = 100;
/// Tickets that are written in one batch.
const BATCH: usize = 20;
/// Rounds of one run: what is left is for the next minute.
const ROUNDS: u32 = 20;

/// Gives what is due by the run's clock.
pub async fn run(ctx: &Ctx) -> Result<(), Fault> {
    let (mut tickets, before) = (0, ctx.db.spent().1);
    for _ in 0..ROUNDS {
        let due: Vec<Due> = ctx.db.batch(vec![store::due(ctx.now, TICKETS)]).await?.first().map_or(Ok(Vec::new()), Rows::all)?;
        let is_last = due.len() < TICKETS as usize;
        tickets += due.len();
        if round(ctx, due).await? == 0 || is_last {
            break;
        }
    }
    if tickets > 0 {
        let rows_read = ctx.db.spent().1 - before;
        ctx.db.batch(vec![store::note(ctx.now, tickets as u32, rows_read), store::forget_notes(ctx.now)]).await?;
    }
    Ok(())
}

/// Gives how many tickets were written.
async fn round(ctx: &Ctx, due: Vec<Due>) -> Result<usize, Fault> {
    let (mut written, mut circles) = (0, Circles::default());
    for part in due.chunks(BATCH) {
        let mut batches = Vec::new();
        for ticket in part {
            match one(ctx, ticket, circles.of(ctx, &ticket.workspace_id).await?).await {
                Ok(stmts) => batches.push(stmts),
                Err(fault) => console_error!("clocks of ticket {}: {}", ticket.serial, fault.message),
            }
        }
        match ctx.db.commit(batches.concat()).await {
            Ok(_) => written += batches.len(),
            // One of them was another sweep's: each by itself, so that the others are not kept back by it.
            Err(_) => written += apart(ctx, batches).await,
        }
    }
    Ok(written)
}

async fn apart(ctx: &Ctx, batches: Vec<Vec<Stmt>>) -> usize {
    let mut written = 0;
    for stmts in batches {
        match ctx.db.commit(stmts).await {
            Ok(_) => written += 1,
            Err(fault) if fault.is_taken("notices.") => {}
            Err(fault) => console_error!("clocks of a ticket: {}", fault.message),
        }
    }
    written
}

/// The statements that bring a ticket's clocks up to date.
async fn one(ctx: &Ctx, due: &Due, circle: &Circle) -> Result<Vec<Stmt>, Fault> {
    let shelf = book::of(&ctx.db, &due.workspace_id, circle.sla_version).await?;
    let ticket = clocks::Subject::of(due);
    let history = match &due.clocks {
        Some(text) => serde_json::from_str::<History>(text).map_err(|e| Fault::new(format!("clocks: {e}")))?,
        None => clocks::retell(&shelf.book, &ticket, &events(ctx, due).await?),
    };
    let reckoned = clocks::go_on(&shelf.book, history, &ticket, None, ctx.now);
    let mut stmts = vec![store::keep(due, reckoned.columns()?)];
    let given: Vec<String> = serde_json::from_str(&due.given).map_err(|e| Fault::new(format!("notices: {e}")))?;
    let fresh = notices(&reckoned.clocks, &shelf.book, ctx.now).into_iter().filter(|notice| !given.contains(&notice.key));
    for notice in fresh {
        let due_at = due_at(&reckoned.clocks, notice.clock);
        stmts.extend(tell::give(ctx, due, &notice, due_at, zone(&shelf, &reckoned), circle)?);
    }
    Ok(stmts)
}

fn due_at(clocks: &Clocks, kind: shared::sla::Kind) -> Option<shared::time::Timestamp> {
    clocks.each().find(|(of, _)| *of == kind).and_then(|(_, clock)| clock.due_at)
}

fn zone<'a>(shelf: &'a Shelf, reckoned: &Reckoned) -> &'a str {
    shelf.zone_of(reckoned.history.present_policy())
}

async fn events(ctx: &Ctx, due: &Due) -> Result<Vec<Event>, Fault> {
    let rows = ctx.db.batch(vec![store::events(&due.workspace_id, due.serial)]).await?;
    let rows: Vec<EventRow> = rows.first().map_or(Ok(Vec::new()), Rows::all)?;
    let read = |row: &EventRow| serde_json::from_str(&row.event).map_err(|e| Fault::new(format!("an event: {e}")));
    rows.iter().map(read).collect()
}

#[derive(Deserialize)]
struct EventRow {
    event: String,
}
