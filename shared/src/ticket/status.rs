//! A ticket's state.

use serde::{Deserialize, Serialize};

use super::approval::Approval;
use super::class::{Class, Detail, Gate};
use super::initiation::Initiation;
use super::priority::{Impact, Priority, Urgency};
use super::rating::Rating;
use super::subtask::SubTask;
use crate::id::{CompanyId, ContactId, MemberId, ModuleId, ProjectId, Serial, TeamId};
use crate::tag::Tagged;
use crate::text::{Body, Note, Reason, Title};
use crate::time::Timestamp;

words! {
    /// The four columns of the board (R16).
    Status {
        Todo = "todo", "待处理", "To do";
        InProgress = "in_progress", "处理中", "In progress";
        Verifying = "verifying", "待验证", "To verify";
        Closed = "closed", "已关闭", "Closed";
    }
}

words! {
    /// What an open ticket waits for: a badge, not a column. Only these pause the resolution clock.
    WaitingFor {
        Customer = "customer", "等客户", "Waiting for the customer";
        ThirdParty = "third_party", "等第三方", "Waiting for a third party";
        Approval = "approval", "等审批", "Waiting for approval";
    }
}

words! {
    /// Why a ticket is closed.
    CloseCode {
        Confirmed = "confirmed", "客户确认解决", "Confirmed by the customer";
        Silence = "silence", "逾期未回复，自动关闭", "Closed automatically without an answer";
        Duplicate = "duplicate", "重复工单", "Duplicate";
        Withdrawn = "withdrawn", "已撤回", "Withdrawn";
        Rejected = "rejected", "不予处理", "Rejected";
        Answered = "answered", "知识库已解答", "Answered by an article";
    }
}

words! {
    /// How a ticket came in (R5).
    Channel {
        Portal = "portal", "门户", "Portal";
        Agent = "agent", "客服代提", "On behalf";
        Api = "api", "接口", "API";
    }
}

/// The wait of an open ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Waiting {
    pub on: WaitingFor,
    pub reason: Reason,
    pub since: Timestamp,
}

crate::from_json!(Waiting { on, reason, since });

/// What was proposed to the requester (R23).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Solution {
    pub text: Body,
    pub root_cause: Reason,
}

crate::from_json!(Solution { text, root_cause });

/// How a ticket ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Closing {
    pub code: CloseCode,
    /// The ticket this one repeats; only with [`CloseCode::Duplicate`].
    pub duplicate_of: Option<Serial>,
    pub at: Timestamp,
}

crate::from_json!(Closing { code, duplicate_of, at });

/// A ticket as the domain knows it. Changed by [`super::event::apply`] only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The number of events so far; the filing is the first.
    pub version: u32,
    pub status: Status,
    pub class: Class,
    pub title: Title,
    pub details: Vec<Detail>,
    pub impact: Impact,
    pub impact_note: Option<Note>,
    pub urgency: Urgency,
    /// What the matrix said at filing (R3); kept beside what the agent confirmed.
    pub proposed: Priority,
    pub priority: Priority,
    pub priority_confirmed: bool,
    /// The customer's wish (R4); never a due time.
    pub wanted_by: Option<Timestamp>,
    pub requester: ContactId,
    pub company: Option<CompanyId>,
    pub project: Option<ProjectId>,
    pub module: Option<ModuleId>,
    pub team: TeamId,
    pub owner: Option<MemberId>,
    pub collaborators: Vec<MemberId>,
    /// By rule or by hand (R9).
    pub tags: Vec<Tagged>,
    pub gate: Gate,
    pub waiting: Option<Waiting>,
    /// The newest request for approval (R10).
    pub approval: Option<Approval>,
    /// What was decided on a new request (R7).
    pub initiation: Option<Initiation>,
    /// In the order in which they were added (R12).
    pub subtasks: Vec<SubTask>,
    /// Sub-tasks that are not done; the parent cannot be resolved before (R12).
    pub open_subtasks: u32,
    pub solution: Option<Solution>,
    pub closing: Option<Closing>,
    pub rating: Option<Rating>,
    pub reopen_count: u32,
    pub created_at: Timestamp,
    /// First public reply by a person of the team.
    pub first_response_at: Option<Timestamp>,
    /// First entry to `verifying`.
    pub first_resolved_at: Option<Timestamp>,
    /// Last entry to `verifying`.
    pub resolved_at: Option<Timestamp>,
    /// When the one reminder to verify went out since the last entry to `verifying`.
    pub reminded_at: Option<Timestamp>,
}
