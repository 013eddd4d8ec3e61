//! Quotas: how often something may be done in a window of time.
//!
//! A client's or person's own are charged before the work is done. What a workspace's people share is charged with what
//! was stored, by triggers: whoever is refused uses nothing up, and each one's own limit is so far below the shared
//! one that nobody reaches it alone. What runs at the same moment may go beyond a shared limit by as much.

use serde::Deserialize;
use shared::actor::{Actor, Contact};
use shared::error::Code;
use shared::id::WorkspaceId;
use shared::time::{DAY_MS, HOUR_MS, MINUTE_MS};

use crate::context::{Ctx, Limits};
use crate::db::{Fault, Rows, Stmt};
use crate::http::call::Failure;
use crate::secret;
use crate::store::quota::{self, Key, Window};

/// What is counted.
#[derive(Clone, Copy, Debug)]
pub struct Quota {
    name: &'static str,
    limit: i64,
    window_ms: i64,
}

const MIB: i64 = 1024 * 1024;

/// Codes asked for, by client.
pub const CODES_BY_CLIENT: Quota = Quota { name: "codes-client", limit: 30, window_ms: HOUR_MS };
/// Codes that one client asks for with one address.
pub const CODES_BY_CLIENT_AND_EMAIL: Quota = Quota { name: "codes-client-email", limit: 5, window_ms: 15 * MINUTE_MS };
/// Codes asked for with one address by all the world: what a mailbox endures, and more than one client may ask for, so
/// that nobody keeps another from signing in.
pub const CODES_BY_EMAIL: Quota = Quota { name: "codes-email", limit: 20, window_ms: 15 * MINUTE_MS };
/// Codes entered, by client. Each challenge allows five beside this.
pub const TRIES_BY_CLIENT: Quota = Quota { name: "tries-client", limit: 60, window_ms: HOUR_MS };
/// Requester links tried, by client.
pub const LINKS_BY_CLIENT: Quota = Quota { name: "links-client", limit: 120, window_ms: HOUR_MS };
/// Tickets that strangers try to file, by client. Who came by a link is a stranger here.
pub const FILINGS_BY_CLIENT: Quota = Quota { name: "filings-client", limit: 20, window_ms: HOUR_MS };
/// Tickets that a customer tries to file.
pub const FILINGS_BY_PERSON: Quota = Quota { name: "filings-person", limit: 60, window_ms: HOUR_MS };
/// Tickets filed by strangers in a workspace. Charged by `tickets_quota`.
const FILINGS_BY_WORKSPACE: Quota = Quota { name: "filings", limit: 500, window_ms: HOUR_MS };
/// Files uploaded by strangers, by client.
pub const UPLOADS_BY_CLIENT: Quota = Quota { name: "uploads-client", limit: 100, window_ms: HOUR_MS };
/// Files uploaded by one signed-in person.
pub const UPLOADS_BY_PERSON: Quota = Quota { name: "uploads-person", limit: 1_000, window_ms: DAY_MS };
/// Bytes uploaded by strangers, by client.
pub const BYTES_BY_CLIENT: Quota = Quota { name: "bytes-client", limit: 250 * MIB, window_ms: DAY_MS };
/// Bytes uploaded by one signed-in person.
pub const BYTES_BY_PERSON: Quota = Quota { name: "bytes-person", limit: 1_024 * MIB, window_ms: DAY_MS };
/// Bytes uploaded in a workspace. Charged by `attachments_quota`.
const BYTES_BY_WORKSPACE: Quota = Quota { name: "upload-bytes", limit: 10_240 * MIB, window_ms: DAY_MS };
/// Messages of those who came by a link, by client: they may be one stranger under many addresses.
const MESSAGES_BY_CLIENT: Quota = Quota { name: "messages-client", limit: 120, window_ms: HOUR_MS };
/// Messages of one person. Charged by `messages_quota_of_person`.
const MESSAGES_BY_PERSON: Quota = Quota { name: "messages", limit: 300, window_ms: HOUR_MS };
/// Messages in a workspace. Charged by `messages_quota`.
const MESSAGES_BY_WORKSPACE: Quota = Quota { name: "messages", limit: 20_000, window_ms: DAY_MS };
/// Members invited to a workspace.
pub const INVITATIONS_BY_WORKSPACE: Quota = Quota { name: "invitations", limit: 200, window_ms: DAY_MS };
/// Test messages to the robots of a workspace.
pub const TRIALS_BY_WORKSPACE: Quota = Quota { name: "robot-trials", limit: 60, window_ms: HOUR_MS };
/// Letters of a workspace, but codes: what is beyond waits for the next day. Charged by `outbox_quota`.
const LETTERS_BY_WORKSPACE: Quota = Quota { name: "letters", limit: 5_000, window_ms: DAY_MS };

