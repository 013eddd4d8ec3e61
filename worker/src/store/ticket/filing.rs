//! The rows of a new ticket. Its number is the workspace's next one, and a requester whom nobody knew is found by the
//! address: both are known to the database alone, so that filings which meet one another need not ask again.

use serde_json::json;
use shared::id::{ContactId, Serial, WorkspaceId};
use shared::routing::{Owner, Ownership};
use shared::text::{Email, Name, Phone};
use shared::ticket::status::Channel;
use shared::ticket::{Event, Policy, Ticket};

use super::columns::{self, Column};
use super::text;
use super::write::{self, Place};
use crate::db::{Fault, Stmt};
use crate::store::sql::Sql;

/// Who the requester is.
#[derive(Clone, Copy, Debug)]
pub enum Party<'a> {
    Known(&'a ContactId),
    /// Whoever has the address: [`super::door::add_contact`] stands before in the batch.
    OfAddress(&'a Email),
}

/// What a stranger typed about themselves.
#[derive(Clone, Debug)]
pub struct Typed {
    pub name: Name,
    pub phone: Option<Phone>,
}

/// What a new ticket has beside its state.
#[derive(Debug)]
pub struct Origin<'a> {
    pub party: Party<'a>,
    pub typed: Option<&'a Typed>,
    pub channel: Channel,
    pub follow_up_of: Option<Serial>,
    pub public_id: &'a str,
    /// Among whom the batch chooses the owner.
    pub owner: Owner<'a>,
}

/// The ticket; gives its `serial`. A trigger raises the workspace's counter to it.
pub fn ticket(workspace: &WorkspaceId, ticket: &Ticket, origin: &Origin<'_>, policy: Policy, clocks: Vec<Column>) -> Result<Stmt, Fault> {
    let mut columns = columns::of(ticket, policy)?;
    columns.extend(clocks);
    columns.push(("workspace_id", workspace.into()));
    columns.push(("updated_at", ticket.created_at.into()));
    columns.push(("channel", origin.channel.into()));
    columns.push(("follow_up_of", origin.follow_up_of.into()));
    columns.push(("public_id", origin.public_id.into()));
    columns.push(("filed_name", origin.typed.map(|t| &t.name).into()));
    columns.push(("filed_phone", origin.typed.and_then(|t| t.phone.as_ref()).into()));
    let names = columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let sql = Sql::new("INSERT INTO tickets (serial, ").text(&names).text(") VALUES (");
    let sql = sql.text("(SELECT last_serial + 1 FROM workspaces WHERE id = ").arg(workspace).text(")");
    let sql = columns.into_iter().fold(sql, |sql, (name, value)| match (name, origin.party) {
        ("requester_id", Party::OfAddress(email)) => of_address(sql.text(", "), "id", workspace, email),
        ("company_id", Party::OfAddress(email)) => of_address(sql.text(", "), "company_id", workspace, email),
        ("owner_id", _) => owner(sql.text(", "), workspace, origin.owner),
        _ => sql.text(", ").arg(value),
    });
    Ok(sql.text(") RETURNING serial").stmt())
}

/// The owner, chosen within the batch, so that filings at the same moment do not all go to one member. By the law of
/// [`shared::routing::pick`]. Nobody if those who were there have been removed in the meantime.
fn owner(sql: Sql, workspace: &WorkspaceId, owner: Owner<'_>) -> Sql {
    let (by, among) = match owner {
        Owner::Nobody | Owner::OneOf(Ownership::Nobody, _) => return sql.text("NULL"),
        Owner::OneOf(by, among) => (by, json!(among).to_string()),
    };
    let sql = sql
        .text("(SELECT m.id FROM json_each(")
        .arg(among)
        .text(") p CROSS JOIN members m ON m.id = p.value AND m.active = 1 AND m.workspace_id = ")
        .arg(workspace);
    let sql = match by {
        Ownership::RoundRobin => sql.text(" ORDER BY m.last_routed"),
        Ownership::LeastLoaded | Ownership::Nobody => sql.text(
            " ORDER BY (SELECT count(*) FROM tickets o INDEXED BY tickets_open_by_owner
                WHERE o.workspace_id = m.workspace_id AND o.owner_id = m.id AND o.status <> 'closed')",
        ),
    };
    sql.text(", p.key LIMIT 1)")
}

/// Its first event: by the requester, or by the member who filed on their behalf.
pub fn event(workspace: &WorkspaceId, origin: &Origin<'_>, event: &Event) -> Result<Stmt, Fault> {
    let place = match origin.owner {
        Owner::Nobody => Place::Filed,
        Owner::OneOf(..) => Place::Routed,
    };
    match (origin.party, &event.by) {
        (Party::OfAddress(email), shared::actor::By::Contact(_)) => {
            write::event_of(workspace, place, event, "contact", |sql| of_address(sql, "id", workspace, email))
        }
        _ => write::event(workspace, place, event),
    }
}

/// Makes it findable.
pub fn text(workspace: &WorkspaceId, party: Party<'_>, ticket: &Ticket, words: &str) -> Stmt {
    match party {
        Party::Known(id) => {
            let company = ticket.company.as_ref().map(|c| c.as_str());
            write::text(workspace, Place::Filed, &text::scope_of(workspace, id.as_str(), company, false), words)
        }
        Party::OfAddress(email) => write::text_of(workspace, Place::Filed, words, |sql| text::scope_of_address(sql, workspace, email)),
    }
}

fn of_address(sql: Sql, column: &str, workspace: &WorkspaceId, email: &Email) -> Sql {
    let sql = sql.text("(SELECT ").text(column).text(" FROM contacts WHERE workspace_id = ").arg(workspace);
    sql.and_equals("email", email).text(")")
}
