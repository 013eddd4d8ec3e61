//! Routing (R11): ordered rules give a new ticket to a team and, among those of it who are there, to an owner.
//!
//! The first rule that applies wins. A rule whose team is closed is passed over, and after the last rule the team of the
//! ticket's class gets it: no ticket stays without a team. Where nobody of the team is there, the ticket has no owner, and
//! whoever oversees the work is shown it after some minutes.

pub mod book;
pub mod flaw;
mod hours;
mod route;
pub mod trial;

pub use book::{BusinessHours, Conditions, Hours, Ownership, RoutingBook, RoutingRule, RoutingSettings, TrialRules, Unclaimed};
pub use flaw::{RuleFlaw, flaws};
pub use route::{Crew, Decision, Load, Owner, Subject, pick, route};
pub use trial::{Trial, Tried};
