//! What a write leaves behind: the ticket's row, its event, and what came with it. Every statement belongs into one
//! batch with the others; see the migration for how two writers of one ticket collide.

use shared::actor::{Actor, By};
use shared::id::{AttachmentId, MemberId, Serial, WorkspaceId};
use shared::search;
use shared::text::{Body, Note};
use shared::ticket::message::Audience;
use shared::ticket::status::Channel;
use shared::ticket::{Event, Happening, MessageKind, Policy, Ticket};
use shared::time::Timestamp;

use super::columns;
pub use super::columns::due_at;
use crate::db::{Fault, Stmt};
use crate::store::sql::Sql;

/// Which ticket. One that is being filed gets its number within the batch.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    Known(Serial),
    /// The workspace's newest: [`take_serial`] stands before in the batch.
    Newest,
}

impl Number {
    /// Appends the serial.
    pub fn push(self, sql: Sql, workspace: &WorkspaceId) -> Sql {
        match self {
            Self::Known(serial) => sql.arg(serial),
            Self::Newest => sql.text("(SELECT last_serial FROM workspaces WHERE id = ").arg(workspace).text(")"),
        }
    }
}

/// Raises the workspace's counter: the next statements of the batch use the new number.
pub fn take_serial(workspace: &WorkspaceId) -> Stmt {
    Stmt::new("UPDATE workspaces SET last_serial = last_serial + 1 WHERE id = ?").bind(workspace)
}

/// What a new ticket has beside its state.
#[derive(Debug)]
pub struct Origin<'a> {
    pub channel: Channel,
    pub follow_up_of: Option<Serial>,
    pub public_id: &'a str,
}

/// The row of a new ticket; gives its `serial`.
pub fn ticket(workspace: &WorkspaceId, ticket: &Ticket, origin: &Origin<'_>, policy: Policy) -> Result<Stmt, Fault> {
    let mut columns = columns::of(ticket, policy)?;
    columns.push(("workspace_id", workspace.into()));
    columns.push(("updated_at", ticket.created_at.into()));
    columns.push(("channel", origin.channel.into()));
    columns.push(("follow_up_of", origin.follow_up_of.into()));
    columns.push(("public_id", origin.public_id.into()));
    let names = columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let sql = Sql::new("INSERT INTO tickets (serial, ").text(&names).text(") VALUES (");
    let sql = Number::Newest.push(sql, workspace);
    let sql = columns.into_iter().fold(sql, |sql, (_, value)| sql.text(", ").arg(value));
    Ok(sql.text(") RETURNING serial").stmt())
}

/// The columns that a change touches. Finds nothing if the ticket has moved on, and then the event collides.
pub fn change(
    workspace: &WorkspaceId,
    serial: Serial,
    (before, after): (&Ticket, &Ticket),
    minutes: u32,
    policy: Policy,
    now: Timestamp,
) -> Result<Stmt, Fault> {
    let old = columns::of(before, policy)?;
    let new = columns::of(after, policy)?;
    let mut sql = Sql::new("UPDATE tickets SET updated_at = ").arg(now);
    for ((name, value), _) in new.into_iter().zip(old).filter(|(new, old)| new != old) {
        sql = sql.text(", ").text(name).text(" = ").arg(value);
    }
    if minutes > 0 {
        sql = sql.text(", minutes = minutes + ").arg(minutes);
    }
    Ok(sql.text(" WHERE workspace_id = ").arg(workspace).and_equals("serial", serial).and_equals("version", before.version).stmt())
}

/// The event. Its key is what two writers of the same version collide on.
pub fn event(workspace: &WorkspaceId, number: Number, event: &Event) -> Result<Stmt, Fault> {
    let what = serde_json::to_value(&event.what).map_err(|e| Fault::new(format!("an event: {e}")))?;
    let kind = what.get("kind").and_then(|k| k.as_str()).unwrap_or_default().to_owned();
    let (who, id) = signature(&event.by);
    let sql = Sql::new("INSERT INTO events (workspace_id, serial, version, at, actor_kind, actor_id, kind, internal, what) VALUES (")
        .arg(workspace)
        .text(", ");
    Ok(number
        .push(sql, workspace)
        .text(", ")
        .arg(event.version)
        .text(", ")
        .arg(event.at)
        .text(", ")
        .arg(who)
        .text(", ")
        .arg(id)
        .text(", ")
        .arg(kind)
        .text(", ")
        .arg(event.what.audience() == Audience::Internal)
        .text(", ")
        .arg(what.to_string())
        .text(")")
        .stmt())
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

/// The message of an event.
pub fn message(workspace: &WorkspaceId, serial: Serial, event: &Event, words: &Words) -> Stmt {
    let (who, id) = signature(&event.by);
    Stmt::new(
        "INSERT INTO messages (workspace_id, serial, version, kind, internal, actor_kind, actor_id, at, text, attendees,
            decisions, minutes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )
    .bind(workspace)
    .bind(serial)
    .bind(event.version)
    .bind(words.kind)
    .bind(words.kind.audience() == Audience::Internal)
    .bind(who)
    .bind(id)
    .bind(event.at)
    .bind(&words.text)
    .bind(words.attendees.as_ref())
    .bind(words.decisions.as_ref())
    .bind(words.minutes)
}

/// Makes the words of an event findable.
pub fn text(workspace: &WorkspaceId, number: Number, version: u32, scope: &str, words: &str) -> Stmt {
    let sql = Sql::new("INSERT INTO texts (rowid, scope, body) SELECT id, ")
        .arg(scope)
        .text(", ")
        .arg(search::expand(words))
        .text(" FROM events WHERE workspace_id = ")
        .arg(workspace)
        .text(" AND serial = ");
    number.push(sql, workspace).and_equals("version", version).stmt()
}

/// Puts files on the filing or message of an event. A file that is gone or in use fails the batch.
pub fn attach(
    workspace: &WorkspaceId,
    number: Number,
    version: u32,
    audience: Audience,
    files: &[AttachmentId],
) -> Result<Option<Stmt>, Fault> {
    if files.is_empty() {
        return Ok(None);
    }
    let ids = serde_json::to_string(files).map_err(|e| Fault::new(format!("files: {e}")))?;
    let sql = Sql::new("INSERT INTO attachment_uses (workspace_id, attachment_id, serial, version, internal, place) SELECT ")
        .arg(workspace)
        .text(", f.value, ");
    let sql = number
        .push(sql, workspace)
        .text(", ")
        .arg(version)
        .text(", ")
        .arg(audience == Audience::Internal)
        .text(", f.key FROM json_each(")
        .arg(ids)
        .text(") f");
    Ok(Some(sql.stmt()))
}

/// Keeps who helps in step with an event.
pub fn helpers(workspace: &WorkspaceId, serial: Serial, event: &Event) -> Option<Stmt> {
    let row = |sql: &'static str, member: &MemberId| Stmt::new(sql).bind(workspace).bind(serial).bind(member);
    match &event.what {
        Happening::CollaboratorAdded { member } => Some(
            row("INSERT INTO ticket_collaborators (workspace_id, serial, member_id, version) VALUES (?1, ?2, ?3, ?4)", member)
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

/// The key of an uploader: only the same person or draft can use a file.
pub fn uploader_of(actor: &Actor) -> String {
    let (who, id) = signature(&actor.by());
    format!("{who}:{}", id.unwrap_or_default())
}

fn signature(by: &By) -> (&'static str, Option<String>) {
    match by {
        By::Member(id) => ("member", Some(id.0.clone())),
        By::Contact(id) => ("contact", Some(id.0.clone())),
        By::Timer => ("timer", None),
    }
}
