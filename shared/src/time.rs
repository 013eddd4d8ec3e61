//! Instants. Always UTC; a zone is applied where a person reads.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z, below 2^53 so that it survives a JavaScript number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Timestamp(#[cfg_attr(feature = "schema", schemars(range(min = 0, max = 9_007_199_254_740_991_i64)))] pub i64);

impl crate::json::FromJson for Timestamp {
    fn from_json(json: &crate::json::Json) -> Option<Self> {
        i64::from_json(json).map(Self)
    }
}

/// One minute, in milliseconds.
pub const MINUTE_MS: i64 = 60_000;
/// One hour, in milliseconds.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// One day of 24 hours, in milliseconds.
pub const DAY_MS: i64 = 24 * HOUR_MS;

impl Timestamp {
    /// The latest instant: every JavaScript number up to it is exact.
    pub const MAX: Self = Self((1 << 53) - 1);

    /// Whether a client may send it: from 1970 to [`Self::MAX`].
    pub const fn is_valid(self) -> bool {
        self.0 >= 0 && self.0 <= Self::MAX.0
    }

    /// This instant and `ms` milliseconds; never overflows.
    pub const fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this instant; negative if it lies before.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}
