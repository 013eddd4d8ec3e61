//! How much a workspace may hold of what screens get as a whole (`GET /directory`). D1 gives a list as one text of 2 MB at
//! most; the limits keep each below that with the longest names there can be.
//!
//! A limit is a statement at the end of the batch that adds. It counts what is there by then, so that two who add at the
//! same moment do not pass it together, and fails the whole batch by an error of SQLite's own: outside of a trigger
//! there is no other way to raise one. A path that begins without `$` is such an error, and its text comes back in it.

use shared::id::WorkspaceId;
use shared::wire::channels::ROBOTS_MAX;
use shared::wire::kb::ARTICLES_OF_WORKSPACE_MAX;
use shared::wire::people::{MEMBERS_MAX, MODULES_MAX, MODULES_OF_PROJECT_MAX, PROJECTS_MAX, TEAMS_MAX};

use crate::db::{Fault, Stmt};

const MARK: &str = "limit:";

/// A limit that was passed: how much there may be, and the field that asked for more.
#[derive(Debug, PartialEq, Eq)]
pub struct Passed {
    pub most: u32,
    pub field: String,
}

/// Members, removed ones included.
pub fn members(workspace: &WorkspaceId, field: &str) -> Stmt {
    let sql = "SELECT CASE WHEN (SELECT count(*) FROM members WHERE workspace_id = ?1) > ?2 THEN json_extract('{}', ?3) END";
    hold(sql, workspace, MEMBERS_MAX, field)
}

/// Teams, closed ones included.
pub fn teams(workspace: &WorkspaceId, field: &str) -> Stmt {
    let sql = "SELECT CASE WHEN (SELECT count(*) FROM teams WHERE workspace_id = ?1) > ?2 THEN json_extract('{}', ?3) END";
    hold(sql, workspace, TEAMS_MAX, field)
}

/// Projects, ended ones included.
pub fn projects(workspace: &WorkspaceId, field: &str) -> Stmt {
    let sql = "SELECT CASE WHEN (SELECT count(*) FROM projects WHERE workspace_id = ?1) > ?2 THEN json_extract('{}', ?3) END";
    hold(sql, workspace, PROJECTS_MAX, field)
}

/// Modules of all projects.
pub fn modules(workspace: &WorkspaceId, field: &str) -> Stmt {
    let sql = "SELECT CASE WHEN (SELECT count(*) FROM modules WHERE workspace_id = ?1) > ?2 THEN json_extract('{}', ?3) END";
    hold(sql, workspace, MODULES_MAX, field)
}

/// Modules of one project.
pub fn modules_of(workspace: &WorkspaceId, project: &str, field: &str) -> Stmt {
    let sql = "SELECT CASE WHEN (SELECT count(*) FROM modules WHERE workspace_id = ?1 AND project_id = ?4) > ?2
        THEN json_extract('{}', ?3) END";
    hold(sql, workspace, MODULES_OF_PROJECT_MAX, field).bind(project)
}

/// Articles, drafts included.
pub fn articles(workspace: &WorkspaceId, field: &str) -> Stmt {
    let sql = "SELECT CASE WHEN (SELECT count(*) FROM articles WHERE workspace_id = ?1) > ?2 THEN json_extract('{}', ?3) END";
    hold(sql, workspace, ARTICLES_OF_WORKSPACE_MAX, field)
}

/// Robots of group chats.
pub fn robots(workspace: &WorkspaceId, field: &str) -> Stmt {
    let sql = "SELECT CASE WHEN (SELECT count(*) FROM robots WHERE workspace_id = ?1) > ?2 THEN json_extract('{}', ?3) END";
    hold(sql, workspace, ROBOTS_MAX, field)
}

fn hold(sql: &'static str, workspace: &WorkspaceId, most: u32, field: &str) -> Stmt {
    Stmt::new(sql).bind(workspace).bind(most).bind(format!("{MARK}{most}:{field}:"))
}

/// The limit whose statement failed a batch, if that is what failed it.
pub fn passed(fault: &Fault) -> Option<Passed> {
    let (_, text) = fault.message.split_once(MARK)?;
    let mut parts = text.split(':');
    let (most, field) = (parts.next()?.parse().ok()?, parts.next()?.to_owned());
    Some(Passed { most, field })
}
