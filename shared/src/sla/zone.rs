//! Time zones as data. The domain has no zone database: whoever has one says when a zone's offset changed.

use crate::time::Timestamp;

const SECOND_MS: i64 = 1_000;

wire! {
    /// From this instant on the zone is this far ahead of UTC. Both in seconds.
    view Transition {
        pub at: i64,
        pub offset: i64,
    }

    /// A zone: its IANA name, the offset before the first transition (seconds ahead of UTC), and the transitions in order of time.
    view Zone {
        pub name: String,
        pub offset: i64,
        pub transitions: Vec<Transition>,
    }

    /// The zones that are known.
    view ZoneTable {
        pub zones: Vec<Zone>,
    }
}

/// The farthest a wall clock is from UTC, in seconds; no zone ever was that far.
const OFFSET_MAX: u64 = 26 * 3600;

impl Zone {
    /// Whether its transitions are in order and its offsets such as wall clocks have: then a walk through its days comes to an end.
    pub fn is_sound(&self) -> bool {
        let near = |offset: i64| offset.unsigned_abs() <= OFFSET_MAX;
        near(self.offset) && self.transitions.iter().all(|t| near(t.offset)) && self.transitions.is_sorted_by(|a, b| a.at < b.at)
    }

    /// How far the wall clock is ahead of UTC at an instant, in seconds.
    pub fn offset_at(&self, at: Timestamp) -> i64 {
        let passed = self.transitions.partition_point(|t| t.at.saturating_mul(SECOND_MS) <= at.0);
        passed.checked_sub(1).and_then(|last| self.transitions.get(last)).map_or(self.offset, |t| t.offset)
    }

    /// A zone that never changes its offset.
    pub fn fixed(name: &str, offset: i64) -> Self {
        Self { name: name.to_owned(), offset, transitions: Vec::new() }
    }
}

impl ZoneTable {
    /// The zone of a name.
    pub fn get(&self, name: &str) -> Option<&Zone> {
        self.zones.iter().find(|zone| zone.name == name)
    }
}
