//! What members are told within the product, and which of it they want.

use shared::actor::Actor;
use shared::id::{MemberId, Serial, WorkspaceId};
use shared::notify::{Topic, Way};
use shared::time::{DAY_MS, Timestamp};
use shared::wire::channels::{INBOX_MAX, UNREAD_MAX};

use crate::db::Stmt;
use crate::store::sql::Sql;
use crate::store::ticket::scope;

/// How long an entry is kept.
const KEPT_MS: i64 = 90 * DAY_MS;

/// Tells a member of whom is known that they want it, to be shown from `at` on. Reads nothing.
pub fn tell_known(workspace: &WorkspaceId, member: &MemberId, topic: Topic, serial: Serial, what: &str, at: Timestamp) -> Stmt {
    let sql = "INSERT INTO inbox (workspace_id, member_id, kind, serial, what, at) VALUES (?, ?, ?, ?, ?, ?)";
    Stmt::new(sql).bind(workspace).bind(member).bind(topic.as_str()).bind(serial).bind(what).bind(at)
}

/// Tells a member, unless they have switched it off.
pub fn tell(workspace: &WorkspaceId, member: &MemberId, topic: Topic, serial: Serial, what: &str, at: Timestamp) -> Stmt {
    let sql = Sql::new("INSERT INTO inbox (workspace_id, member_id, kind, serial, what, at) SELECT m.workspace_id, m.id, ");
    let sql = sql.arg(topic.as_str()).text(", ").arg(serial).text(", ").arg(what).text(", ").arg(at);
    let sql = sql.text(" FROM members m WHERE m.workspace_id = ").arg(workspace).and_equals("m.id", member);
    wants(sql.text(" AND m.active = 1"), topic, Way::App).stmt()
}

/// Tells several members at once, in the same way.
pub fn tell_each(workspace: &WorkspaceId, members: &[&MemberId], topic: Topic, serial: Serial, what: &str, at: Timestamp) -> Stmt {
    let sql = Sql::new("INSERT INTO inbox (workspace_id, member_id, kind, serial, what, at) SELECT m.workspace_id, m.id, ");
    let sql = sql.arg(topic.as_str()).text(", ").arg(serial).text(", ").arg(what).text(", ").arg(at);
    let sql = sql
        .text(" FROM members m WHERE m.workspace_id = ")
        .arg(workspace)
        .text(" AND m.active = 1 AND m.id IN (SELECT value FROM json_each(");
    wants(sql.arg(serde_json::json!(members).to_string()).text("))"), topic, Way::App).stmt()
}

/// Tells the owner of the workspace's newest ticket, whom a rule chose, unless it is `but`: who filed it.
pub fn tell_routed(workspace: &WorkspaceId, but: Option<&MemberId>, now: Timestamp) -> Stmt {
    let topic = Topic::Assigned;
    let sql = Sql::new("INSERT INTO inbox (workspace_id, member_id, kind, serial, what, at) SELECT m.workspace_id, m.id, ");
    let sql = sql.arg(topic.as_str()).text(", t.serial, '{}', ").arg(now);
    wants(owner_of_newest(sql, workspace, but), topic, Way::App).stmt()
}

/// Appends `m`, the owner of the workspace's newest ticket `t`, unless it is `but`.
pub fn owner_of_newest(sql: Sql, workspace: &WorkspaceId, but: Option<&MemberId>) -> Sql {
    let sql = sql.text(" FROM tickets t JOIN members m ON m.workspace_id = t.workspace_id AND m.id = t.owner_id AND m.active = 1");
    let sql = sql.text(" WHERE t.workspace_id = ").arg(workspace).text(" AND t.serial = (SELECT last_serial FROM workspaces WHERE id = ");
    sql.arg(workspace).text(") AND m.id IS NOT ").arg(but)
}

/// Appends the condition that `m` has not switched this off.
pub fn wants(sql: Sql, topic: Topic, way: Way) -> Sql {
    sql.text(" AND NOT EXISTS (SELECT 1 FROM json_each(m.muted) WHERE value = ").arg(topic.switch(way)).text(")")
}

/// The newest entries about tickets that the member still sees, as rows of `InboxEntry`.
pub fn newest(workspace: &WorkspaceId, actor: &Actor, member: &MemberId, now: Timestamp) -> Stmt {
    let sql = Sql::new(
        "SELECT i.id, i.kind AS topic, i.serial, t.title, json_extract(i.what, '$.by') AS \"by\",
            json_extract(i.what, '$.clock') AS clock, json_extract(i.what, '$.approved') AS approved, i.at, i.read_at IS NOT NULL AS read",
    );
    seen(sql, workspace, actor, member, now).text(" ORDER BY i.at DESC, i.id DESC LIMIT ").arg(INBOX_MAX).stmt()
}

/// How many of them are unread, as `n`.
pub fn unread(workspace: &WorkspaceId, actor: &Actor, member: &MemberId, now: Timestamp) -> Stmt {
    let sql = seen(Sql::new("SELECT count(*) AS n FROM (SELECT 1"), workspace, actor, member, now);
    sql.text(" AND i.read_at IS NULL LIMIT ").arg(UNREAD_MAX).text(")").stmt()
}

fn seen(sql: Sql, workspace: &WorkspaceId, actor: &Actor, member: &MemberId, now: Timestamp) -> Sql {
    let sql = sql.text(" FROM inbox i JOIN tickets t ON t.workspace_id = i.workspace_id AND t.serial = i.serial");
    let sql = sql.text(" WHERE i.workspace_id = ").arg(workspace).and_equals("i.member_id", member);
    scope::any(sql.text(" AND i.at <= ").arg(now).text(" AND "), actor)
}

/// Marks a member's own entries as read: these, and everything up to `until` in the order in which they are shown. Numbers are
/// another order: a notice of the night is written hours before it is shown.
pub fn read(workspace: &WorkspaceId, member: &MemberId, ids: &[i64], until: Option<i64>, now: Timestamp) -> Stmt {
    let sql = "UPDATE inbox SET read_at = ?3 WHERE workspace_id = ?1 AND member_id = ?2 AND read_at IS NULL AND at <= ?3
        AND ((at, id) <= (SELECT at, id FROM inbox WHERE workspace_id = ?1 AND member_id = ?2 AND id = ?4)
            OR id IN (SELECT value FROM json_each(?5)))";
    Stmt::new(sql).bind(workspace).bind(member).bind(now).bind(until.unwrap_or(0)).bind(serde_json::json!(ids).to_string())
}

/// A member's switches that are off, as `muted`.
pub fn muted(workspace: &WorkspaceId, member: &MemberId) -> Stmt {
    Stmt::new("SELECT muted FROM members WHERE workspace_id = ? AND id = ?").bind(workspace).bind(member)
}

/// Changes them.
pub fn mute(workspace: &WorkspaceId, member: &MemberId, switches: &[String]) -> Stmt {
    let sql = "UPDATE members SET muted = ?3 WHERE workspace_id = ?1 AND id = ?2";
    Stmt::new(sql).bind(workspace).bind(member).bind(serde_json::json!(switches).to_string())
}

/// Forgets what is old.
pub fn sweep(now: Timestamp) -> Stmt {
    Stmt::new("DELETE FROM inbox WHERE at < ?").bind(now.plus(-KEPT_MS))
}
