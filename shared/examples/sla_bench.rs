//! How many due times the SLA engine reckons in a second. Each ticket is replayed whole: three clocks with pauses, a change of priority
//! and a refusal, by calendars with lunch breaks, daylight saving time and China's holidays. Prints the number alone.
#![allow(clippy::unwrap_used)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use shared::id::{CalendarId, PolicyId};
use shared::sla::calendar::{Calendar, CalendarDraft, Interval};
use shared::sla::holidays::Region;
use shared::sla::policy::{Book, Conditions, Policy, PriorityTargets};
use shared::sla::zone::{Transition, Zone, ZoneTable};
use shared::sla::{Date, Happened, History, What, reckon};
use shared::text::Name;
use shared::ticket::{Priority, WaitingFor};
use shared::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

const MEASURED: Duration = Duration::from_secs(2);
const TICKETS: i64 = 256;
/// Instants between two looks at the clock of the machine.
const ROUNDS: usize = 16;

fn main() {
    let book = book();
    let tickets: Vec<_> = (0..TICKETS).map(ticket).collect();
    let begin = Instant::now();
    let mut due_times = 0_usize;
    while begin.elapsed() < MEASURED {
        for _ in 0..ROUNDS {
            for (history, now) in &tickets {
                let clocks = black_box(reckon(black_box(history), &book, *now));
                due_times += clocks.each().filter(|(_, clock)| clock.due_at.is_some()).count();
            }
        }
    }
    println!("{:.0}", due_times as f64 / begin.elapsed().as_secs_f64());
}

fn book() -> Book {
    let zones = ZoneTable { zones: vec![Zone::fixed("Asia/Shanghai", 8 * 3600), berlin()] };
    let calendar = |zone: &str, region| {
        let day = vec![Interval { start: 540, end: 720 }, Interval { start: 810, end: 1080 }];
        let week = (0..7).map(|weekday| if weekday < 5 { day.clone() } else { Vec::new() }).collect();
        let draft = CalendarDraft { zone: zone.to_owned(), always: false, week, dates: Vec::new(), region };
        (CalendarId::from(zone), Calendar::parse(&draft, &zones).unwrap())
    };
    let policy = |id: &str, languages| Policy {
        id: PolicyId::from(id),
        name: Name::parse(id).unwrap(),
        calendar: CalendarId::from(id),
        conditions: Conditions { languages, ..Conditions::NONE },
        targets: PriorityTargets::default(),
    };
    let policies = vec![policy("Europe/Berlin", vec![shared::lang::Lang::En]), policy("Asia/Shanghai", Vec::new())];
    Book::new(policies, Vec::new(), vec![calendar("Asia/Shanghai", Some(Region::China)), calendar("Europe/Berlin", None)]).unwrap()
}

/// The European Union's rule: the last Sundays of March and October, 01:00 UTC.
fn berlin() -> Zone {
    let last_sunday = |year, month| {
        let end = Date::new(year, month, 31).unwrap();
        (end.days() - (end.weekday() as i64 + 1) % 7) * 86_400 + 3_600
    };
    let changes = |year| [Transition { at: last_sunday(year, 3), offset: 7_200 }, Transition { at: last_sunday(year, 10), offset: 3_600 }];
    Zone { name: "Europe/Berlin".to_owned(), offset: 3_600, transitions: (1996..2038).flat_map(changes).collect() }
}

/// A ticket's life, different for each number, and the moment at which it is looked at.
fn ticket(number: i64) -> (History, Timestamp) {
    let created_at = Timestamp(Date::new(2026, 1, 5).unwrap().days() * DAY_MS + number * 37 * HOUR_MS);
    let at = |hours: i64| created_at.plus(hours * HOUR_MS + number * MINUTE_MS);
    let life = [
        (1, What::Replied),
        (3, What::Waited { on: WaitingFor::Customer }),
        (20, What::CustomerWrote),
        (21, What::Prioritised { to: if number % 2 == 0 { Priority::P1 } else { Priority::P3 } }),
        (26, What::Resolved),
        (50, What::Reopened),
        (55, What::CustomerWrote),
    ];
    let happenings: Vec<_> = life.into_iter().map(|(hours, what)| Happened { at: at(hours), what }).take(number as usize % 8).collect();
    let priority = *Priority::ALL.iter().cycle().nth(number as usize).unwrap();
    let policy = PolicyId::from(if number % 3 == 0 { "Europe/Berlin" } else { "Asia/Shanghai" });
    let now = happenings.last().map_or(created_at, |last| last.at).plus(HOUR_MS);
    (History { created_at, policy, priority, happenings }, now)
}
