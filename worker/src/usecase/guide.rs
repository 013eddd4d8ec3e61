//! The classification guide: what a workspace says about its classes, how their forms ask, and which team gets them (R7).

use serde_json::json;
use shared::error::{Code, Refusal};
use shared::id::{TeamId, WorkspaceId};
use shared::permission::MayManage;
use shared::ticket::Class;
use shared::ticket::guide::{Guide, usual};
use shared::wire::flows::{ClassTeam, GuideView, SaveGuide};

use crate::db::{Fault, Rows, Stmt};
use crate::http::call::{Call, Failure, Outcome, Reply};
use crate::store::guide::{self, GuideRow};
use crate::store::people::Count;
use crate::store::{audit, people};
use crate::usecase::rules::routing::outdated;

/// `GET /guide`.
pub async fn read(call: &Call) -> Outcome {
    let rows = call.ctx.db.batch(vec![guide::find(&call.session()?.workspace)]).await?;
    Reply::ok(&view(rows.first())?)
}

/// `PUT /guide`.
pub async fn save(call: &Call, _may: MayManage) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    let form: SaveGuide = call.json()?;
    form.classes.check()?;
    check_teams(call, &me.workspace, &form.teams).await?;
    let document = serde_json::to_string(&form.classes).map_err(|e| Fault::new(format!("a guide: {e}")))?;
    let entry = audit::entry(ctx, &me.workspace, &me.signature(), "save_guide", "guide", &json!({ "version": form.version }))?;
    let taken: Vec<(Class, &str)> = form.teams.iter().map(|t| (t.class, t.team.as_str())).collect();
    let stmts: Vec<Stmt> = vec![
        audit::by_an_admin(entry),
        guide::save(&me.workspace, form.version, document),
        guide::drop_classes(&me.workspace),
        people::take_classes(&me.workspace, &taken),
        guide::find(&me.workspace),
    ];
    match ctx.db.commit(stmts).await {
        Ok(rows) => Reply::ok(&view(rows.last())?),
        Err(fault) if guide::is_changed(&fault) => {
            let rows = ctx.db.batch(vec![guide::find(&me.workspace)]).await?;
            Err(outdated(&view(rows.first())?))
        }
        Err(fault) if audit::is_no_admin(&fault) => Err(Code::RecordChanged.into()),
        Err(fault) => Err(fault.into()),
    }
}

/// What customers read: the workspace's own, or the usual.
pub fn of_portal(document: Option<&str>) -> Result<Guide, Fault> {
    let usual = || usual().map_err(|refusal| Fault::new(format!("the usual guide: {refusal:?}")));
    stored(document)?.map_or_else(usual, Ok)
}

/// A guide as it is stored; the forms are held to it.
pub fn stored(document: Option<&str>) -> Result<Option<Guide>, Fault> {
    document.map(|json| serde_json::from_str(json).map_err(|e| Fault::new(format!("a guide: {e}")))).transpose()
}

fn view(rows: Option<&Rows>) -> Result<GuideView, Failure> {
    let row: Option<GuideRow> = rows.map_or(Ok(None), Rows::one)?;
    let row = row.ok_or_else(|| Fault::new("a guide without a row"))?;
    let classes = match stored(row.document.as_deref())? {
        Some(guide) => guide,
        None => usual()?,
    };
    let teams = serde_json::from_str(&row.teams).map_err(|e| Fault::new(format!("teams of classes: {e}")))?;
    Ok(GuideView { version: row.version, classes, teams })
}

/// Each class is one team's, and the teams are there.
async fn check_teams(call: &Call, workspace: &WorkspaceId, given: &[ClassTeam]) -> Result<(), Failure> {
    let mut classes: Vec<Class> = given.iter().map(|t| t.class).collect();
    classes.sort_unstable();
    classes.dedup();
    if classes.len() != given.len() {
        return Err(Refusal::new(Code::FieldInvalid).field("teams").into());
    }
    let mut teams: Vec<TeamId> = given.iter().map(|t| t.team.clone()).collect();
    teams.sort_unstable();
    teams.dedup();
    let rows = call.ctx.db.batch(vec![people::teams_among(workspace, &teams)]).await?;
    let known = rows.first().map_or(Ok(None), |r| r.one::<Count>())?.map_or(0, |c| c.n);
    if known as usize == teams.len() { Ok(()) } else { Err(Refusal::new(Code::TeamUnknown).field("teams").into()) }
}
