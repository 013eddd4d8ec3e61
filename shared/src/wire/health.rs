//! How customer projects stand (R22).

use crate::id::ProjectId;
use crate::text::Name;

/// Weeks of the trend.
pub const WEEKS: usize = 8;

wire! {
    /// `GET /projects/health`: the projects that are worked on, the ones in trouble first.
    view Health {
        pub projects: Vec<ProjectHealth>,
    }

    /// One project.
    view ProjectHealth {
        /// None: tickets that belong to no project.
        pub project: Option<ProjectId>,
        pub name: Option<Name>,
        pub company: Option<Name>,
        /// Tickets that are not closed.
        pub open: u32,
        /// Those of them whose next promise falls due within 24 hours.
        pub due: u32,
        /// Those of them whose next promise was missed.
        pub breached: u32,
        /// Those of them that came back at least once.
        pub reopened: u32,
        /// Tickets filed in each of the last weeks, the oldest first.
        pub filed: Vec<u32>,
        /// Tickets closed in each of them.
        pub closed: Vec<u32>,
    }
}
