//! What a write leaves behind: the ticket's row, its event, and what came with it. Every statement belongs into one
//! batch with the others; see the migration for how two writers of one ticket collide.

use shared::actor::{Actor, By, Contact};
use shared::id::{AttachmentId, MemberId, Serial, WorkspaceId};
use shared::kb::words::fts;
use shared::text::{Body, Note};
use shared::ticket::message::Audience;
use shared::ticket::{Approver, Event, Happening, MessageKind, Policy, Ticket};
use shared::time::Timestamp;

use super::columns;
pub use super::columns::Column;
pub use super::columns::due_at;
use crate::db::{Arg, Fault, Stmt};
use crate::store::sql::Sql;

/// The place of a write: a ticket, and the version that the write makes of it.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// A decided change knows both.
    Known(Serial, u32),
    /// What is said takes the version that the ticket has come to within the batch.
    Said(Serial),
    /// A filing: the workspace's newest ticket, at version 1.
    Filed,
    /// The same, where the batch has chosen an owner whom the event names.
    Routed,
}

impl Place {
    /// Appends the serial.
    pub fn serial(self, sql: Sql, workspace: &WorkspaceId) -> Sql {
        match self {
            Self::Known(serial, _) | Self::Said(serial) => sql.arg(serial),
            Self::Filed | Self::Routed => sql.text("(SELECT last_serial FROM workspaces WHERE id = ").arg(workspace).text(")"),
        }
    }

    /// Appends the version.
    pub fn version(self, sql: Sql, workspace: &WorkspaceId) -> Sql {
        match self {
            Self::Known(_, version) => sql.arg(version),
            Self::Said(serial) => {
                sql.text("(SELECT version FROM tickets WHERE workspace_id = ").arg(workspace).and_equals("serial", serial).text(")")
            }
            Self::Filed | Self::Routed => sql.text("1"),
        }
    }
}

/// A decided change of a ticket's row.
pub struct Edit<'a> {
    pub before: &'a Ticket,
    pub after: &'a Ticket,
    /// Of work, recorded with it.
    pub minutes: u32,
    pub policy: Policy,
    /// What the change makes of the clocks.
    pub clocks: Vec<Column>,
    pub now: Timestamp,
}

/// The columns that a change touches. Finds nothing if the ticket has moved on, and then the event collides.
pub fn change(workspace: &WorkspaceId, serial: Serial, edit: Edit<'_>) -> Result<Stmt, Fault> {
    let Edit { before, after, minutes, policy, clocks, now } = edit;
    let columns = differing(before, after, policy)?.into_iter().chain(clocks).collect();
    let sql = updated(Sql::new("UPDATE tickets SET "), columns, minutes, now);
    Ok(sql.text(" WHERE workspace_id = ").arg(workspace).and_equals("serial", serial).and_equals("version", before.version).stmt())
}

/// Appends what a change sets: its columns, the minutes of work on top of those before, and its time.
pub(super) fn updated(sql: Sql, columns: Vec<Column>, minutes: u32, now: Timestamp) -> Sql {
    let sql = sql.text("updated_at = ").arg(now);
    let sql = columns.into_iter().fold(sql, |sql, (name, value)| sql.text(", ").text(name).text(" = ").arg(value));
    if minutes > 0 { sql.text(", minutes = minutes + ").arg(minutes) } else { sql }
}

/// The columns that a change decides anew.
pub(super) fn differing(before: &Ticket, after: &Ticket, policy: Policy) -> Result<Vec<Column>, Fault> {
    let (old, new) = (columns::of(before, policy)?, columns::of(after, policy)?);
    Ok(new.into_iter().zip(old).filter(|(new, old)| new != old).map(|(new, _)| new).collect())
}

/// The event. Its key is what two writers of the same version collide on.
pub fn event(workspace: &WorkspaceId, place: Place, event: &Event) -> Result<Stmt, Fault> {
    let (who, id) = signature(&event.by);
    event_of(workspace, place, event, who, |sql| sql.arg(id))
}

/// The same, with an expression for the actor's id.
pub(super) fn event_of(
    workspace: &WorkspaceId,
    place: Place,
    event: &Event,
    who: &str,
    id: impl FnOnce(Sql) -> Sql,
) -> Result<Stmt, Fault> {
    let what = serde_json::to_value(&event.what).map_err(|e| Fault::new(format!("an event: {e}")))?;
    let kind = what.get("kind").and_then(|k| k.as_str()).unwrap_or_default().to_owned();
    let sql = Sql::new("INSERT INTO events (workspace_id, serial, version, at, actor_kind, actor_id, kind, internal, what) VALUES (")
        .arg(workspace)
        .text(", ");
    let sql = place.version(place.serial(sql, workspace).text(", "), workspace);
    let sql = id(sql.text(", ").arg(event.at).text(", ").arg(who).text(", "));
    let sql = sql.text(", ").arg(kind).text(", ").arg(event.what.audience() == Audience::Internal).text(", ");
    Ok(what_of(sql, workspace, place, what.to_string()).text(")").stmt())
}

/// What happened, as JSON. A message that does not know its version yet is named by the database.
fn what_of(sql: Sql, workspace: &WorkspaceId, place: Place, what: String) -> Sql {
    match place {
        Place::Said(serial) => {
            let sql = sql.text("json_set(").arg(what).text(", '$.message', (SELECT serial || '-' || version FROM tickets");
            sql.text(" WHERE workspace_id = ").arg(workspace).and_equals("serial", serial).text("))")
        }
        Place::Routed => {
            let sql = sql.text("json_set(").arg(what).text(", '$.owner', (SELECT owner_id FROM tickets WHERE workspace_id = ");
            place.serial(sql.arg(workspace).text(" AND serial = "), workspace).text("))")
        }
        Place::Known(..) | Place::Filed => sql.arg(what),
    }
}

