//! What happened. Events are append-only and replay to the ticket's state (R17).

use std::cell::Cell;

use serde::{Deserialize, Serialize};

use super::approval::{self, Approval, ApprovalState, Approver};
use super::class::{Class, Gate};
use super::initiation::{Decision, Initiation};
use super::message::{Audience, MessageKind};
use super::priority::Priority;
use super::rating::{Rating, Score};
use super::status::{CloseCode, Closing, Solution, Status, Ticket, Waiting, WaitingFor};
use super::subtask::{self, SubTask};
use crate::actor::By;
use crate::id::{MemberId, MessageId, ModuleId, ProjectId, Serial, TagId, TeamId};
use crate::json::{FromJson, Json};
use crate::tag::Tagged;
use crate::text::{Body, Name, Reason, Title};
use crate::time::Timestamp;
use crate::wire::board::CardTags;

/// One entry of the timeline. `version` is the ticket's version after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    pub version: u32,
    pub at: Timestamp,
    pub by: By,
    pub what: Happening,
}

crate::from_json!(Event { version, at, by, what });

/// The kinds of event, each with what is needed to replay it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happening {
    Filed {
        class: Class,
        priority: Priority,
        team: TeamId,
        /// Whom routing gave it. The store knows, because whose turn it is shows within its batch.
        #[serde(default)]
        owner: Option<MemberId>,
        /// The routing rule, by name. The team's, as the tags are: customers do not read them.
        #[serde(default)]
        rule: Option<Name>,
        #[serde(default)]
        tags: Vec<Tagged>,
    },
    Started {
        owner: MemberId,
    },
    Proposed {
        solution: Body,
        root_cause: Reason,
    },
    Accepted,
    Refused {
        reason: Reason,
    },
    Reopened {
        reason: Reason,
    },
    Closed {
        code: CloseCode,
        reason: Option<Reason>,
        duplicate_of: Option<Serial>,
    },
    Reminded,
    Assigned {
        team: TeamId,
        owner: Option<MemberId>,
    },
    Prioritised {
        from: Priority,
        to: Priority,
    },
    Reclassified {
        from: Class,
        to: Class,
    },
    GatePassed {
        gate: Gate,
        comment: Option<Reason>,
    },
    ApprovalRequested {
        approver: Approver,
        reason: Reason,
        expires_at: Timestamp,
    },
    ApprovalDecided {
        approved: bool,
        comment: Option<Reason>,
    },
    ApprovalWithdrawn,
    ApprovalExpired,
    Initiated {
        decision: Decision,
        value: Reason,
        effort_days: u32,
        project: Option<ProjectId>,
    },
    SubTaskAdded {
        title: Title,
        member: MemberId,
        due: Option<Timestamp>,
    },
    SubTaskFinished {
        number: u32,
    },
    SubTaskReopened {
        number: u32,
    },
    Waited {
        on: WaitingFor,
        reason: Reason,
    },
    Resumed,
    Edited {
        title: Title,
        project: Option<ProjectId>,
        module: Option<ModuleId>,
        wanted_by: Option<Timestamp>,
    },
    CollaboratorAdded {
        member: MemberId,
    },
    CollaboratorRemoved {
        member: MemberId,
    },
    /// By hand.
    TagAdded {
        tag: TagId,
    },
    TagRemoved {
        tag: TagId,
    },
    /// `answers` is what the message did to the ticket beyond being said.
    Said {
        message_kind: MessageKind,
        message: MessageId,
        minutes: u32,
        answers: Answers,
    },
    Rated {
        score: Score,
        comment: Option<Reason>,
    },
}

words! {
    /// The side effect of a message.
    Answers {
        Nothing = "nothing", "", "";
        /// A contact wrote while the ticket waited for the customer: the wait is over.
        CustomerWait = "customer_wait", "", "";
        /// The first public reply by a person of the team.
        First = "first", "", "";
    }
}

thread_local! {
    /// Reads events of the team's own. Customers are never sent any, so that their program does without the code.
    static INTERNAL: Cell<fn(&str, &Json) -> Option<Happening>> = const { Cell::new(|_, _| None) };
}

/// Lets [`FromJson`] read what is the team's own too: an agents' program says so when it starts.
pub fn read_internal() {
    INTERNAL.set(internal);
    Initiation::read_internal();
    SubTask::read_internal();
    Tagged::read_internal();
    CardTags::read_internal();
}

