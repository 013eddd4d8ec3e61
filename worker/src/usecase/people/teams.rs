//! Teams, and the classes they get.

use serde_json::json;
use shared::error::Code;
use shared::id::TeamId;
use shared::permission::MayManage;
use shared::ticket::Class;
use shared::wire::people::{EditTeam, NewTeam, TeamView};

use super::{at_most, count, first_of, keyed, taken};
use crate::http::call::{Call, Outcome, Reply};
use crate::store::{audit, limits, people};

/// Adds a team.
pub async fn add(call: &Call, _may: MayManage, form: NewTeam) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    let classes = distinct(form.classes);
    let id = ctx.new_id()?;
    let view = TeamView { id: TeamId::from(id.as_str()), name: form.name.clone(), classes: classes.clone(), active: true };
    let reply = Reply::json(201, &view)?;
    let mut stmts = vec![people::add_team(ctx.now, &me.workspace, &id, form.name.as_str())];
    stmts.push(limits::teams(&me.workspace, "name"));
    stmts.push(people::take_classes(&me.workspace, &of(&classes, &id)));
    stmts.push(audit::entry(ctx, &me.workspace, &me.signature(), "add_team", &id, &json!(view))?);
    ctx.db.commit(keyed(call, &reply, stmts)).await.map_err(|f| taken(f, "teams.", Code::NameTaken, "name"))?;
    Ok(reply)
}

/// Changes a team. One with open tickets stays; one that is closed gets no class any more.
pub async fn edit(call: &Call, _may: MayManage, id: &str, form: EditTeam) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    at_most(form.classes.as_ref().map_or(0, Vec::len), Class::ALL.len(), "classes")?;
    let reads = vec![people::teams(&me.workspace, Some(id)), people::open_tickets_of_team(&me.workspace, id)];
    let rows = ctx.db.batch(reads).await?;
    first_of(rows.first())?;
    let closes = form.active == Some(false);
    if closes && count(rows.get(1))? > 0 {
        return Err(Code::TeamInUse.into());
    }
    let mut stmts = vec![people::edit_team(&me.workspace, id, &form)];
    if closes || form.classes.is_some() {
        stmts.push(people::drop_classes(&me.workspace, id));
    }
    let classes = distinct(form.classes.clone().unwrap_or_default());
    if !closes {
        stmts.push(people::take_classes(&me.workspace, &of(&classes, id)));
    }
    stmts.push(audit::entry(ctx, &me.workspace, &me.signature(), "edit_team", id, &json!(form))?);
    stmts.push(people::teams(&me.workspace, Some(id)));
    let rows = ctx.db.commit(stmts).await.map_err(|f| taken(f, "teams.", Code::NameTaken, "name"))?;
    Reply::ok(&first_of(rows.last())?)
}

fn distinct(mut classes: Vec<Class>) -> Vec<Class> {
    classes.sort_unstable();
    classes.dedup();
    classes
}

fn of<'a>(classes: &[Class], team: &'a str) -> Vec<(Class, &'a str)> {
    classes.iter().map(|class| (*class, team)).collect()
}
