//! Initiation: what a new request is worth, what it costs, and whether it is done (R7).

use serde::{Deserialize, Serialize};

use super::class::Gate;
use super::decide::require;
use super::event::Happening;
use super::status::{Status, Ticket};
use crate::error::{Code, Refusal};
use crate::id::ProjectId;
use crate::text::Reason;
use crate::time::Timestamp;

/// Most days of work that a request may be said to take.
pub const EFFORT_DAYS_MAX: u32 = 1_000;

words! {
    /// Whether a request is done.
    Decision {
        Go = "go", "立项", "Go";
        NotNow = "not_now", "暂缓", "Not now";
        No = "no", "不立项", "No";
    }
}

/// The record of a request's initiation. The firm's own: customers do not read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Initiation {
    pub decision: Decision,
    /// What it is worth, and why this was decided.
    pub value: Reason,
    /// Days of work, by estimate.
    pub effort_days: u32,
    /// The project in which it is done.
    pub project: Option<ProjectId>,
    pub at: Timestamp,
}

crate::internal_json!(Initiation { decision, value, effort_days, project, at });

/// Decides on a request that waits for it. "Go" lets work start; the others can be decided anew.
pub(super) fn decide(
    t: &Ticket,
    decision: Decision,
    value: Reason,
    effort_days: u32,
    project: Option<ProjectId>,
) -> Result<Happening, Refusal> {
    require(t.status == Status::Todo)?;
    if t.gate != Gate::Initiation {
        return Err(Code::GateNotNeeded.into());
    }
    if effort_days > EFFORT_DAYS_MAX {
        return Err(Refusal::new(Code::FieldInvalid).field("effort_days"));
    }
    Ok(Happening::Initiated { decision, value, effort_days, project })
}
