//! `/workspaces`, `/sign-in`, `/session`, `/profile`: getting in and out.

use shared::actor::Actor;
use shared::error::Code;
use shared::id::MemberId;
use shared::wire::session::{EditProfile, SwitchWorkspace, WorkspaceRef};

use crate::db::Stmt;
use crate::http::call::{Call, Outcome, Reply};
use crate::http::cookies;
use crate::http::route::Before;
use crate::store::session::{self, Session};
use crate::store::{audit, people};
use crate::usecase::sign_in;
use crate::{secret, store};

/// `POST /workspaces`.
pub async fn ask_for_workspace(call: &Call) -> Outcome {
    Reply::json(202, &sign_in::ask_for_workspace(&call.ctx, &call.json()?).await?)
}

/// `POST /sign-in`.
pub async fn ask(call: &Call) -> Outcome {
    Reply::json(202, &sign_in::ask(&call.ctx, &call.json()?).await?)
}

/// `POST /sign-in/code`.
pub async fn enter(call: &Call) -> Outcome {
    let entered = sign_in::enter(&call.ctx, &call.json()?, call.session.as_ref()).await?;
    let cookie = cookies::set(entered.app, &entered.token, &call.ctx.site);
    Reply::ok(&entered.view).map(|r| r.header("set-cookie", cookie))
}

/// Reads along where else the person may go.
pub fn others(before: &Before<'_>) -> Vec<Stmt> {
    before.token_hash.map(session::others).into_iter().collect()
}

/// `GET /session`.
pub async fn read(call: &Call) -> Outcome {
    let others: Vec<WorkspaceRef> = call.ahead.first().map_or(Ok(Vec::new()), |r| r.all())?;
    Reply::ok(&call.session()?.view(others))
}

/// `DELETE /session`.
pub async fn close(call: &Call) -> Outcome {
    let session = call.session()?;
    call.ctx.db.commit(vec![session::close(&session.token_hash)]).await?;
    Reply::empty().map(|r| r.header("set-cookie", cookies::clear(session.app(), &call.ctx.site)))
}

/// `POST /session/workspace`: the address was proven once, and opens each workspace that knows it.
pub async fn switch(call: &Call) -> Outcome {
    let (ctx, old) = (&call.ctx, call.session()?);
    let form: SwitchWorkspace = call.json()?;
    let other: Option<store::login::Found> = ctx.db.one(store::workspace::member_in(&form.slug, &old.email)).await?;
    let Some((workspace, Some(id))) = other.map(|o| (o.workspace_id, o.id)) else {
        return Err(shared::error::Refusal::new(Code::NotFound).field("slug").into());
    };
    let (token, open) = session::open_member(ctx, &workspace, &MemberId::from(id.as_str()))?;
    let token_hash = secret::sha256(token.as_bytes());
    let entry = audit::entry(ctx, &workspace, &format!("member:{id}"), "sign_in", "", &serde_json::json!({}))?;
    let stmts = vec![
        open,
        session::inherit_age(&token_hash, &old.token_hash),
        session::close(&old.token_hash),
        entry,
        session::find(&token_hash, ctx.now),
        session::others(&token_hash),
    ];
    let rows = ctx.db.commit(stmts).await?;
    let others = rows.get(5).map_or(Ok(Vec::new()), |r| r.all())?;
    let opened = rows.get(4).map_or(Ok(None), Session::read)?.ok_or(Code::NotFound)?;
    Reply::ok(&opened.view(others)).map(|r| r.header("set-cookie", cookies::set(opened.app(), &token, &ctx.site)))
}

/// `PATCH /profile`.
pub async fn edit_profile(call: &Call) -> Outcome {
    let session = call.session()?;
    let Actor::Member(me) = &session.actor else {
        return Err(Code::NotAllowed.into());
    };
    let edit: EditProfile = call.json()?;
    let stmts = vec![
        people::edit_profile(&session.workspace, &me.id, &edit),
        session::find(&session.token_hash, call.ctx.now),
        session::others(&session.token_hash),
    ];
    let rows = call.ctx.db.commit(stmts).await?;
    let others = rows.get(2).map_or(Ok(Vec::new()), |r| r.all())?;
    let now = rows.get(1).map_or(Ok(None), Session::read)?.ok_or(Code::SignInRequired)?;
    Reply::ok(&now.view(others))
}
