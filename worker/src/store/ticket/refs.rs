//! What a command refers to, found in the ticket's own workspace. A reference that is not found does not exist.

use serde::Deserialize;
use shared::actor::Role;
use shared::id::{CompanyId, MemberId, ModuleId, ProjectId, TeamId};
use shared::text::Name;

use super::Home;
use crate::db::Stmt;
use crate::store::sql::Sql;

/// A member who may be given work.
#[derive(Clone, Debug, Deserialize)]
pub struct MemberRow {
    pub name: Name,
    pub role: Role,
}

/// A team that takes tickets.
#[derive(Clone, Debug, Deserialize)]
pub struct TeamRow {
    pub name: Name,
}

/// A project that is worked on.
#[derive(Clone, Debug, Deserialize)]
pub struct ProjectRow {
    pub name: Name,
    pub company_id: Option<CompanyId>,
}

/// A module, with its project.
#[derive(Clone, Debug, Deserialize)]
pub struct ModuleRow {
    pub name: Name,
    pub project_id: ProjectId,
}

/// An active member.
pub fn member(home: &Home, id: &MemberId) -> Stmt {
    active(home, "SELECT name, role FROM members WHERE workspace_id = ", id)
}

/// An active team.
pub fn team(home: &Home, id: &TeamId) -> Stmt {
    active(home, "SELECT name FROM teams WHERE workspace_id = ", id)
}

/// An active project.
pub fn project(home: &Home, id: &ProjectId) -> Stmt {
    active(home, "SELECT name, company_id FROM projects WHERE workspace_id = ", id)
}

/// A module.
pub fn module(home: &Home, id: &ModuleId) -> Stmt {
    home.push(Sql::new("SELECT name, project_id FROM modules WHERE workspace_id = ")).and_equals("id", id).stmt()
}

fn active(home: &Home, select: &str, id: impl Into<crate::db::Arg>) -> Stmt {
    home.push(Sql::new(select)).and_equals("id", id).text(" AND active = 1").stmt()
}
