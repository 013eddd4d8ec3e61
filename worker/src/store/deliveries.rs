//! What waits to be delivered or was given up, by mail or by robot.

use shared::id::WorkspaceId;
use shared::time::Timestamp;
use shared::wire::channels::DELIVERIES_MAX;

use crate::db::Stmt;

/// Letters that hold a code: nobody but their reader sees so much as their subject, and nobody sends them again.
const CODES: &str = "('code', 'workspace_code')";

/// The newest letters that have not left, as rows of `DeliveryView`.
pub fn mails(workspace: &WorkspaceId) -> Stmt {
    let sql = format!(
        "SELECT 'mail-' || id AS id, 'mail' AS carrier, recipient AS \"to\", subject, created_at, due_at AS next_at, attempts, error
        FROM outbox WHERE workspace_id = (?1||'') AND sent_at IS NULL AND kind NOT IN {CODES} ORDER BY id DESC LIMIT (?2+0)"
    );
    Stmt::new(sql).bind(workspace).bind(DELIVERIES_MAX)
}

/// The newest messages of robots that have not left, the same way; their subject is the ticket.
pub fn robots(workspace: &WorkspaceId) -> Stmt {
    let sql = "SELECT 'robot-' || m.id AS id, 'robot' AS carrier, r.name AS \"to\",
            '#' || printf('%05d', m.serial) || ' ' || t.title AS subject, m.created_at, m.due_at AS next_at, m.attempts, m.error
        FROM robot_messages m JOIN robots r ON r.workspace_id = m.workspace_id AND r.id = m.robot_id
        JOIN tickets t ON t.workspace_id = m.workspace_id AND t.serial = m.serial
        WHERE m.workspace_id = (?1||'') AND m.sent_at IS NULL ORDER BY m.id DESC LIMIT (?2+0)";
    Stmt::new(sql).bind(workspace).bind(DELIVERIES_MAX)
}

/// Which of the two tables a delivery stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    Mails,
    Robots,
}

/// Lets one that was given up be tried again at once, with all its tries. Then says how it stands: `waits`; no row if
/// there is no such delivery.
pub fn again(workspace: &WorkspaceId, table: Table, id: i64, now: Timestamp) -> Vec<Stmt> {
    let (table, kept) = match table {
        Table::Mails => ("outbox", format!("text <> '' AND kind NOT IN {CODES}")),
        Table::Robots => ("robot_messages", "1".to_owned()),
    };
    let own = format!("{table} WHERE workspace_id = ?1 AND id = ?2");
    let again = format!(
        "UPDATE {table} SET due_at = ?3, attempts = 0, error = NULL
        WHERE workspace_id = ?1 AND id = ?2 AND due_at IS NULL AND sent_at IS NULL AND {kept}"
    );
    vec![
        Stmt::new(again).bind(workspace).bind(id).bind(now),
        Stmt::new(format!("SELECT due_at IS NOT NULL AS waits FROM {own}")).bind(workspace).bind(id),
    ]
}