fn internal(kind: &str, json: &Json) -> Option<Happening> {
    macro_rules! read {
        ($variant:ident { $($field:ident),* }) => { Happening::$variant { $($field: json.field(stringify!($field))?),* } };
    }
    Some(match kind {
        "initiated" => read!(Initiated { decision, value, effort_days, project }),
        "sub_task_added" => read!(SubTaskAdded { title, member, due }),
        "sub_task_finished" => read!(SubTaskFinished { number }),
        "sub_task_reopened" => read!(SubTaskReopened { number }),
        "collaborator_added" => read!(CollaboratorAdded { member }),
        "collaborator_removed" => read!(CollaboratorRemoved { member }),
        "tag_added" => read!(TagAdded { tag }),
        "tag_removed" => read!(TagRemoved { tag }),
        _ => return None,
    })
}

impl FromJson for Happening {
    fn from_json(json: &Json) -> Option<Self> {
        macro_rules! read {
            ($variant:ident { $($field:ident),* }) => { Self::$variant { $($field: json.field(stringify!($field))?),* } };
        }
        Some(match json.get("kind").text()? {
            "filed" => read!(Filed { class, priority, team, owner, rule, tags }),
            "started" => read!(Started { owner }),
            "proposed" => read!(Proposed { solution, root_cause }),
            "accepted" => Self::Accepted,
            "refused" => read!(Refused { reason }),
            "reopened" => read!(Reopened { reason }),
            "closed" => read!(Closed { code, reason, duplicate_of }),
            "reminded" => Self::Reminded,
            "assigned" => read!(Assigned { team, owner }),
            "prioritised" => read!(Prioritised { from, to }),
            "reclassified" => read!(Reclassified { from, to }),
            "gate_passed" => read!(GatePassed { gate, comment }),
            "approval_requested" => read!(ApprovalRequested { approver, reason, expires_at }),
            "approval_decided" => read!(ApprovalDecided { approved, comment }),
            "approval_withdrawn" => Self::ApprovalWithdrawn,
            "approval_expired" => Self::ApprovalExpired,
            "waited" => read!(Waited { on, reason }),
            "resumed" => Self::Resumed,
            "edited" => read!(Edited { title, project, module, wanted_by }),
            "said" => read!(Said { message_kind, message, minutes, answers }),
            "rated" => read!(Rated { score, comment }),
            kind => return INTERNAL.get()(kind, json),
        })
    }
}

impl Happening {
    /// Who may read it in the timeline.
    pub const fn audience(&self) -> Audience {
        match self {
            Self::Said { message_kind, .. } => message_kind.audience(),
            Self::CollaboratorAdded { .. }
            | Self::CollaboratorRemoved { .. }
            | Self::TagAdded { .. }
            | Self::TagRemoved { .. }
            | Self::Initiated { .. }
            | Self::SubTaskAdded { .. }
            | Self::SubTaskFinished { .. }
            | Self::SubTaskReopened { .. } => Audience::Internal,
            _ => Audience::Public,
        }
    }
}

