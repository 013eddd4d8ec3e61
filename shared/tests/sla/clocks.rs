//! R13: the three clocks of a ticket. P2 is 4 h to the first response and 24 h to the resolution; the office is open nine to six.

use shared::actor::By;
use shared::id::{ContactId, MemberId, MessageId};
use shared::sla::{Clocks, State, What, reckon};
use shared::text::{Body, Reason};
use shared::ticket::event::{Answers, Event, Happening};
use shared::ticket::{CloseCode, MessageKind, Priority, WaitingFor};
use shared::time::{HOUR_MS, MINUTE_MS, Timestamp};

use crate::hours::{book, office, shanghai as at, ticket};

const MONDAY_NINE: &str = "2026-01-05 09:00";

fn p2(life: &[(Timestamp, What)], now: &str) -> Clocks {
    reckon(&ticket(at(MONDAY_NINE), Priority::P2, life), &book(&office()), at(now))
}

#[test]
fn r13_a_new_ticket_has_two_clocks_in_business_time() {
    let clocks = p2(&[], "2026-01-05 12:00");
    assert_eq!(clocks.first_response.due_at, Some(at("2026-01-05 13:00")));
    assert_eq!(clocks.first_response.warn_at, Some(at(MONDAY_NINE).plus(3 * HOUR_MS)));
    assert_eq!(clocks.first_response.escalate_at, Some(at("2026-01-05 15:00")));
    assert_eq!((clocks.first_response.consumed_ms, clocks.first_response.remaining_ms), (3 * HOUR_MS, HOUR_MS));
    assert_eq!(clocks.resolution.due_at, Some(at("2026-01-07 15:00")), "24 h are two days of nine hours and six more");
    assert_eq!(clocks.next_response, None);
    assert_eq!(clocks.next_due_at, clocks.first_response.due_at);
    assert_eq!(clocks.breaches, []);
}

#[test]
fn r13_a_p0_runs_by_night_and_a_p2_waits_for_nine() {
    let midnight = at("2026-01-10 00:00");
    let due = |priority| reckon(&ticket(midnight, priority, &[]), &book(&office()), midnight).first_response.due_at.unwrap();
    assert_eq!(due(Priority::P0), midnight.plus(30 * MINUTE_MS), "a Saturday night");
    assert_eq!(due(Priority::P2), at("2026-01-12 13:00"));
}

#[test]
fn r13_only_a_public_reply_of_the_team_is_a_first_response() {
    let life = [
        (at("2026-01-05 09:10"), What::CustomerWrote),
        (at("2026-01-05 09:20"), What::Waited { on: WaitingFor::Customer }),
        (at("2026-01-05 09:30"), What::Resumed { only: None }),
        (at("2026-01-05 09:40"), What::Resolved),
        (at("2026-01-05 09:50"), What::Reopened),
    ];
    let waiting = p2(&life, "2026-01-05 10:00");
    assert_eq!(waiting.first_response.state, State::Running);
    assert_eq!(waiting.first_response.consumed_ms, HOUR_MS, "a wait does not pause it: nobody has answered the customer");
    assert_eq!(waiting.next_response, None, "the first response comes first");
    let answered = p2(&[&life[..], &[(at("2026-01-05 10:30"), What::Replied)]].concat(), "2026-01-08 10:00");
    assert_eq!((answered.first_response.state, answered.first_response.stopped_at), (State::Met, Some(at("2026-01-05 10:30"))));
}

#[test]
fn r13_on_the_due_time_is_in_time_and_a_millisecond_later_is_not() {
    let due = at("2026-01-05 13:00");
    let replied = |at| p2(&[(at, What::Replied)], "2026-01-05 16:00");
    assert_eq!(replied(due).first_response.state, State::Met);
    let late = replied(due.plus(1));
    assert_eq!((late.first_response.state, late.first_response.overdue_ms), (State::Breached, 1));
    assert_eq!(late.breaches.len(), 1, "a late reply does not erase the breach");
    assert_eq!(p2(&[], "2026-01-05 13:00").first_response.state, State::Running);
}

#[test]
fn r13_overdue_time_is_business_time() {
    let clocks = p2(&[], "2026-01-06 10:00");
    let first = clocks.first_response;
    assert_eq!((first.state, first.breached_at, first.stopped_at), (State::Breached, Some(at("2026-01-05 13:00")), None));
    assert_eq!((first.overdue_ms, first.remaining_ms), (6 * HOUR_MS, 0), "five hours on Monday and one on Tuesday");
    assert_eq!(clocks.next_due_at, Some(at("2026-01-05 13:00")), "it stays the first to be dealt with");
}

