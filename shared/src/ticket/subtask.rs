//! Sub-tasks: the parts of a ticket that others do (R12).

use serde::{Deserialize, Serialize};

use super::decide::{changed, require};
use super::event::Happening;
use super::file::check_instant;
use super::rights::Relation;
use super::status::{Status, Ticket};
use crate::actor::Actor;
use crate::error::{Code, Refusal};
use crate::id::MemberId;
use crate::text::Title;
use crate::time::Timestamp;

/// Most sub-tasks of one ticket, done ones included.
pub const SUBTASKS_MAX: usize = 50;

/// A part of the work, for a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubTask {
    /// The event that added it: its name within the ticket.
    pub number: u32,
    pub title: Title,
    /// Whose it is.
    pub member: MemberId,
    pub due: Option<Timestamp>,
    /// When it was finished; absent while it is open.
    pub done_at: Option<Timestamp>,
}

crate::internal_json!(SubTask { number, title, member, due, done_at });

/// Whether a member has open sub-tasks here.
pub fn has_open(t: &Ticket, member: &MemberId) -> bool {
    t.subtasks.iter().any(|s| s.member == *member && s.done_at.is_none())
}

/// Gives a part of the work to a member.
pub(super) fn add(t: &Ticket, title: Title, member: MemberId, due: Option<Timestamp>) -> Result<Happening, Refusal> {
    require(is_open(t))?;
    check_instant(due, "due")?;
    if t.subtasks.len() >= SUBTASKS_MAX {
        return Err(Refusal::new(Code::LimitReached).limit(SUBTASKS_MAX as u32));
    }
    Ok(Happening::SubTaskAdded { title, member, due })
}

/// Finishes one, or opens it again. Who helps does so with the own ones.
pub(super) fn mark(t: &Ticket, number: u32, done: bool, actor: &Actor, relation: Relation) -> Result<Happening, Refusal> {
    let subtask = t.subtasks.iter().find(|s| s.number == number).ok_or(Code::NotFound)?;
    let own = matches!(actor, Actor::Member(m) if m.id == subtask.member);
    if relation == Relation::Collaborator && !own {
        return Err(Code::NotAllowed.into());
    }
    require(is_open(t))?;
    changed(subtask.done_at.is_some() != done)?;
    Ok(if done { Happening::SubTaskFinished { number } } else { Happening::SubTaskReopened { number } })
}

/// Marks one in the ticket, and counts.
pub(super) fn set_done(t: &mut Ticket, number: u32, done_at: Option<Timestamp>) {
    if let Some(subtask) = t.subtasks.iter_mut().find(|s| s.number == number) {
        subtask.done_at = done_at;
    }
    count(t);
}

/// Keeps the number of open ones.
pub(super) fn count(t: &mut Ticket) {
    t.open_subtasks = t.subtasks.iter().filter(|s| s.done_at.is_none()).count() as u32;
}

fn is_open(t: &Ticket) -> bool {
    matches!(t.status, Status::Todo | Status::InProgress)
}
