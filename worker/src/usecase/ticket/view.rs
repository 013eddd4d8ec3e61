//! A ticket as its reader sees it, before and after a change.

use js_sys::JsString;
use serde_json::Value;
use shared::actor::{Actor, By};
use shared::id::ContactId;
use shared::sla::Promise;
use shared::text::Name;
use shared::ticket::{Approver, Event, Happening, Ticket};
use shared::time::Timestamp;
use shared::wire::ticket::TicketView;

use crate::db::Fault;
use crate::store::session::REQUESTER_BY_LINK;
use crate::store::ticket::flows::Addressee;
use crate::store::ticket::row::Stored;
use crate::store::ticket::target::Target;

/// How a link's session calls a contact who is asked for approval and is not its requester.
pub const APPROVER: &str = "approver";

/// Names of what a command gave the ticket.
#[derive(Debug, Default)]
pub struct Names {
    pub owner: Option<Name>,
    pub team: Option<Name>,
    pub project: Option<Name>,
    pub module: Option<Name>,
    pub approver: Option<Name>,
    /// Who gets a letter about it.
    pub told: Vec<Addressee>,
}

/// Leaves out what is the team's. The one place that decides what of a ticket a customer reads.
pub fn for_reader(mut view: TicketView, reader: &Actor) -> TicketView {
    let Actor::Contact(contact) = reader else {
        return view;
    };
    let typed = view.requester.filed_as.take();
    view.requester.email = None;
    view.requester.phone = None;
    view.collaborators.clear();
    view.tags.clear();
    view.subtasks.clear();
    view.open_subtasks = 0;
    view.initiation = None;
    view.approver_gone = false;
    view.minutes = None;
    // A link proves the ticket, not the person: neither who has the address is told, nor where they work.
    if contact.only.is_some() {
        view.company = None;
        view.approver_name = None;
        if let Some(Approver::Contact(id)) = view.approval.as_mut().map(|a| &mut a.approver) {
            *id = ContactId::from(if *id == view.requester.id { REQUESTER_BY_LINK } else { APPROVER });
        }
        view.requester.id = ContactId::from(REQUESTER_BY_LINK);
        view.requester.name = typed.map_or(view.requester.name, |typed| typed.name);
    }
    view
}

/// The same of an event.
pub fn event_for_reader(mut event: Event, reader: &Actor) -> Event {
    if let (Happening::Said { minutes, .. }, Actor::Contact(_)) = (&mut event.what, reader) {
        *minutes = 0;
    }
    event.by = by_for_reader(event.by, reader);
    event
}

/// Who did or said something, for who came by a link: their own part has no identifier.
pub fn by_for_reader(by: By, reader: &Actor) -> By {
    match (by, reader) {
        (By::Contact(id), Actor::Contact(c)) if c.only.is_some() && c.id == id => By::Contact(ContactId::from(REQUESTER_BY_LINK)),
        (by, _) => by,
    }
}

/// Without the numbers of tickets that do not exist for the actor.
pub fn without_unseen(mut stored: Stored, actor: &Actor) -> Stored {
    let is_seen = |target: &Option<Target>| target.as_ref().is_some_and(|t| t.is_visible(actor));
    if !is_seen(&stored.follow_up) {
        stored.view.follow_up_of = None;
    }
    if let Some(closing) = stored.view.closing.as_mut().filter(|_| !is_seen(&stored.duplicate)) {
        closing.duplicate_of = None;
    }
    stored
}

/// Cards of a list, in JSON: who came by a link reads no company in them.
pub fn cards_for_reader(json: JsString, reader: &Actor) -> Result<JsString, Fault> {
    if !matches!(reader, Actor::Contact(c) if c.only.is_some()) {
        return Ok(json);
    }
    let mut cards: Vec<Value> = serde_json::from_str(&String::from(json)).map_err(|e| Fault::new(format!("cards: {e}")))?;
    for company in cards.iter_mut().filter_map(|card| card.get_mut("company")) {
        *company = Value::Null;
    }
    Ok(Value::from(cards).to_string().into())
}

/// The view after a change, without another look at the database.
pub fn after(before: &TicketView, ticket: Ticket, names: Names, promise: Option<Promise>, minutes: u32, now: Timestamp) -> TicketView {
    let kept = |changed: bool, new: Option<Name>, old: &Option<Name>| {
        if changed { new } else { old.clone() }
    };
    TicketView {
        owner_name: kept(ticket.owner != before.owner, names.owner, &before.owner_name),
        project_name: kept(ticket.project != before.project, names.project, &before.project_name),
        module_name: kept(ticket.module != before.module, names.module, &before.module_name),
        team_name: names.team.filter(|_| ticket.team != before.team).unwrap_or_else(|| before.team_name.clone()),
        serial: before.serial,
        requester: before.requester.clone(),
        company: before.company.clone(),
        channel: before.channel,
        follow_up_of: before.follow_up_of,
        attachments: before.attachments.clone(),
        minutes: before.minutes.map(|m| m.saturating_add(minutes)),
        promise,
        updated_at: now,
        version: ticket.version,
        status: ticket.status,
        class: ticket.class,
        title: ticket.title,
        details: ticket.details,
        impact: ticket.impact,
        impact_note: ticket.impact_note,
        urgency: ticket.urgency,
        proposed: ticket.proposed,
        priority: ticket.priority,
        priority_confirmed: ticket.priority_confirmed,
        wanted_by: ticket.wanted_by,
        project: ticket.project,
        module: ticket.module,
        team: ticket.team,
        owner: ticket.owner,
        collaborators: ticket.collaborators,
        tags: ticket.tags,
        gate: ticket.gate,
        // Nobody is asked who is not there; a request that is over waits for nobody.
        approver_gone: before.approver_gone && ticket.approval == before.approval,
        approver_name: kept(
            ticket.approval.as_ref().map(|a| a.request) != before.approval.as_ref().map(|a| a.request),
            names.approver,
            &before.approver_name,
        ),
        waiting: ticket.waiting,
        approval: ticket.approval,
        initiation: ticket.initiation,
        subtasks: ticket.subtasks,
        open_subtasks: ticket.open_subtasks,
        solution: ticket.solution,
        closing: ticket.closing,
        rating: ticket.rating,
        reopen_count: ticket.reopen_count,
        created_at: ticket.created_at,
        first_response_at: ticket.first_response_at,
        first_resolved_at: ticket.first_resolved_at,
        resolved_at: ticket.resolved_at,
        reminded_at: ticket.reminded_at,
    }
}
