//! A workspace's calendars and policies, as one document.

use serde::{Deserialize, Serialize};
use shared::id::WorkspaceId;
use shared::sla::Policy;
use shared::time::Timestamp;
use shared::wire::sla::NamedCalendar;

use crate::db::Stmt;

/// The document. Policies and calendars are never edited in place, because clocks are replayed: an edited one gets a new
/// id, and the old one is kept for the tickets that have had it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Document {
    /// Those of `policies` first, then those that only retired policies use.
    pub calendars: Vec<NamedCalendar>,
    pub policies: Vec<Policy>,
    /// The newest first.
    pub retired: Vec<Policy>,
}

/// Reads `version` and `document`; no row where nothing was ever changed.
pub fn read(workspace: &WorkspaceId) -> Stmt {
    Stmt::new("SELECT version, document FROM sla_books WHERE workspace_id = ?").bind(workspace)
}

/// Reads `sla_version`.
pub fn version(workspace: &WorkspaceId) -> Stmt {
    Stmt::new("SELECT sla_version FROM workspaces WHERE id = ?").bind(workspace)
}

/// Keeps the document that follows `version`. Changes nothing if another one does already.
pub fn save(workspace: &WorkspaceId, version: u32, document: &str, now: Timestamp) -> Stmt {
    let sql = match version {
        0 => {
            "INSERT INTO sla_books (workspace_id, version, document, changed_at) VALUES (?1, ?2 + 1, ?3, ?4)
            ON CONFLICT (workspace_id) DO NOTHING"
        }
        _ => "UPDATE sla_books SET version = ?2 + 1, document = ?3, changed_at = ?4 WHERE workspace_id = ?1 AND version = ?2",
    };
    Stmt::new(sql).bind(workspace).bind(version).bind(document).bind(now)
}

/// Lets the sweep reckon every open ticket anew, if the statement before it changed a row.
pub fn reckon_all(workspace: &WorkspaceId) -> Stmt {
    let sql = "UPDATE tickets SET next_notice_at = 0 WHERE workspace_id = ? AND status <> 'closed' AND changes() > 0";
    Stmt::new(sql).bind(workspace)
}
