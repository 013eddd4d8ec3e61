//! Business calendars (R14): hours per weekday in the calendar's own zone, dated holidays and make-up workdays, or 24×7.

use serde::{Deserialize, Serialize};

use super::date::{Date, WEEKDAYS};
use super::flaw::{Flaw, Flawed};
use super::holidays::{self, Region};
use super::span::{Days, Spans};
use super::zone::{Zone, ZoneTable};
use crate::json::{FromJson, Json};
use crate::lang::Lang;
use crate::text::Name;
use crate::time::{DAY_MS, Timestamp};

/// The minutes of a day; an interval may end there.
pub const DAY_MINUTES: u16 = 24 * 60;
/// Most intervals of one day.
pub const INTERVALS_MAX: usize = 12;
/// Most dates that a workspace names in one calendar.
pub const DATES_MAX: usize = 1_000;
/// How far ahead opening hours are looked for: 40 years. What lies beyond is given as that instant.
pub const HORIZON_MS: i64 = 14_610 * DAY_MS;

wire! {
    /// Open from `start` until `end`, in minutes of the local day. Half-open: at `end` it is closed.
    request Interval {
        pub start: u16,
        pub end: u16,
    }

    /// A date with hours of its own. Wins over the weekday and over the holidays of the region.
    request DatedDay {
        pub date: Date,
        pub name: Name,
        pub hours: DayHours,
    }

    /// A calendar as a person writes it.
    request CalendarDraft {
        /// An IANA name.
        pub zone: String,
        /// 24×7: hours and dates do not count.
        pub always: bool,
        /// Monday to Sunday; each day's intervals in any order.
        pub week: Vec<Vec<Interval>>,
        pub dates: Vec<DatedDay>,
        /// Whose public holidays and make-up workdays hold.
        pub region: Option<Region>,
    }
}

/// How a date differs from its weekday.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum DayHours {
    /// A holiday.
    Closed,
    /// A make-up workday that runs as a weekday does: 0 is Monday.
    Weekday { weekday: u8 },
    /// A workday with hours of its own.
    Hours { intervals: Vec<Interval> },
}

impl FromJson for DayHours {
    fn from_json(json: &Json) -> Option<Self> {
        Some(match json.get("kind").text()? {
            "closed" => Self::Closed,
            "weekday" => Self::Weekday { weekday: json.field("weekday")? },
            "hours" => Self::Hours { intervals: json.field("intervals")? },
            _ => return None,
        })
    }
}

/// A calendar whose hours are known to be sound: it is open again and again.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub(super) zone: Zone,
    pub(super) hours: Hours,
    region: Option<Region>,
}

#[derive(Clone, Debug)]
pub(super) enum Hours {
    Always,
    Week { week: [Vec<Interval>; WEEKDAYS], dated: Vec<Dated> },
}

/// What a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayKind {
    Ordinary,
    Holiday,
    MakeUp,
}

/// A date with hours of its own. Sorted by date within a calendar.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    date: Date,
    kind: DayKind,
    name: (String, String),
    intervals: Vec<Interval>,
}

/// The hours of one local date, and why.
pub(super) struct OnDate<'a> {
    pub intervals: &'a [Interval],
    pub kind: DayKind,
    name: Option<&'a (String, String)>,
}

impl OnDate<'_> {
    /// The name of a holiday or make-up workday.
    pub fn name(&self, lang: Lang) -> Option<&str> {
        self.name.map(|(zh, en)| lang.pick(zh.as_str(), en.as_str()))
    }
}

impl Calendar {
    /// 24 hours on every day.
    pub fn always() -> Self {
        Self { zone: Zone::fixed("UTC", 0), hours: Hours::Always, region: None }
    }

    /// Checks a draft; the flaw names the field.
    pub fn parse(draft: &CalendarDraft, zones: &ZoneTable) -> Result<Self, Flawed> {
        let zone = zones.get(&draft.zone).filter(|zone| zone.is_sound()).ok_or_else(|| Flawed::new(Flaw::ZoneUnknown, "zone"))?.clone();
        let hours = if draft.always { Hours::Always } else { hours(draft)? };
        Ok(Self { zone, hours, region: draft.region })
    }

    /// The instant at which `ms` of open time have gone by since `from`: the earliest one, so the end of a day's hours rather than
    /// the next morning.
    pub fn add(&self, from: Timestamp, ms: i64) -> Timestamp {
        let horizon = from.plus(HORIZON_MS);
        self.reach(from, horizon, ms).unwrap_or(horizon)
    }

    /// Open milliseconds from one instant until another; 0 if the second is not later.
    pub fn measure(&self, from: Timestamp, until: Timestamp) -> i64 {
        Spans::new(self, from.0, until.0).map(|span| span.to - span.from).sum()
    }

    /// The first open instant from `at` on: `at` itself if it is open.
    pub fn next_opening(&self, at: Timestamp) -> Timestamp {
        let horizon = at.plus(HORIZON_MS);
        Spans::new(self, at.0, horizon.0).next().map_or(horizon, |span| Timestamp(span.from))
    }

    /// Whether it is open at an instant.
    pub fn is_open(&self, at: Timestamp) -> bool {
        Spans::new(self, at.0, at.0.saturating_add(1)).next().is_some()
    }

    /// Whether public holidays of that time are not announced yet, so that a due time there may still move.
    pub fn is_beyond_known_holidays(&self, at: Timestamp) -> bool {
        let year = Days::new(&self.zone, at.0).next().map_or(0, |day| day.date.parts().0);
        let uses_dates = matches!(self.hours, Hours::Week { .. });
        uses_dates && self.region.is_some_and(|region| year > holidays::last_known_year(region))
    }

