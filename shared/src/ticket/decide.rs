//! The one function every command goes through: the changed ticket and exactly one event, or a refusal.

use super::approval;
use super::class::Gate;
use super::command::Command;
use super::event::{Answers, Event, Happening, apply};
use super::file::check_instant;
use super::initiation;
use super::message::Audience;
use super::priority::Priority;
use super::rating::RATING_CHANGE_MS;
use super::rights::{Relation, permit};
use super::status::{CloseCode, Status, Ticket, WaitingFor};
use super::subtask;
use crate::actor::{Actor, Contact};
use crate::error::{Code, Refusal};
use crate::tag::TAGS_OF_TICKET_MAX;
use crate::time::{DAY_MS, Timestamp};

/// What a workspace may set about the life of its tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// How long a requester can reopen a closed ticket, in days.
    pub reopen_days: u32,
    /// How long the requester may stay silent in `verifying` before the ticket closes by itself, in days.
    pub silence_days: u32,
    /// When the one reminder goes out, in days after the solution was proposed.
    pub reminder_days: u32,
    /// How long a request for approval waits for its answer, in days.
    pub approval_days: u32,
}

impl Policy {
    /// What a new workspace starts with.
    pub const DEFAULT: Self = Self { reopen_days: 14, silence_days: 7, reminder_days: 3, approval_days: 7 };
}

/// What a command is judged by.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub ticket: &'a Ticket,
    pub actor: &'a Actor,
    pub relation: Relation,
    pub policy: Policy,
    pub now: Timestamp,
}

/// Decides. `Code::NotFound` where the ticket does not exist for the actor.
pub fn decide(ticket: &Ticket, command: &Command, actor: &Actor, policy: Policy, now: Timestamp) -> Result<(Ticket, Event), Refusal> {
    let what = judge(ticket, command, actor, policy, now)?;
    let event = Event { version: ticket.version.saturating_add(1), at: now, by: actor.by(), what };
    Ok((apply(ticket.clone(), &event), event))
}

/// Whether [`decide`] would accept: all that a screen needs to know about what it offers.
pub fn check(ticket: &Ticket, command: &Command, actor: &Actor, policy: Policy, now: Timestamp) -> Result<(), Refusal> {
    judge(ticket, command, actor, policy, now).map(|_| ())
}

/// The same for a customer, who gives few of the commands.
pub fn check_of_customer(ticket: &Ticket, command: &Command, customer: &Contact, policy: Policy, now: Timestamp) -> Result<(), Refusal> {
    let actor = Actor::Contact(customer.clone());
    let case = permitted(ticket, command, &actor, policy, now)?;
    of_anybody(case, command).map(|_| ())
}

fn judge(ticket: &Ticket, command: &Command, actor: &Actor, policy: Policy, now: Timestamp) -> Result<Happening, Refusal> {
    let case = permitted(ticket, command, actor, policy, now)?;
    match command {
        Command::Accept
        | Command::Refuse { .. }
        | Command::Reopen { .. }
        | Command::Close { .. }
        | Command::Say { .. }
        | Command::Rate { .. }
        | Command::DecideApproval { .. } => of_anybody(case, command),
        _ => of_the_team(case, command),
    }
}

/// The case, if the actor may give such a command at all.
fn permitted<'a>(ticket: &'a Ticket, command: &Command, actor: &'a Actor, policy: Policy, now: Timestamp) -> Result<Case<'a>, Refusal> {
    let relation = Relation::of(actor, ticket).ok_or(Code::NotFound)?;
    permit(relation, actor, command)?;
    Ok(Case { ticket, actor, relation, policy, now })
}

