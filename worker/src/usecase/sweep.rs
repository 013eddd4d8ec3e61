//! What the clock does every minute: forgets what is over, sends what is due. Harmless when it runs twice.

use shared::time::DAY_MS;

use super::{quota, ticket};
use crate::context::Ctx;
use crate::db::{Fault, Stmt};
use crate::http::replay;
use crate::mail;
use crate::store::{login, session};

/// Letters are kept this long for whoever asks what was sent.
const LETTERS_MS: i64 = 30 * DAY_MS;

/// Runs once, at the clock's own time.
pub async fn run(ctx: &Ctx) -> Result<(), Fault> {
    let now = ctx.now;
    let letters = Stmt::new("DELETE FROM outbox WHERE due_at IS NULL AND created_at < ?")
        .bind(now.plus(-LETTERS_MS));
    ctx.db
        .batch(vec![
            session::sweep(now),
            login::sweep(now),
            replay::sweep(now),
            quota::sweep(now),
            letters,
        ])
        .await?;
    ticket::sweep::tickets(ctx).await?;
    ticket::sweep::abandoned_files(ctx).await?;
    match &ctx.site.mail {
        Some(api) => mail::deliver(&ctx.db, api, now).await,
        None => Ok(()),
    }
}
