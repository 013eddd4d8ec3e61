//! What a card shows of a ticket's clocks: the promise that has to be kept next.

use super::clock::{Clock, Clocks, Kind};
use crate::time::Timestamp;

wire! {
    /// The open clock that is due first. It waits if there is no due time, and is overdue once that has passed.
    view Promise {
        pub clock: Kind,
        pub started_at: Timestamp,
        /// When 75 % of the target is used up.
        pub warn_at: Option<Timestamp>,
        pub due_at: Option<Timestamp>,
        /// How much of the target was used up when this was reckoned, in percent; more than 100 if it is overdue.
        pub used: u32,
    }
}

impl Promise {
    /// The promise of a ticket's clocks; none where no clock is open.
    pub fn of(clocks: &Clocks) -> Option<Self> {
        let open = clocks.each().filter(|(_, clock)| clock.is_open());
        let first = open.min_by_key(|(_, clock)| clock.due_at.unwrap_or(Timestamp::MAX));
        first.map(|(kind, clock)| Self::read(kind, clock))
    }

    fn read(kind: Kind, clock: &Clock) -> Self {
        let used = (clock.consumed_ms.saturating_mul(100) / clock.target_ms.max(1)).clamp(0, 9_999);
        Self { clock: kind, started_at: clock.started_at, warn_at: clock.warn_at, due_at: clock.due_at, used: used as u32 }
    }

    /// Whether it was missed.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.due_at.map_or(self.used > 100, |due| due < now)
    }

    /// How much of the target is used up at `now`, in percent: exact at the start, at 75 % and when due, even in between.
    pub fn used_at(&self, now: Timestamp) -> u32 {
        let (Some(warn), Some(due)) = (self.warn_at, self.due_at) else { return self.used.min(100) };
        let share = |from: Timestamp, to: Timestamp, (low, high): (i64, i64)| {
            low + now.since(from).clamp(0, to.since(from).max(0)) * (high - low) / to.since(from).max(1)
        };
        let used = if now < warn { share(self.started_at, warn, (0, 75)) } else { share(warn, due, (75, 100)) };
        used.clamp(0, 100) as u32
    }
}
