//! Calendars, tickets and instants for the tests. 2026-01-05 is a Monday.

use shared::id::{CalendarId, PolicyId};
use shared::sla::calendar::{Calendar, CalendarDraft, DatedDay, DayHours, Interval};
use shared::sla::policy::{Book, Conditions, Policy, PriorityTargets};
use shared::sla::zone::{Transition, Zone, ZoneTable};
use shared::sla::{Date, Happened, History, What};
use shared::text::Name;
use shared::ticket::Priority;
use shared::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

/// 2026-01-05 09:00 in UTC.
pub fn utc(text: &str) -> Timestamp {
    let (date, time) = text.split_once(' ').unwrap();
    let (hour, minute) = time.split_once(':').unwrap();
    let minutes = hour.parse::<i64>().unwrap() * 60 + minute.parse::<i64>().unwrap();
    Timestamp(Date::parse(date).unwrap().days() * DAY_MS + minutes * MINUTE_MS)
}

/// The same in Shanghai, which is eight hours ahead.
pub fn shanghai(text: &str) -> Timestamp {
    utc(text).plus(-8 * HOUR_MS)
}

pub const fn hours(start: u16, end: u16) -> Interval {
    Interval { start: start * 60, end: end * 60 }
}

pub const fn minutes(start: u16, end: u16) -> Interval {
    Interval { start, end }
}

pub fn zones() -> ZoneTable {
    let zone = |name: &str, offset, changes: &[(&str, i64)]| Zone {
        name: name.to_owned(),
        offset,
        transitions: changes.iter().map(|(at, offset)| Transition { at: utc(at).0 / 1_000, offset: *offset }).collect(),
    };
    let berlin = [("2025-10-26 01:00", 3_600), ("2026-03-29 01:00", 7_200), ("2026-10-25 01:00", 3_600)];
    let lord_howe = [("2025-10-04 15:30", 39_600), ("2026-04-04 15:00", 37_800), ("2026-10-03 15:30", 39_600)];
    ZoneTable {
        zones: vec![
            Zone::fixed("UTC", 0),
            Zone::fixed("Asia/Shanghai", 28_800),
            zone("Europe/Berlin", 7_200, &berlin),
            zone("Australia/Lord_Howe", 37_800, &lord_howe),
            // A whole day was left out when the zone moved across the date line.
            zone("Pacific/Apia", -36_000, &[("2011-12-30 10:00", 50_400)]),
        ],
    }
}

/// The same hours from Monday to Friday.
pub fn weekdays(zone: &str, day: &[Interval]) -> CalendarDraft {
    let week = (0..7).map(|weekday| if weekday < 5 { day.to_vec() } else { Vec::new() }).collect();
    CalendarDraft { zone: zone.to_owned(), always: false, week, dates: Vec::new(), region: None }
}

/// The same hours on every day.
pub fn daily(zone: &str, day: &[Interval]) -> CalendarDraft {
    CalendarDraft { week: vec![day.to_vec(); 7], ..weekdays(zone, day) }
}

/// Nine to six in Shanghai.
pub fn office() -> CalendarDraft {
    weekdays("Asia/Shanghai", &[hours(9, 18)])
}

pub fn on(date: &str, hours: DayHours) -> DatedDay {
    DatedDay { date: Date::parse(date).unwrap(), name: Name::parse("盘点日").unwrap(), hours }
}

pub fn calendar(draft: &CalendarDraft) -> Calendar {
    Calendar::parse(draft, &zones()).unwrap()
}

pub fn policy(id: &str, calendar: &str) -> Policy {
    Policy {
        id: PolicyId::from(id),
        name: Name::parse(id).unwrap(),
        calendar: CalendarId::from(calendar),
        conditions: Conditions::NONE,
        targets: PriorityTargets::default(),
    }
}

/// The default targets by one calendar.
pub fn book(draft: &CalendarDraft) -> Book {
    book_of(policy("standard", "c"), draft)
}

pub fn book_of(policy: Policy, draft: &CalendarDraft) -> Book {
    Book::new(vec![policy], Vec::new(), vec![(CalendarId::from("c"), calendar(draft))]).unwrap()
}

/// A ticket's life under the policy `standard`.
pub fn ticket(created_at: Timestamp, priority: Priority, life: &[(Timestamp, What)]) -> History {
    let happenings = life.iter().map(|(at, what)| Happened { at: *at, what: what.clone() }).collect();
    History { created_at, policy: PolicyId::from("standard"), priority, happenings }
}
