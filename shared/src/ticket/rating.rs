//! Ratings (R25): 1–5 with an optional comment, once per resolution, changeable for 12 hours.

use serde::{Deserialize, Serialize};

use crate::id::MemberId;
use crate::text::Reason;
use crate::time::{HOUR_MS, Timestamp};

/// How long a rating can be changed, in milliseconds.
pub const RATING_CHANGE_MS: i64 = 12 * HOUR_MS;

/// A score from 1 (bad) to 5 (good).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(!try_from, !into))]
#[serde(try_from = "u8", into = "u8")]
pub struct Score(#[cfg_attr(feature = "schema", schemars(range(min = 1, max = 5)))] u8);

impl Score {
    /// `None` outside 1–5.
    pub const fn new(value: u8) -> Option<Self> {
        if value >= 1 && value <= 5 { Some(Self(value)) } else { None }
    }

    /// 1–5.
    pub const fn value(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Score {
    type Error = &'static str;
    fn try_from(value: u8) -> Result<Self, Self::Error> {
        Self::new(value).ok_or("field_invalid")
    }
}

impl crate::json::FromJson for Score {
    fn from_json(json: &crate::json::Json) -> Option<Self> {
        Self::new(u8::from_json(json)?)
    }
}

impl From<Score> for u8 {
    fn from(score: Score) -> u8 {
        score.0
    }
}

/// A rating as kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rating {
    pub score: Score,
    pub comment: Option<Reason>,
    /// When it was first given; it can be changed for 12 h from here.
    pub at: Timestamp,
    /// The owner when the ticket was closed: who is rated.
    pub owner: Option<MemberId>,
}

crate::from_json!(Rating { score, comment, at, owner });
