//! The classification guide of a workspace.

use serde::Deserialize;
use shared::id::WorkspaceId;

use crate::db::{Fault, Stmt};

/// The guide, and the teams of the classes.
#[derive(Debug, Deserialize)]
pub struct GuideRow {
    pub version: u32,
    /// JSON; absent where it is the usual one.
    pub document: Option<String>,
    /// JSON: `[{"class", "team"}]`.
    pub teams: String,
}

/// Reads it.
pub fn find(workspace: &WorkspaceId) -> Stmt {
    Stmt::new(
        "SELECT coalesce((SELECT version FROM guides WHERE workspace_id = ?1), 0) AS version,
            (SELECT document FROM guides WHERE workspace_id = ?1) AS document,
            (SELECT json_group_array(json_object('class', class, 'team', team_id)) FROM team_classes WHERE workspace_id = ?1) AS teams",
    )
    .bind(workspace)
}

/// Writes it over the version that was seen. Over another one it fails, and its batch with it.
pub fn save(workspace: &WorkspaceId, seen: u32, document: String) -> Stmt {
    Stmt::new(
        "INSERT INTO guides (workspace_id, version, document)
        VALUES (?1, iif(coalesce((SELECT version FROM guides WHERE workspace_id = ?1), 0) = ?2, ?2 + 1, NULL), ?3)
        ON CONFLICT (workspace_id) DO UPDATE SET version = excluded.version, document = excluded.document",
    )
    .bind(workspace)
    .bind(seen)
    .bind(document)
}

/// Whether a batch failed because somebody else changed the guide.
pub fn is_changed(fault: &Fault) -> bool {
    fault.message.contains("NOT NULL constraint failed: guides.version")
}

/// Takes all classes from all teams: those that the guide names are given out anew.
pub fn drop_classes(workspace: &WorkspaceId) -> Stmt {
    Stmt::new("DELETE FROM team_classes WHERE workspace_id = ?").bind(workspace)
}
