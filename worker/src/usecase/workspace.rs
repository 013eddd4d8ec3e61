//! A new workspace works at once (R41): its creator as admin, three teams that between them get every class.

use shared::actor::Role;
use shared::id::{MemberId, TeamId, WorkspaceId};
use shared::lang::Lang;
use shared::ticket::Class;
use shared::wire::session::NewWorkspace;

use crate::context::Ctx;
use crate::db::{Fault, Stmt};
use crate::store::{audit, people, workspace};

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
    let stmts = vec![
        workspace::add(ctx.now, &workspace, wish),
        people::add_member(ctx.now, &workspace, &admin, &wish.your_name, &wish.email, Role::Admin, wish.lang),
        people::add_teams(ctx.now, &workspace, &teams),
        people::take_classes(&workspace, &taken),
        people::join_teams(&workspace, admin.as_str(), &ids),
        audit::entry(ctx, &workspace, &actor, "create_workspace", workspace.as_str(), &detail)?,
    ];
    Ok(Made { workspace, admin, stmts })
}
