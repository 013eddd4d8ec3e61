//! A ticket as its reader sees it, before and after a change.

use shared::actor::Actor;
use shared::text::Name;
use shared::ticket::{Event, Happening, Ticket};
use shared::time::Timestamp;
use shared::wire::ticket::TicketView;

/// Names of what a command gave the ticket.
#[derive(Debug, Default)]
pub struct Names {
    pub owner: Option<Name>,
    pub team: Option<Name>,
    pub project: Option<Name>,
    pub module: Option<Name>,
}

/// Leaves out what is the team's. The one place that decides what of a ticket a customer reads.
pub fn for_reader(mut view: TicketView, reader: &Actor) -> TicketView {
    if matches!(reader, Actor::Member(_)) {
        return view;
    }
    view.requester.email = None;
    view.requester.phone = None;
    view.collaborators.clear();
    // A link proves the ticket, not the person: where they work is not told.
    if matches!(reader, Actor::Contact(c) if c.only.is_some()) {
        view.company = None;
    }
    view.minutes = None;
    view
}

/// The same of an event.
pub fn event_for_reader(mut event: Event, reader: &Actor) -> Event {
    if let (Happening::Said { minutes, .. }, Actor::Contact(_)) = (&mut event.what, reader) {
        *minutes = 0;
    }
    event
}

/// The view after a change, without another look at the database.
pub fn after(before: &TicketView, ticket: Ticket, names: Names, minutes: u32, now: Timestamp) -> TicketView {
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
        gate: ticket.gate,
        waiting: ticket.waiting,
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
