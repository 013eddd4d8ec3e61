//! Filing: the one way a ticket comes into being (R5).

use super::class::{Class, Detail, DetailKey};
use super::event::{Event, Happening};
use super::priority::{Impact, Urgency, propose};
use super::status::{Status, Ticket};
use crate::actor::By;
use crate::error::{Code, Refusal};
use crate::id::{CompanyId, ContactId, ModuleId, ProjectId, TeamId};
use crate::tag::Tagged;
use crate::text::{Name, Note, Title};
use crate::time::Timestamp;

/// Most attachments in one filing or message.
pub const ATTACHMENTS_MAX: usize = 10;
/// Largest attachment, in bytes (25 MiB, the limit of the store).
pub const ATTACHMENT_BYTES_MAX: usize = 25 * 1024 * 1024;

/// What the form says, with references already found in the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    pub class: Class,
    pub title: Title,
    pub details: Vec<Detail>,
    pub impact: Impact,
    pub impact_note: Option<Note>,
    pub urgency: Urgency,
    pub wanted_by: Option<Timestamp>,
    pub requester: ContactId,
    pub company: Option<CompanyId>,
    pub project: Option<ProjectId>,
    pub module: Option<ModuleId>,
    /// The parts that must be answered.
    pub required: Vec<DetailKey>,
    /// Where it is routed to.
    pub team: TeamId,
    /// The rule that said so, by name; none for the team of the class.
    pub rule: Option<Name>,
    /// What its words say it is about.
    pub tags: Vec<Tagged>,
}

/// The new ticket, at version 1, and its first event.
pub fn file(filing: Filing, by: By, now: Timestamp) -> Result<(Ticket, Event), Refusal> {
    filing.class.check(&filing.details, &filing.required)?;
    check_instant(filing.wanted_by, "wanted_by")?;
    let proposed = propose(filing.impact, filing.urgency);
    let ticket = Ticket {
        version: 1,
        status: Status::Todo,
        class: filing.class,
        title: filing.title,
        details: filing.details,
        impact: filing.impact,
        impact_note: filing.impact_note,
        urgency: filing.urgency,
        proposed,
        priority: proposed,
        priority_confirmed: false,
        wanted_by: filing.wanted_by,
        requester: filing.requester,
        company: filing.company,
        project: filing.project,
        module: filing.module,
        team: filing.team,
        owner: None,
        collaborators: Vec::new(),
        tags: filing.tags,
        gate: filing.class.gate(),
        waiting: None,
        approval: None,
        initiation: None,
        subtasks: Vec::new(),
        open_subtasks: 0,
        solution: None,
        closing: None,
        rating: None,
        reopen_count: 0,
        created_at: now,
        first_response_at: None,
        first_resolved_at: None,
        resolved_at: None,
        reminded_at: None,
    };
    let what = Happening::Filed {
        class: ticket.class,
        priority: ticket.priority,
        team: ticket.team.clone(),
        owner: None,
        rule: filing.rule,
        tags: ticket.tags.clone(),
    };
    Ok((ticket, Event { version: 1, at: now, by, what }))
}

/// Refuses a time that is no instant.
pub(super) fn check_instant(at: Option<Timestamp>, field: &str) -> Result<(), Refusal> {
    if at.is_none_or(Timestamp::is_valid) { Ok(()) } else { Err(Refusal::new(Code::FieldInvalid).field(field)) }
}
