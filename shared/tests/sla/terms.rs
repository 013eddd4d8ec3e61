//! R13: what a change of priority or policy does to the clocks.

use shared::id::{CalendarId, PolicyId};
use shared::sla::policy::{Book, Conditions, Policy};
use shared::sla::{Clocks, State, What, reckon, what_if};
use shared::ticket::{Class, Priority, WaitingFor};
use shared::time::{HOUR_MS, MINUTE_MS, Timestamp};

use crate::hours::{book, calendar, daily, hours, office, policy, shanghai as at, ticket};

const MONDAY_NINE: &str = "2026-01-05 09:00";

fn life(priority: Priority, happenings: &[(Timestamp, What)], now: &str) -> Clocks {
    reckon(&ticket(at(MONDAY_NINE), priority, happenings), &book(&office()), at(now))
}

const fn to(priority: Priority) -> What {
    What::Prioritised { to: priority }
}

#[test]
fn r13_a_new_priority_reckons_from_creation() {
    let raised = life(Priority::P3, &[(at("2026-01-05 10:00"), to(Priority::P1))], "2026-01-05 10:30");
    assert_eq!(raised.first_response.due_at, Some(at("2026-01-05 11:00")), "two hours from nine, not from ten");
    assert_eq!(raised.resolution.due_at, Some(at("2026-01-05 17:00")));
    assert_eq!((raised.resolution.priority, raised.resolution.target_ms), (Priority::P1, 8 * HOUR_MS));
    let back = [(at("2026-01-05 10:00"), to(Priority::P1)), (at("2026-01-05 10:10"), to(Priority::P3))];
    assert_eq!(life(Priority::P3, &back, "2026-01-05 11:00"), life(Priority::P3, &[], "2026-01-05 11:00"));
}

#[test]
fn r13_a_past_breach_is_kept_with_the_priority_that_applied() {
    let lowered = life(Priority::P1, &[(at("2026-01-05 14:00"), to(Priority::P3))], "2026-01-05 15:00");
    assert_eq!(lowered.first_response.state, State::Running, "P3 has until five in the afternoon");
    let kept: Vec<_> = lowered.breaches.iter().map(|b| (b.priority, b.due_at, b.at)).collect();
    assert_eq!(kept, [(Priority::P1, at("2026-01-05 11:00"), at("2026-01-05 11:00"))]);
}

#[test]
fn r13_a_raise_past_the_new_due_time_breaches_when_it_is_made() {
    let raised = life(Priority::P3, &[(at("2026-01-05 14:00"), to(Priority::P1))], "2026-01-05 14:00");
    assert_eq!((raised.first_response.state, raised.first_response.due_at), (State::Breached, Some(at("2026-01-05 11:00"))));
    assert_eq!(raised.first_response.breached_at, Some(at("2026-01-05 14:00")), "nobody was late before");
    assert_eq!(raised.first_response.overdue_ms, 3 * HOUR_MS);
}

#[test]
fn r13_terms_replaced_on_the_due_time_or_at_once_broke_nothing() {
    let on_due = life(Priority::P1, &[(at("2026-01-05 11:00"), to(Priority::P3))], "2026-01-05 12:00");
    assert_eq!(on_due.breaches, []);
    let slip = [(at("2026-01-05 14:00"), to(Priority::P0)), (at("2026-01-05 14:00"), to(Priority::P3))];
    assert_eq!(life(Priority::P3, &slip, "2026-01-05 15:00").breaches, []);
}

