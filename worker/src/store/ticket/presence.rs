//! Who has a ticket on screen.

use shared::id::{MemberId, Serial, WorkspaceId};
use shared::time::{MINUTE_MS, Timestamp};
use shared::wire::ticket::PRESENT_MS;

use crate::db::Stmt;

/// Notes that a member is here.
pub fn note(workspace: &WorkspaceId, serial: Serial, member: &MemberId, typing: bool, now: Timestamp) -> Stmt {
    let sql = "INSERT INTO presence (workspace_id, serial, member_id, typing, seen_at) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (workspace_id, serial, member_id) DO UPDATE SET typing = ?4, seen_at = ?5";
    Stmt::new(sql).bind(workspace).bind(serial).bind(member).bind(typing).bind(now)
}

/// The others who are here, as one row: `people` (JSON in the shape of `Present`).
pub fn others(workspace: &WorkspaceId, serial: Serial, member: &MemberId, now: Timestamp) -> Stmt {
    let sql = "SELECT json_group_array(json_object('id', m.id, 'name', m.name, 'typing', json(iif(p.typing, 'true', 'false')))
            ORDER BY m.name) AS people
        FROM presence p JOIN members m ON m.workspace_id = p.workspace_id AND m.id = p.member_id AND m.active = 1
        WHERE p.workspace_id = (?1||'') AND p.serial = (?2+0) AND p.member_id <> (?3||'') AND p.seen_at > (?4+0)";
    Stmt::new(sql).bind(workspace).bind(serial).bind(member).bind(now.plus(-PRESENT_MS))
}

/// Forgets who was here.
pub fn sweep(now: Timestamp) -> Stmt {
    Stmt::new("DELETE FROM presence WHERE seen_at < ?").bind(now.plus(-MINUTE_MS))
}
