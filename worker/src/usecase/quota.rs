//! Quotas: how often something may be done in a window of time, counted before the work is done.

use serde::Deserialize;
use shared::error::Code;
use shared::time::{DAY_MS, HOUR_MS, MINUTE_MS};

use crate::context::{Ctx, Limits};
use crate::db::{Rows, Stmt};
use crate::http::call::Failure;
use crate::secret;

/// What is counted.
#[derive(Clone, Copy, Debug)]
pub struct Quota {
    name: &'static str,
    limit: u32,
    window_ms: i64,
}

/// Codes asked for, by address.
pub const CODES_BY_EMAIL: Quota = Quota { name: "codes-email", limit: 5, window_ms: 15 * MINUTE_MS };
/// Codes asked for, by client.
pub const CODES_BY_CLIENT: Quota = Quota { name: "codes-client", limit: 30, window_ms: HOUR_MS };
/// Codes entered, by client. Each challenge allows five beside this.
pub const TRIES_BY_CLIENT: Quota = Quota { name: "tries-client", limit: 60, window_ms: HOUR_MS };
/// Requester links tried, by client.
pub const LINKS_BY_CLIENT: Quota = Quota { name: "links-client", limit: 120, window_ms: HOUR_MS };
/// Tickets filed by strangers, by client.
pub const FILINGS_BY_CLIENT: Quota = Quota { name: "filings-client", limit: 20, window_ms: HOUR_MS };
/// Tickets filed by strangers in a workspace.
pub const FILINGS_BY_WORKSPACE: Quota = Quota { name: "filings-workspace", limit: 500, window_ms: HOUR_MS };
/// Files uploaded by strangers, by client.
pub const UPLOADS_BY_CLIENT: Quota = Quota { name: "uploads-client", limit: 100, window_ms: HOUR_MS };
/// Files uploaded by one signed-in person.
pub const UPLOADS_BY_PERSON: Quota = Quota { name: "uploads-person", limit: 1_000, window_ms: DAY_MS };

/// How much more tests may do.
const GENEROSITY: u32 = 1_000;

impl Quota {
    /// Counts one more of `whose` (an address, a client, an id); [`check`] reads its row. The key is hashed with the
    /// installation's secret: who was counted is nobody's business.
    pub fn count(self, ctx: &Ctx, whose: &str) -> Result<Stmt, Failure> {
        let key = secret::keyed(&ctx.site.secret, &format!("{}:{whose}", self.name))?;
        let start = ctx.now.0 - ctx.now.0.rem_euclid(self.window_ms);
        Ok(crate::store::quota::count(key, start, self.limit_at(ctx)))
    }

    fn limit_at(self, ctx: &Ctx) -> u32 {
        match ctx.site.limits {
            Limits::Strict => self.limit,
            Limits::Generous => self.limit * GENEROSITY,
        }
    }
}

/// Reads what [`Quota::count`] gave.
pub fn check<'a>(counted: impl IntoIterator<Item = &'a Rows>) -> Result<(), Failure> {
    for rows in counted {
        if rows.one::<Counted>()?.is_none_or(|c| c.within == 0) {
            return Err(Code::TooManyRequests.into());
        }
    }
    Ok(())
}

/// The platform's own limit, counted at each of its locations: a first shield, before any query.
pub async fn shield(ctx: &Ctx, binding: &str) -> Result<(), Failure> {
    if ctx.site.limits == Limits::Generous {
        return Ok(());
    }
    // An installation without the binding has the quotas alone.
    let Ok(limiter) = ctx.env.rate_limiter(binding) else {
        return Ok(());
    };
    let outcome = limiter.limit(ctx.client.address.clone()).await?;
    if outcome.success { Ok(()) } else { Err(Code::TooManyRequests.into()) }
}

#[derive(Deserialize)]
struct Counted {
    within: u8,
}