#[test]
fn r13_the_next_response_runs_from_the_oldest_unanswered_message() {
    let life = [
        (at("2026-01-05 09:30"), What::Replied),
        (at("2026-01-05 10:00"), What::CustomerWrote),
        (at("2026-01-05 11:00"), What::CustomerWrote),
    ];
    let asked = p2(&life, "2026-01-05 12:00").next_response.unwrap();
    assert_eq!((asked.started_at, asked.due_at), (at("2026-01-05 10:00"), Some(at("2026-01-05 14:00"))));
    let replied = p2(&[&life[..], &[(at("2026-01-05 13:00"), What::Replied)]].concat(), "2026-01-05 13:00").next_response.unwrap();
    assert_eq!((replied.state, replied.stopped_at), (State::Met, Some(at("2026-01-05 13:00"))));
    let resolved = p2(&[&life[..], &[(at("2026-01-05 13:00"), What::Resolved)]].concat(), "2026-01-06 13:00").next_response.unwrap();
    assert_eq!((resolved.state, resolved.stopped_at), (State::Ended, Some(at("2026-01-05 13:00"))), "resolving ends it");
    let again = [&life[..], &[(at("2026-01-05 15:00"), What::Replied), (at("2026-01-05 17:00"), What::CustomerWrote)]].concat();
    let again = p2(&again, "2026-01-06 09:00");
    assert_eq!(again.next_response.as_ref().unwrap().due_at, Some(at("2026-01-06 12:00")));
    assert_eq!(again.breaches.len(), 1, "the round before was an hour late, and that is kept");
}

#[test]
fn r13_a_message_to_a_resolved_or_closed_ticket_asks_for_no_response() {
    let life = [
        (at("2026-01-05 09:30"), What::Replied),
        (at("2026-01-05 10:00"), What::Resolved),
        (at("2026-01-05 10:10"), What::CustomerWrote),
        (at("2026-01-05 10:20"), What::Closed),
        (at("2026-01-05 10:30"), What::CustomerWrote),
    ];
    let clocks = p2(&life, "2026-01-09 10:00");
    assert_eq!(clocks.next_response, None);
    assert_eq!((clocks.next_due_at, clocks.next_notice_at), (None, None), "nothing is open");
}

#[test]
fn r13_verifying_does_not_count_and_a_refusal_goes_on_from_where_it_stood() {
    let life = [(at("2026-01-05 12:00"), What::Resolved), (at("2026-01-08 12:00"), What::Reopened)];
    let verifying = p2(&life[..1], "2026-01-07 12:00").resolution;
    assert_eq!((verifying.state, verifying.consumed_ms), (State::Met, 3 * HOUR_MS));
    let refused = p2(&life, "2026-01-08 13:00").resolution;
    assert_eq!((refused.state, refused.consumed_ms), (State::Running, 4 * HOUR_MS));
    assert_eq!(refused.due_at, Some(at("2026-01-12 15:00")), "21 h are left: six on Thursday, nine on Friday, six on Monday");
}

#[test]
fn r13_waits_pause_the_resolution_alone() {
    let life =
        [(at("2026-01-05 10:00"), What::Waited { on: WaitingFor::ThirdParty }), (at("2026-01-05 16:00"), What::Resumed { only: None })];
    let paused = p2(&life[..1], "2026-01-05 15:00");
    assert_eq!((paused.resolution.state, paused.resolution.paused_for), (State::Paused, Some(WaitingFor::ThirdParty)));
    assert_eq!((paused.resolution.due_at, paused.resolution.remaining_ms), (None, 23 * HOUR_MS));
    assert_eq!(paused.first_response.state, State::Breached);
    let resumed = p2(&life, "2026-01-05 16:00").resolution;
    assert_eq!(resumed.due_at, Some(at("2026-01-08 12:00")), "six hours later than without the wait");
}

#[test]
fn r13_a_message_of_the_customer_ends_a_wait_for_the_customer_only() {
    let after = |on| {
        let life = [(at("2026-01-05 10:00"), What::Waited { on }), (at("2026-01-05 11:00"), What::CustomerWrote)];
        p2(&life, "2026-01-05 12:00").resolution.state
    };
    assert_eq!(after(WaitingFor::Customer), State::Running);
    assert_eq!(after(WaitingFor::ThirdParty), State::Paused);
    assert_eq!(after(WaitingFor::Approval), State::Paused);
}

