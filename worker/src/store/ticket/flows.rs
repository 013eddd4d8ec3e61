//! What approval and sub-tasks keep beside the ticket's own row.

use serde::{Deserialize, Serialize};
use shared::actor::{Actor, Role};
use shared::id::{CompanyId, ContactId, MemberId, Serial, WorkspaceId};
use shared::lang::Lang;
use shared::text::{Email, Name};
use shared::ticket::{Approver, Event, Happening, Policy};
use shared::wire::flows::MY_SUBTASKS_MAX;

use super::{Home, scope};
use crate::db::Stmt;
use crate::store::sql::Sql;

/// Most leads who are written to about one request.
const LEADS_MAX: u32 = 20;

/// Somebody who is written to.
#[derive(Clone, Debug, Deserialize)]
pub struct Addressee {
    pub member_id: Option<MemberId>,
    pub contact_id: Option<ContactId>,
    pub company_id: Option<CompanyId>,
    pub name: Name,
    pub email: Email,
    pub lang: Lang,
}

const MEMBER: &str = "SELECT m.id AS member_id, NULL AS contact_id, NULL AS company_id, m.name, m.email, m.lang FROM members m";

/// Who may decide on a request: nobody who was removed.
pub fn approvers(home: &Home, approver: &Approver) -> Stmt {
    match approver {
        Approver::Member(id) => member(home, id),
        Approver::Contact(id) => {
            let sql = Sql::new("SELECT NULL AS member_id, id AS contact_id, company_id, name, email, lang FROM contacts WHERE active = 1");
            home.push(sql.text(" AND workspace_id = ")).and_equals("id", id).stmt()
        }
        Approver::Leads => {
            let sql = home.push(Sql::new(MEMBER).text(" WHERE m.active = 1 AND m.role IN ('lead', 'admin') AND m.workspace_id = "));
            sql.text(" ORDER BY m.id LIMIT ").arg(LEADS_MAX).stmt()
        }
    }
}

/// A member.
pub fn member(home: &Home, id: &MemberId) -> Stmt {
    home.push(Sql::new(MEMBER).text(" WHERE m.active = 1 AND m.workspace_id = ")).and_equals("m.id", id).stmt()
}

/// Who asked for a ticket's approval.
pub fn asker(home: &Home, serial: Serial) -> Stmt {
    let sql = Sql::new(MEMBER).text(" JOIN tickets t ON t.workspace_id = m.workspace_id AND m.id = t.approval ->> '$.asked_by'");
    home.push(sql.text(" WHERE m.active = 1 AND t.workspace_id = ")).and_equals("t.serial", serial).stmt()
}

/// A link of a request, for one person.
#[derive(Serialize)]
pub struct NewLink<'a> {
    pub member: Option<&'a MemberId>,
    pub contact: Option<&'a ContactId>,
    pub public_id: String,
    pub secret_hash: String,
}

