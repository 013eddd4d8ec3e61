//! R15: who is told what, and when.

use shared::sla::notice::Recipients;
use shared::sla::{Clocks, Level, What, notices, reckon};
use shared::ticket::{Priority, WaitingFor};
use shared::time::{HOUR_MS, MINUTE_MS, Timestamp};

use crate::hours::{book, book_of, office, policy, shanghai as at, ticket};

type Told = (Level, Timestamp, Timestamp);

fn clocks(created: &str, priority: Priority, life: &[(Timestamp, What)], now: &str) -> Clocks {
    reckon(&ticket(at(created), priority, life), &book(&office()), at(now))
}

/// What is due of one clock: level, when it fell due, when it is sent.
fn told(clocks: &Clocks, clock: &str, now: &str) -> Vec<Told> {
    let due = notices(clocks, &book(&office()), at(now));
    due.into_iter().filter(|n| n.clock.as_str() == clock).map(|n| (n.level, n.at, n.send_at)).collect()
}

fn first_response(created: &str, priority: Priority, life: &[(Timestamp, What)], now: &str) -> Vec<Told> {
    told(&clocks(created, priority, life, now), "first_response", now)
}

#[test]
fn r15_the_owner_at_75_percent_then_the_lead_then_the_manager() {
    let monday = |now| first_response("2026-01-05 09:00", Priority::P2, &[], now).into_iter().map(|told| told.0).collect::<Vec<_>>();
    assert_eq!(monday("2026-01-05 11:59"), []);
    assert_eq!(monday("2026-01-05 12:00"), [Level::Warning]);
    assert_eq!(monday("2026-01-05 13:00"), [Level::Warning], "not late yet");
    assert_eq!(monday("2026-01-05 13:01"), [Level::Breach, Level::Warning]);
    assert_eq!(monday("2026-01-05 15:00"), [Level::Breach, Level::Warning, Level::Escalation]);
    let recipients: Vec<_> = Level::ALL.iter().map(|level| level.recipients()).collect();
    assert_eq!(recipients, [Recipients::Owner, Recipients::OwnerAndLead, Recipients::Manager]);
}

#[test]
fn r15_a_notice_has_one_key_however_often_and_late_it_is_asked_for() {
    let keys = |now: &str| {
        let due = notices(&clocks("2026-01-05 09:00", Priority::P2, &[], now), &book(&office()), at(now));
        due.into_iter().map(|notice| notice.key).collect::<Vec<_>>()
    };
    let soon = keys("2026-01-05 13:01");
    assert_eq!(soon, keys("2026-01-05 13:30"));
    let late = keys("2026-01-12 13:01");
    assert!(soon.iter().all(|key| late.contains(key)));
    let distinct: std::collections::BTreeSet<_> = late.iter().collect();
    assert_eq!((distinct.len(), late.len()), (6, 6), "three for each clock");
}

#[test]
fn r15_a_late_sweep_tells_of_a_breach_that_was_answered_meanwhile_but_warns_no_more() {
    let life = [(at("2026-01-05 13:30"), What::Replied)];
    let due = first_response("2026-01-05 09:00", Priority::P2, &life, "2026-01-05 16:00");
    assert_eq!(due, [(Level::Breach, at("2026-01-05 13:00"), at("2026-01-05 13:00"))]);
    let in_time = [(at("2026-01-05 12:30"), What::Replied)];
    assert_eq!(first_response("2026-01-05 09:00", Priority::P2, &in_time, "2026-01-05 16:00"), []);
}

#[test]
fn r15_a_p0_is_told_by_night_and_nothing_else_is() {
    let night = first_response("2026-01-10 02:00", Priority::P0, &[], "2026-01-10 02:31");
    let warned = at("2026-01-10 02:00").plus(30 * MINUTE_MS * 3 / 4);
    assert_eq!(night, [(Level::Breach, at("2026-01-10 02:30"), at("2026-01-10 02:30")), (Level::Warning, warned, warned)]);
    // A P1 whose clock runs by night too: late at night, told in the morning.
    let mut by_night = policy("standard", "c");
    by_night.targets.p1.always = true;
    let book = book_of(by_night, &office());
    let history = ticket(at("2026-01-09 22:00"), Priority::P1, &[]);
    let now = at("2026-01-10 00:30");
    let due = notices(&reckon(&history, &book, now), &book, now);
    assert!(due.iter().all(|notice| notice.send_at == at("2026-01-12 09:00")) && due.len() == 2);
    assert_eq!(due[0].at, at("2026-01-10 00:00"));
}