/// The commands that customers give, too. They stand apart so that a customer's browser has them alone.
fn of_anybody(case: Case<'_>, command: &Command) -> Result<Happening, Refusal> {
    let Case { ticket: t, actor, relation, policy, now } = case;
    let open = matches!(t.status, Status::Todo | Status::InProgress);
    // By reference: a copy of any command would bring all of them along.
    match command {
        Command::Accept => {
            require(t.status == Status::Verifying)?;
            Ok(Happening::Accepted)
        }
        Command::Refuse { reason } => {
            require(t.status == Status::Verifying)?;
            Ok(Happening::Refused { reason: reason.clone() })
        }
        Command::Reopen { reason } => {
            require(t.status == Status::Closed)?;
            if relation == Relation::Requester {
                within_reopen_window(t, policy, now)?;
            }
            Ok(Happening::Reopened { reason: reason.clone() })
        }
        Command::Close { code, reason, duplicate_of } => {
            require(open)?;
            let needs_reason = matches!(code, CloseCode::Rejected) && reason.is_none();
            if needs_reason {
                return Err(Refusal::new(Code::FieldRequired).field("reason"));
            }
            if (*code == CloseCode::Duplicate) != duplicate_of.is_some() {
                return Err(Refusal::new(Code::DuplicateUnknown).field("duplicate_of"));
            }
            Ok(Happening::Closed { code: *code, reason: reason.clone(), duplicate_of: *duplicate_of })
        }
        Command::DecideApproval { approved, comment } => approval::answer(t, actor, *approved, comment.clone()),
        Command::Say { kind, message, minutes } => {
            if matches!(actor, Actor::Contact(_)) {
                within_reopen_window(t, policy, now)?;
            }
            let from_customer = matches!(actor, Actor::Contact(_));
            if from_customer && *minutes > 0 {
                return Err(Refusal::new(Code::FieldInvalid).field("minutes"));
            }
            let waits = t.waiting.as_ref().is_some_and(|w| w.on == WaitingFor::Customer);
            let answers = match (from_customer, kind.audience()) {
                (true, _) if waits => Answers::CustomerWait,
                (false, Audience::Public) if t.first_response_at.is_none() => Answers::First,
                _ => Answers::Nothing,
            };
            Ok(Happening::Said { message_kind: *kind, message: message.clone(), minutes: *minutes, answers })
        }
        Command::Rate { score, comment } => {
            let rateable = t.closing.as_ref().is_some_and(|c| c.code != CloseCode::Duplicate);
            if !rateable {
                return Err(Code::RatingNotOffered.into());
            }
            if t.rating.as_ref().is_some_and(|r| now.since(r.at) > RATING_CHANGE_MS) {
                return Err(Code::RatingFinal.into());
            }
            Ok(Happening::Rated { score: *score, comment: comment.clone() })
        }
        _ => Err(Code::NotAllowed.into()),
    }
}

/// The commands of the team and of the clock.
fn of_the_team(case: Case<'_>, command: &Command) -> Result<Happening, Refusal> {
    let Case { ticket: t, actor, relation, policy, now } = case;
    let open = matches!(t.status, Status::Todo | Status::InProgress);
    let not_closed = t.status != Status::Closed;
    match command.clone() {
        Command::Start { owner } => {
            require(t.status == Status::Todo)?;
            gate_open(t)?;
            let owner = owner.or_else(|| t.owner.clone()).ok_or(Code::OwnerMissing)?;
            Ok(Happening::Started { owner })
        }
        Command::Propose { solution, root_cause } => {
            require(t.status == Status::InProgress)?;
            if t.open_subtasks > 0 {
                return Err(Code::SubtasksOpen.into());
            }
            Ok(Happening::Proposed { solution, root_cause })
        }
        Command::CloseSilent => {
            let due = t.resolved_at.is_some_and(|r| now.since(r) >= days(policy.silence_days)) && t.reminded_at.is_some();
            require(t.status == Status::Verifying && due)?;
            Ok(Happening::Closed { code: CloseCode::Silence, reason: None, duplicate_of: None })
        }
        Command::Remind => {
            let due = t.resolved_at.is_some_and(|r| now.since(r) >= days(policy.reminder_days)) && t.reminded_at.is_none();
            require(t.status == Status::Verifying && due)?;
            Ok(Happening::Reminded)
        }
        Command::Assign { team, owner } => {
            require(not_closed)?;
            if owner.is_none() && t.status != Status::Todo {
                return Err(Refusal::new(Code::OwnerMissing).field("owner"));
            }
            changed(t.team != team || t.owner != owner)?;
            Ok(Happening::Assigned { team, owner })
        }
        Command::Prioritise { priority } => {
            require(not_closed)?;
            changed(t.priority != priority || !t.priority_confirmed)?;
            Ok(Happening::Prioritised { from: t.priority, to: priority })
        }
        Command::Reclassify { class } => {
            require(t.status == Status::Todo)?;
            changed(t.class != class)?;
            Ok(Happening::Reclassified { from: t.class, to: class })
        }
        Command::PassGate { comment } => {
            require(t.status == Status::Todo)?;
            match t.gate {
                Gate::Open => return Err(Code::GateNotNeeded.into()),
                // A new request starts with a record of its value and effort, not with a nod.
                Gate::Initiation => return Err(Code::InitiationMissing.into()),
                Gate::Approval => {}
            }
            Ok(Happening::GatePassed { gate: t.gate, comment })
        }
        Command::RequestApproval { approver, reason } => approval::ask(case, approver, reason),
        Command::WithdrawApproval => approval::withdraw(t),
        Command::ExpireApproval => approval::expire(t, now),
        Command::Initiate { decision, value, effort_days, project } => initiation::decide(t, decision, value, effort_days, project),
        Command::AddSubTask { title, member, due } => subtask::add(t, title, member, due),
        Command::MarkSubTask { number, done } => subtask::mark(t, number, done, actor, relation),
        Command::Wait { on, reason } => {
            // What waits for its approver waits until that is answered, withdrawn or expired: no other wait ends it unseen.
            require(open && approval::pending(t).is_none())?;
            Ok(Happening::Waited { on, reason })
        }
        Command::Resume => {
            require(open)?;
            if t.waiting.is_none() {
                return Err(Code::WaitingNotSet.into());
            }
            let for_approval = t.waiting.as_ref().is_some_and(|w| w.on == WaitingFor::Approval);
            require(!(for_approval && approval::pending(t).is_some()))?;
            Ok(Happening::Resumed)
        }
        Command::Edit { title, project, module, wanted_by } => {
            require(not_closed)?;
            check_instant(wanted_by, "wanted_by")?;
            changed(t.title != title || t.project != project || t.module != module || t.wanted_by != wanted_by)?;
            Ok(Happening::Edited { title, project, module, wanted_by })
        }
        Command::AddCollaborator { member } => {
            require(not_closed)?;
            changed(!t.collaborators.contains(&member))?;
            Ok(Happening::CollaboratorAdded { member })
        }
        Command::RemoveCollaborator { member } => {
            require(not_closed)?;
            changed(t.collaborators.contains(&member))?;
            // Their work would be out of their sight.
            if subtask::has_open(t, &member) {
                return Err(Code::SubtasksOpen.into());
            }
            Ok(Happening::CollaboratorRemoved { member })
        }
        // Also on a closed ticket: reports count by tags.
        Command::AddTag { tag } => {
            changed(!t.tags.iter().any(|own| own.tag == tag))?;
            if t.tags.len() >= TAGS_OF_TICKET_MAX {
                return Err(Refusal::new(Code::LimitReached).limit(TAGS_OF_TICKET_MAX as u32).field("tag"));
            }
            Ok(Happening::TagAdded { tag })
        }
        Command::RemoveTag { tag } => {
            changed(t.tags.iter().any(|own| own.tag == tag))?;
            Ok(Happening::TagRemoved { tag })
        }
        // What customers may give is decided above.
        Command::Accept
        | Command::Refuse { .. }
        | Command::Reopen { .. }
        | Command::Close { .. }
        | Command::Say { .. }
        | Command::Rate { .. }
        | Command::DecideApproval { .. } => Err(Code::NotAllowed.into()),
    }
}

