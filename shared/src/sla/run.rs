//! One clock while its ticket's history is replayed: when it counted, under which terms, and what it missed.

use super::calendar::HORIZON_MS;
use super::clock::{Breach, Clock, Kind, State};
use super::policy::Terms;
use crate::ticket::{Priority, WaitingFor};
use crate::time::Timestamp;

/// When the owner is told, in percent of the target.
pub const WARN_PERCENT: i64 = 75;
/// When the manager is told, in percent of the target.
pub const ESCALATE_PERCENT: i64 = 150;

/// What a clock does from an instant on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Counting,
    Waiting(WaitingFor),
    Stopped,
}

#[derive(Clone, Debug)]
pub struct Run<'a> {
    kind: Kind,
    pub started_at: Timestamp,
    terms: Terms<'a>,
    /// Since when the clock has been open under these terms without a break.
    since: Timestamp,
    /// Each lasts until the next begins; the first begins with the clock.
    phases: Vec<(Timestamp, Phase)>,
    pub answered: bool,
    stopped_at: Option<Timestamp>,
    /// Whether the clock was breached already under the terms before these.
    was_overdue: bool,
    pub breaches: Vec<Breach>,
}

impl<'a> Run<'a> {
    pub fn start(kind: Kind, at: Timestamp, terms: Terms<'a>) -> Self {
        Self {
            kind,
            started_at: at,
            terms,
            since: at,
            phases: vec![(at, Phase::Counting)],
            answered: false,
            stopped_at: None,
            was_overdue: false,
            breaches: Vec::new(),
        }
    }

    pub const fn is_open(&self) -> bool {
        self.stopped_at.is_none()
    }

    /// The clock counts or waits from now on.
    pub fn turn(&mut self, at: Timestamp, phase: Phase) {
        if self.is_open() && self.phase() != phase {
            self.phases.push((at, phase));
        }
    }

    /// New terms apply. A stopped clock keeps its own.
    pub fn change_terms(&mut self, at: Timestamp, terms: Terms<'a>) {
        if self.is_open() {
            // Terms that applied for no time at all promised nothing.
            if self.since < at {
                self.settle(at);
            }
            self.adopt(at, terms);
        }
    }

    /// The clock stops: it was answered, or the ticket was closed over it.
    pub fn stop(&mut self, at: Timestamp, answered: bool) {
        if self.is_open() {
            self.settle(at);
            self.phases.push((at, Phase::Stopped));
        }
        self.stopped_at = Some(at);
        self.answered = answered;
    }

    /// The clock goes on from where it stood.
    pub fn go_on(&mut self, at: Timestamp, terms: Terms<'a>) {
        if !self.is_open() {
            self.stopped_at = None;
            self.answered = false;
            self.phases.push((at, Phase::Counting));
            self.adopt(at, terms);
        }
    }

    /// Notes a breach under the present terms if the due time lies before `at`: what happens on the due time itself is in time.
    pub fn settle(&mut self, at: Timestamp) {
        let known = self.breaches.iter().any(|breach| self.terms.are(&breach.policy, breach.priority));
        let due = if known { None } else { self.reached(self.target(), None) };
        if let Some(due_at) = due.filter(|due| *due < at) {
            self.breaches.push(Breach {
                clock: self.kind,
                started_at: self.started_at,
                policy: self.terms.policy.id.clone(),
                priority: self.terms.priority,
                due_at,
                at: due_at.max(self.since),
                carried: self.was_overdue && due_at <= self.since && self.terms.priority != Priority::P0,
            });
        }
    }

    /// What the clock says at `now`, which is not before anything that happened.
    pub fn read(&self, now: Timestamp) -> Clock {
        let target_ms = self.target();
        let consumed_ms = self.consumed(now);
        let breach = self.breaches.iter().find(|breach| self.terms.are(&breach.policy, breach.priority));
        let paused_for = match self.phase() {
            Phase::Waiting(on) => Some(on),
            Phase::Counting | Phase::Stopped => None,
        };
        let state = match (breach, self.is_open(), paused_for) {
            (Some(_), _, _) => State::Breached,
            (None, true, None) => State::Running,
            (None, true, Some(_)) => State::Paused,
            (None, false, _) if self.answered => State::Met,
            (None, false, _) => State::Ended,
        };
        let share = |percent| self.reached(target_ms * percent / 100, self.projection());
        Clock {
            state,
            policy: self.terms.policy.id.clone(),
            priority: self.terms.priority,
            started_at: self.started_at,
            stopped_at: self.stopped_at,
            due_at: share(100),
            warn_at: share(WARN_PERCENT),
            escalate_at: share(ESCALATE_PERCENT),
            breached_at: breach.map(|breach| breach.at),
            paused_for,
            target_ms,
            consumed_ms,
            remaining_ms: (target_ms - consumed_ms).max(0),
            overdue_ms: (consumed_ms - target_ms).max(0),
        }
    }

    /// The terms the clock stands under.
    pub const fn terms(&self) -> &Terms<'a> {
        &self.terms
    }

    /// The phases with their ends, the last one until `end`.
    pub fn phases(&self, end: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp, Phase)> {
        let ends = self.phases.iter().skip(1).map(|(at, _)| *at).chain([end]);
        self.phases.iter().zip(ends).map(|((from, phase), to)| (*from, to, *phase))
    }

    fn adopt(&mut self, at: Timestamp, terms: Terms<'a>) {
        self.was_overdue = self.breaches.iter().any(|breach| self.terms.are(&breach.policy, breach.priority));
        self.terms = terms;
        self.since = at;
    }

    fn phase(&self) -> Phase {
        self.phases.last().map_or(Phase::Counting, |(_, phase)| *phase)
    }

    fn target(&self) -> i64 {
        self.terms.target_ms(self.kind)
    }

    /// A stopped clock is read as if it had gone on, so that one sees what it was up against; a waiting one has no due time ahead.
    fn projection(&self) -> Option<Timestamp> {
        match self.phase() {
            Phase::Stopped => self.stopped_at,
            Phase::Counting | Phase::Waiting(_) => None,
        }
    }

    /// The instant at which `ms` have been counted. A counting clock goes on counting, a stopped one from `projected` on if that is given.
    fn reached(&self, ms: i64, projected: Option<Timestamp>) -> Option<Timestamp> {
        let horizon = self.phases.last().map_or(self.started_at, |(at, _)| *at).plus(HORIZON_MS);
        let mut left = ms;
        let counted = self.phases(horizon).filter(|(_, _, phase)| *phase == Phase::Counting);
        let counted = counted.map(|(from, to, _)| (from, to)).chain(projected.map(|at| (at, horizon)));
        for (from, to) in counted {
            match self.terms.calendar.reach(from, to, left) {
                Ok(at) => return Some(at),
                Err(rest) => left = rest,
            }
        }
        (self.phase() == Phase::Counting || projected.is_some()).then_some(horizon)
    }

    fn consumed(&self, now: Timestamp) -> i64 {
        let counted = self.phases(now).filter(|(_, _, phase)| *phase == Phase::Counting);
        counted.map(|(from, to, _)| self.terms.calendar.measure(from, to)).sum()
    }
}