#[test]
fn r15_a_waiting_ticket_is_not_dunned() {
    let life = [(at("2026-01-05 09:10"), What::Replied), (at("2026-01-05 09:20"), What::Waited { on: WaitingFor::Customer })];
    let waiting = clocks("2026-01-05 09:00", Priority::P1, &life, "2026-01-30 09:00");
    assert_eq!(told(&waiting, "resolution", "2026-01-30 09:00"), []);
    assert_eq!((waiting.next_due_at, waiting.next_notice_at), (None, None));
}

#[test]
fn r15_a_new_promise_is_told_anew_and_a_broken_one_is_not_told_twice() {
    let to = |priority| What::Prioritised { to: priority };
    let breaches = |life: &[_], now| {
        let due = first_response("2026-01-05 09:00", Priority::P2, life, now);
        due.into_iter().filter(|told| told.0 == Level::Breach).map(|told| told.1).collect::<Vec<_>>()
    };
    let raised = [(at("2026-01-05 14:00"), to(Priority::P1))];
    assert_eq!(breaches(&raised, "2026-01-05 14:30"), [at("2026-01-05 13:00")], "late it was already");
    let lowered = [(at("2026-01-05 14:00"), to(Priority::P3))];
    assert_eq!(breaches(&lowered, "2026-01-05 17:30"), [at("2026-01-05 13:00"), at("2026-01-05 17:00")], "and late again");
    let alarm = [(at("2026-01-05 22:00"), to(Priority::P0))];
    let due = first_response("2026-01-05 09:00", Priority::P2, &alarm, "2026-01-05 22:00");
    assert!(due.contains(&(Level::Breach, at("2026-01-05 22:00"), at("2026-01-05 22:00"))), "a P0 is told whatever was told before");
}

#[test]
fn r15_a_warning_and_an_escalation_are_told_once_through_a_raise() {
    let raise = [(at("2026-01-05 16:00"), What::Prioritised { to: Priority::P1 })];
    let keys = |life: &[_], now: &str| {
        let due = notices(&clocks("2026-01-05 09:00", Priority::P2, life, now), &book(&office()), at(now));
        due.into_iter().filter(|n| n.clock.as_str() == "first_response").map(|n| n.key).collect::<Vec<_>>()
    };
    let before = keys(&[], "2026-01-05 15:30");
    assert_eq!(before.len(), 3);
    assert_eq!(keys(&raise, "2026-01-05 17:30"), before);
}

#[test]
fn r15_what_is_no_p0_any_more_can_wait_until_morning() {
    let life = [(at("2026-01-10 03:00"), What::Prioritised { to: Priority::P1 })];
    let mut by_night = policy("standard", "c");
    by_night.targets.p1 = by_night.targets.p0.clone();
    let book = book_of(by_night, &office());
    let now = at("2026-01-10 05:00");
    let due = notices(&reckon(&ticket(at("2026-01-10 02:20"), Priority::P0, &life), &book, now), &book, now);
    let sent = |level| due.iter().find(|n| n.level == level && n.clock.as_str() == "first_response").unwrap().send_at;
    assert_eq!(sent(Level::Breach), at("2026-01-10 02:50"), "it was one then");
    assert_eq!(sent(Level::Escalation), at("2026-01-12 09:00"));
}

#[test]
fn r15_each_round_of_the_next_response_is_told_by_itself() {
    let life = [
        (at("2026-01-05 09:10"), What::Replied),
        (at("2026-01-05 09:20"), What::CustomerWrote),
        (at("2026-01-05 17:00"), What::Replied),
        (at("2026-01-06 09:00"), What::CustomerWrote),
    ];
    let now = "2026-01-06 14:00";
    let rounds = told(&clocks("2026-01-05 09:00", Priority::P2, &life, now), "next_response", now);
    let breached: Vec<_> = rounds.iter().filter(|told| told.0 == Level::Breach).map(|told| told.1).collect();
    assert_eq!(breached, [at("2026-01-05 09:20").plus(4 * HOUR_MS), at("2026-01-06 13:00")]);
}
