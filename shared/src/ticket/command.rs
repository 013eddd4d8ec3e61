//! What can be asked of a ticket. Each is one verb; each that is accepted leaves exactly one event.

use super::class::Class;
use super::message::MessageKind;
use super::priority::Priority;
use super::rating::Score;
use super::status::{CloseCode, WaitingFor};
use crate::id::{MemberId, MessageId, ModuleId, ProjectId, Serial, TagId, TeamId};
use crate::text::{Body, Reason, Title};
use crate::time::Timestamp;

/// A command on a ticket that exists. References (members, teams, projects) were found in the actor's workspace before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// `todo` → `in_progress`. With an owner, assigns in the same step ("take it").
    Start {
        owner: Option<MemberId>,
    },
    /// `in_progress` → `verifying`.
    Propose {
        solution: Body,
        root_cause: Reason,
    },
    /// `verifying` → `closed`: the requester says "solved".
    Accept,
    /// `verifying` → `in_progress`: "still broken".
    Refuse {
        reason: Reason,
    },
    /// `closed` → `in_progress`.
    Reopen {
        reason: Reason,
    },
    /// `todo`/`in_progress` → `closed`.
    Close {
        code: CloseCode,
        reason: Option<Reason>,
        duplicate_of: Option<Serial>,
    },
    /// `verifying` → `closed` by the timer.
    CloseSilent,
    /// The one reminder before that.
    Remind,
    /// Gives the ticket to a team and, perhaps, an owner.
    Assign {
        team: TeamId,
        owner: Option<MemberId>,
    },
    /// Confirms or changes the priority.
    Prioritise {
        priority: Priority,
    },
    /// Changes the class, and with it the gate.
    Reclassify {
        class: Class,
    },
    /// Approves a configuration change, or records the initiation of a new request.
    PassGate {
        comment: Option<Reason>,
    },
    /// Sets the waiting badge.
    Wait {
        on: WaitingFor,
        reason: Reason,
    },
    /// Clears it.
    Resume,
    /// Corrects facts.
    Edit {
        title: Title,
        project: Option<ProjectId>,
        module: Option<ModuleId>,
        wanted_by: Option<Timestamp>,
    },
    /// Invites a member to help.
    AddCollaborator {
        member: MemberId,
    },
    RemoveCollaborator {
        member: MemberId,
    },
    /// Corrects the tags.
    AddTag {
        tag: TagId,
    },
    RemoveTag {
        tag: TagId,
    },
    /// Adds to the conversation.
    Say {
        kind: MessageKind,
        message: MessageId,
        minutes: u32,
    },
    /// Rates the resolution.
    Rate {
        score: Score,
        comment: Option<Reason>,
    },
}
