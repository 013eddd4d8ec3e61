//! R13: what ticket systems are known to get wrong, each as a test.

use shared::sla::{Level, State, What, notices, reckon};
use shared::ticket::{Priority, WaitingFor};
use shared::time::{HOUR_MS, MINUTE_MS};

use crate::hours::{book, hours, minutes, office, shanghai as at, ticket, utc, weekdays};

#[test]
fn r13_a_pause_moves_the_due_time_by_its_business_time() {
    // Reported elsewhere: the clock ticks on while the ticket is on hold, or the whole night of a hold is added.
    let due = |from, until| {
        let life = [(at(from), What::Waited { on: WaitingFor::Customer }), (at(until), What::Resumed { only: None })];
        reckon(&ticket(at("2026-01-05 09:00"), Priority::P1, &life), &book(&office()), at(until)).resolution.due_at.unwrap()
    };
    assert_eq!(due("2026-01-05 10:00", "2026-01-05 10:00"), at("2026-01-05 17:00"));
    assert_eq!(due("2026-01-05 10:00", "2026-01-05 10:30"), at("2026-01-05 17:30"));
    assert_eq!(due("2026-01-05 17:00", "2026-01-05 17:00"), at("2026-01-05 17:00"), "a wait on the due time changes nothing");
    assert_eq!(due("2026-01-05 16:00", "2026-01-06 10:00"), at("2026-01-06 11:00"), "three business hours, not eighteen");
    assert_eq!(due("2026-01-05 16:00", "2026-01-12 09:00"), at("2026-01-12 10:00"), "a week with its weekend");
}

#[test]
fn r13_a_pause_in_closed_hours_changes_nothing() {
    let life =
        [(at("2026-01-05 18:00"), What::Waited { on: WaitingFor::ThirdParty }), (at("2026-01-06 09:00"), What::Resumed { only: None })];
    let with =
        |life: &[_]| reckon(&ticket(at("2026-01-05 15:00"), Priority::P1, life), &book(&office()), at("2026-01-06 09:00")).resolution;
    assert_eq!(with(&life), with(&[]));
}

#[test]
fn r13_a_change_of_terms_does_not_forget_a_pause() {
    let life = [
        (at("2026-01-05 10:00"), What::Waited { on: WaitingFor::Customer }),
        (at("2026-01-05 15:00"), What::CustomerWrote),
        (at("2026-01-05 15:30"), What::Prioritised { to: Priority::P1 }),
    ];
    let changed = reckon(&ticket(at("2026-01-05 09:00"), Priority::P3, &life), &book(&office()), at("2026-01-05 15:30")).resolution;
    assert_eq!(changed.due_at, Some(at("2026-01-06 13:00")), "eight hours from nine, and the five of the wait");
    let during = [life[0].clone(), (at("2026-01-05 12:00"), What::Prioritised { to: Priority::P1 })];
    let during = reckon(&ticket(at("2026-01-05 09:00"), Priority::P3, &during), &book(&office()), at("2026-01-05 14:00")).resolution;
    assert_eq!((during.state, during.remaining_ms), (State::Paused, 7 * HOUR_MS), "changed while it waits");
}

#[test]
fn r13_nobody_is_late_over_lunch() {
    let lunch = weekdays("Asia/Shanghai", &[hours(9, 12), minutes(810, 1080)]);
    let first = |created, now| reckon(&ticket(at(created), Priority::P1, &[]), &book(&lunch), at(now)).first_response;
    assert_eq!(first("2026-01-05 11:30", "2026-01-05 12:30").due_at, Some(at("2026-01-05 15:00")));
    assert_eq!(first("2026-01-05 11:30", "2026-01-05 13:30").consumed_ms, 30 * MINUTE_MS);
    assert_eq!(first("2026-01-05 12:10", "2026-01-05 12:20").due_at, Some(at("2026-01-05 15:30")), "filed during the break");
}

#[test]
fn r13_whoever_looks_from_whichever_zone_sees_the_same() {
    // Reported elsewhere: a response in time shows as failed to a viewer in another zone. Nine to six in Shanghai is one to ten in UTC.
    let life = [(utc("2026-01-05 02:59"), What::Replied)];
    let history = ticket(utc("2026-01-05 01:00"), Priority::P1, &life);
    let read = |draft| reckon(&history, &book(&draft), utc("2026-01-07 01:00"));
    let here = read(office());
    assert_eq!((here.first_response.state, here.first_response.due_at), (State::Met, Some(utc("2026-01-05 03:00"))));
    assert_eq!(here, read(weekdays("UTC", &[hours(1, 10)])));
}

#[test]
fn r15_a_breach_is_told_once_and_in_business_hours() {
    // Reported elsewhere: reminders at midnight and at weekends, in spite of the service times.
    let history = ticket(at("2026-01-09 17:30"), Priority::P2, &[]);
    let book = book(&office());
    let mut sent = std::collections::BTreeMap::new();
    for quarter in 0..(5 * 24 * 4) {
        let now = at("2026-01-09 17:30").plus(quarter * 15 * MINUTE_MS);
        for notice in notices(&reckon(&history, &book, now), &book, now) {
            sent.entry(notice.key.clone()).or_insert(notice);
        }
    }
    let first: Vec<_> = sent.values().filter(|notice| notice.key.starts_with("first_response")).map(|n| (n.level, n.send_at)).collect();
    assert_eq!(
        first,
        [(Level::Breach, at("2026-01-12 12:30")), (Level::Escalation, at("2026-01-12 14:30")), (Level::Warning, at("2026-01-12 11:30"))]
    );
}
