//! Tickets in the database: SQL and row mapping. What may happen to a ticket is decided in `shared`; who may see it is
//! decided by `shared` for one ticket and by [`scope`] for many.

pub mod board;
pub mod card;
pub mod changes;
mod columns;
pub mod door;
pub mod file;
pub mod filing;
pub mod flows;
pub mod list;
pub mod narrow;
pub mod page;
pub mod presence;
pub mod recall;
pub mod refs;
pub mod row;
pub mod said;
pub mod scope;
pub mod target;
pub mod text;
pub mod timer;
pub mod write;

use shared::id::WorkspaceId;

use crate::store::sql::Sql;

/// Where a statement finds its workspace.
#[derive(Clone, Debug)]
pub enum Home {
    Workspace(WorkspaceId),
    /// By the hash of a session's token, in the round trip that finds the session itself. Whatever is found may be
    /// used only once that session has been seen to be good.
    Session(String),
    /// By the address of a portal.
    Portal(String),
}

impl Home {
    /// Appends the workspace's id as a value or an expression.
    pub fn push(&self, sql: Sql) -> Sql {
        match self {
            Self::Workspace(id) => sql.arg(id),
            Self::Session(hash) => sql.text("(SELECT workspace_id FROM sessions WHERE token_hash = ").arg(hash).text(")"),
            Self::Portal(slug) => sql.text("(SELECT id FROM workspaces WHERE slug = ").arg(slug).text(")"),
        }
    }
}
