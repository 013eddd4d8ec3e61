//! How projects stand, counted from their open tickets and from those that moved lately.

use shared::id::WorkspaceId;
use shared::time::{DAY_MS, Timestamp};
use shared::wire::health::WEEKS;

use crate::db::Stmt;
use crate::store::sql::Sql;

/// A week, in milliseconds.
const WEEK_MS: i64 = 7 * DAY_MS;

/// One row for each project that is worked on or has open tickets: `project`, `name`, `company`, `open`, `due`,
/// `breached`, `reopened`, and `filed` and `closed` (JSON: [week, tickets], 0 is the oldest week).
pub fn read(workspace: &WorkspaceId, now: Timestamp) -> Stmt {
    let since = now.plus(-(WEEKS as i64) * WEEK_MS);
    let sql = Sql::new(
        "WITH standing AS (
            SELECT project_id, count(*) AS open,
                sum(reopen_count > 0) AS reopened, sum(coalesce(next_due_at < ",
    )
    .arg(now)
    .text(", 0)) AS breached, sum(coalesce(next_due_at BETWEEN ")
    .arg(now)
    .text(" AND ")
    .arg(now.plus(DAY_MS))
    .text(
        ", 0)) AS due
            FROM tickets INDEXED BY tickets_open WHERE status <> 'closed' AND workspace_id = ",
    )
    .arg(workspace)
    .text(
        " GROUP BY project_id
        ), moved AS MATERIALIZED (
            SELECT project_id, created_at, closed_at FROM tickets INDEXED BY tickets_by_update WHERE workspace_id = ",
    )
    .arg(workspace)
    .text(" AND updated_at >= ")
    .arg(since)
    .text("), filed AS (");
    let sql = weeks(sql, "created_at", since).text("), closed AS (");
    let sql = weeks(sql, "closed_at", since).text(
        "), named AS (
            SELECT p.id, p.name, c.name AS company FROM projects p
            LEFT JOIN companies c ON c.workspace_id = p.workspace_id AND c.id = p.company_id
            WHERE p.active = 1 AND p.workspace_id = ",
    );
    sql.arg(workspace)
        .text(
            " UNION ALL SELECT NULL, NULL, NULL)
        SELECT n.id AS project, n.name, n.company, coalesce(s.open, 0) AS open, coalesce(s.due, 0) AS due,
            coalesce(s.breached, 0) AS breached, coalesce(s.reopened, 0) AS reopened,
            (SELECT json_group_array(json_array(week, n2)) FROM filed f WHERE f.project_id IS n.id) AS filed,
            (SELECT json_group_array(json_array(week, n2)) FROM closed d WHERE d.project_id IS n.id) AS closed
        FROM named n LEFT JOIN standing s ON s.project_id IS n.id
        WHERE n.id IS NOT NULL OR s.open > 0
        ORDER BY breached DESC, due DESC, open DESC, n.name",
        )
        .stmt()
}

/// Tickets of each project and week, by the time in a column.
fn weeks(sql: Sql, column: &str, since: Timestamp) -> Sql {
    let sql = sql.text("SELECT project_id, CAST((").text(column).text(" - ").arg(since).text(") / ").arg(WEEK_MS).text(" AS INTEGER)");
    let sql = sql.text(" AS week, count(*) AS n2 FROM moved WHERE ").text(column).text(" >= ").arg(since);
    sql.text(" GROUP BY 1, 2")
}
