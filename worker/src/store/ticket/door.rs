//! What a filing needs to know of its workspace and its requester.

use serde::Deserialize;
use shared::id::{CompanyId, ContactId, TeamId, WorkspaceId};
use shared::lang::Lang;
use shared::text::{Email, Name};
use shared::ticket::{Class, Policy};
use shared::wire::ticket::ContactForm;

use super::Home;
use crate::context::Ctx;
use crate::db::Stmt;
use crate::store::sql::Sql;

/// The workspace, and the team that gets tickets of the class.
#[derive(Deserialize)]
pub struct Door {
    pub id: WorkspaceId,
    pub name: Name,
    reopen_days: u32,
    silence_days: u32,
    reminder_days: u32,
    /// Absent in a workspace without any team.
    pub team_id: Option<TeamId>,
}

impl Door {
    /// The workspace's numbers of days.
    pub fn policy(&self) -> Policy {
        Policy {
            reopen_days: self.reopen_days,
            silence_days: self.silence_days,
            reminder_days: self.reminder_days,
        }
    }
}

/// A person who may be the requester.
#[derive(Clone, Deserialize)]
pub struct ContactRow {
    pub id: ContactId,
    pub email: Email,
    pub company_id: Option<CompanyId>,
    pub lang: Lang,
    pub active: u8,
}

/// Finds the workspace. A class that no team takes goes to the oldest team.
pub fn door(home: &Home, class: Class) -> Stmt {
    let sql = Sql::new(
        "SELECT w.id, w.name, w.reopen_days, w.silence_days, w.reminder_days, coalesce(
            (SELECT c.team_id FROM team_classes c JOIN teams t ON t.workspace_id = c.workspace_id AND t.id = c.team_id
                WHERE c.workspace_id = w.id AND t.active = 1 AND c.class = ",
    )
    .arg(class)
    .text(
        "), (SELECT t.id FROM teams t WHERE t.workspace_id = w.id AND t.active = 1 ORDER BY t.created_at, t.id LIMIT 1)
            ) AS team_id
        FROM workspaces w WHERE w.id = ",
    );
    home.push(sql).stmt()
}

const CONTACT: &str =
    "SELECT id, email, company_id, lang, active FROM contacts WHERE workspace_id = ";

/// Finds a requester by id.
pub fn contact(home: &Home, id: &ContactId) -> Stmt {
    home.push(Sql::new(CONTACT)).and_equals("id", id).stmt()
}

/// Finds a requester by address.
pub fn contact_by_email(home: &Home, email: &Email) -> Stmt {
    home.push(Sql::new(CONTACT))
        .and_equals("email", email)
        .stmt()
}

/// Finds the requester who is signed in.
pub fn contact_of_session(token_hash: &str) -> Stmt {
    Home::Session(token_hash.to_owned())
        .push(Sql::new(CONTACT))
        .text(" AND id = (SELECT contact_id FROM sessions WHERE token_hash = ")
        .arg(token_hash)
        .text(")")
        .stmt()
}

/// Adds a requester who was not known.
pub fn add_contact(ctx: &Ctx, workspace: &WorkspaceId, id: &ContactId, form: &ContactForm) -> Stmt {
    Stmt::new(
        "INSERT INTO contacts (workspace_id, id, name, email, phone, lang, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )
    .bind(workspace)
    .bind(id)
    .bind(&form.name)
    .bind(&form.email)
    .bind(form.phone.as_ref())
    .bind(ctx.lang)
    .bind(ctx.now)
}

/// Finds the workspace alone.
pub fn workspace(home: &Home) -> Stmt {
    home.push(Sql::new("SELECT id FROM workspaces WHERE id = "))
        .stmt()
}
