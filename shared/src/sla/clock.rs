//! The three clocks of a ticket (R13), replayed from its history. See the module's rules.

use super::history::{Happened, History, What};
use super::policy::Book;
use super::run::{Phase, Run};
use crate::id::PolicyId;
use crate::ticket::{Priority, Status, WaitingFor};
use crate::time::Timestamp;

words! {
    /// What is promised.
    Kind {
        FirstResponse = "first_response", "首次回复", "First reply";
        NextResponse = "next_response", "后续回复", "Next reply";
        Resolution = "resolution", "解决", "Solution";
    }
}

words! {
    /// How a clock stands.
    State {
        Running = "running", "计时中", "Running";
        Paused = "paused", "已暂停", "Paused";
        Met = "met", "已按时完成", "Met";
        /// Overdue, or stopped too late: `stopped_at` tells which.
        Breached = "breached", "已超时", "Breached";
        /// The ticket was closed, or the message overtaken by a solution, before the clock was due.
        Ended = "ended", "已终止", "Ended";
    }
}

wire! {
    /// One clock at an instant. Durations are milliseconds of the calendar that applies.
    view Clock {
        pub state: State,
        /// The terms that apply, or did when it stopped.
        pub policy: PolicyId,
        pub priority: Priority,
        pub started_at: Timestamp,
        pub stopped_at: Option<Timestamp>,
        /// None while it waits with time left. Of a stopped clock: when it would have been due had it gone on.
        pub due_at: Option<Timestamp>,
        /// When 75 % of the target is used up.
        pub warn_at: Option<Timestamp>,
        /// When half as much again as the target is used up.
        pub escalate_at: Option<Timestamp>,
        /// The first instant at which it was late under these terms.
        pub breached_at: Option<Timestamp>,
        pub paused_for: Option<WaitingFor>,
        pub target_ms: i64,
        pub consumed_ms: i64,
        pub remaining_ms: i64,
        pub overdue_ms: i64,
    }

    /// A promise that was not kept. Never taken back.
    view Breach {
        pub clock: Kind,
        /// Tells rounds of the next response apart.
        pub started_at: Timestamp,
        pub policy: PolicyId,
        pub priority: Priority,
        pub due_at: Timestamp,
        /// The due time, or when terms began to apply under which it had passed already.
        pub at: Timestamp,
        /// The clock was overdue under the terms before, and these changed nothing about it: nobody needs telling again. A P0 is always
        /// told.
        pub carried: bool,
    }

    /// What a ticket's clocks say at an instant.
    view Clocks {
        pub first_response: Clock,
        /// The latest round; none while the customer has not written since the first response.
        pub next_response: Option<Clock>,
        pub resolution: Clock,
        /// In the order in which the clocks began.
        pub breaches: Vec<Breach>,
        /// The earliest due time of an open clock, also one that has passed.
        pub next_due_at: Option<Timestamp>,
        /// When the next notice falls due if nothing happens until then: what a sweep looks for.
        pub next_notice_at: Option<Timestamp>,
    }
}

impl Clocks {
    /// The clocks there are, with their kinds.
    pub fn each(&self) -> impl Iterator<Item = (Kind, &Clock)> {
        let next = self.next_response.iter().map(|clock| (Kind::NextResponse, clock));
        [(Kind::FirstResponse, &self.first_response), (Kind::Resolution, &self.resolution)].into_iter().chain(next)
    }
}

impl Clock {
    /// Whether it has not stopped.
    pub const fn is_open(&self) -> bool {
        self.stopped_at.is_none()
    }
}

/// What the clocks say at `now`; happenings after that are not known yet.
pub fn reckon(history: &History, book: &Book, now: Timestamp) -> Clocks {
    Replay::of(history, book, now).read()
}

/// What the clocks would say if the ticket had another priority from `now` on.
pub fn what_if(history: &History, book: &Book, priority: Priority, now: Timestamp) -> Clocks {
    let mut changed = history.clone();
    changed.happenings.retain(|happened| happened.at <= now);
    changed.happenings.push(Happened { at: now, what: What::Prioritised { to: priority } });
    reckon(&changed, book, now)
}

/// A ticket's clocks while its history is replayed.
pub(super) struct Replay<'a> {
    book: &'a Book,
    policy: PolicyId,
    priority: Priority,
    status: Status,
    waiting: Option<WaitingFor>,
    first: Run<'a>,
    rounds: Vec<Run<'a>>,
    resolution: Run<'a>,
    now: Timestamp,
}

