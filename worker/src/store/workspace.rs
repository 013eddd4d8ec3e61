//! Workspaces.

use shared::id::WorkspaceId;
use shared::text::{Email, Slug};
use shared::ticket::Policy;
use shared::time::Timestamp;
use shared::wire::session::NewWorkspace;

use crate::db::Stmt;

/// Makes a workspace.
pub fn add(now: Timestamp, id: &WorkspaceId, wish: &NewWorkspace) -> Stmt {
    let sql = "INSERT INTO workspaces (id, slug, name, lang, reopen_days, silence_days, reminder_days, approval_days,
            created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let policy = Policy::DEFAULT;
    Stmt::new(sql)
        .bind(id)
        .bind(&wish.slug)
        .bind(&wish.name)
        .bind(wish.lang)
        .bind(policy.reopen_days)
        .bind(policy.silence_days)
        .bind(policy.reminder_days)
        .bind(policy.approval_days)
        .bind(now)
}

/// Whether an address is taken: by whom.
pub fn by_slug(slug: &Slug) -> Stmt {
    Stmt::new("SELECT id AS workspace_id, NULL AS id FROM workspaces WHERE slug = ?").bind(slug)
}

/// The member of an address in the workspace of a slug.
pub fn member_in(slug: &Slug, email: &Email) -> Stmt {
    let sql = "SELECT m.workspace_id, m.id FROM workspaces w
        JOIN members m ON m.workspace_id = w.id AND m.email = (?2||'') AND m.active = 1 WHERE w.slug = (?1||'')";
    Stmt::new(sql).bind(slug).bind(email)
}