    /// Like [`Self::add`], but no further than `until`: then the error is how much is left to add.
    pub(super) fn reach(&self, from: Timestamp, until: Timestamp, ms: i64) -> Result<Timestamp, i64> {
        if ms <= 0 {
            return Ok(from);
        }
        let mut left = ms;
        for span in Spans::new(self, from.0, until.0) {
            let length = span.to - span.from;
            if length >= left {
                return Ok(Timestamp(span.from + left));
            }
            left -= length;
        }
        Err(left)
    }

    /// The hours of a local date.
    pub(super) fn on(&self, date: Date) -> OnDate<'_> {
        let Hours::Week { week, dated } = &self.hours else {
            return OnDate { intervals: &[], kind: DayKind::Ordinary, name: None };
        };
        match dated.binary_search_by_key(&date, |d| d.date).ok().and_then(|i| dated.get(i)) {
            Some(day) => OnDate { intervals: &day.intervals, kind: day.kind, name: Some(&day.name) },
            None => OnDate { intervals: week.get(date.weekday()).map_or(&[], Vec::as_slice), kind: DayKind::Ordinary, name: None },
        }
    }
}

impl CalendarDraft {
    /// Checks hours and dates; the flaw names the field. The zone is for those to check who know zones, and public holidays are sound.
    pub fn check(&self) -> Result<(), Flawed> {
        if self.always { Ok(()) } else { own_hours(self).map(|_| ()) }
    }
}

fn hours(draft: &CalendarDraft) -> Result<Hours, Flawed> {
    let (week, mut dated) = own_hours(draft)?;
    for day in draft.region.map(holidays::of).unwrap_or_default() {
        if !draft.dates.iter().any(|own| own.date == day.date) {
            let (kind, intervals) = match day.weekday.and_then(|w| week.get(usize::from(w))) {
                Some(hours) => (DayKind::MakeUp, hours.clone()),
                None => (DayKind::Holiday, Vec::new()),
            };
            dated.push(Dated { date: day.date, kind, name: (day.zh, day.en), intervals });
        }
    }
    dated.sort_by_key(|day| day.date);
    Ok(Hours::Week { week, dated })
}

/// The week, and the dates that the workspace names.
fn own_hours(draft: &CalendarDraft) -> Result<([Vec<Interval>; WEEKDAYS], Vec<Dated>), Flawed> {
    let mut week = Vec::new();
    for (index, intervals) in draft.week.iter().enumerate() {
        week.push(sound(intervals, &format!("week.{index}"))?);
    }
    let week: [Vec<Interval>; WEEKDAYS] = week.try_into().map_err(|_| Flawed::new(Flaw::WeekIncomplete, "week"))?;
    // Dates are finite, so a calendar that opens on dates alone would be closed for ever after the last one.
    if week.iter().all(Vec::is_empty) {
        return Err(Flawed::new(Flaw::NeverOpen, "week"));
    }
    if draft.dates.len() > DATES_MAX {
        return Err(Flawed::new(Flaw::DatesTooMany, "dates"));
    }
    let mut dated = Vec::new();
    for (index, day) in draft.dates.iter().enumerate() {
        if draft.dates.iter().take(index).any(|earlier| earlier.date == day.date) {
            return Err(Flawed::new(Flaw::DateTwice, format!("dates.{index}.date")));
        }
        dated.push(own_date(day, &week, index)?);
    }
    Ok((week, dated))
}

fn own_date(day: &DatedDay, week: &[Vec<Interval>; WEEKDAYS], index: usize) -> Result<Dated, Flawed> {
    let (kind, intervals) = match &day.hours {
        DayHours::Closed => (DayKind::Holiday, Vec::new()),
        DayHours::Weekday { weekday } => {
            let hours = week.get(usize::from(*weekday));
            let hours = hours.ok_or_else(|| Flawed::new(Flaw::WeekdayUnknown, format!("dates.{index}.hours.weekday")))?;
            (DayKind::MakeUp, hours.clone())
        }
        DayHours::Hours { intervals } => {
            let field = format!("dates.{index}.hours.intervals");
            if intervals.is_empty() {
                return Err(Flawed::new(Flaw::HoursMissing, field));
            }
            (DayKind::MakeUp, sound(intervals, &field)?)
        }
    };
    let name = day.name.as_str().to_owned();
    Ok(Dated { date: day.date, kind, name: (name.clone(), name), intervals })
}

/// The intervals of a day in order, if none is empty and none overlaps another; touching ones are sound.
fn sound(intervals: &[Interval], field: &str) -> Result<Vec<Interval>, Flawed> {
    if intervals.len() > INTERVALS_MAX {
        return Err(Flawed::new(Flaw::IntervalsTooMany, field));
    }
    for (index, interval) in intervals.iter().enumerate() {
        let overlaps = |other: &Interval| interval.start < other.end && other.start < interval.end;
        let flaw = if interval.end > DAY_MINUTES {
            Flaw::IntervalBeyondDay
        } else if interval.start >= interval.end {
            Flaw::IntervalEmpty
        } else if intervals.iter().take(index).any(overlaps) {
            Flaw::IntervalsOverlap
        } else {
            continue;
        };
        return Err(Flawed::new(flaw, format!("{field}.{index}")));
    }
    let mut sorted = intervals.to_vec();
    sorted.sort_by_key(|interval| interval.start);
    Ok(sorted)
}
