//! The board: four columns, their counts and where its changes go on, in one statement.

use shared::actor::Actor;
use shared::id::WorkspaceId;
use shared::permission::sees_everything;
use shared::ticket::filter::Sort;
use shared::ticket::{Filter, Status};
use shared::time::Timestamp;
use shared::wire::board::COLUMN_CARDS;

use super::card;
use super::narrow::Narrow;
use super::recall;
use crate::db::Stmt;
use crate::store::sql::Sql;

/// Reads the board, as one row: a column of cards for each status, `counts` (JSON: status → tickets, or null), `seq`,
/// and whom it is for.
pub fn read(workspace: &WorkspaceId, actor: &Actor, filter: &Filter, now: Timestamp) -> Stmt {
    let mut sql = Sql::new("SELECT ");
    for &status in Status::ALL {
        sql = column(sql, workspace, actor, (filter, now), status).text(" AS ").text(status.as_str()).text(", ");
    }
    sql = match counted(actor, filter) {
        true => counts(sql, workspace, filter),
        false => sql.text("NULL"),
    };
    let sql = seq(sql.text(" AS counts, "), workspace).text(" AS seq");
    recall::stamped(sql, workspace, actor).stmt()
}

/// The number of the workspace's newest event.
pub fn seq(sql: Sql, workspace: &WorkspaceId) -> Sql {
    sql.text("coalesce((SELECT max(id) FROM events WHERE workspace_id = ").arg(workspace).text("), 0)")
}

/// Open columns by priority, oldest first; the closed one by what was closed or rated last.
fn column(sql: Sql, workspace: &WorkspaceId, actor: &Actor, (filter, now): (&Filter, Timestamp), status: Status) -> Sql {
    if !filter.status.is_empty() && !filter.status.contains(&status) {
        return sql.text("'0:[]'");
    }
    let sort = match status {
        Status::Closed => Sort::Updated,
        _ => Sort::Priority,
    };
    let own = Filter { status: vec![status], ..filter.clone() };
    let narrow = Narrow { workspace, actor, filter: &own, sort, limit: COLUMN_CARDS + 1, now };
    card::packed(sql, |sql| narrow.rows(sql, &|sql, _| sql))
}

/// Counters are kept by team and status: they hold for whoever sees everything, with no filter or a team's.
fn counted(actor: &Actor, filter: &Filter) -> bool {
    let plain = Filter { team: None, sort: None, ..filter.clone() } == Filter::default();
    plain && matches!(actor, Actor::Member(m) if sees_everything(m))
}

fn counts(sql: Sql, workspace: &WorkspaceId, filter: &Filter) -> Sql {
    let sql = sql
        .text("(SELECT json_group_object(status, n) FROM (SELECT status, sum(tickets) AS n FROM ticket_counts WHERE workspace_id = ")
        .arg(workspace);
    filter.team.iter().fold(sql, |sql, team| sql.and_equals("team_id", team)).text(" GROUP BY status))")
}
