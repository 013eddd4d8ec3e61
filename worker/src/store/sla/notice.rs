//! Notices, and what members are told within the product.

use shared::id::{MemberId, Serial, WorkspaceId};
use shared::sla::notice::Notice;
use shared::time::Timestamp;

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

/// Puts something into a member's inbox, to be shown from `at` on.
pub fn tell(workspace: &WorkspaceId, member: &MemberId, kind: &'static str, serial: Serial, what: &str, at: Timestamp) -> Stmt {
    Stmt::new("INSERT INTO inbox (workspace_id, member_id, kind, serial, what, at) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(workspace)
        .bind(member)
        .bind(kind)
        .bind(serial)
        .bind(what)
        .bind(at)
}
