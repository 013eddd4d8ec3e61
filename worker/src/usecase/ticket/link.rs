//! Requester links: `/t/<public id>#<secret>`. The secret is derived, not stored, so that any letter can carry it and a
//! copy of the database opens nothing; a new version of the link makes the old secret wrong.

use serde_json::json;
use shared::actor::Actor;
use shared::error::{Code, Refusal};
use shared::id::Serial;
use shared::ticket::rights::Relation;
use shared::wire::ticket::FreshLink;

use super::seen_by;
use crate::context::Ctx;
use crate::db::{Fault, Rows};
use crate::http::call::{Call, Failure, Outcome, Reply};
use crate::secret;
use crate::store::audit;
use crate::store::session::{self, Session};
use crate::store::ticket::row::{self, Stored};
use crate::store::ticket::{Home, write};
use crate::usecase::quota::{self, LINKS_BY_CLIENT};

/// Where links lead.
const PATH: &str = "/t/";
/// The version of a new ticket's link.
pub const FIRST_LINK: u32 = 1;

/// The full address, for letters.
pub fn address(ctx: &Ctx, public_id: &str, version: u32) -> Result<String, Fault> {
    Ok(format!("{}{}", ctx.site.origin, path(ctx, public_id, version)?))
}

/// A new ticket's link without its secret: what may be stored.
pub fn bare(public_id: &str) -> String {
    format!("{PATH}{public_id}")
}

/// The whole of it.
pub fn with_secret(ctx: &Ctx, bare: &str) -> Result<String, Fault> {
    path(ctx, bare.strip_prefix(PATH).unwrap_or_default(), FIRST_LINK)
}

/// Exchanges a link for the ticket it opens. The same answer for a wrong id, a wrong secret and a removed person.
pub async fn find(ctx: &Ctx, public_id: &str, given: &str) -> Result<Stored, Failure> {
    let counted = LINKS_BY_CLIENT.count(ctx, &ctx.client.address)?;
    let rows = ctx.db.batch(vec![counted, row::by_public_id(public_id)]).await?;
    quota::check(rows.first())?;
    let stored = rows.get(1).map_or(Ok(None), row::read)?;
    let version = stored.as_ref().map_or(0, |s| s.link_version);
    let right = secret::same(&secret_of(ctx, public_id, version)?, given);
    stored.filter(|s| right && s.requester_active).ok_or_else(|| Refusal::new(Code::LinkInvalid).into())
}

/// Opens a session of the ticket alone; gives the cookie's value too. One that came by another link in the same browser
/// ends: its cookie is replaced, and nobody could end it any more.
pub async fn open(ctx: &Ctx, stored: &Stored, old: Option<&Session>) -> Result<(Session, String), Failure> {
    let requester = &stored.view.requester.id;
    let (token, open) = session::open_contact(ctx, &stored.workspace, requester, Some(stored.view.serial))?;
    let find = session::find(&secret::sha256(token.as_bytes()), ctx.now);
    let by_link = |s: &&Session| matches!(&s.actor, Actor::Contact(c) if c.only.is_some());
    let close = old.filter(by_link).map(|s| session::close(&s.token_hash));
    let rows = ctx.db.commit([open, find].into_iter().chain(close).collect()).await?;
    let opened = rows.get(1).map_or(Ok(None), Session::read)?;
    Ok((opened.ok_or(Code::LinkInvalid)?, token))
}

/// A fresh link; the old one and the sessions it opened end.
pub async fn renew(call: &Call, rows: &[Rows]) -> Outcome {
    let me = call.session()?;
    let stored = seen_by(&me.actor, rows.first())?;
    let relation = Relation::of(&me.actor, &stored.view.to_domain());
    let allowed = matches!(relation, Some(Relation::Agent | Relation::Owner | Relation::Lead | Relation::Admin));
    if !allowed || !matches!(me.actor, Actor::Member(_)) {
        return Err(Code::NotAllowed.into());
    }
    let serial = stored.view.serial;
    // Whoever has the link speaks for the requester: that it was given out is on record.
    let entry = audit::entry(&call.ctx, &me.workspace, &me.signature(), "renew_link", &serial.to_string(), &json!({}))?;
    let renew = write::renew_link(&me.workspace, serial);
    let stmts = vec![renew, audit::only_if_changed(entry), session::close_of_link(&me.workspace, serial)];
    let rows = call.ctx.db.commit(stmts).await?;
    let renewed: Option<Renewed> = rows.first().map_or(Ok(None), Rows::one)?;
    let version = renewed.ok_or(Code::NotFound)?.link_version;
    Reply::ok(&FreshLink { link: path(&call.ctx, &stored.public_id, version)? })
}

/// The statement that loads what [`renew`] needs.
pub fn load(home: &Home, serial: Serial) -> crate::db::Stmt {
    row::by_serial(home, serial)
}

fn path(ctx: &Ctx, public_id: &str, version: u32) -> Result<String, Fault> {
    Ok(format!("{PATH}{public_id}#{}", secret_of(ctx, public_id, version)?))
}

fn secret_of(ctx: &Ctx, public_id: &str, version: u32) -> Result<String, Fault> {
    secret::keyed(&ctx.site.secret, &format!("link:{public_id}:{version}"))
}

#[derive(serde::Deserialize)]
struct Renewed {
    link_version: u32,
}
