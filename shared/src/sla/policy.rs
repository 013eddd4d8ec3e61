//! Which targets a ticket has (R13): ordered policies, the first that matches, and a default that always does.
//!
//! Clocks are replayed, so a policy or calendar that a ticket has had must stay what it was, or the past would be rewritten. Editing
//! one makes a new one with a new id; the old policy is retired, and the open tickets go over to the new one by
//! [`super::What::PolicyChanged`].

use super::calendar::Calendar;
use super::clock::Kind;
use super::flaw::{Flaw, Flawed};
use crate::id::{CalendarId, CompanyId, ModuleId, PolicyId, ProjectId};
use crate::lang::Lang;
use crate::text::Name;
use crate::ticket::{Class, Priority};
use crate::time::MINUTE_MS;

/// Longest target, in minutes: a year.
pub const TARGET_MINUTES_MAX: u32 = 525_600;

wire! {
    /// What is promised for one priority, in minutes of the policy's calendar.
    request Targets {
        pub first_response: u32,
        /// None: as the first response.
        pub next_response: Option<u32>,
        pub resolution: u32,
        /// 24×7, whatever the policy's calendar says.
        pub always: bool,
    }

    /// The targets of each priority.
    request PriorityTargets {
        pub p0: Targets,
        pub p1: Targets,
        pub p2: Targets,
        pub p3: Targets,
    }

    /// The tickets that a policy is for: each list that is not empty must hold the ticket's value; of its tags, one is enough.
    request Conditions {
        pub classes: Vec<Class>,
        pub projects: Vec<ProjectId>,
        pub modules: Vec<ModuleId>,
        pub companies: Vec<CompanyId>,
        pub tags: Vec<String>,
        pub languages: Vec<Lang>,
    }

    /// A policy.
    request Policy {
        pub id: PolicyId,
        pub name: Name,
        pub calendar: CalendarId,
        /// Empty for the default alone.
        pub conditions: Conditions,
        pub targets: PriorityTargets,
    }
}

/// What policies look at.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    pub class: Class,
    pub project: Option<&'a ProjectId>,
    pub module: Option<&'a ModuleId>,
    pub company: Option<&'a CompanyId>,
    pub tags: &'a [String],
    pub language: Lang,
}

/// A workspace's policies with their calendars, known to be sound.
#[derive(Clone, Debug)]
pub struct Book {
    policies: Vec<Policy>,
    default: Policy,
    retired: Vec<Policy>,
    calendars: Vec<(CalendarId, Calendar)>,
    always: Calendar,
}

/// What applies to a ticket at a moment: its policy and priority, and what follows from them.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    pub policy: &'a Policy,
    pub priority: Priority,
    /// The calendar that the clocks run by.
    pub calendar: &'a Calendar,
    /// The hours at which people of the policy are at work, also where the clocks run 24×7.
    pub office: &'a Calendar,
}

impl Default for PriorityTargets {
    /// P0 30 min / 4 h by day and night, P1 2 h / 8 h, P2 4 h / 24 h, P3 8 h / 72 h.
    fn default() -> Self {
        let targets = |first_response, resolution_hours: u32, always| Targets {
            first_response,
            next_response: None,
            resolution: resolution_hours * 60,
            always,
        };
        Self { p0: targets(30, 4, true), p1: targets(120, 8, false), p2: targets(240, 24, false), p3: targets(480, 72, false) }
    }
}

impl PriorityTargets {
    /// The targets of a priority.
    pub const fn of(&self, priority: Priority) -> &Targets {
        match priority {
            Priority::P0 => &self.p0,
            Priority::P1 => &self.p1,
            Priority::P2 => &self.p2,
            Priority::P3 => &self.p3,
        }
    }
}

impl Conditions {
    /// No condition at all.
    pub const NONE: Self = Self { classes: vec![], projects: vec![], modules: vec![], companies: vec![], tags: vec![], languages: vec![] };

    /// Whether a ticket is one of those.
    pub fn matches(&self, ticket: &Subject<'_>) -> bool {
        fn holds<T: PartialEq>(list: &[T], value: Option<&T>) -> bool {
            list.is_empty() || value.is_some_and(|value| list.contains(value))
        }
        holds(&self.classes, Some(&ticket.class))
            && holds(&self.projects, ticket.project)
            && holds(&self.modules, ticket.module)
            && holds(&self.companies, ticket.company)
            && holds(&self.languages, Some(&ticket.language))
            && (self.tags.is_empty() || ticket.tags.iter().any(|tag| self.tags.contains(tag)))
    }
}

