//! Filing (R1, R3, R4, R5, R7) and the priority that the agent confirms.

use shared::actor::By;
use shared::error::Code;
use shared::ticket::rights::Relation;
use shared::ticket::{Class, Command, Detail, DetailKey, Happening, Impact, Priority, Status, Urgency, file};
use shared::time::Timestamp;

use super::people::{NOW, answer, answered, ask, body, filed, filing, person, ticket, title};

#[test]
fn r5_filing_gives_a_ticket_at_version_1_and_its_first_event() {
    for &class in Class::ALL {
        let by = By::Member("agent".into());
        let (t, event) = file(filing(class), by.clone(), NOW).unwrap();
        assert_eq!((t.version, t.status, t.created_at), (1, Status::Todo, NOW));
        assert_eq!((t.owner, t.closing, t.solution, t.rating), (None, None, None, None));
        assert_eq!((event.version, event.at, event.by), (1, NOW, by));
        assert!(matches!(event.what, Happening::Filed { class: c, .. } if c == class));
    }
}

#[test]
fn r3_the_proposal_is_the_first_priority_and_is_kept_when_an_agent_confirms_another() {
    let matrix = [
        (Impact::Company, [Priority::P1, Priority::P1, Priority::P2]),
        (Impact::Department, [Priority::P1, Priority::P2, Priority::P3]),
        (Impact::Person, [Priority::P2, Priority::P3, Priority::P3]),
    ];
    for (impact, row) in matrix {
        for (urgency, expected) in [Urgency::Stopped, Urgency::Slow, Urgency::Small].into_iter().zip(row) {
            let mut form = filing(Class::Fault);
            form.impact = impact;
            form.urgency = urgency;
            let (t, _) = file(form, By::Timer, NOW).unwrap();
            assert_eq!((t.proposed, t.priority, t.priority_confirmed), (expected, expected, false));
            let raise = Command::Prioritise { priority: Priority::P0 };
            let (raised, _) = ask(&t, &raise, &person(Relation::Lead)).unwrap();
            assert_eq!((raised.proposed, raised.priority), (expected, Priority::P0));
        }
    }
}

#[test]
fn r3_confirming_the_proposal_is_an_event_once() {
    let t = ticket(Status::Todo);
    let confirm = Command::Prioritise { priority: t.priority };
    let (confirmed, _) = ask(&t, &confirm, &person(Relation::Agent)).unwrap();
    assert!(confirmed.priority_confirmed);
    assert_eq!(answer(&confirmed, &confirm, Relation::Agent), "nothing_changed");
}

#[test]
fn r1_the_template_of_the_class_is_asked_for_by_field() {
    let refused = |class, details| {
        let mut form = filing(class);
        form.details = details;
        let refusal = file(form, By::Timer, NOW).unwrap_err();
        (refusal.code, refusal.field.unwrap())
    };
    let required = [
        (Class::Question, "details.question"),
        (Class::Fault, "details.actual"),
        (Class::Change, "details.change"),
        (Class::Request, "details.need"),
    ];
    for (class, field) in required {
        assert_eq!(refused(class, vec![]), (Code::FieldRequired, field.into()));
    }
    let foreign = vec![Detail { key: DetailKey::Need, text: body("x") }];
    assert_eq!(refused(Class::Fault, foreign), (Code::FieldInvalid, "details.need".into()));
    let mut twice = answered(Class::Change);
    twice.push(twice[0].clone());
    assert_eq!(refused(Class::Change, twice), (Code::FieldInvalid, "details.change".into()));
}

#[test]
fn r4_wanted_by_is_an_instant_that_every_client_can_hold() {
    for (ms, fits) in [(0, true), ((1 << 53) - 1, true), (-1, false), (1 << 53, false), (i64::MAX, false), (i64::MIN, false)] {
        let wish = Some(Timestamp(ms));
        let mut form = filing(Class::Fault);
        form.wanted_by = wish;
        let filed_ok = file(form, By::Timer, NOW);
        let edit = Command::Edit { title: title("新标题"), project: None, module: None, wanted_by: wish };
        let edited = ask(&filed(Class::Fault), &edit, &person(Relation::Agent));
        assert_eq!((filed_ok.is_ok(), edited.is_ok()), (fits, fits), "{ms}");
        for refusal in [filed_ok.err(), edited.err()].into_iter().flatten() {
            assert_eq!((refusal.code, refusal.field.as_deref()), (Code::FieldInvalid, Some("wanted_by")));
        }
    }
}

#[test]
fn r4_the_customers_wish_changes_no_other_field() {
    let t = filed(Class::Fault);
    let edit = Command::Edit { title: t.title.clone(), project: None, module: None, wanted_by: Some(NOW) };
    let (after, _) = ask(&t, &edit, &person(Relation::Agent)).unwrap();
    let mut expected = t;
    expected.wanted_by = Some(NOW);
    expected.version += 1;
    assert_eq!(after, expected);
}
