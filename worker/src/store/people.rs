//! Members and teams.

use serde::Deserialize;
use shared::actor::Role;
use shared::id::{MemberId, TeamId, WorkspaceId};
use shared::lang::Lang;
use shared::text::{Email, Name};
use shared::ticket::Class;
use shared::time::Timestamp;
use shared::wire::people::{Away, EditMember, EditTeam};

use crate::db::{Fault, Stmt};

/// Adds a member.
pub fn add_member(now: Timestamp, workspace: &WorkspaceId, id: &MemberId, name: &Name, email: &Email, role: Role, lang: Lang) -> Stmt {
    let sql = "INSERT INTO members (workspace_id, id, name, email, role, lang, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
    Stmt::new(sql).bind(workspace).bind(id).bind(name).bind(email).bind(role).bind(lang).bind(now)
}

/// Adds a team.
pub fn add_team(now: Timestamp, workspace: &WorkspaceId, id: &str, name: &str) -> Stmt {
    Stmt::new("INSERT INTO teams (workspace_id, id, name, created_at) VALUES (?, ?, ?, ?)").bind(workspace).bind(id).bind(name).bind(now)
}

/// Adds several teams at once: ids and names.
pub fn add_teams(now: Timestamp, workspace: &WorkspaceId, teams: &[(String, &str)]) -> Stmt {
    let sql = "INSERT INTO teams (workspace_id, id, name, created_at)
        SELECT ?1, value ->> 0, value ->> 1, ?3 FROM json_each(?2)";
    Stmt::new(sql).bind(workspace).bind(json(teams)).bind(now)
}

/// Gives the tickets of classes to teams, and takes them from those that had them.
pub fn take_classes(workspace: &WorkspaceId, taken: &[(Class, &str)]) -> Stmt {
    // `WHERE true` tells SQLite that ON CONFLICT does not belong to the select.
    let sql = "INSERT INTO team_classes (workspace_id, class, team_id)
        SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2) WHERE true
        ON CONFLICT (workspace_id, class) DO UPDATE SET team_id = excluded.team_id";
    Stmt::new(sql).bind(workspace).bind(json(taken))
}

/// Takes all classes from a team.
pub fn drop_classes(workspace: &WorkspaceId, team: &str) -> Stmt {
    Stmt::new("DELETE FROM team_classes WHERE workspace_id = ? AND team_id = ?").bind(workspace).bind(team)
}

/// Puts a member into teams.
pub fn join_teams(workspace: &WorkspaceId, member: &str, teams: &[TeamId]) -> Stmt {
    let sql = "INSERT OR IGNORE INTO team_members (workspace_id, member_id, team_id)
        SELECT ?1, ?2, value FROM json_each(?3)";
    Stmt::new(sql).bind(workspace).bind(member).bind(json(teams))
}

/// Takes a member out of all teams.
pub fn leave_teams(workspace: &WorkspaceId, member: &str) -> Stmt {
    Stmt::new("DELETE FROM team_members WHERE workspace_id = ? AND member_id = ?").bind(workspace).bind(member)
}

/// Changes a member. Where that would leave the workspace without an admin, a trigger fails the batch.
pub fn edit_member(workspace: &WorkspaceId, id: &str, edit: &EditMember) -> Stmt {
    let sql = "UPDATE members SET name = coalesce(?3, name), role = coalesce(?4, role), active = coalesce(?5, active)
        WHERE workspace_id = ?1 AND id = ?2";
    Stmt::new(sql).bind(workspace).bind(id).bind(edit.name.as_ref()).bind(edit.role).bind(edit.active)
}

/// Says when a member is away; nothing: they are there.
pub fn set_away(workspace: &WorkspaceId, id: &str, away: Option<&Away>) -> Stmt {
    Stmt::new("UPDATE members SET away_from = ?3, away_until = ?4 WHERE workspace_id = ?1 AND id = ?2 AND active = 1")
        .bind(workspace)
        .bind(id)
        .bind(away.map(|away| away.from))
        .bind(away.map(|away| away.until))
}

/// Whether a batch failed because no admin would be left: the word of the trigger `members_keep_an_admin`.
pub fn is_last_admin(fault: &Fault) -> bool {
    fault.message.contains("last_admin")
}