/// The moves that a board offers, in order, and what each one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Start,
    Propose,
    Refuse,
    Accept,
    Reopen,
    Close,
}

impl Move {
    /// The move that takes a ticket from one column to another, if the state machine has one.
    pub const fn between(from: Status, to: Status) -> Option<Self> {
        match (from, to) {
            (Status::Todo, Status::InProgress) => Some(Self::Start),
            (Status::InProgress, Status::Verifying) => Some(Self::Propose),
            (Status::Verifying, Status::InProgress) => Some(Self::Refuse),
            (Status::Verifying, Status::Closed) => Some(Self::Accept),
            (Status::Closed, Status::InProgress) => Some(Self::Reopen),
            (Status::Todo | Status::InProgress, Status::Closed) => Some(Self::Close),
            _ => None,
        }
    }
}

/// Priorities an actor may set: P0 belongs to the team (R3).
pub fn priorities(relation: Relation) -> &'static [Priority] {
    match relation {
        Relation::Agent | Relation::Owner | Relation::Lead | Relation::Admin => Priority::ALL,
        Relation::Requester | Relation::Manager | Relation::Collaborator | Relation::Approver | Relation::Timer => &[],
    }
}

pub(super) fn require(possible: bool) -> Result<(), Refusal> {
    if possible { Ok(()) } else { Err(Code::TransitionImpossible.into()) }
}

pub(super) fn changed(differs: bool) -> Result<(), Refusal> {
    if differs { Ok(()) } else { Err(Code::NothingChanged.into()) }
}

fn gate_open(t: &Ticket) -> Result<(), Refusal> {
    match t.gate {
        Gate::Open => Ok(()),
        Gate::Approval => Err(Code::ApprovalMissing.into()),
        Gate::Initiation => Err(Code::InitiationMissing.into()),
    }
}

fn within_reopen_window(t: &Ticket, policy: Policy, now: Timestamp) -> Result<(), Refusal> {
    let over = t.closing.as_ref().is_some_and(|c| now.since(c.at) > days(policy.reopen_days));
    if over { Err(Refusal::new(Code::ReopenWindowOver).limit(policy.reopen_days)) } else { Ok(()) }
}

pub(super) const fn days(n: u32) -> i64 {
    n as i64 * DAY_MS
}
