//! What others did since a board was read.

use shared::actor::{Actor, Member};
use shared::id::WorkspaceId;
use shared::permission::sees_everything;
use shared::wire::board::CHANGES_MAX;

use super::card::{self, COMPANY};
use super::{board, recall, scope};
use crate::db::Stmt;
use crate::store::sql::Sql;

/// Most events that are looked through; after more than these the board is read anew.
const EVENTS_MAX: u32 = 500;

/// What changed after an event, as one row: `cards`, `gone` (JSON: serials), `seq`, `over` (1: more than fits), and whom
/// it is for.
pub fn since(workspace: &WorkspaceId, member: &Member, after: i64) -> Stmt {
    let actor = Actor::Member(member.clone());
    let sql = Sql::new("WITH news AS (SELECT id, serial FROM events WHERE workspace_id = ")
        .arg(workspace)
        .text(" AND id > ")
        .arg(after)
        .text(" ORDER BY id LIMIT ")
        .arg(EVENTS_MAX + 1)
        .text("), touched AS (SELECT DISTINCT serial FROM news ORDER BY serial LIMIT ")
        .arg(CHANGES_MAX + 1)
        .text(") SELECT ");
    let sql = card::packed(sql, |sql| {
        let sql = sql
            .text("SELECT ")
            .text(card::json(&actor))
            .text(" AS j FROM touched n CROSS JOIN tickets t INDEXED BY tickets_by_serial")
            .text(COMPANY)
            .text(" WHERE t.serial = n.serial AND t.workspace_id = ")
            .arg(workspace)
            .text(" AND ");
        scope::any(sql, &actor)
    });
    let sql = gone(sql.text(" AS cards, "), workspace, member);
    let sql = board::seq(sql.text(" AS gone, "), workspace)
        .text(" AS seq, (SELECT count(*) FROM news) > ")
        .arg(EVENTS_MAX)
        .text(" OR (SELECT count(*) FROM touched) > ")
        .arg(CHANGES_MAX)
        .text(" AS over");
    recall::stamped(sql, workspace, &actor).stmt()
}

/// Serials that the member saw once and sees no more. What was never theirs is not told, not even by its number.
fn gone(sql: Sql, workspace: &WorkspaceId, member: &Member) -> Sql {
    if sees_everything(member) {
        return sql.text("'[]'");
    }
    let actor = Actor::Member(member.clone());
    let sql = sql
        .text("(SELECT json_group_array(t.serial) FROM touched n CROSS JOIN tickets t INDEXED BY tickets_by_serial WHERE t.serial = n.serial AND t.workspace_id = ")
        .arg(workspace)
        .text(" AND (");
    // A ticket without an owner is not known to be mine, rather than known not to be.
    let sql = scope::any(sql, &actor)
        .text(") IS NOT TRUE AND EXISTS (SELECT 1 FROM events e WHERE e.workspace_id = t.workspace_id AND e.serial = t.serial AND (e.what ->> '$.owner' = ")
        .arg(&member.id)
        .text(" OR e.what ->> '$.member' = ")
        .arg(&member.id);
    let sql = match member.role {
        shared::actor::Role::Collaborator => sql,
        _ => sql.text(" OR (1").and_in("e.what ->> '$.team'", &member.teams).text(if member.teams.is_empty() { " AND 0)" } else { ")" }),
    };
    sql.text(")))")
}
