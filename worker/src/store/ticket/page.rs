//! The conversation and the timeline of one ticket, as JSON made by SQLite: what is only passed on is not taken apart.
//!
//! Read beside the session, before it is known who reads: the statement itself asks the session whether a member reads,
//! and leaves out what is for the team alone.

use shared::id::Serial;
use shared::wire::ticket::{PAGE_EVENTS, PAGE_MESSAGES};

use crate::db::{Rows, Stmt};
use crate::store::sql::Sql;

/// Most bytes of words in one list. D1 makes no text of more than 2 MB, and JSON may need two bytes for one.
const BYTES_MAX: u32 = 800_000;

/// Lists in JSON, ready for the wire.
pub struct Talk {
    /// Oldest first; one more than a page if there are older ones. What is too much for one answer is `null`.
    pub messages: String,
    /// Oldest first.
    pub events: String,
    pub people: String,
}

/// Messages, events and people of a ticket.
pub fn talk(token_hash: &str, serial: Serial) -> Stmt {
    let sql = reader(token_hash).text("SELECT (");
    let sql = messages(sql, serial, None).text(") AS messages, (");
    let sql = events(sql, serial).text(") AS events, (");
    people(sql, serial).text(") AS people FROM me").stmt()
}

/// Messages before one of them.
pub fn messages_before(token_hash: &str, serial: Serial, before: Option<u32>) -> Stmt {
    let sql = reader(token_hash).text("SELECT (");
    messages(sql, serial, before).text(") AS messages, '[]' AS events, '[]' AS people FROM me").stmt()
}

/// Reads the row of one of these; `None` if there is no session.
pub fn read(rows: &Rows) -> Option<Talk> {
    Some(Talk { messages: rows.text("messages")?, events: rows.text("events")?, people: rows.text("people")? })
}

/// `me`: the reader's workspace, and 1 if a member reads.
fn reader(token_hash: &str) -> Sql {
    Sql::new("WITH me AS (SELECT workspace_id AS home, member_id IS NOT NULL AS inside FROM sessions WHERE token_hash = ")
        .arg(token_hash)
        .text(") ")
}

fn messages(sql: Sql, serial: Serial, before: Option<u32>) -> Sql {
    let sql = sql
        .text("SELECT json_group_array(json(iif(m.used > ")
        .text(&BYTES_MAX.to_string())
        .text(
            ", 'null', json_object('id', m.serial || '-' || m.version, 'kind', m.kind,
                'by', json_object('who', m.actor_kind, 'id', m.actor_id), 'author', coalesce(pm.name, pc.name), 'at', m.at,
                'text', m.text, 'attendees', m.attendees, 'decisions', m.decisions, 'minutes', iif(me.inside, m.minutes, NULL),
                'attachments', json((
                    SELECT json_group_array(json_object('id', a.id, 'name', a.name, 'media_type', a.media_type,
                        'bytes', a.bytes) ORDER BY u.place)
                    FROM attachment_uses u JOIN attachments a ON a.workspace_id = u.workspace_id AND a.id = u.attachment_id
                    WHERE u.workspace_id = m.workspace_id AND u.serial = m.serial AND u.version = m.version))
                ))) ORDER BY m.version)
            FROM (SELECT *, sum(length(CAST(text AS BLOB)) + coalesce(length(CAST(decisions AS BLOB)), 0))
                OVER (ORDER BY version DESC) AS used FROM (SELECT * FROM messages WHERE workspace_id = me.home AND serial = ",
        )
        .arg(serial)
        .text(" AND internal <= me.inside");
    let sql = match before {
        Some(version) => sql.text(" AND version < ").arg(version),
        None => sql,
    };
    sql.text(" ORDER BY version DESC LIMIT ").arg(PAGE_MESSAGES + 1).text(
        ")) m
            LEFT JOIN members pm ON m.actor_kind = 'member' AND pm.workspace_id = m.workspace_id AND pm.id = m.actor_id
            LEFT JOIN contacts pc ON m.actor_kind = 'contact' AND pc.workspace_id = m.workspace_id AND pc.id = m.actor_id",
    )
}

/// Minutes of work are the team's: customers read 0. So are the rule that routed the ticket, and its tags.
fn events(sql: Sql, serial: Serial) -> Sql {
    sql.text(
        "SELECT json_group_array(json_object('version', e.version, 'at', e.at,
            'by', json(iif(e.actor_kind = 'timer', '{\"who\":\"timer\"}', json_object('who', e.actor_kind, 'id', e.actor_id))),
            'what', json(CASE WHEN me.inside THEN e.what WHEN e.kind = 'said' THEN json_set(e.what, '$.minutes', 0)
                WHEN e.kind = 'filed' THEN json_remove(e.what, '$.rule', '$.tags') ELSE e.what END)) ORDER BY e.version)
        FROM (SELECT *, sum(length(CAST(what AS BLOB))) OVER (ORDER BY version DESC) AS used
            FROM (SELECT * FROM events WHERE workspace_id = me.home AND serial = ",
    )
    .arg(serial)
    .text(" AND internal <= me.inside ORDER BY version DESC LIMIT ")
    .arg(PAGE_EVENTS)
    .text(")) e WHERE e.used <= ")
    .text(&BYTES_MAX.to_string())
}

/// Members have the directory, which names members; customers have nothing.
fn people(sql: Sql, serial: Serial) -> Sql {
    sql.text(
        "SELECT json_group_array(json_object('id', id, 'name', name)) FROM (
            SELECT id, name FROM contacts WHERE workspace_id = me.home AND id IN (
                SELECT actor_id FROM events WHERE workspace_id = me.home AND actor_kind = 'contact' AND serial = ",
    )
    .arg(serial)
    // The team also reads who was asked for approval.
    .text(
        " UNION SELECT what ->> '$.approver.id' FROM events
                WHERE me.inside AND workspace_id = me.home AND kind = 'approval_requested' AND serial = ",
    )
    .arg(serial)
    .text(
        ")
            UNION ALL
            SELECT id, name FROM members WHERE NOT me.inside AND workspace_id = me.home AND id IN (
                SELECT actor_id FROM events WHERE workspace_id = me.home AND actor_kind = 'member' AND internal = 0 AND serial = ",
    )
    .arg(serial)
    .text(
        "
                UNION
                SELECT what ->> '$.owner' FROM events
                WHERE workspace_id = me.home AND kind IN ('filed', 'started', 'assigned') AND serial = ",
    )
    .arg(serial)
    .text("))")
}
