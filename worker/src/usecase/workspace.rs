//! A new workspace works at once (R41): its creator as admin, three teams that between them get every class.

use shared::actor::Role;
use shared::id::{MemberId, WorkspaceId};
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
    let mut stmts = vec![
        workspace::add(ctx.now, &workspace, wish),
        people::add_member(
            ctx.now,
            &workspace,
            &admin,
            &wish.your_name,
            &wish.email,
            Role::Admin,
            wish.lang,
        ),
    ];
    for (zh, en, classes) in TEAMS {
        let id = ctx.new_id()?;
        let name = match wish.lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        stmts.push(people::add_team(ctx.now, &workspace, &id, name));
        stmts.extend(
            classes
                .iter()
                .map(|class| people::take_class(&workspace, &id, *class)),
        );
        stmts.push(people::join_team(&workspace, admin.as_str(), &id));
    }
    let actor = format!("member:{}", admin.as_str());
    let detail = serde_json::json!({ "slug": wish.slug, "name": wish.name });
    stmts.push(audit::entry(
        ctx,
        &workspace,
        &actor,
        "create_workspace",
        workspace.as_str(),
        &detail,
    )?);
    Ok(Made {
        workspace,
        admin,
        stmts,
    })
}
