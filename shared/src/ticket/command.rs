//! What can be asked of a ticket. Each is one verb; each that is accepted leaves exactly one event.

use super::approval::Approver;
use super::class::Class;
use super::initiation::Decision;
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
    /// Lets a configuration change pass without asking anybody.
    PassGate {
        comment: Option<Reason>,
    },
    /// Asks for the approval of a configuration change; replaces a request that waits.
    RequestApproval {
        approver: Approver,
        reason: Reason,
    },
    /// The approver's answer.
    DecideApproval {
        approved: bool,
        comment: Option<Reason>,
    },
    /// Takes the request back.
    WithdrawApproval,
    /// The request was not answered in time.
    ExpireApproval,
    /// Records what a new request is worth and takes, and whether it is done.
    Initiate {
        decision: Decision,
        value: Reason,
        effort_days: u32,
        project: Option<ProjectId>,
    },
    /// Gives a part of the work to a member, who helps from then on.
    AddSubTask {
        title: Title,
        member: MemberId,
        due: Option<Timestamp>,
    },
    /// Finishes a sub-task, or opens it again.
    MarkSubTask {
        number: u32,
        done: bool,
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
