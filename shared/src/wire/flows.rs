//! Approval, initiation, sub-tasks, and the classification guide.

use crate::id::{ContactId, MemberId, ProjectId, Serial, TeamId};
use crate::text::{Name, Reason, Title};
use crate::ticket::{Class, Decision, Detail, Guide, SubTask};
use crate::time::Timestamp;

/// Most of one's own sub-tasks in one answer, the most urgent ones.
pub const MY_SUBTASKS_MAX: u32 = 200;

wire! {
    /// `PUT /tickets/{serial}/approval`: asks a member, a contact of the customer, or (neither) the leads.
    request AskApproval {
        pub version: u32,
        #[serde(default)]
        pub member: Option<MemberId>,
        #[serde(default)]
        pub contact: Option<ContactId>,
        /// What is to be approved.
        pub reason: Reason,
    }

    /// `POST /tickets/{serial}/approval/decision`. A refusal needs a comment.
    request DecideApproval {
        pub version: u32,
        pub approved: bool,
        #[serde(default)]
        pub comment: Option<Reason>,
    }

    /// `PUT /tickets/{serial}/initiation`.
    request Initiate {
        pub version: u32,
        pub decision: Decision,
        pub value: Reason,
        #[cfg_attr(feature = "schema", schemars(range(max = 1000)))]
        pub effort_days: u32,
        #[serde(default)]
        pub project: Option<ProjectId>,
    }

    /// `POST /tickets/{serial}/subtasks`.
    request NewSubTask {
        pub version: u32,
        pub title: Title,
        pub member: MemberId,
        #[serde(default)]
        pub due: Option<Timestamp>,
    }

    /// `PUT /tickets/{serial}/subtasks/{number}`.
    request MarkSubTask {
        pub version: u32,
        pub done: bool,
    }

    /// `GET /subtasks`: the reader's own open ones on tickets that are not closed, the most urgent first.
    view MySubTasks {
        pub subtasks: Vec<MySubTask>,
    }

    /// One of them, and its ticket.
    view MySubTask {
        pub serial: Serial,
        /// The ticket's.
        pub title: Title,
        /// The ticket's version.
        pub version: u32,
        pub subtask: SubTask,
    }

    /// `POST /approval-links`: the link of a letter, `/a/<public id>#<secret>`.
    request ApprovalLink {
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 40)))]
        pub public_id: String,
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 100)))]
        pub secret: String,
    }

    /// `POST /approval-links/decision`: the answer, once.
    request ApprovalAnswer {
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 40)))]
        pub public_id: String,
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 100)))]
        pub secret: String,
        pub approved: bool,
        #[serde(default)]
        pub comment: Option<Reason>,
    }

    /// What a link leads to.
    view ApprovalLinkView {
        pub state: LinkState,
        /// What is asked, while that is still to be answered.
        pub request: Option<ApprovalAsked>,
    }

    /// A request as its approver reads it.
    view ApprovalAsked {
        pub workspace: Name,
        pub serial: Serial,
        pub title: Title,
        pub details: Vec<Detail>,
        pub reason: Reason,
        pub asked_by: Name,
        pub expires_at: Timestamp,
    }

    /// `GET /guide`.
    view GuideView {
        /// Rises with each change; 0 while it is the usual one.
        pub version: u32,
        pub classes: Guide,
        pub teams: Vec<ClassTeam>,
    }

    /// The team that gets a class by default; a class that is not named goes to the oldest team.
    request ClassTeam {
        pub class: Class,
        pub team: TeamId,
    }

    /// `PUT /guide`: all of it, as it was read and then changed.
    request SaveGuide {
        pub version: u32,
        pub classes: Guide,
        #[cfg_attr(feature = "schema", schemars(length(max = 4)))]
        pub teams: Vec<ClassTeam>,
    }
}

words! {
    /// Whether an approval's link can still be used, and if not why.
    LinkState {
        Open = "open", "待审批", "Waiting for you";
        Approved = "approved", "已批准", "Approved";
        Refused = "refused", "已驳回", "Refused";
        Withdrawn = "withdrawn", "申请已撤回", "The request was withdrawn";
        Expired = "expired", "申请已过期", "The request has expired";
        /// A lead passed the gate, or the ticket was closed or got another class.
        Overtaken = "overtaken", "已不需要审批", "No approval is needed any more";
        Replaced = "replaced", "已重新发起审批，请以新的邮件为准", "The request was made anew; please use the newer mail";
        /// The approver was removed, or is no lead any more.
        Gone = "gone", "您已不是这项审批的审批人", "You are no longer the approver";
    }
}
