//! Tickets whose clocks have to be looked at, and what the sweep makes of them.

use serde::Deserialize;
use shared::id::{CompanyId, MemberId, ModuleId, ProjectId, Serial, TeamId, WorkspaceId};
use shared::lang::Lang;
use shared::notify::{Topic, Way};
use shared::text::{Email, Title};
use shared::ticket::{Class, Priority, Status};
use shared::time::{DAY_MS, Timestamp};

use crate::db::{Fault, Stmt};
use crate::store::sql::Sql;
use crate::store::ticket::write::Column;

/// A ticket as its clocks see it.
#[derive(Debug, Deserialize)]
pub struct Due {
    pub workspace_id: WorkspaceId,
    pub serial: Serial,
    pub version: u32,
    pub status: Status,
    pub class: Class,
    pub proposed: Priority,
    pub project_id: Option<ProjectId>,
    pub module_id: Option<ModuleId>,
    pub company_id: Option<CompanyId>,
    pub team_id: TeamId,
    pub owner_id: Option<MemberId>,
    pub created_at: Timestamp,
    pub title: Title,
    /// JSON; absent: not told yet.
    pub clocks: Option<String>,
    pub next_notice_at: Timestamp,
    pub requester_lang: Lang,
    /// JSON: the ids of its tags.
    pub tags: String,
    /// JSON: the keys of notices that were given already.
    pub given: String,
}

/// The tickets that have been due longest, at most `limit`.
pub fn due(now: Timestamp, limit: u32) -> Stmt {
    // Each row is found by its key: nothing is read that is not due.
    let sql = "SELECT t.workspace_id, t.serial, t.version, t.status, t.class, t.proposed, t.project_id, t.module_id,
            t.company_id, t.team_id, t.owner_id, t.created_at, t.title, t.clocks, t.next_notice_at,
            (SELECT c.lang FROM contacts c WHERE c.workspace_id = t.workspace_id AND c.id = t.requester_id) AS requester_lang,
            (SELECT json_group_array(g.tag_id) FROM ticket_tags g
                WHERE g.workspace_id = t.workspace_id AND g.serial = t.serial AND g.removed = 0) AS tags,
            (SELECT json_group_array(n.key) FROM notices n WHERE n.workspace_id = t.workspace_id AND n.serial = t.serial) AS given
        FROM tickets t INDEXED BY tickets_next_notice
        WHERE t.next_notice_at IS NOT NULL AND t.next_notice_at <= ?1 ORDER BY t.next_notice_at LIMIT (?2+0)";
    Stmt::new(sql).bind(now).bind(limit)
}

/// The events of a ticket that has no history yet, as JSON in the shape of `Event`.
pub fn events(workspace: &WorkspaceId, serial: Serial) -> Stmt {
    let sql = "SELECT json_object('version', version, 'at', at,
            'by', json(iif(actor_kind = 'timer', '{\"who\":\"timer\"}', json_object('who', actor_kind, 'id', actor_id))),
            'what', json(what)) AS event
        FROM events WHERE workspace_id = ? AND serial = ? ORDER BY version";
    Stmt::new(sql).bind(workspace).bind(serial)
}

/// What the clocks say now, unless somebody has changed the ticket, or the rules it is reckoned by, since it was read.
pub fn keep(due: &Due, columns: Vec<Column>) -> Stmt {
    let mut sql = Sql::new("UPDATE tickets SET ");
    for (place, (name, value)) in columns.into_iter().enumerate() {
        sql = sql.text(if place == 0 { "" } else { ", " }).text(name).text(" = ").arg(value);
    }
    sql.text(" WHERE workspace_id = ")
        .arg(&due.workspace_id)
        .and_equals("serial", due.serial)
        .and_equals("version", due.version)
        .and_equals("next_notice_at", due.next_notice_at)
        .stmt()
}

/// The version of a workspace's policies and calendars, as `sla_version`.
pub fn sla_version(workspace: &WorkspaceId) -> Stmt {
    Stmt::new("SELECT sla_version FROM workspaces WHERE id = ?").bind(workspace)
}

/// A member who may have to be told.
#[derive(Clone, Debug, Deserialize)]
pub struct Recipient {
    pub id: MemberId,
    pub email: Email,
    pub lang: Lang,
    pub role: shared::actor::Role,
    /// JSON: the teams.
    pub teams: String,
    /// JSON: the switches that are off.
    pub muted: String,
}

impl Recipient {
    /// Whether they do not want to be told of this, this way.
    pub fn has_switched_off(&self, topic: Topic, way: Way) -> Result<bool, Fault> {
        let off: Vec<String> = serde_json::from_str(&self.muted).map_err(|e| Fault::new(format!("switches: {e}")))?;
        Ok(off.contains(&topic.switch(way)))
    }
}

/// The members of a workspace who own tickets, or lead.
pub fn recipients(workspace: &WorkspaceId) -> Stmt {
    let sql = "SELECT m.id, m.email, m.lang, m.role, m.muted, (SELECT json_group_array(t.team_id) FROM team_members t
            WHERE t.workspace_id = m.workspace_id AND t.member_id = m.id) AS teams
        FROM members m WHERE m.workspace_id = (?||'') AND m.active = 1 AND m.role <> 'collaborator'";
    Stmt::new(sql).bind(workspace)
}

/// How long is kept what a run has cost, in milliseconds.
const NOTES_KEPT_MS: i64 = 7 * DAY_MS;

/// Notes what a run has found and cost.
pub fn note(at: Timestamp, tickets: u32, rows_read: u32) -> Stmt {
    Stmt::new("INSERT INTO sweeps (at, tickets, rows_read) VALUES (?, ?, ?)").bind(at).bind(tickets).bind(rows_read)
}

/// Forgets older notes.
pub fn forget_notes(now: Timestamp) -> Stmt {
    Stmt::new("DELETE FROM sweeps WHERE at < ?").bind(now.plus(-NOTES_KEPT_MS))
}