/// How much more tests may do.
const GENEROSITY: i64 = 1_000;

impl Quota {
    /// Counts one more of `whose` (an address, a client, an id); [`check`] reads its row.
    pub fn count(self, ctx: &Ctx, whose: &str) -> Result<Stmt, Failure> {
        Ok(quota::charge(&self.of(ctx, whose)?, &[]))
    }

    /// The counter of `whose`. The key is hashed with the installation's secret: who was counted is nobody's business.
    pub fn of(self, ctx: &Ctx, whose: &str) -> Result<Window, Fault> {
        Ok(self.window(ctx, Key::Word(secret::keyed(&ctx.site.secret, &format!("{}:{whose}", self.name))?)))
    }

    /// A counter that triggers charge: they know the workspace's own ids, and nothing of the secret.
    fn shared(self, ctx: &Ctx, whose: &str) -> Window {
        self.window(ctx, Key::Word(format!("{}:{whose}", self.name)))
    }

    fn window(self, ctx: &Ctx, key: Key) -> Window {
        let limit = match ctx.site.limits {
            Limits::Strict => self.limit,
            Limits::Generous => self.limit * GENEROSITY,
        };
        Window { key, start: ctx.now.0 - ctx.now.0.rem_euclid(self.window_ms), limit }
    }
}

/// Counts one more of each, a later one only while all before it keep their limits; [`check`] reads the rows.
pub fn chain(windows: Vec<Window>) -> Vec<Stmt> {
    let charge = |(place, own): (usize, &Window)| {
        // Those before were charged for this very request: the last one that fits leaves no room for another.
        let before = windows.iter().take(place).map(|w| Window { limit: w.limit + 1, ..w.clone() });
        quota::charge(own, &before.collect::<Vec<_>>())
    };
    windows.iter().enumerate().map(charge).collect()
}

/// Counts a filing of a stranger, while the workspace of the portal takes another one.
pub fn of_strangers_filing(ctx: &Ctx, slug: &str) -> Result<Stmt, Fault> {
    let shared = FILINGS_BY_WORKSPACE;
    let shared = shared.window(ctx, Key::OfPortal(shared.name, slug.to_owned()));
    Ok(quota::charge(&FILINGS_BY_CLIENT.of(ctx, &ctx.client.address)?, &[shared]))
}

/// Counts a filing of a signed-in customer: by the person, or by the client where a link is all that is known of them.
pub fn of_customers_filing(ctx: &Ctx, token_hash: &str) -> Result<Stmt, Fault> {
    let client = FILINGS_BY_CLIENT.of(ctx, &ctx.client.address)?;
    Ok(quota::charge_contact(token_hash, &FILINGS_BY_PERSON.shared(ctx, ""), &client))
}

/// What an upload is counted by: each file, and its bytes once they are known.
pub struct Uploads {
    pub files: Window,
    pub bytes: Window,
    shared: Window,
}

