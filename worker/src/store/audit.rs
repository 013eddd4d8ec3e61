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

/// The same, done only if the statement before it changed a row.
pub fn only_if_changed(entry: Stmt) -> Stmt {
    entry.with_sql(
        "INSERT INTO audit (workspace_id, at, actor, action, subject, detail, client)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE changes() = 1",
    )
}
