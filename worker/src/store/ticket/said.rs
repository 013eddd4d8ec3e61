//! What is said adds to a ticket and overwrites nothing: it takes whatever version comes next, so that any number of
//! people may talk at once and none of them has to ask again.

use shared::id::{Serial, WorkspaceId};

use super::write::{self, Edit};
use crate::db::{Fault, Stmt};
use crate::store::quota::{self, Window};
use crate::store::sql::Sql;

/// The ticket's change by a message. Finds nothing, so that the event collides, if more than words has been added since
/// `before` was read: then the message may mean something else. The same where one of the limits is reached.
pub fn change(workspace: &WorkspaceId, serial: Serial, edit: Edit<'_>, limits: &[Window]) -> Result<Stmt, Fault> {
    let Edit { before, after, minutes, policy, clocks, now } = edit;
    let mut columns = write::differing(before, after, policy)?;
    columns.retain(|(name, _)| *name != "version");
    // Whoever spoke in between was not reckoned with: the sweep tells the clocks anew from the events.
    let is_next = |sql: Sql| sql.text("iif(version = ").arg(before.version).text(", ");
    let mut sql = Sql::new("UPDATE tickets SET version = version + 1, ");
    for (name, value) in clocks {
        let otherwise = if name == "next_notice_at" { ", 0), " } else { ", NULL), " };
        sql = is_next(sql.text(name).text(" = ")).arg(value).text(otherwise);
    }
    let sql = write::updated(sql, columns, minutes, now);
    let sql = sql.text(" WHERE workspace_id = ").arg(workspace).and_equals("serial", serial).text(" AND version >= ").arg(before.version);
    let sql = sql.text(" AND NOT EXISTS (SELECT 1 FROM events e WHERE e.workspace_id = ").arg(workspace).and_equals("e.serial", serial);
    let sql = sql.text(" AND e.version > ").arg(before.version).text(" AND (e.kind <> 'said' OR e.what ->> '$.answers' <> 'nothing'))");
    Ok(limits.iter().fold(sql, |sql, limit| quota::within(sql.text(" AND "), limit)).stmt())
}