impl Uploads {
    /// Of a stranger.
    pub fn of_client(ctx: &Ctx, workspace: &WorkspaceId) -> Result<Self, Fault> {
        let client = ctx.client.address.as_str();
        Ok(Self {
            files: UPLOADS_BY_CLIENT.of(ctx, client)?,
            bytes: BYTES_BY_CLIENT.of(ctx, client)?,
            shared: shared_bytes(ctx, workspace),
        })
    }

    /// Of who is signed in.
    pub fn of_actor(ctx: &Ctx, workspace: &WorkspaceId, actor: &Actor) -> Result<Self, Fault> {
        if by_link(actor) {
            return Self::of_client(ctx, workspace);
        }
        let person = person(workspace, actor);
        Ok(Self {
            files: UPLOADS_BY_PERSON.of(ctx, &person)?,
            bytes: BYTES_BY_PERSON.of(ctx, &person)?,
            shared: shared_bytes(ctx, workspace),
        })
    }

    /// Counts the file, while there is room for its bytes. [`check`] reads the row.
    pub fn count(&self) -> Stmt {
        quota::charge(&self.files, &[self.bytes.clone(), self.shared.clone()])
    }

    /// Counts the bytes of a file that is kept.
    pub fn add(&self, bytes: u32) -> Stmt {
        quota::add(&self.bytes, bytes, &[])
    }
}

fn shared_bytes(ctx: &Ctx, workspace: &WorkspaceId) -> Window {
    BYTES_BY_WORKSPACE.shared(ctx, workspace.as_str())
}

/// The limits of a message. The statement that writes it keeps them, so that a message costs no other one.
pub fn of_messages(ctx: &Ctx, workspace: &WorkspaceId, actor: &Actor) -> Result<Vec<Window>, Fault> {
    let shared = MESSAGES_BY_WORKSPACE.shared(ctx, workspace.as_str());
    let own = match by_link(actor) {
        true => message_of_client(ctx)?,
        false => MESSAGES_BY_PERSON.shared(ctx, &person(workspace, actor)),
    };
    Ok(vec![shared, own])
}

/// Counts a message by its client, where a link is all that is known of its author.
pub fn of_message(ctx: &Ctx, actor: &Actor) -> Result<Option<Stmt>, Fault> {
    by_link(actor).then(|| Ok(quota::charge(&message_of_client(ctx)?, &[]))).transpose()
}

/// Whether it was a limit that kept a message from being written.
pub async fn check_messages(ctx: &Ctx, workspace: &WorkspaceId, actor: &Actor) -> Result<(), Failure> {
    let rows = ctx.db.batch(vec![quota::peek(&of_messages(ctx, workspace, actor)?)]).await?;
    check(rows.first())
}

/// The letters of a workspace today.
pub fn of_letters(ctx: &Ctx, workspace: &WorkspaceId) -> Window {
    LETTERS_BY_WORKSPACE.shared(ctx, workspace.as_str())
}

fn message_of_client(ctx: &Ctx) -> Result<Window, Fault> {
    MESSAGES_BY_CLIENT.of(ctx, &ctx.client.address)
}

/// Whether a link is all that is known of who acts: it proves a ticket, and no person.
pub fn by_link(actor: &Actor) -> bool {
    matches!(actor, Actor::Contact(Contact { only: Some(_), .. }))
}

fn person(workspace: &WorkspaceId, actor: &Actor) -> String {
    let id = match actor {
        Actor::Member(m) => m.id.as_str(),
        Actor::Contact(c) => c.id.as_str(),
        Actor::Approver(_) | Actor::Timer => "",
    };
    format!("{}:{id}", workspace.as_str())
}

/// Reads what was counted. Without a row there was no room.
pub fn check<'a>(counted: impl IntoIterator<Item = &'a Rows>) -> Result<(), Failure> {
    for rows in counted {
        if !is_within(rows)? {
            return Err(Code::TooManyRequests.into());
        }
    }
    Ok(())
}

/// Whether a limit was kept.
pub fn is_within(rows: &Rows) -> Result<bool, Fault> {
    Ok(rows.one::<Counted>()?.is_some_and(|c| c.within == 1))
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
