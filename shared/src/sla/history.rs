//! What happened to a ticket, as far as its clocks care.

use serde::{Deserialize, Serialize};

use crate::actor::By;
use crate::id::PolicyId;
use crate::ticket::event::{Event, Happening};
use crate::ticket::message::Audience;
use crate::ticket::{Decision, Priority, WaitingFor};
use crate::time::Timestamp;

/// A ticket's life for its clocks. `happenings` are in order; one with an earlier time than the one before counts at the same
/// instant as that.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct History {
    pub created_at: Timestamp,
    /// The policy and priority at creation.
    pub policy: PolicyId,
    pub priority: Priority,
    pub happenings: Vec<Happened>,
}

/// One happening.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Happened {
    pub at: Timestamp,
    #[serde(flatten)]
    pub what: What,
}

impl History {
    /// A ticket that was just filed.
    pub const fn begin(created_at: Timestamp, policy: PolicyId, priority: Priority) -> Self {
        Self { created_at, policy, priority, happenings: Vec::new() }
    }

    /// What happened next. One that repeats the last changes nothing about any clock, and is not kept.
    pub fn push(&mut self, at: Timestamp, what: What) {
        let repeats = matches!(what, What::Replied | What::CustomerWrote) && self.happenings.last().is_some_and(|last| last.what == what);
        if !repeats {
            self.happenings.push(Happened { at, what });
        }
    }

    /// The policy that holds now.
    pub fn present_policy(&self) -> &PolicyId {
        let changed = self.happenings.iter().rev().find_map(|happened| match &happened.what {
            What::PolicyChanged { to } => Some(to),
            _ => None,
        });
        changed.unwrap_or(&self.policy)
    }
}

/// The kinds of happening. What makes no sense in the ticket's state, such as a wait in `verifying`, changes nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// A public reply by a person of the team: not an automatic mail, an internal note or a change of state.
    Replied,
    /// A message of the customer. Ends a wait for the customer.
    CustomerWrote,
    Waited {
        on: WaitingFor,
    },
    /// The wait is over; with `only`, if it was for that.
    Resumed {
        only: Option<WaitingFor>,
    },
    /// The ticket entered `verifying`.
    Resolved,
    /// The solution was refused, or the closed ticket reopened.
    Reopened,
    Closed,
    Prioritised {
        to: Priority,
    },
    /// Another policy matches since the ticket's class, project or tags changed, or the workspace changed its policies.
    PolicyChanged {
        to: PolicyId,
    },
}

impl What {
    /// What an event of the timeline means to the clocks; `None` if nothing.
    pub fn of(event: &Event) -> Option<Self> {
        Some(match &event.what {
            Happening::Said { message_kind, .. } => match (&event.by, message_kind.audience()) {
                (By::Contact(_), _) => Self::CustomerWrote,
                (By::Member(_), Audience::Public) => Self::Replied,
                _ => return None,
            },
            Happening::Waited { on, .. } => Self::Waited { on: *on },
            Happening::Resumed => Self::Resumed { only: None },
            Happening::ApprovalRequested { .. } => Self::Waited { on: WaitingFor::Approval },
            Happening::Reclassified { .. }
            | Happening::GatePassed { .. }
            | Happening::ApprovalDecided { .. }
            | Happening::ApprovalWithdrawn
            | Happening::ApprovalExpired
            | Happening::Initiated { decision: Decision::Go, .. } => Self::Resumed { only: Some(WaitingFor::Approval) },
            Happening::Proposed { .. } => Self::Resolved,
            Happening::Refused { .. } | Happening::Reopened { .. } => Self::Reopened,
            Happening::Accepted | Happening::Closed { .. } => Self::Closed,
            Happening::Prioritised { to, .. } => Self::Prioritised { to: *to },
            _ => return None,
        })
    }
}
