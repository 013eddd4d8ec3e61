//! Inviting, changing and removing members.

use serde_json::json;
use shared::actor::Role;
use shared::error::{Code, Refusal};
use shared::id::{MemberId, TeamId};
use shared::permission::{MayManage, MaySetAway};
use shared::wire::people::{EditMember, MemberView, NewMember, SetAway};

use super::{at_most, count, first_of, keyed, taken};
use crate::db::{Fault, Stmt};
use crate::http::call::{Call, Failure, Outcome, Reply};
use crate::mail::{self, Envelope, Letter};
use crate::store::{audit, limits, people, session};
use crate::usecase::quota::{self, INVITATIONS_BY_WORKSPACE};

/// Adds a member, who signs in by a code to the address.
pub async fn add(call: &Call, _may: MayManage, mut form: NewMember) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    tidy(&mut form.teams)?;
    let invited = INVITATIONS_BY_WORKSPACE.count(ctx, me.workspace.as_str())?;
    let rows = ctx.db.batch(vec![invited, teams_among(call, &form.teams)?]).await?;
    quota::check(rows.first())?;
    all_known(count(rows.get(1))?, &form.teams)?;
    let id = MemberId::from(ctx.new_id()?);
    let view = MemberView {
        id: id.clone(),
        name: form.name.clone(),
        email: Some(form.email.clone()),
        role: form.role,
        teams: form.teams.clone(),
        active: true,
        away: None,
    };
    let reply = Reply::json(201, &view)?;
    let link = format!("{}/desk/sign-in", ctx.site.origin);
    let letter = Letter::Invitation { workspace: &me.workspace_name, by: &me.name, link: &link };
    let detail = json!({ "email": form.email, "role": form.role });
    let mut stmts = vec![people::add_member(ctx.now, &me.workspace, &id, &form.name, &form.email, form.role, form.lang)];
    stmts.push(limits::members(&me.workspace, "email"));
    stmts.push(people::join_teams(&me.workspace, id.as_str(), &form.teams));
    stmts.push(mail::post(ctx, Envelope { workspace: Some(&me.workspace), to: &form.email, lang: form.lang }, &letter));
    stmts.push(audit::entry(ctx, &me.workspace, &me.signature(), "add_member", id.as_str(), &detail)?);
    ctx.db.commit(keyed(call, &reply, stmts)).await.map_err(|f| taken(f, "members.", Code::EmailTaken, "email"))?;
    ctx.deliver_mail();
    Ok(reply)
}

/// Changes a member. Another role or removal ends their sessions.
pub async fn edit(call: &Call, _may: MayManage, id: &str, mut edit: EditMember) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    let mut reads = vec![people::members(&me.workspace, Some(id), true), people::other_admins(&me.workspace, id)];
    if let Some(teams) = &mut edit.teams {
        tidy(teams)?;
        reads.push(teams_among(call, teams)?);
    }
    let rows = ctx.db.batch(reads).await?;
    let before: MemberView = serde_json::from_value(first_of(rows.first())?).map_err(worker::Error::from)?;
    if let Some(teams) = &edit.teams {
        all_known(count(rows.get(2))?, teams)?;
    }
    let stays_admin = edit.role.unwrap_or(before.role) == Role::Admin && edit.active.unwrap_or(before.active);
    let was_admin = before.role == Role::Admin && before.active;
    if was_admin && !stays_admin && count(rows.get(1))? == 0 {
        return Err(Code::LastAdmin.into());
    }
    let rows = ctx.db.commit(changes(call, id, &edit, &before)?).await.map_err(lost_to_another)?;
    Reply::ok(&first_of(rows.last())?)
}

/// Says when a member is away. Routing asks for it at the moment of each filing.
pub async fn set_away(call: &Call, _may: MaySetAway, id: &str, form: &SetAway) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    if form.away.as_ref().is_some_and(|away| !away.is_sound()) {
        return Err(Refusal::new(Code::FieldInvalid).field("away").into());
    }
    let entry = audit::entry(ctx, &me.workspace, &me.signature(), "set_away", id, &json!(form))?;
    let emails = me.actor.at_least(Role::Admin).is_some();
    let stmts = vec![
        people::set_away(&me.workspace, id, form.away.as_ref()),
        audit::only_if_changed(entry),
        people::members(&me.workspace, Some(id), emails),
    ];
    let rows = ctx.db.commit(stmts).await?;
    if rows.first().is_none_or(|row| row.changes == 0) {
        return Err(Code::NotFound.into());
    }
    Reply::ok(&first_of(rows.last())?)
}

/// One batch, of which nothing is done if whoever asks is no admin any more, or if no admin would be left.
fn changes(call: &Call, id: &str, edit: &EditMember, before: &MemberView) -> Result<Vec<Stmt>, Failure> {
    let (ctx, me) = (&call.ctx, call.session()?);
    let entry = audit::entry(ctx, &me.workspace, &me.signature(), "edit_member", id, &json!(edit))?;
    let mut stmts = vec![audit::by_an_admin(entry), people::edit_member(&me.workspace, id, edit)];
    if let Some(teams) = &edit.teams {
        stmts.push(people::leave_teams(&me.workspace, id));
        stmts.push(people::join_teams(&me.workspace, id, teams));
    }
    if edit.active == Some(false) || edit.role.is_some_and(|role| role != before.role) {
        stmts.push(session::close_of_member(&me.workspace, &before.id));
    }
    stmts.push(people::members(&me.workspace, Some(id), true));
    Ok(stmts)
}

/// Two admins may remove each other at the same time: the second one is the last, or none any more.
fn lost_to_another(fault: Fault) -> Failure {
    match fault {
        fault if people::is_last_admin(&fault) => Code::LastAdmin.into(),
        fault if audit::is_no_admin(&fault) => Code::RecordChanged.into(),
        fault => fault.into(),
    }
}

fn teams_among(call: &Call, teams: &[TeamId]) -> Result<Stmt, Failure> {
    Ok(people::teams_among(&call.session()?.workspace, teams))
}

fn tidy(teams: &mut Vec<TeamId>) -> Result<(), Failure> {
    at_most(teams.len(), super::LIST_MAX, "teams")?;
    teams.sort_unstable();
    teams.dedup();
    Ok(())
}

fn all_known(known: u32, teams: &[TeamId]) -> Result<(), Failure> {
    if known as usize == teams.len() { Ok(()) } else { Err(Refusal::new(Code::TeamUnknown).field("teams").into()) }
}
