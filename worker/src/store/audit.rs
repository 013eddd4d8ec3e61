//! The audit log: sign-ins and changes of settings.

use serde_json::Value;
use shared::id::WorkspaceId;

use crate::context::Ctx;
use crate::db::{Fault, Stmt};
use crate::secret;

/// An entry. `actor` is `member:<id>` or `contact:<id>`; `subject` the id of what was changed.
pub fn entry(ctx: &Ctx, workspace: &WorkspaceId, actor: &str, action: &'static str, subject: &str, detail: &Value) -> Result<Stmt, Fault> {
    let sql = "INSERT INTO audit (workspace_id, at, actor, action, subject, detail, client) VALUES (?, ?, ?, ?, ?, ?, ?)";
    Ok(Stmt::new(sql)
        .bind(workspace)
        .bind(ctx.now)
        .bind(actor)
        .bind(action)
        .bind(subject)
        .bind(detail.to_string())
        .bind(secret::keyed(&ctx.site.secret, &ctx.client.address)?))
}

/// The same, of a member who is an admin at this moment. Of anybody else it fails, and its batch with it.
pub fn by_an_admin(entry: Stmt) -> Stmt {
    entry.with_sql(
        "INSERT INTO audit (workspace_id, at, actor, action, subject, detail, client)
        SELECT ?1, ?2, (SELECT 'member:' || id FROM members
            WHERE workspace_id = ?1 AND 'member:' || id = ?3 AND role = 'admin' AND active = 1), ?4, ?5, ?6, ?7",
    )
}

/// Whether a batch failed for the lack of an admin.
pub fn is_no_admin(fault: &Fault) -> bool {
    fault.message.contains("NOT NULL constraint failed: audit.actor")
}

/// The same, done only if the statement before it changed a row.
pub fn only_if_changed(entry: Stmt) -> Stmt {
    entry.with_sql(
        "INSERT INTO audit (workspace_id, at, actor, action, subject, detail, client)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE changes() = 1",
    )
}