impl<'a> Replay<'a> {
    pub fn of(history: &History, book: &'a Book, now: Timestamp) -> Self {
        let now = now.max(history.created_at);
        let terms = book.terms(&history.policy, history.priority);
        let mut replay = Self {
            book,
            policy: history.policy.clone(),
            priority: history.priority,
            status: Status::Todo,
            waiting: None,
            first: Run::start(Kind::FirstResponse, history.created_at, terms),
            rounds: Vec::new(),
            resolution: Run::start(Kind::Resolution, history.created_at, terms),
            now,
        };
        let mut at = history.created_at;
        for happened in &history.happenings {
            at = at.max(happened.at);
            if at > now {
                break;
            }
            replay.happen(at, &happened.what);
        }
        replay.runs_mut().filter(|run| run.is_open()).for_each(|run| run.settle(now));
        replay
    }

    /// The clock of a kind; the latest round of the next response.
    pub fn run(&self, kind: Kind) -> Option<&Run<'a>> {
        match kind {
            Kind::FirstResponse => Some(&self.first),
            Kind::NextResponse => self.rounds.last(),
            Kind::Resolution => Some(&self.resolution),
        }
    }

    fn read(&self) -> Clocks {
        let clocks = Clocks {
            first_response: self.first.read(self.now),
            next_response: self.rounds.last().map(|run| run.read(self.now)),
            resolution: self.resolution.read(self.now),
            breaches: self.runs().flat_map(|run| run.breaches.iter().cloned()).collect(),
            next_due_at: None,
            next_notice_at: None,
        };
        let open = || clocks.each().map(|(_, clock)| clock).filter(|clock| clock.is_open());
        let next_due_at = open().filter_map(|clock| clock.due_at).min();
        // A clock is late only after its due time.
        let notices = open().flat_map(|clock| [clock.warn_at, clock.due_at.map(|due| due.plus(1)), clock.escalate_at]);
        let next_notice_at = notices.flatten().filter(|at| *at > self.now).min();
        Clocks { next_due_at, next_notice_at, ..clocks }
    }

    fn happen(&mut self, at: Timestamp, what: &What) {
        match what {
            What::Replied => self.reply(at),
            What::CustomerWrote => {
                self.end_wait(at, Some(WaitingFor::Customer));
                let answered = self.rounds.last().is_none_or(|run| !run.is_open());
                if self.is_worked_on() && self.first.answered && answered {
                    self.rounds.push(Run::start(Kind::NextResponse, at, self.book.terms(&self.policy, self.priority)));
                }
            }
            What::Waited { on } => {
                if self.is_worked_on() {
                    self.waiting = Some(*on);
                    self.resolution.turn(at, Phase::Waiting(*on));
                }
            }
            What::Resumed { only } => self.end_wait(at, *only),
            What::Resolved => {
                if self.is_worked_on() {
                    self.leave_work(at, Status::Verifying);
                }
            }
            What::Closed => {
                if self.status != Status::Closed {
                    self.leave_work(at, Status::Closed);
                    if self.first.is_open() {
                        self.first.stop(at, false);
                    }
                }
            }
            What::Reopened => {
                if !self.is_worked_on() {
                    self.status = Status::Todo;
                    let terms = self.book.terms(&self.policy, self.priority);
                    self.resolution.go_on(at, terms);
                    if !self.first.answered {
                        self.first.go_on(at, terms);
                    }
                }
            }
            What::Prioritised { to } => {
                self.priority = *to;
                self.change_terms(at);
            }
            What::PolicyChanged { to } => {
                self.policy = to.clone();
                self.change_terms(at);
            }
        }
    }

    /// A public reply answers whatever the customer waits for.
    fn reply(&mut self, at: Timestamp) {
        if !self.first.answered {
            self.first.stop(at, true);
        }
        if let Some(round) = self.rounds.last_mut().filter(|run| run.is_open()) {
            round.stop(at, true);
        }
    }

    fn leave_work(&mut self, at: Timestamp, status: Status) {
        self.status = status;
        self.waiting = None;
        if self.resolution.is_open() {
            self.resolution.stop(at, status == Status::Verifying);
        }
        if let Some(round) = self.rounds.last_mut().filter(|run| run.is_open()) {
            round.stop(at, false);
        }
    }

    fn end_wait(&mut self, at: Timestamp, only: Option<WaitingFor>) {
        if self.waiting.is_some() && (only.is_none() || only == self.waiting) {
            self.waiting = None;
            self.resolution.turn(at, Phase::Counting);
        }
    }

    fn change_terms(&mut self, at: Timestamp) {
        let terms = self.book.terms(&self.policy, self.priority);
        self.runs_mut().for_each(|run| run.change_terms(at, terms));
    }

    /// Open and neither in `verifying` nor closed.
    const fn is_worked_on(&self) -> bool {
        matches!(self.status, Status::Todo | Status::InProgress)
    }

    fn runs(&self) -> impl Iterator<Item = &Run<'a>> {
        [&self.first].into_iter().chain(&self.rounds).chain([&self.resolution])
    }

    fn runs_mut(&mut self) -> impl Iterator<Item = &mut Run<'a>> {
        [&mut self.first].into_iter().chain(&mut self.rounds).chain([&mut self.resolution])
    }
}
