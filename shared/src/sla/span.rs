//! Walking through local days in UTC, and through the open time of a calendar.

use super::calendar::{Calendar, Hours, Interval};
use super::date::Date;
use super::zone::Zone;
use crate::time::{DAY_MS, MINUTE_MS};

const SECOND_MS: i64 = 1_000;

/// A stretch of time, half-open, in milliseconds since 1970 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: i64,
    pub to: i64,
}

/// The part of a local day that lies between two changes of the zone's offset: `midnight` is where the local day would have begun
/// at that part's offset.
#[derive(Clone, Copy, Debug)]
pub struct Day {
    pub span: Span,
    pub date: Date,
    midnight: i64,
}

impl Day {
    /// The part of the interval of wall time that lies in this part of the day; empty if `from` is not before `to`.
    pub fn part(&self, interval: &Interval) -> Span {
        Span {
            from: (self.midnight + i64::from(interval.start) * MINUTE_MS).max(self.span.from),
            to: (self.midnight + i64::from(interval.end) * MINUTE_MS).min(self.span.to),
        }
    }
}

/// The local days of a zone from an instant on, without end.
pub struct Days<'a> {
    zone: &'a Zone,
    /// The next transition.
    next: usize,
    offset_ms: i64,
    at: i64,
}

impl<'a> Days<'a> {
    pub fn new(zone: &'a Zone, from: i64) -> Self {
        let next = zone.transitions.partition_point(|t| t.at.saturating_mul(SECOND_MS) <= from);
        let offset = next.checked_sub(1).and_then(|i| zone.transitions.get(i)).map_or(zone.offset, |t| t.offset);
        Self { zone, next, offset_ms: offset.saturating_mul(SECOND_MS), at: from }
    }
}

impl Iterator for Days<'_> {
    type Item = Day;

    fn next(&mut self) -> Option<Day> {
        let change = loop {
            match self.zone.transitions.get(self.next) {
                Some(t) if t.at.saturating_mul(SECOND_MS) <= self.at => {
                    self.offset_ms = t.offset.saturating_mul(SECOND_MS);
                    self.next += 1;
                }
                other => break other.map_or(i64::MAX, |t| t.at.saturating_mul(SECOND_MS)),
            }
        };
        let day = self.at.saturating_add(self.offset_ms).div_euclid(DAY_MS);
        let midnight = (day * DAY_MS).saturating_sub(self.offset_ms);
        let span = Span { from: self.at, to: midnight.saturating_add(DAY_MS).min(change) };
        self.at = span.to;
        Some(Day { span, date: Date::from_days(day), midnight })
    }
}

/// The open time of a calendar from an instant until another, in order. Spans may touch.
pub struct Spans<'a> {
    calendar: &'a Calendar,
    days: Days<'a>,
    day: Option<Day>,
    intervals: std::slice::Iter<'a, Interval>,
    /// What is left of a calendar that is always open.
    always: Option<Span>,
    until: i64,
}

impl<'a> Spans<'a> {
    pub fn new(calendar: &'a Calendar, from: i64, until: i64) -> Self {
        let always = matches!(calendar.hours, Hours::Always).then_some(Span { from, to: until });
        Self { calendar, days: Days::new(&calendar.zone, from), day: None, intervals: [].iter(), always, until }
    }
}

impl Iterator for Spans<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        if matches!(self.calendar.hours, Hours::Always) {
            return self.always.take().filter(|span| span.from < span.to);
        }
        loop {
            if let (Some(day), Some(interval)) = (self.day, self.intervals.next()) {
                let part = day.part(interval);
                let to = part.to.min(self.until);
                if part.from < to {
                    return Some(Span { from: part.from, to });
                }
                continue;
            }
            let day = self.days.next().filter(|day| day.span.from < self.until)?;
            self.intervals = self.calendar.on(day.date).intervals.iter();
            self.day = Some(day);
        }
    }
}
