//! Approval: a configuration change waits for somebody who is asked by name, or for a lead (R10).

use serde::{Deserialize, Serialize};

use super::class::Gate;
use super::decide::{Case, days, require};
use super::event::Happening;
use super::status::{Status, Ticket};
use crate::actor::{Actor, Person, Role};
use crate::error::{Code, Refusal};
use crate::id::{ContactId, MemberId};
use crate::json::{FromJson, Json};
use crate::text::Reason;
use crate::time::Timestamp;

/// Who is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "who", content = "id", rename_all = "snake_case")]
pub enum Approver {
    Member(MemberId),
    /// Somebody of the customer: the requester, or a colleague of their company.
    Contact(ContactId),
    /// Any lead or admin.
    Leads,
}

impl FromJson for Approver {
    fn from_json(json: &Json) -> Option<Self> {
        match json.get("who").text()? {
            "member" => json.field("id").map(Self::Member),
            "contact" => json.field("id").map(Self::Contact),
            "leads" => Some(Self::Leads),
            _ => None,
        }
    }
}

impl Approver {
    /// Whether the decision is this actor's. A ticket's link proves the ticket and not the person, so it decides nothing.
    pub fn is(&self, actor: &Actor) -> bool {
        match (self, actor) {
            (Self::Member(id), Actor::Member(m)) => m.id == *id,
            (Self::Leads, Actor::Member(_)) => actor.at_least(Role::Lead).is_some(),
            (Self::Contact(id), Actor::Contact(c)) => c.id == *id && c.only.is_none(),
            (Self::Member(id), Actor::Approver(Person::Member(m))) => m == id,
            (Self::Contact(id), Actor::Approver(Person::Contact(c))) => c == id,
            // Links for leads go to leads alone, and are of no use to who is one no more.
            (Self::Leads, Actor::Approver(Person::Member(_))) => true,
            _ => false,
        }
    }
}

words! {
    /// What became of a request.
    ApprovalState {
        Pending = "pending", "待批准", "Waiting for approval";
        Approved = "approved", "已批准", "Approved";
        Refused = "refused", "已驳回", "Refused";
        Withdrawn = "withdrawn", "已撤回", "Withdrawn";
        Expired = "expired", "逾期未审批", "Expired";
        /// A lead passed the gate, or the ticket was closed or got another class.
        Overtaken = "overtaken", "不再需要", "No longer needed";
    }
}

/// The newest request for approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Approval {
    /// The event that asked: names the request.
    pub request: u32,
    pub approver: Approver,
    /// What is to be approved, in the words of who asks.
    pub reason: Reason,
    pub asked_by: MemberId,
    pub expires_at: Timestamp,
    pub state: ApprovalState,
    /// What the approver said to the decision.
    pub comment: Option<Reason>,
}

crate::from_json!(Approval { request, approver, reason, asked_by, expires_at, state, comment });

/// The request that waits for a decision.
pub fn pending(t: &Ticket) -> Option<&Approval> {
    t.approval.as_ref().filter(|a| a.state == ApprovalState::Pending)
}

/// Asks. A request that waits already is replaced.
pub(super) fn ask(case: Case<'_>, approver: Approver, reason: Reason) -> Result<Happening, Refusal> {
    let Case { ticket: t, actor, policy, now, .. } = case;
    require(t.status == Status::Todo)?;
    if t.gate != Gate::Approval {
        return Err(Code::GateNotNeeded.into());
    }
    if matches!((&approver, actor), (Approver::Member(id), Actor::Member(m)) if m.id == *id) {
        return Err(Refusal::new(Code::ApproverSelf).field("member"));
    }
    Ok(Happening::ApprovalRequested { approver, reason, expires_at: now.plus(days(policy.approval_days)) })
}

/// Decides. A refusal says why.
pub(super) fn answer(t: &Ticket, actor: &Actor, approved: bool, comment: Option<Reason>) -> Result<Happening, Refusal> {
    let request = pending(t).ok_or(Code::ApprovalNotPending)?;
    if !request.approver.is(actor) {
        return Err(Code::OnlyApprover.into());
    }
    if !approved && comment.is_none() {
        return Err(Refusal::new(Code::FieldRequired).field("comment"));
    }
    Ok(Happening::ApprovalDecided { approved, comment })
}

/// Takes the request back.
pub(super) fn withdraw(t: &Ticket) -> Result<Happening, Refusal> {
    pending(t).ok_or(Code::ApprovalNotPending)?;
    Ok(Happening::ApprovalWithdrawn)
}

/// Gives up waiting, once the time is over.
pub(super) fn expire(t: &Ticket, now: Timestamp) -> Result<Happening, Refusal> {
    let request = pending(t).ok_or(Code::ApprovalNotPending)?;
    require(now >= request.expires_at)?;
    Ok(Happening::ApprovalExpired)
}

/// What became of the pending request, if there is one.
pub(super) fn settle(t: &mut Ticket, state: ApprovalState, comment: Option<Reason>) {
    if let Some(request) = t.approval.as_mut().filter(|a| a.state == ApprovalState::Pending) {
        (request.state, request.comment) = (state, comment);
    }
}
