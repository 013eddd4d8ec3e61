//! Messages, what they do to a ticket, and what the timeline shows to whom (R17, R18, SLA's first response).

use shared::ticket::event::Answers;
use shared::ticket::message::Audience;
use shared::ticket::rights::Relation;
use shared::ticket::{Command, Event, Happening, MessageKind, Status, Ticket, WaitingFor};
use shared::time::DAY_MS;

use super::people::{NOW, answer, ask, person, reason, ticket};

fn say(kind: MessageKind) -> Command {
    Command::Say { kind, message: "m1".into(), minutes: 0 }
}

fn said(t: &Ticket, kind: MessageKind, who: Relation) -> (Ticket, Answers) {
    let (after, event) = ask(t, &say(kind), &person(who)).unwrap();
    match event {
        Event { what: Happening::Said { answers, .. }, .. } => (after, answers),
        other => panic!("{other:?}"),
    }
}

#[test]
fn r18_replies_and_progress_notes_are_public_and_records_are_not() {
    let public: Vec<_> = MessageKind::ALL.iter().filter(|k| k.audience() == Audience::Public).copied().collect();
    assert_eq!(public, [MessageKind::Reply, MessageKind::Progress]);
}

#[test]
fn first_response_is_the_first_public_message_by_a_person_of_the_team() {
    let open = ticket(Status::InProgress);
    for kind in [MessageKind::Note, MessageKind::Email, MessageKind::Call, MessageKind::Meeting] {
        assert_eq!(said(&open, kind, Relation::Owner).0.first_response_at, None);
    }
    assert_eq!(said(&open, MessageKind::Reply, Relation::Requester).0.first_response_at, None);
    let (answered, answers) = said(&open, MessageKind::Reply, Relation::Agent);
    assert_eq!((answered.first_response_at, answers), (Some(NOW), Answers::First));
    assert_eq!(said(&answered, MessageKind::Reply, Relation::Owner).1, Answers::Nothing);
}

#[test]
fn state_changes_are_no_first_response() {
    let start = Command::Start { owner: None };
    let (started, _) = ask(&ticket(Status::Todo), &start, &person(Relation::Owner)).unwrap();
    assert_eq!(started.first_response_at, None);
}

#[test]
fn a_customers_reply_clears_waiting_for_the_customer_and_nothing_else_does() {
    let waiting = ticket(Status::InProgress);
    for who in [Relation::Requester, Relation::Manager] {
        let (after, answers) = said(&waiting, MessageKind::Reply, who);
        assert_eq!((after.waiting, answers), (None, Answers::CustomerWait));
    }
    assert!(said(&waiting, MessageKind::Reply, Relation::Owner).0.waiting.is_some());
    for on in [WaitingFor::ThirdParty, WaitingFor::Approval] {
        let wait = Command::Wait { on, reason: reason("等厂商") };
        let (other, _) = ask(&waiting, &wait, &person(Relation::Agent)).unwrap();
        assert!(said(&other, MessageKind::Reply, Relation::Requester).0.waiting.is_some());
    }
}

#[test]
fn a_reply_in_verification_or_after_closing_reopens_nothing() {
    for status in [Status::Verifying, Status::Closed] {
        let (after, _) = said(&ticket(status), MessageKind::Reply, Relation::Requester);
        assert_eq!((after.status, after.reopen_count), (status, 0));
    }
}

#[test]
fn after_14_days_a_customers_reply_asks_for_a_linked_new_ticket() {
    let mut t = ticket(Status::Closed);
    t.closing.as_mut().unwrap().at = NOW.plus(-14 * DAY_MS - 1);
    let refusal = ask(&t, &say(MessageKind::Reply), &person(Relation::Manager)).unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.limit), ("reopen_window_over", Some(14)));
    assert_eq!(answer(&t, &say(MessageKind::Note), Relation::Agent), "ok");
}

#[test]
fn r17_internal_records_and_collaborators_stay_out_of_the_customers_timeline() {
    let seen = |command: Command| {
        let (_, event) = ask(&ticket(Status::InProgress), &command, &person(Relation::Owner)).unwrap();
        event.what.audience() == Audience::Public
    };
    for &kind in MessageKind::ALL {
        assert_eq!(seen(say(kind)), kind.audience() == Audience::Public);
    }
    assert!(!seen(Command::AddCollaborator { member: "x".into() }));
    assert!(!seen(Command::RemoveCollaborator { member: "helper".into() }));
}

#[test]
fn waiting_needs_to_be_set_to_be_cleared_and_collaborators_are_added_once() {
    let mut t = ticket(Status::Todo);
    t.waiting = None;
    assert_eq!(answer(&t, &Command::Resume, Relation::Agent), "waiting_not_set");
    let add = Command::AddCollaborator { member: "helper".into() };
    assert_eq!(answer(&t, &add, Relation::Agent), "nothing_changed");
    let remove = Command::RemoveCollaborator { member: "nobody".into() };
    assert_eq!(answer(&t, &remove, Relation::Agent), "nothing_changed");
}

#[test]
fn r17_time_spent_is_the_teams() {
    let hour = Command::Say { kind: MessageKind::Reply, message: "m1".into(), minutes: 60 };
    let refusal = ask(&ticket(Status::InProgress), &hour, &person(Relation::Requester));
    let refusal = refusal.unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.field.as_deref()), ("field_invalid", Some("minutes")));
    assert_eq!(answer(&ticket(Status::InProgress), &hour, Relation::Agent), "ok");
}
