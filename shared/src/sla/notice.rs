//! Who is told what, and when (R15): 75 % → owner; breach → owner and lead; later → manager. Each once.

use super::clock::{Breach, Clock, Clocks, Kind, State};
use super::policy::{Book, Terms};
use crate::id::PolicyId;
use crate::ticket::Priority;
use crate::time::Timestamp;

words! {
    /// How grave a notice is.
    Level {
        Warning = "warning", "即将超时", "Due soon";
        Breach = "breach", "已超时", "Breached";
        Escalation = "escalation", "升级", "Escalated";
    }
}

words! {
    /// Who gets a notice.
    Recipients {
        Owner = "owner", "负责人", "Owner";
        OwnerAndLead = "owner_and_lead", "负责人和主管", "Owner and lead";
        Manager = "manager", "上级经理", "Manager";
    }
}

wire! {
    /// A notice that is due.
    view Notice {
        /// The same for the same notice however often and late it is asked for, different from every other of the ticket.
        pub key: String,
        pub clock: Kind,
        pub level: Level,
        pub priority: Priority,
        /// When it fell due.
        pub at: Timestamp,
        /// When it may be sent: at once for P0, else not before the policy's calendar is open.
        pub send_at: Timestamp,
    }
}

impl Level {
    /// Who is told.
    pub const fn recipients(self) -> Recipients {
        match self {
            Self::Warning => Recipients::Owner,
            Self::Breach => Recipients::OwnerAndLead,
            Self::Escalation => Recipients::Manager,
        }
    }
}

/// Every notice that has fallen due by `now`, which is when the clocks were reckoned. A warning and an escalation are due as long as
/// the clock is open; a breach stays due after it stopped, so that a sweep that comes late still tells of it.
pub fn notices(clocks: &Clocks, book: &Book, now: Timestamp) -> Vec<Notice> {
    let mut notices = Vec::new();
    for breach in clocks.breaches.iter().filter(|breach| !breach.carried) {
        let terms = book.terms(&breach.policy, breach.priority);
        notices.push(notice(&Promise::broken(breach), Level::Breach, breach.at, &terms));
    }
    for (kind, clock) in clocks.each().filter(|(_, clock)| clock.is_open()) {
        let promise = Promise::of(kind, clock, &clocks.breaches);
        let terms = book.terms(&clock.policy, clock.priority);
        if let Some(at) = clock.warn_at.filter(|at| *at <= now) {
            notices.push(notice(&promise, Level::Warning, at, &terms));
        }
        if let Some(at) = clock.escalate_at.filter(|at| *at <= now && clock.state == State::Breached) {
            notices.push(notice(&promise, Level::Escalation, at, &terms));
        }
    }
    notices
}

/// What notices are about: a clock under the terms under which people first heard of it.
struct Promise<'a> {
    clock: Kind,
    started_at: Timestamp,
    policy: &'a PolicyId,
    priority: Priority,
}

impl<'a> Promise<'a> {
    fn broken(breach: &'a Breach) -> Self {
        Self { clock: breach.clock, started_at: breach.started_at, policy: &breach.policy, priority: breach.priority }
    }

    /// Terms that changed while the clock was overdue, and left it so, are no news: the promise is the one broken first.
    fn of(kind: Kind, clock: &'a Clock, breaches: &'a [Breach]) -> Self {
        let same = |breach: &&Breach| breach.clock == kind && breach.started_at == clock.started_at;
        let mut first = None;
        for breach in breaches.iter().filter(same) {
            if !breach.carried {
                first = Some(breach);
            }
            if breach.policy == clock.policy && breach.priority == clock.priority {
                return first.map_or_else(|| Self::broken(breach), Self::broken);
            }
        }
        Self { clock: kind, started_at: clock.started_at, policy: &clock.policy, priority: clock.priority }
    }
}

/// The promise gives the key; the terms that apply now say how urgent it is.
fn notice(promise: &Promise<'_>, level: Level, at: Timestamp, terms: &Terms<'_>) -> Notice {
    let Promise { clock, started_at, policy, priority } = promise;
    Notice {
        key: format!("{}:{}:{}:{}:{}", clock.as_str(), started_at.0, policy.as_str(), priority.as_str(), level.as_str()),
        clock: *clock,
        level,
        priority: terms.priority,
        at,
        send_at: if terms.priority == Priority::P0 { at } else { terms.office.next_opening(at) },
    }
}
