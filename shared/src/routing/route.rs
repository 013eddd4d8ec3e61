//! The decision: which rule, which team, and among whom the owner is.

use serde::{Deserialize, Serialize};

use super::book::{BusinessHours, Conditions, Ownership, RoutingRule};
use crate::id::{CompanyId, MemberId, ModuleId, ProjectId, Serial, TagId, TeamId};
use crate::lang::Lang;
use crate::sla::Calendar;
use crate::sla::zone::ZoneTable;
use crate::ticket::Class;
use crate::time::Timestamp;

/// What of a ticket rules can ask about.
#[derive(Clone, Debug)]
pub struct Subject<'a> {
    pub class: Class,
    pub project: Option<&'a ProjectId>,
    pub module: Option<&'a ModuleId>,
    pub company: Option<&'a CompanyId>,
    pub tags: Vec<&'a TagId>,
    /// The requester's.
    pub lang: Lang,
    pub filed_at: Timestamp,
    /// The workspace's: [`crate::sla::Book::usual_calendar`].
    pub calendar: &'a Calendar,
}

/// A team that takes tickets, and who of it can own one now: active, no mere collaborator, not away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crew {
    pub team: TeamId,
    pub present: Vec<MemberId>,
}

/// How busy a member is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Tickets that are theirs and not closed.
    pub open: u32,
    /// The number of the last ticket that routing gave them; 0 for none.
    pub last: Serial,
}

/// Where a ticket goes, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision<'a> {
    /// The rule that applied; none where the team of the class has it.
    pub rule: Option<&'a RoutingRule>,
    pub team: &'a TeamId,
    pub owner: Owner<'a>,
}

/// Who is to own a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner<'a> {
    Nobody,
    /// One of these, never an empty list: the one who is least loaded, or whose turn it is.
    OneOf(Ownership, &'a [MemberId]),
}

/// Decides by the first rule that applies and whose team is there; else it is the class's team, without an owner.
pub fn route<'a>(rules: &'a [RoutingRule], subject: &Subject<'_>, crews: &'a [Crew], usual: &'a TeamId, zones: &ZoneTable) -> Decision<'a> {
    let applies = |rule: &&RoutingRule| rule.active && rule.on.hold(subject, zones);
    let found = rules.iter().filter(applies).find_map(|rule| {
        let crew = crews.iter().find(|crew| crew.team == rule.team)?;
        Some((rule, crew))
    });
    let Some((rule, crew)) = found else {
        return Decision { rule: None, team: usual, owner: Owner::Nobody };
    };
    let owner = match (rule.owner, crew.present.as_slice()) {
        (Ownership::Nobody, _) | (_, []) => Owner::Nobody,
        (by, present) => Owner::OneOf(by, present),
    };
    Decision { rule: Some(rule), team: &crew.team, owner }
}

/// The owner, by how busy each one is. Of equals the first in the list.
pub fn pick<'a>(owner: Owner<'a>, load: impl Fn(&MemberId) -> Load) -> Option<&'a MemberId> {
    match owner {
        Owner::Nobody | Owner::OneOf(Ownership::Nobody, _) => None,
        Owner::OneOf(Ownership::LeastLoaded, present) => present.iter().min_by_key(|member| load(member).open),
        Owner::OneOf(Ownership::RoundRobin, present) => present.iter().min_by_key(|member| load(member).last),
    }
}

impl Conditions {
    fn hold(&self, subject: &Subject<'_>, zones: &ZoneTable) -> bool {
        one_of(&self.class, Some(&subject.class))
            && one_of(&self.project, subject.project)
            && one_of(&self.module, subject.module)
            && one_of(&self.company, subject.company)
            && (self.tag.is_empty() || subject.tags.iter().any(|tag| self.tag.contains(tag)))
            && self.lang.is_none_or(|lang| lang == subject.lang)
            && self.hours.as_ref().is_none_or(|hours| hours.contains(subject.filed_at, zones))
            && self.business_hours.is_none_or(|side| subject.calendar.is_open(subject.filed_at) == (side == BusinessHours::Within))
    }
}

fn one_of<T: PartialEq>(choices: &[T], value: Option<&T>) -> bool {
    choices.is_empty() || value.is_some_and(|value| choices.contains(value))
}