/// Keeps a request's links.
pub fn links(workspace: &WorkspaceId, serial: Serial, request: u32, links: &[NewLink<'_>]) -> Stmt {
    Stmt::new(
        "INSERT INTO approval_links (workspace_id, serial, request, member_id, contact_id, public_id, secret_hash)
        SELECT ?1, ?2, ?3, value ->> 'member', value ->> 'contact', value ->> 'public_id', value ->> 'secret_hash' FROM json_each(?4)",
    )
    .bind(workspace)
    .bind(serial)
    .bind(request)
    .bind(serde_json::json!(links).to_string())
}

/// Makes a ticket's links useless.
pub fn void_links(workspace: &WorkspaceId, serial: Serial) -> Stmt {
    Stmt::new("UPDATE approval_links SET secret_hash = NULL WHERE workspace_id = ?1 AND serial = ?2 AND secret_hash IS NOT NULL")
        .bind(workspace)
        .bind(serial)
}

/// A link, with the person it was sent to as they are now.
#[derive(Debug, Deserialize)]
pub struct LinkRow {
    pub workspace_id: WorkspaceId,
    pub workspace_name: Name,
    pub serial: Serial,
    pub request: u32,
    pub secret_hash: Option<String>,
    pub member_id: Option<MemberId>,
    pub contact_id: Option<ContactId>,
    /// Absent once the person was removed.
    pub name: Option<Name>,
    pub role: Option<Role>,
    pub company_id: Option<CompanyId>,
    pub asked_by: Option<Name>,
    reopen_days: u32,
    silence_days: u32,
    reminder_days: u32,
    approval_days: u32,
}

impl LinkRow {
    /// The workspace's numbers of days.
    pub fn policy(&self) -> Policy {
        Policy {
            reopen_days: self.reopen_days,
            silence_days: self.silence_days,
            reminder_days: self.reminder_days,
            approval_days: self.approval_days,
        }
    }
}

/// Finds a link.
pub fn find_link(public_id: &str) -> Stmt {
    Sql::new(
        "SELECT l.workspace_id, l.serial, l.request, l.secret_hash, l.member_id, l.contact_id, w.name AS workspace_name,
            w.reopen_days, w.silence_days, w.reminder_days, w.approval_days,
            coalesce(m.name, c.name) AS name, m.role, c.company_id,
            (SELECT a.name FROM tickets t JOIN members a ON a.workspace_id = t.workspace_id AND a.id = t.approval ->> '$.asked_by'
                WHERE t.workspace_id = l.workspace_id AND t.serial = l.serial) AS asked_by
        FROM approval_links l JOIN workspaces w ON w.id = l.workspace_id
        LEFT JOIN members m ON m.workspace_id = l.workspace_id AND m.id = l.member_id AND m.active = 1
        LEFT JOIN contacts c ON c.workspace_id = l.workspace_id AND c.id = l.contact_id AND c.active = 1
        WHERE l.public_id = ",
    )
    .arg(public_id)
    .stmt()
}

/// Keeps the sub-tasks in step with an event.
pub fn subtask(workspace: &WorkspaceId, serial: Serial, event: &Event) -> Option<Stmt> {
    let set = |number: u32, done: bool| {
        let sql = "UPDATE subtasks SET done_at = ?4 WHERE workspace_id = ?1 AND serial = ?2 AND number = ?3";
        Stmt::new(sql).bind(workspace).bind(serial).bind(number).bind(done.then_some(event.at))
    };
    match &event.what {
        Happening::SubTaskAdded { title, member, due } => {
            let sql = "INSERT INTO subtasks (workspace_id, serial, number, title, member_id, due) VALUES (?, ?, ?, ?, ?, ?)";
            Some(Stmt::new(sql).bind(workspace).bind(serial).bind(event.version).bind(title).bind(member).bind(*due))
        }
        Happening::SubTaskFinished { number } => Some(set(*number, true)),
        Happening::SubTaskReopened { number } => Some(set(*number, false)),
        _ => None,
    }
}

/// A member's own open sub-tasks on tickets that are not closed, as one row: `json`.
pub fn my_subtasks(workspace: &WorkspaceId, actor: &Actor, member: &MemberId) -> Stmt {
    let sql = Sql::new(
        "SELECT json_group_array(json_object('serial', serial, 'title', ticket, 'version', version, 'subtask',
            json_object('number', number, 'title', title, 'member', member_id, 'due', due, 'done_at', NULL))) AS json
        FROM (SELECT s.*, t.title AS ticket, t.version FROM subtasks s
            JOIN tickets t ON t.workspace_id = s.workspace_id AND t.serial = s.serial
            WHERE s.done_at IS NULL AND t.status <> 'closed' AND s.workspace_id = ",
    );
    let sql = sql.arg(workspace).and_equals("s.member_id", member).text(" AND ");
    scope::any(sql, actor).text(" ORDER BY s.due IS NULL, s.due, s.serial, s.number LIMIT ").arg(MY_SUBTASKS_MAX).text(")").stmt()
}