#[test]
fn r13_closing_ends_what_is_open_and_reopening_goes_on() {
    let life = [(at("2026-01-05 10:00"), What::Closed), (at("2026-01-06 10:00"), What::Reopened)];
    let closed = p2(&life[..1], "2026-01-09 10:00");
    assert_eq!((closed.first_response.state, closed.resolution.state), (State::Ended, State::Ended));
    assert_eq!((closed.next_due_at, closed.breaches.len()), (None, 0));
    let reopened = p2(&life, "2026-01-06 11:00");
    assert_eq!(reopened.first_response.due_at, Some(at("2026-01-06 13:00")), "one of its four hours was used up");
    assert_eq!(reopened.resolution.consumed_ms, 2 * HOUR_MS);
    let late = p2(&[(at("2026-01-05 14:00"), What::Closed)], "2026-01-09 10:00");
    assert_eq!((late.first_response.state, late.first_response.overdue_ms), (State::Breached, HOUR_MS), "closing late is no excuse");
}

#[test]
fn r13_what_has_not_happened_yet_is_not_known() {
    let life = [(at("2026-01-05 12:00"), What::Replied), (at("2026-01-05 15:00"), What::Resolved)];
    assert_eq!(p2(&life, "2026-01-05 11:59"), p2(&[], "2026-01-05 11:59"));
    assert_eq!(p2(&life, "2026-01-05 14:00"), p2(&life[..1], "2026-01-05 14:00"));
}

#[test]
fn r13_the_next_notice_is_the_next_threshold_ahead() {
    let next = |now| p2(&[], now).next_notice_at.unwrap();
    assert_eq!(next(MONDAY_NINE), at("2026-01-05 12:00"), "75 % of the first response");
    assert_eq!(next("2026-01-05 12:00"), at("2026-01-05 13:00").plus(1), "late is what comes after the due time");
    assert_eq!(next("2026-01-05 14:00"), at("2026-01-05 15:00"));
    assert_eq!(next("2026-01-05 15:00"), at("2026-01-06 18:00"), "75 % of the resolution");
}

#[test]
fn r13_the_timeline_s_events_drive_the_clocks() {
    let (member, contact) = (By::Member(MemberId::from("m1")), By::Contact(ContactId::from("c1")));
    let reason = || Reason::parse("原因").unwrap();
    let said = |by: &By, message_kind| {
        (by.clone(), Happening::Said { message_kind, message: MessageId::from("n1"), minutes: 0, answers: Answers::Nothing })
    };
    let approval = Some(WaitingFor::Approval);
    let table = [
        (said(&member, MessageKind::Reply), Some(What::Replied)),
        (said(&member, MessageKind::Progress), Some(What::Replied)),
        (said(&member, MessageKind::Note), None),
        (said(&member, MessageKind::Call), None),
        (said(&contact, MessageKind::Reply), Some(What::CustomerWrote)),
        (said(&By::Timer, MessageKind::Reply), None),
        ((By::Timer, Happening::Reminded), None),
        ((member.clone(), Happening::Started { owner: MemberId::from("m1") }), None),
        (
            (member.clone(), Happening::Waited { on: WaitingFor::Customer, reason: reason() }),
            Some(What::Waited { on: WaitingFor::Customer }),
        ),
        ((member.clone(), Happening::Resumed), Some(What::Resumed { only: None })),
        (
            (member.clone(), Happening::GatePassed { gate: shared::ticket::Gate::Approval, comment: None }),
            Some(What::Resumed { only: approval }),
        ),
        ((member.clone(), Happening::Proposed { solution: Body::parse("x").unwrap(), root_cause: reason() }), Some(What::Resolved)),
        ((contact.clone(), Happening::Refused { reason: reason() }), Some(What::Reopened)),
        ((contact.clone(), Happening::Accepted), Some(What::Closed)),
        ((By::Timer, Happening::Closed { code: CloseCode::Silence, reason: None, duplicate_of: None }), Some(What::Closed)),
        ((member, Happening::Prioritised { from: Priority::P2, to: Priority::P0 }), Some(What::Prioritised { to: Priority::P0 })),
    ];
    for ((by, what), expected) in table {
        assert_eq!(What::of(&Event { version: 2, at: Timestamp(0), by, what: what.clone() }), expected, "{what:?}");
    }
}
