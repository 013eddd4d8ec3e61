//! What the clock does every minute: forgets what is over, sends what is due. Harmless when it runs twice.

use super::{sla, ticket};
use crate::context::Ctx;
use crate::db::Fault;
use crate::mail;
use crate::store::ticket::presence;
use crate::store::{idempotency, login, outbox, quota, session};

/// Runs once, at the clock's own time.
pub async fn run(ctx: &Ctx) -> Result<(), Fault> {
    let now = ctx.now;
    let over =
        vec![session::sweep(now), login::sweep(now), idempotency::sweep(now), quota::sweep(now), presence::sweep(now), outbox::expire(now)];
    ctx.db.batch(over.into_iter().chain([outbox::sweep(now)]).collect()).await?;
    ticket::sweep::tickets(ctx).await?;
    sla::sweep::run(ctx).await?;
    ticket::sweep::abandoned_files(ctx).await?;
    match &ctx.site.mail {
        Some(api) => mail::deliver(&ctx.db, api, now).await,
        None => Ok(()),
    }
}
