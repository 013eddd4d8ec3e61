//! Service levels: the settings, a ticket's clocks, and the page that tests a ticket.

use crate::id::{CalendarId, CompanyId, ModuleId, PolicyId, ProjectId, TagId};
use crate::lang::Lang;
use crate::sla::explain::Step;
use crate::sla::{CalendarDraft, Clocks, Kind, Policy};
use crate::text::Name;
use crate::ticket::{Class, Priority};
use crate::time::Timestamp;

/// Most policies of a workspace.
pub const POLICIES_MAX: u32 = 50;
/// Most calendars of a workspace.
pub const CALENDARS_MAX: u32 = 20;

wire! {
    /// A calendar with its name.
    request NamedCalendar {
        pub id: CalendarId,
        pub name: Name,
        pub hours: CalendarDraft,
    }

    /// `GET /sla`: the workspace's service levels.
    view SlaSettings {
        /// Rises with each change; 0 where nothing was ever changed.
        pub version: u32,
        pub calendars: Vec<NamedCalendar>,
        /// In order: the first that matches a ticket holds. The last has no conditions.
        pub policies: Vec<Policy>,
        /// The last year whose public holidays are known.
        pub holidays_until: i64,
    }

    /// `PUT /sla`.
    request SaveSla {
        /// The version that was changed; another one is refused.
        pub version: u32,
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 20)))]
        pub calendars: Vec<NamedCalendar>,
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 50)))]
        pub policies: Vec<Policy>,
    }

    /// `POST /sla/trial`: what a ticket like this would be promised.
    request Trial {
        pub class: Class,
        pub priority: Priority,
        /// When it is filed.
        pub at: Timestamp,
        #[serde(default)]
        pub project: Option<ProjectId>,
        #[serde(default)]
        pub module: Option<ModuleId>,
        #[serde(default)]
        pub company: Option<CompanyId>,
        #[serde(default)]
        pub tag: Option<TagId>,
        /// The language of its requester.
        #[serde(default)]
        pub lang: Option<Lang>,
    }

    /// The answer to a trial, and `GET /tickets/{serial}/clocks`.
    view ClocksView {
        pub policy: PolicyId,
        pub policy_name: Name,
        /// An IANA name: the clocks run by its hours.
        pub zone: String,
        pub clocks: Clocks,
        /// How each due time comes about.
        pub steps: Vec<ClockSteps>,
        /// What would be due under each other priority from now on.
        pub otherwise: Vec<Otherwise>,
        /// A due time lies beyond the last year whose public holidays are known: it may still move.
        pub may_move: bool,
    }

    /// The steps of one clock.
    view ClockSteps {
        pub clock: Kind,
        pub steps: Vec<Step>,
    }

    /// Due times under another priority.
    view Otherwise {
        pub priority: Priority,
        pub first_response: Option<Timestamp>,
        pub resolution: Option<Timestamp>,
    }
}
