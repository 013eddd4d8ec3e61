//! The columns of a ticket's state. Filing writes all of them, a change those that differ, so that SQLite touches the
//! indexes of what changed and no others.

use shared::ticket::{Policy, Status, Ticket, approval};
use shared::time::{DAY_MS, Timestamp};

use crate::db::{Arg, Fault};

/// A column and its value.
pub type Column = (&'static str, Arg);

/// Every column that the domain decides on.
pub fn of(t: &Ticket, policy: Policy) -> Result<Vec<Column>, Fault> {
    let waiting = t.waiting.as_ref();
    let closing = t.closing.as_ref();
    let rating = t.rating.as_ref();
    let solution = t.solution.as_ref();
    let details = serde_json::to_string(&t.details).map_err(|e| Fault::new(format!("details: {e}")))?;
    let approval = t.approval.as_ref().map(serde_json::to_string).transpose().map_err(|e| Fault::new(format!("an approval: {e}")))?;
    let initiation = t.initiation.as_ref().map(serde_json::to_string).transpose().map_err(|e| Fault::new(format!("an initiation: {e}")))?;
    Ok(vec![
        ("version", t.version.into()),
        ("status", t.status.into()),
        ("class", t.class.into()),
        ("priority", t.priority.into()),
        ("priority_confirmed", t.priority_confirmed.into()),
        ("gate", t.gate.into()),
        ("team_id", Arg::from(&t.team)),
        ("owner_id", t.owner.as_ref().into()),
        ("requester_id", Arg::from(&t.requester)),
        ("company_id", t.company.as_ref().into()),
        ("project_id", t.project.as_ref().into()),
        ("module_id", t.module.as_ref().into()),
        ("reopen_count", t.reopen_count.into()),
        ("created_at", t.created_at.into()),
        ("title", Arg::from(&t.title)),
        ("impact", t.impact.into()),
        ("impact_note", t.impact_note.as_ref().into()),
        ("urgency", t.urgency.into()),
        ("proposed", t.proposed.into()),
        ("wanted_by", t.wanted_by.into()),
        ("waiting_on", waiting.map(|w| w.on).into()),
        ("waiting_reason", waiting.map(|w| &w.reason).into()),
        ("waiting_since", waiting.map(|w| w.since).into()),
        ("approval", approval.into()),
        ("initiation", initiation.into()),
        ("open_subtasks", t.open_subtasks.into()),
        ("solution", solution.map(|s| &s.text).into()),
        ("root_cause", solution.map(|s| &s.root_cause).into()),
        ("close_code", closing.map(|c| c.code).into()),
        ("closed_at", closing.map(|c| c.at).into()),
        ("duplicate_of", closing.and_then(|c| c.duplicate_of).into()),
        ("rating_score", rating.map(|r| u32::from(r.score.value())).into()),
        ("rating_comment", rating.and_then(|r| r.comment.as_ref()).into()),
        ("rating_at", rating.map(|r| r.at).into()),
        ("rating_owner", rating.and_then(|r| r.owner.as_ref()).into()),
        ("first_response_at", t.first_response_at.into()),
        ("first_resolved_at", t.first_resolved_at.into()),
        ("resolved_at", t.resolved_at.into()),
        ("reminded_at", t.reminded_at.into()),
        ("due_at", due_at(t, policy).into()),
        ("details", details.into()),
    ])
}

/// When the timer has to look at the ticket next.
pub fn due_at(t: &Ticket, policy: Policy) -> Option<Timestamp> {
    if t.status != Status::Verifying {
        return approval::pending(t).map(|request| request.expires_at);
    }
    let days = match t.reminded_at {
        None => policy.reminder_days,
        Some(_) => policy.silence_days,
    };
    t.resolved_at.map(|at| at.plus(i64::from(days) * DAY_MS))
}