impl Book {
    /// Checks policies, in their order, against the calendars; the flaw names the field. Those that are `retired` are for tickets that
    /// have had them, and match none.
    pub fn new(mut policies: Vec<Policy>, retired: Vec<Policy>, calendars: Vec<(CalendarId, Calendar)>) -> Result<Self, Flawed> {
        for (index, (id, _)) in calendars.iter().enumerate() {
            if calendars.iter().take(index).any(|(earlier, _)| earlier == id) {
                return Err(Flawed::new(Flaw::CalendarTwice, format!("calendars.{index}")));
            }
        }
        let last = policies.len().saturating_sub(1);
        for (index, policy) in policies.iter().enumerate() {
            check(policy, &calendars, &format!("policies.{index}"))?;
            if policies.iter().take(index).any(|earlier| earlier.id == policy.id) {
                return Err(Flawed::new(Flaw::PolicyTwice, format!("policies.{index}.id")));
            }
            if index != last && policy.conditions == Conditions::NONE {
                return Err(Flawed::new(Flaw::ConditionsMissing, format!("policies.{index}.conditions")));
            }
        }
        for (index, policy) in retired.iter().enumerate() {
            check(policy, &calendars, &format!("retired.{index}"))?;
            if policies.iter().chain(retired.iter().take(index)).any(|other| other.id == policy.id) {
                return Err(Flawed::new(Flaw::PolicyTwice, format!("retired.{index}.id")));
            }
        }
        match policies.pop() {
            Some(default) if default.conditions == Conditions::NONE => {
                Ok(Self { policies, default, retired, calendars, always: Calendar::always() })
            }
            _ => Err(Flawed::new(Flaw::DefaultMissing, "policies")),
        }
    }

    /// The policy of a ticket: the first that matches.
    pub fn choose(&self, ticket: &Subject<'_>) -> &Policy {
        self.policies.iter().find(|policy| policy.conditions.matches(ticket)).unwrap_or(&self.default)
    }

    /// The calendar of the policy for everything: what the workspace as a whole calls its business hours.
    pub fn usual_calendar(&self) -> &Calendar {
        self.calendar(&self.default)
    }

    /// What applies under a policy and a priority. A policy that is not in the book counts as the default.
    pub fn terms(&self, policy: &PolicyId, priority: Priority) -> Terms<'_> {
        let policy = self.policies.iter().chain(&self.retired).find(|p| p.id == *policy).unwrap_or(&self.default);
        let office = self.calendar(policy);
        let calendar = if policy.targets.of(priority).always { &self.always } else { office };
        Terms { policy, priority, calendar, office }
    }

    fn calendar(&self, policy: &Policy) -> &Calendar {
        self.calendars.iter().find(|(id, _)| *id == policy.calendar).map_or(&self.always, |(_, calendar)| calendar)
    }
}

impl Terms<'_> {
    /// The target of a clock, in milliseconds of the calendar.
    pub fn target_ms(&self, kind: Kind) -> i64 {
        let targets = self.policy.targets.of(self.priority);
        let minutes = match kind {
            Kind::FirstResponse => targets.first_response,
            Kind::NextResponse => targets.next_response.unwrap_or(targets.first_response),
            Kind::Resolution => targets.resolution,
        };
        i64::from(minutes) * MINUTE_MS
    }

    /// Whether these are the terms of that policy and priority.
    pub(super) fn are(&self, policy: &PolicyId, priority: Priority) -> bool {
        self.policy.id == *policy && self.priority == priority
    }
}

fn check(policy: &Policy, calendars: &[(CalendarId, Calendar)], field: &str) -> Result<(), Flawed> {
    if !calendars.iter().any(|(id, _)| *id == policy.calendar) {
        return Err(Flawed::new(Flaw::CalendarUnknown, format!("{field}.calendar")));
    }
    for priority in Priority::ALL {
        let targets = policy.targets.of(*priority);
        let minutes = [
            ("first_response", Some(targets.first_response)),
            ("next_response", targets.next_response),
            ("resolution", Some(targets.resolution)),
        ];
        for (name, minutes) in minutes {
            let flaw = match minutes {
                Some(0) => Flaw::TargetZero,
                Some(minutes) if minutes > TARGET_MINUTES_MAX => Flaw::TargetTooLong,
                _ => continue,
            };
            return Err(Flawed::new(flaw, format!("{field}.targets.{}.{name}", priority.as_str())));
        }
    }
    Ok(())
}