#[test]
fn r13_a_clock_that_has_stopped_keeps_its_terms() {
    let happenings =
        [(at("2026-01-05 12:00"), What::Replied), (at("2026-01-05 13:00"), What::Resolved), (at("2026-01-05 14:00"), to(Priority::P0))];
    let verifying = life(Priority::P2, &happenings, "2026-01-05 15:00");
    assert_eq!((verifying.first_response.state, verifying.first_response.priority), (State::Met, Priority::P2));
    assert_eq!((verifying.resolution.state, verifying.resolution.priority), (State::Met, Priority::P2));
    let refused = [&happenings[..], &[(at("2026-01-05 15:00"), What::Reopened)]].concat();
    let refused = life(Priority::P2, &refused, "2026-01-05 15:10").resolution;
    assert_eq!((refused.priority, refused.consumed_ms), (Priority::P0, 4 * HOUR_MS + 10 * MINUTE_MS));
    assert_eq!((refused.due_at, refused.breached_at), (Some(at("2026-01-05 13:00")), Some(at("2026-01-05 15:00"))));
}

#[test]
fn r13_a_new_policy_reckons_by_its_calendar_and_its_pauses() {
    let night = Policy { conditions: Conditions { classes: vec![Class::Fault], ..Conditions::NONE }, ..policy("night", "n") };
    let calendars =
        vec![(CalendarId::from("c"), calendar(&office())), (CalendarId::from("n"), calendar(&daily("Asia/Shanghai", &[hours(0, 24)])))];
    let book = Book::new(vec![night, policy("standard", "c")], Vec::new(), calendars).unwrap();
    let happenings = [
        (at("2026-01-05 17:00"), What::Waited { on: WaitingFor::Customer }),
        (at("2026-01-06 10:00"), What::Resumed { only: None }),
        (at("2026-01-06 11:00"), What::PolicyChanged { to: PolicyId::from("night") }),
    ];
    let history = ticket(at(MONDAY_NINE), Priority::P2, &happenings);
    let before = reckon(&history, &book, at("2026-01-06 10:59")).resolution;
    assert_eq!(before.due_at, Some(at("2026-01-07 17:00")), "of the wait two hours lay in business hours");
    let after = reckon(&history, &book, at("2026-01-06 11:00")).resolution;
    assert_eq!((after.policy.as_str(), after.consumed_ms), ("night", 9 * HOUR_MS), "of 26 hours 17 were waited for the customer");
    assert_eq!(after.due_at, Some(at("2026-01-07 02:00")));
}

#[test]
fn r13_an_edited_policy_does_not_rewrite_what_was_late_under_the_old_one() {
    let mut edited = policy("edited", "c");
    edited.targets.p1.first_response = 480;
    let calendars = vec![(CalendarId::from("c"), calendar(&office()))];
    let book = Book::new(vec![edited], vec![policy("standard", "c")], calendars).unwrap();
    let late = [(at("2026-01-05 12:00"), What::Replied)];
    let answered = reckon(&ticket(at(MONDAY_NINE), Priority::P1, &late), &book, at("2026-01-06 09:00"));
    assert_eq!(answered.first_response.state, State::Breached, "an hour late by the targets of that day");
    let goes_over = [(at("2026-01-05 12:00"), What::PolicyChanged { to: PolicyId::from("edited") })];
    let open = reckon(&ticket(at(MONDAY_NINE), Priority::P1, &goes_over), &book, at("2026-01-05 13:00"));
    assert_eq!((open.first_response.state, open.first_response.due_at), (State::Running, Some(at("2026-01-05 17:00"))));
    assert_eq!(open.breaches.iter().map(|b| (b.policy.as_str(), b.at)).collect::<Vec<_>>(), [("standard", at("2026-01-05 11:00"))]);
}

#[test]
fn r13_what_if_shows_the_due_times_of_another_priority() {
    let history = ticket(at(MONDAY_NINE), Priority::P3, &[(at("2026-01-05 18:30"), What::Replied)]);
    let (book, now) = (book(&office()), at("2026-01-05 09:20"));
    assert_eq!(reckon(&history, &book, now).first_response.due_at, Some(at("2026-01-05 17:00")));
    assert_eq!(what_if(&history, &book, Priority::P1, now).first_response.due_at, Some(at("2026-01-05 11:00")));
    assert_eq!(what_if(&history, &book, Priority::P3, now), reckon(&history, &book, now));
}
