//! A new workspace works at once (R41): its creator as admin, three teams that between them get every class.

use shared::actor::Role;
use shared::id::{MemberId, TeamId, WorkspaceId};
use shared::lang::Lang;
use shared::sla::defaults;
use shared::ticket::Class;
use shared::wire::session::NewWorkspace;

use crate::context::Ctx;
use crate::db::{Fault, Stmt};
use crate::store::{audit, people, sla, workspace};
use crate::usecase::sla::{book, zones};

/// The teams of a new workspace: names, and the classes each gets (R11).
const TEAMS: &[(&str, &str, &[Class])] = &[
    ("运维支持", "Operations", &[Class::Question, Class::Fault]),
    ("实施顾问", "Consultants", &[Class::Change]),
    ("研发", "Development", &[Class::Request]),
];

/// A workspace about to be made.
pub struct Made {
    pub workspace: WorkspaceId,
    pub admin: MemberId,
    pub stmts: Vec<Stmt>,
}

/// The statements that make it.
pub fn create(ctx: &Ctx, wish: &NewWorkspace) -> Result<Made, Fault> {
    let workspace = WorkspaceId::from(ctx.new_id()?);
    let admin = MemberId::from(ctx.new_id()?);
    let (mut teams, mut taken) = (Vec::new(), Vec::new());
    for (zh, en, classes) in TEAMS {
        let name = match wish.lang {
            Lang::Zh => *zh,
            Lang::En => *en,
        };
        teams.push((ctx.new_id()?, name));
        taken.push(*classes);
    }
    let ids: Vec<TeamId> = teams.iter().map(|(id, _)| TeamId::from(id.as_str())).collect();
    let taken: Vec<(Class, &str)> =
        ids.iter().zip(taken).flat_map(|(id, classes)| classes.iter().map(|class| (*class, id.as_str()))).collect();
    let actor = format!("member:{}", admin.as_str());
    let detail = serde_json::json!({ "slug": wish.slug, "name": wish.name });
    let mut stmts = vec![
        workspace::add(ctx.now, &workspace, wish),
        people::add_member(ctx.now, &workspace, &admin, &wish.your_name, &wish.email, Role::Admin, wish.lang),
        people::add_teams(ctx.now, &workspace, &teams),
        people::take_classes(&workspace, &taken),
        people::join_teams(&workspace, admin.as_str(), &ids),
        audit::entry(ctx, &workspace, &actor, "create_workspace", workspace.as_str(), &detail)?,
    ];
    stmts.extend(hours(ctx, &workspace, wish)?);
    Ok(Made { workspace, admin, stmts })
}

/// The service levels of a firm that is elsewhere than every workspace is taken to be: by the hours of its own zone, and with
/// China's holidays only in China. Nothing where the zone is the usual one, or none that is known.
fn hours(ctx: &Ctx, workspace: &WorkspaceId, wish: &NewWorkspace) -> Result<Option<Stmt>, Fault> {
    let zone = wish.zone.as_deref().filter(|zone| *zone != defaults::ZONE && zones::table([*zone]).get(zone).is_some());
    let save = |zone: &str| {
        let document = book::beginning(zone, wish.lang)?;
        let text = serde_json::to_string(&document).map_err(|e| Fault::new(format!("service levels: {e}")))?;
        Ok(sla::book::save(workspace, 0, &text, ctx.now))
    };
    zone.map(save).transpose()
}