/// Changes a team.
pub fn edit_team(workspace: &WorkspaceId, id: &str, edit: &EditTeam) -> Stmt {
    let sql = "UPDATE teams SET name = coalesce(?3, name), active = coalesce(?4, active)
        WHERE workspace_id = ?1 AND id = ?2";
    Stmt::new(sql).bind(workspace).bind(id).bind(edit.name.as_ref()).bind(edit.active)
}

/// Which of these teams are there and active.
pub fn teams_among(workspace: &WorkspaceId, ids: &[TeamId]) -> Stmt {
    let sql = "SELECT count(*) AS n FROM teams
        WHERE workspace_id = ?1 AND active = 1 AND id IN (SELECT value FROM json_each(?2))";
    Stmt::new(sql).bind(workspace).bind(json(ids))
}

/// Tickets of a team that are not closed.
pub fn open_tickets_of_team(workspace: &WorkspaceId, team: &str) -> Stmt {
    let sql = "SELECT count(*) AS n FROM (SELECT 1 FROM tickets
        WHERE workspace_id = ?1 AND team_id = ?2 AND status <> 'closed' LIMIT 1)";
    Stmt::new(sql).bind(workspace).bind(team)
}

/// Members as a JSON array of [`shared::wire::people::MemberView`]: all of them, or the one of an id.
pub fn members(workspace: &WorkspaceId, id: Option<&str>, emails: bool) -> Stmt {
    let sql = "SELECT json_group_array(json_object('id', m.id, 'name', m.name, 'role', m.role,
            'email', iif(?3, m.email, NULL), 'active', json(iif(m.active, 'true', 'false')),
            'away', CASE WHEN m.away_from IS NULL THEN NULL ELSE json_object('from', m.away_from, 'until', m.away_until) END,
            'teams', (SELECT json_group_array(t.team_id) FROM team_members t
                WHERE t.workspace_id = m.workspace_id AND t.member_id = m.id))) AS json
        FROM (SELECT * FROM members WHERE workspace_id = ?1 AND (?2 IS NULL OR id = ?2) ORDER BY name, id) m";
    Stmt::new(sql).bind(workspace).bind(id).bind(emails)
}

/// Teams as a JSON array of [`shared::wire::people::TeamView`].
pub fn teams(workspace: &WorkspaceId, id: Option<&str>) -> Stmt {
    let sql = "SELECT json_group_array(json_object('id', t.id, 'name', t.name, 'active', json(iif(t.active, 'true', 'false')),
            'classes', (SELECT json_group_array(c.class) FROM team_classes c
                WHERE c.workspace_id = t.workspace_id AND c.team_id = t.id))) AS json
        FROM (SELECT * FROM teams WHERE workspace_id = ?1 AND (?2 IS NULL OR id = ?2) ORDER BY created_at, id) t";
    Stmt::new(sql).bind(workspace).bind(id)
}

/// Admins beside this member.
pub fn other_admins(workspace: &WorkspaceId, id: &str) -> Stmt {
    let sql = "SELECT count(*) AS n FROM members WHERE workspace_id = ? AND id <> ? AND role = 'admin' AND active = 1";
    Stmt::new(sql).bind(workspace).bind(id)
}

/// A member's own settings.
pub fn edit_profile(workspace: &WorkspaceId, member: &MemberId, edit: &shared::wire::session::EditProfile) -> Stmt {
    let sql = "UPDATE members SET name = coalesce(?3, name), lang = coalesce(?4, lang), theme = coalesce(?5, theme),
        single_keys = coalesce(?6, single_keys) WHERE workspace_id = ?1 AND id = ?2";
    Stmt::new(sql).bind(workspace).bind(member).bind(edit.name.as_ref()).bind(edit.lang).bind(edit.theme).bind(edit.single_keys)
}

/// A list as one argument: D1 takes a hundred at most.
fn json<T: serde::Serialize + ?Sized>(list: &T) -> String {
    serde_json::json!(list).to_string()
}

/// A count.
#[derive(Deserialize)]
pub struct Count {
    pub n: u32,
}