/// What a message says.
#[derive(Clone, Debug)]
pub struct Words {
    pub kind: MessageKind,
    pub text: Body,
    pub attendees: Option<Note>,
    pub decisions: Option<Body>,
    /// Of work.
    pub minutes: u32,
}

/// The message of an event. `by_link`: written by whoever has the ticket's link, who may be another than the requester.
pub fn message(workspace: &WorkspaceId, place: Place, event: &Event, words: &Words, by_link: bool) -> Stmt {
    let (who, id) = signature(&event.by);
    let sql = Sql::new(
        "INSERT INTO messages (workspace_id, serial, version, kind, internal, actor_kind, actor_id, at, text, attendees,
            decisions, minutes, by_link) VALUES (",
    );
    let sql = place.version(place.serial(sql.arg(workspace).text(", "), workspace).text(", "), workspace);
    let values: [Arg; 10] = [
        words.kind.into(),
        (words.kind.audience() == Audience::Internal).into(),
        who.into(),
        id.into(),
        event.at.into(),
        Arg::from(&words.text),
        words.attendees.as_ref().into(),
        words.decisions.as_ref().into(),
        words.minutes.into(),
        by_link.into(),
    ];
    values.into_iter().fold(sql, |sql, value| sql.text(", ").arg(value)).text(")").stmt()
}

/// Makes the words of an event findable.
pub fn text(workspace: &WorkspaceId, place: Place, scope: &str, words: &str) -> Stmt {
    text_of(workspace, place, words, |sql| sql.arg(scope))
}

/// The same, with an expression for who may find them.
pub(super) fn text_of(workspace: &WorkspaceId, place: Place, words: &str, scope: impl FnOnce(Sql) -> Sql) -> Stmt {
    let sql = scope(Sql::new("INSERT INTO texts (rowid, scope, body) SELECT id, "))
        .text(", ")
        .arg(fts::expand(words))
        .text(" FROM events WHERE workspace_id = ")
        .arg(workspace)
        .text(" AND serial = ");
    place.version(place.serial(sql, workspace).text(" AND version = "), workspace).stmt()
}

/// Puts files on the filing or message of an event. A file that is gone or in use fails the batch.
pub fn attach(workspace: &WorkspaceId, place: Place, audience: Audience, files: &[AttachmentId]) -> Result<Option<Stmt>, Fault> {
    if files.is_empty() {
        return Ok(None);
    }
    let ids = serde_json::to_string(files).map_err(|e| Fault::new(format!("files: {e}")))?;
    let sql = Sql::new("INSERT INTO attachment_uses (workspace_id, attachment_id, serial, version, internal, place) SELECT ")
        .arg(workspace)
        .text(", f.value, ");
    let sql = place.version(place.serial(sql, workspace).text(", "), workspace);
    let sql = sql.text(", ").arg(audience == Audience::Internal).text(", f.key FROM json_each(").arg(ids).text(") f");
    Ok(Some(sql.stmt()))
}

/// Keeps who helps in step with an event.
pub fn helpers(workspace: &WorkspaceId, serial: Serial, event: &Event) -> Option<Stmt> {
    let row = |sql: &'static str, member: &MemberId| Stmt::new(sql).bind(workspace).bind(serial).bind(member);
    match &event.what {
        // Whoever has a part in a ticket helps on it, perhaps already.
        Happening::CollaboratorAdded { member }
        | Happening::SubTaskAdded { member, .. }
        | Happening::ApprovalRequested { approver: Approver::Member(member), .. } => Some(
            row(
                "INSERT INTO ticket_collaborators (workspace_id, serial, member_id, version) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (workspace_id, serial, member_id) DO NOTHING",
                member,
            )
            .bind(event.version),
        ),
        Happening::SubTaskReopened { number } => Some(
            Stmt::new(
                "INSERT INTO ticket_collaborators (workspace_id, serial, member_id, version)
                SELECT workspace_id, serial, member_id, ?4 FROM subtasks WHERE workspace_id = ?1 AND serial = ?2 AND number = ?3
                ON CONFLICT (workspace_id, serial, member_id) DO NOTHING",
            )
            .bind(workspace)
            .bind(serial)
            .bind(*number)
            .bind(event.version),
        ),
        Happening::CollaboratorRemoved { member } => {
            Some(row("DELETE FROM ticket_collaborators WHERE workspace_id = ?1 AND serial = ?2 AND member_id = ?3", member))
        }
        _ => None,
    }
}

/// Revokes a ticket's link: the next secret is another one.
pub fn renew_link(workspace: &WorkspaceId, serial: Serial) -> Stmt {
    Stmt::new(
        "UPDATE tickets SET link_version = link_version + 1 WHERE workspace_id = ?1 AND serial = ?2
        RETURNING link_version",
    )
    .bind(workspace)
    .bind(serial)
}

/// The key of an uploader: only the same person or draft can use a file. Who came by a ticket's link is a person of
/// that ticket alone: another link of the same contact may be somebody else's.
pub fn uploader_of(actor: &Actor) -> String {
    let (who, id) = signature(&actor.by());
    let id = id.unwrap_or_default();
    match actor {
        Actor::Contact(Contact { only: Some(serial), .. }) => format!("{who}:{id}:{serial}"),
        _ => format!("{who}:{id}"),
    }
}

fn signature(by: &By) -> (&'static str, Option<String>) {
    match by {
        By::Member(id) => ("member", Some(id.0.clone())),
        By::Contact(id) => ("contact", Some(id.0.clone())),
        By::Timer => ("timer", None),
    }
}
