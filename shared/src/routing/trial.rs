//! A dry run: what rules would have done to the last tickets, against what became of them.

use crate::id::{MemberId, RuleId, Serial, TeamId};
use crate::text::Title;
use crate::time::Timestamp;

/// Tickets of a trial: the newest ones.
pub const TRIAL_TICKETS: u32 = 100;

wire! {
    /// The answer to `POST /routing-rules/trial`. Nothing is written.
    view Trial {
        /// Newest first.
        pub tickets: Vec<Tried>,
    }

    /// One ticket: where it is now, and where the rules would have put it with the members who are there now.
    view Tried {
        pub serial: Serial,
        pub title: Title,
        pub created_at: Timestamp,
        pub team: TeamId,
        pub owner: Option<MemberId>,
        /// The rule that would have applied; none for the team of the class.
        pub rule: Option<RuleId>,
        pub would_team: TeamId,
        pub would_owner: Option<MemberId>,
    }
}
