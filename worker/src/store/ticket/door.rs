//! What a filing needs to know, in one statement: the workspace, the team that gets it, the requester, and what the
//! form refers to.

use serde::Deserialize;
use shared::id::{AttachmentId, CompanyId, ContactId, ModuleId, ProjectId, TeamId, WorkspaceId};
use shared::lang::Lang;
use shared::text::{Email, Name};
use shared::ticket::{Class, Policy};
use shared::time::Timestamp;
use shared::wire::ticket::ContactForm;

use super::{Home, file};
use crate::context::Ctx;
use crate::db::Stmt;
use crate::store::rules;
use crate::store::sql::Sql;

/// Who the requester is said to be.
#[derive(Clone, Copy, Debug)]
pub enum Who<'a> {
    Id(&'a ContactId),
    Address(&'a Email),
    /// Whoever is signed in, by the hash of the token.
    Session(&'a str),
}

/// What the form refers to.
#[derive(Debug)]
pub struct Mentioned<'a> {
    pub class: Class,
    pub who: Who<'a>,
    pub project: Option<&'a ProjectId>,
    pub module: Option<&'a ModuleId>,
    pub files: &'a [AttachmentId],
}

/// The row. What was not found is absent.
#[derive(Deserialize)]
pub struct Door {
    pub id: WorkspaceId,
    pub name: Name,
    /// Of its service levels.
    pub sla_version: u32,
    reopen_days: u32,
    silence_days: u32,
    reminder_days: u32,
    approval_days: u32,
    /// Absent in a workspace without any team.
    pub team_id: Option<TeamId>,
    contact_id: Option<ContactId>,
    contact_email: Option<Email>,
    contact_company: Option<CompanyId>,
    contact_lang: Option<Lang>,
    /// The project, if it is worked on.
    pub project_id: Option<ProjectId>,
    pub project_company: Option<CompanyId>,
    /// The project that the module is part of.
    pub module_project: Option<ProjectId>,
    /// JSON of the classification guide, where the workspace has its own.
    pub guide: Option<String>,
    /// JSON: an array of files.
    pub files: String,
    /// JSON: the tag rules; absent where the workspace uses those it started with.
    pub tag_book: Option<String>,
    /// JSON: the routing rules, if there are any.
    pub routing_book: Option<String>,
    /// JSON: the teams that the rules name, with who is there.
    pub crews: String,
}

/// A person who may be the requester: nobody who was removed.
pub struct ContactRow {
    pub id: ContactId,
    pub email: Email,
    pub company: Option<CompanyId>,
    pub lang: Lang,
}

impl Door {
    /// The workspace's numbers of days.
    pub fn policy(&self) -> Policy {
        Policy {
            reopen_days: self.reopen_days,
            silence_days: self.silence_days,
            reminder_days: self.reminder_days,
            approval_days: self.approval_days,
        }
    }

    /// The requester, if they are known.
    pub fn contact(&self) -> Option<ContactRow> {
        Some(ContactRow {
            id: self.contact_id.clone()?,
            email: self.contact_email.clone()?,
            company: self.contact_company.clone(),
            lang: self.contact_lang?,
        })
    }
}

/// Looks it all up. A class that no team takes goes to the oldest team.
pub fn find(home: &Home, mentioned: &Mentioned<'_>, now: Timestamp) -> Stmt {
    let sql = Sql::new("SELECT w.id, w.name, w.sla_version, w.reopen_days, w.silence_days, w.reminder_days, w.approval_days, ");
    let sql = rules::usual_team(sql, "w.id", |sql| sql.arg(mentioned.class)).text(
        " AS team_id,
            (SELECT g.document FROM guides g WHERE g.workspace_id = w.id) AS guide,
            (SELECT book FROM rule_books WHERE workspace_id = w.id AND kind = 'tags') AS tag_book,
            (SELECT book FROM rule_books WHERE workspace_id = w.id AND kind = 'routing') AS routing_book, ",
    );
    let sql = rules::crews(sql, "w.id", now, |sql| rules::teams_of_rules(sql, "w.id")).text(
        " AS crews, c.id AS contact_id, c.email AS contact_email, c.company_id AS contact_company, c.lang AS contact_lang,
            p.id AS project_id, p.company_id AS project_company, m.project_id AS module_project, ",
    );
    let sql = file::array(sql, mentioned.files)
        .text(" AS files FROM workspaces w LEFT JOIN contacts c ON c.workspace_id = w.id AND c.active = 1 AND ");
    let sql = match mentioned.who {
        Who::Id(id) => sql.text("c.id = ").arg(id),
        Who::Address(email) => sql.text("c.email = ").arg(email),
        Who::Session(hash) => sql.text("c.id = (SELECT contact_id FROM sessions WHERE token_hash = ").arg(hash).text(")"),
    };
    let sql = sql
        .text(" LEFT JOIN projects p ON p.workspace_id = w.id AND p.active = 1 AND p.id = ")
        .arg(mentioned.project)
        .text(" LEFT JOIN modules m ON m.workspace_id = w.id AND m.id = ")
        .arg(mentioned.module)
        .text(" WHERE w.id = ");
    home.push(sql).stmt()
}

/// Finds the workspace alone.
pub fn workspace(home: &Home) -> Stmt {
    home.push(Sql::new("SELECT id FROM workspaces WHERE id = ")).stmt()
}

/// Adds a requester who was not known; another filing may have done so a moment before.
pub fn add_contact(ctx: &Ctx, workspace: &WorkspaceId, id: &ContactId, form: &ContactForm) -> Stmt {
    Stmt::new(
        "INSERT INTO contacts (workspace_id, id, name, email, phone, lang, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (workspace_id, email) DO NOTHING",
    )
    .bind(workspace)
    .bind(id)
    .bind(&form.name)
    .bind(&form.email)
    .bind(form.phone.as_ref())
    .bind(ctx.lang)
    .bind(ctx.now)
}
