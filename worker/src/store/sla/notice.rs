//! Notices that were given.

use shared::id::{Serial, WorkspaceId};
use shared::sla::notice::Notice;

use crate::db::Stmt;

/// Gives a notice. If another sweep has given it, the batch fails: it is given once.
pub fn give(workspace: &WorkspaceId, serial: Serial, notice: &Notice) -> Stmt {
    let sql = "INSERT INTO notices (workspace_id, serial, key, level, clock, priority, at, send_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    Stmt::new(sql)
        .bind(workspace)
        .bind(serial)
        .bind(notice.key.as_str())
        .bind(notice.level.as_str())
        .bind(notice.clock.as_str())
        .bind(notice.priority)
        .bind(notice.at)
        .bind(notice.send_at)
}
