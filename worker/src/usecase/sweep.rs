//! What the clock does every minute: forgets what is over, sends what is due. Harmless when it runs twice.

use super::{sla, ticket};
use crate::context::Ctx;
use crate::db::Fault;
use crate::store::ticket::presence;
use crate::store::{idempotency, inbox, login, outbox, quota, robots, session};
use crate::{mail, robot};

/// Runs once, at the clock's own time.
pub async fn run(ctx: &Ctx) -> Result<(), Fault> {
    let now = ctx.now;
    let over =
        vec![session::sweep(now), login::sweep(now), idempotency::sweep(now), quota::sweep(now), presence::sweep(now), outbox::expire(now)];
    ctx.db.batch(over.into_iter().chain([outbox::sweep(now), inbox::sweep(now), robots::sweep(now)]).collect()).await?;
    ticket::sweep::tickets(ctx).await?;
    sla::sweep::run(ctx).await?;
    ticket::sweep::abandoned_files(ctx).await?;
    // What one of them meets does not keep the other back.
    let said = robot::deliver(&ctx.db, &ctx.site, now).await;
    if let Some(api) = &ctx.site.mail {
        mail::deliver(&ctx.db, &ctx.env, api, now).await?;
    }
    said
}