/// The ticket after the event. The only function that changes a ticket.
pub fn apply(mut ticket: Ticket, event: &Event) -> Ticket {
    let at = event.at;
    ticket.version = event.version;
    match event.what.clone() {
        Happening::Filed { owner, .. } => ticket.owner = owner,
        Happening::Started { owner } => {
            ticket.owner = Some(owner);
            ticket.status = Status::InProgress;
        }
        Happening::Proposed { solution, root_cause } => {
            ticket.status = Status::Verifying;
            ticket.waiting = None;
            ticket.solution = Some(Solution { text: solution, root_cause });
            ticket.first_resolved_at.get_or_insert(at);
            ticket.resolved_at = Some(at);
            ticket.reminded_at = None;
        }
        Happening::Accepted => close(&mut ticket, CloseCode::Confirmed, None, at),
        Happening::Closed { code, duplicate_of, .. } => close(&mut ticket, code, duplicate_of, at),
        Happening::Refused { .. } | Happening::Reopened { .. } => {
            // A ticket that was closed before work could start goes back to where it can be assigned or approved.
            let workable = ticket.owner.is_some() && ticket.gate == Gate::Open;
            ticket.status = if workable { Status::InProgress } else { Status::Todo };
            ticket.closing = None;
            ticket.rating = None;
            ticket.reopen_count = ticket.reopen_count.saturating_add(1);
        }
        Happening::Reminded => ticket.reminded_at = Some(at),
        Happening::Assigned { team, owner } => {
            ticket.team = team;
            ticket.owner = owner;
        }
        Happening::Prioritised { to, .. } => {
            ticket.priority = to;
            ticket.priority_confirmed = true;
        }
        Happening::Reclassified { to, .. } => {
            ticket.class = to;
            ticket.gate = to.gate();
            end_approval(&mut ticket, ApprovalState::Overtaken, None);
        }
        Happening::GatePassed { .. } => {
            ticket.gate = Gate::Open;
            end_approval(&mut ticket, ApprovalState::Overtaken, None);
        }
        Happening::ApprovalRequested { approver, reason, expires_at } => {
            // An event without a member's signature asked for nothing.
            if let By::Member(asked_by) = event.by.clone() {
                if let Approver::Member(member) = &approver {
                    invite(&mut ticket, member);
                }
                ticket.waiting = Some(Waiting { on: WaitingFor::Approval, reason: reason.clone(), since: at });
                let (request, state) = (event.version, ApprovalState::Pending);
                ticket.approval = Some(Approval { request, approver, reason, asked_by, expires_at, state, comment: None });
            }
        }
        Happening::ApprovalDecided { approved: true, comment } => {
            ticket.gate = Gate::Open;
            end_approval(&mut ticket, ApprovalState::Approved, comment);
        }
        Happening::ApprovalDecided { approved: false, comment } => end_approval(&mut ticket, ApprovalState::Refused, comment),
        Happening::ApprovalWithdrawn => end_approval(&mut ticket, ApprovalState::Withdrawn, None),
        Happening::ApprovalExpired => end_approval(&mut ticket, ApprovalState::Expired, None),
        Happening::Initiated { decision, value, effort_days, project } => {
            if decision == Decision::Go {
                ticket.gate = Gate::Open;
                end_wait(&mut ticket, WaitingFor::Approval);
            }
            ticket.initiation = Some(Initiation { decision, value, effort_days, project, at });
        }
        Happening::SubTaskAdded { title, member, due } => {
            invite(&mut ticket, &member);
            ticket.subtasks.push(SubTask { number: event.version, title, member, due, done_at: None });
            subtask::count(&mut ticket);
        }
        Happening::SubTaskFinished { number } => subtask::set_done(&mut ticket, number, Some(at)),
        Happening::SubTaskReopened { number } => {
            // Whoever did it may have been released since.
            if let Some(member) = ticket.subtasks.iter().find(|s| s.number == number).map(|s| s.member.clone()) {
                invite(&mut ticket, &member);
            }
            subtask::set_done(&mut ticket, number, None);
        }
        Happening::Waited { on, reason } => ticket.waiting = Some(Waiting { on, reason, since: at }),
        Happening::Resumed => ticket.waiting = None,
        Happening::Edited { title, project, module, wanted_by } => {
            ticket.title = title;
            ticket.project = project;
            ticket.module = module;
            ticket.wanted_by = wanted_by;
        }
        Happening::CollaboratorAdded { member } => ticket.collaborators.push(member),
        Happening::CollaboratorRemoved { member } => ticket.collaborators.retain(|m| *m != member),
        Happening::TagAdded { tag } => ticket.tags.push(Tagged { tag, words: Vec::new() }),
        Happening::TagRemoved { tag } => ticket.tags.retain(|own| own.tag != tag),
        Happening::Said { answers, .. } => match answers {
            Answers::Nothing => {}
            Answers::CustomerWait => end_wait(&mut ticket, WaitingFor::Customer),
            Answers::First => {
                ticket.first_response_at.get_or_insert(at);
            }
        },
        Happening::Rated { score, comment } => {
            let given = ticket.rating.take().map_or(at, |r| r.at);
            let owner = ticket.owner.clone();
            ticket.rating = Some(Rating { score, comment, at: given, owner });
        }
    }
    ticket
}

fn close(ticket: &mut Ticket, code: CloseCode, duplicate_of: Option<Serial>, at: Timestamp) {
    ticket.status = Status::Closed;
    approval::settle(ticket, ApprovalState::Overtaken, None);
    ticket.waiting = None;
    ticket.rating = None;
    ticket.closing = Some(Closing { code, duplicate_of, at });
}

/// What became of the request for approval; with it ends the wait for it.
fn end_approval(ticket: &mut Ticket, state: ApprovalState, comment: Option<Reason>) {
    approval::settle(ticket, state, comment);
    end_wait(ticket, WaitingFor::Approval);
}

/// Whoever has a part in a ticket helps on it, and so sees it.
fn invite(ticket: &mut Ticket, member: &MemberId) {
    if !ticket.collaborators.contains(member) {
        ticket.collaborators.push(member.clone());
    }
}

fn end_wait(ticket: &mut Ticket, on: WaitingFor) {
    if ticket.waiting.as_ref().is_some_and(|w| w.on == on) {
        ticket.waiting = None;
    }
}
