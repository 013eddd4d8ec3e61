//! What a portal shows before anybody files.

use serde::Deserialize;
use shared::text::{Name, Slug};

use crate::db::Stmt;

/// A portal's workspace, as a visitor sees it.
#[derive(Debug, Deserialize)]
pub struct Portal {
    pub slug: Slug,
    pub name: Name,
    /// The visitor's, if they are signed in to this portal.
    pub contact: Option<Name>,
    /// JSON of the projects of the visitor's company.
    pub projects: String,
    /// JSON of the classification guide, where the workspace has its own.
    pub guide: Option<String>,
}

/// The portal of a slug, for the session of a token if it belongs there. Whoever came by a ticket's link has not proven
/// to be its requester, and learns nothing of them here.
pub fn view(slug: &Slug, token_hash: Option<&str>) -> Stmt {
    let sql = "SELECT w.slug, w.name, c.name AS contact,
            (SELECT g.document FROM guides g WHERE g.workspace_id = w.id) AS guide,
            (SELECT json_group_array(json_object('id', p.id, 'name', p.name, 'modules',
                (SELECT json_group_array(json_object('id', m.id, 'name', m.name)) FROM modules m
                    WHERE m.workspace_id = p.workspace_id AND m.project_id = p.id)))
                FROM projects p
                WHERE p.workspace_id = w.id AND p.company_id = c.company_id AND p.active = 1) AS projects
        FROM workspaces w
        LEFT JOIN sessions s ON s.token_hash = (?2||'') AND s.workspace_id = w.id AND s.only_serial IS NULL
        LEFT JOIN contacts c ON c.workspace_id = w.id AND c.id = s.contact_id AND c.active = 1
        WHERE w.slug = (?1||'')";
    Stmt::new(sql).bind(slug).bind(token_hash)
}
