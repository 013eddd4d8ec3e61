//! What a workspace has that never touched its service levels (R41): office hours, and one policy for everything.

use super::calendar::{CalendarDraft, Interval};
use super::holidays::Region;
use super::policy::{Conditions, Policy, PriorityTargets};
use crate::id::{CalendarId, PolicyId};
use crate::lang::Lang;
use crate::text::Name;

/// The zone of a workspace that named none.
pub const ZONE: &str = "Asia/Shanghai";
/// The policy that every workspace begins with.
pub const POLICY: &str = "standard";
/// The calendar that every workspace begins with.
pub const CALENDAR: &str = "office";

/// Monday to Friday; in China with the noon break, public holidays and make-up workdays.
pub fn calendar(zone: &str) -> CalendarDraft {
    let is_china = matches!(zone, "Asia/Shanghai" | "Asia/Urumqi" | "Asia/Chongqing" | "Asia/Harbin" | "PRC");
    let day = match is_china {
        true => vec![minutes(9 * 60, 12 * 60), minutes(13 * 60 + 30, 18 * 60)],
        false => vec![minutes(9 * 60, 17 * 60)],
    };
    let week = (0..7).map(|weekday| if weekday < 5 { day.clone() } else { Vec::new() }).collect();
    CalendarDraft { zone: zone.to_owned(), always: false, week, dates: Vec::new(), region: is_china.then_some(Region::China) }
}

/// The policy for everything.
pub fn policy(lang: Lang) -> Option<Policy> {
    Some(Policy {
        id: PolicyId::from(POLICY),
        name: Name::parse(lang.pick("标准时限", "Standard")).ok()?,
        calendar: CalendarId::from(CALENDAR),
        conditions: Conditions::NONE,
        targets: PriorityTargets::default(),
    })
}

const fn minutes(start: u16, end: u16) -> Interval {
    Interval { start, end }
}
