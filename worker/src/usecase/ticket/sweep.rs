//! What the clock does to tickets: the one reminder to verify, the closing of what nobody answered (R23), and the end of
//! a request for approval (R10). Each goes
//! through the same decision and the same batch as a person's, so that a sweep that runs twice, late or beside
//! another one does everything once.

use shared::actor::Actor;
use shared::id::Serial;
use shared::ticket::{Command, Status};
use shared::time::DAY_MS;
use worker::console_error;

use super::draft::{Scene, draft, load};
use super::wish::Wish;
use super::{collided, seen_by};
use crate::context::Ctx;
use crate::db::{Fault, Rows};
use crate::http::call::Failure;
use crate::store::ticket::file::{self as files, FileRow};
use crate::store::ticket::timer::{self, Due};
use crate::store::ticket::{Home, row, write};
use crate::usecase::file;
use crate::usecase::sla::book;

/// Tickets of one run: each takes two round trips.
const TICKETS_MAX: u32 = 100;
/// Abandoned files of one run.
const FILES_MAX: u32 = 100;

/// Reminds, closes and gives up what is due by the run's clock. Gives how many tickets it changed.
pub async fn tickets(ctx: &Ctx) -> Result<u32, Fault> {
    let due: Vec<Due> = ctx.db.batch(vec![timer::due(ctx.now, TICKETS_MAX)]).await?.first().map_or(Ok(Vec::new()), Rows::all)?;
    let mut done = 0;
    for ticket in due {
        match one(ctx, &ticket).await {
            Ok(()) => done += 1,
            // Somebody else did it, or the workspace has changed its days: the next run sees.
            Err(Failure::Refused(..) | Failure::Outdated(_)) => {}
            Err(Failure::Fault(fault)) if collided(&fault) => {}
            Err(Failure::Fault(fault)) => console_error!("sweep of a ticket: {}", fault.message),
        }
    }
    Ok(done)
}

/// Forgets files that were uploaded a day ago and never used.
pub async fn abandoned_files(ctx: &Ctx) -> Result<(), Fault> {
    let stmt = files::abandoned(ctx.now.plus(-DAY_MS), FILES_MAX);
    let rows: Vec<FileRow> = ctx.db.batch(vec![stmt]).await?.first().map_or(Ok(Vec::new()), Rows::all)?;
    for row in rows {
        if let Err(Failure::Fault(fault)) = file::discard(ctx, &row).await {
            console_error!("sweep of a file: {}", fault.message);
        }
    }
    Ok(())
}

async fn one(ctx: &Ctx, due: &Due) -> Result<(), Failure> {
    let actor = Actor::Timer;
    let home = Home::Workspace(due.workspace_id.clone());
    let mut wish = wish(Command::ExpireApproval);
    let rows = ctx.db.batch(load(&home, due.serial, &wish)).await?;
    let stored = seen_by(&actor, rows.first())?;
    let shelf = book::of(&ctx.db, &due.workspace_id, row::sla_version(rows.first())).await?;
    let scene = Scene { ctx, workspace: &due.workspace_id, policy: due.policy(), book: &shelf.book, actor: &actor, name: None };
    wish.command = match stored.view.reminded_at {
        _ if stored.view.status != Status::Verifying => Command::ExpireApproval,
        None => Command::Remind,
        Some(_) => Command::CloseSilent,
    };
    match draft(&scene, &wish, &rows) {
        Ok(draft) => {
            ctx.db.commit(draft.stmts).await?;
            Ok(())
        }
        Err(refused) => {
            postpone(ctx, due, &stored, due.serial).await?;
            Err(refused)
        }
    }
}

/// Not yet by the workspace's present days: looked at again when it is.
async fn postpone(ctx: &Ctx, due: &Due, stored: &crate::store::ticket::row::Stored, serial: Serial) -> Result<(), Fault> {
    let until = write::due_at(&stored.view.to_domain(), due.policy());
    ctx.db.commit(vec![timer::postpone(&due.workspace_id, serial, until)]).await?;
    Ok(())
}

fn wish(command: Command) -> Wish {
    Wish { version: None, command, words: None, files: Vec::new() }
}
