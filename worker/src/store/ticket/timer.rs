//! Tickets that the clock has to look at.

use serde::Deserialize;
use shared::id::{Serial, WorkspaceId};
use shared::ticket::Policy;
use shared::time::Timestamp;

use crate::db::Stmt;

/// A ticket that is due, and its workspace's numbers of days.
#[derive(Deserialize)]
pub struct Due {
    pub workspace_id: WorkspaceId,
    pub serial: Serial,
    reopen_days: u32,
    silence_days: u32,
    reminder_days: u32,
    approval_days: u32,
}

impl Due {
    /// The workspace's policy.
    pub fn policy(&self) -> Policy {
        Policy {
            reopen_days: self.reopen_days,
            silence_days: self.silence_days,
            reminder_days: self.reminder_days,
            approval_days: self.approval_days,
        }
    }
}

/// The tickets that are due longest, at most `limit`.
pub fn due(now: Timestamp, limit: u32) -> Stmt {
    Stmt::new(
        "SELECT t.workspace_id, t.serial, w.reopen_days, w.silence_days, w.reminder_days, w.approval_days
        FROM tickets t INDEXED BY tickets_due JOIN workspaces w ON w.id = t.workspace_id
        WHERE t.due_at IS NOT NULL AND t.due_at <= ?1 ORDER BY t.due_at LIMIT (?2+0)",
    )
    .bind(now)
    .bind(limit)
}

/// Looks again later: the workspace has changed its days.
pub fn postpone(workspace: &WorkspaceId, serial: Serial, until: Option<Timestamp>) -> Stmt {
    Stmt::new("UPDATE tickets SET due_at = ?3 WHERE workspace_id = ?1 AND serial = ?2").bind(workspace).bind(serial).bind(until)
}
