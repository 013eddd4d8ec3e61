//! What must be true before work starts or ends: owner, approval, initiation, sub-tasks (R7, R12).

use shared::text::Reason;
use shared::ticket::rights::Relation;
use shared::ticket::{Class, Command, Gate, Status, Waiting, WaitingFor};

use super::people::{BEHIND, NOW, answer, ask, body, filed, person, reason, ticket};

const START: Command = Command::Start { owner: None };

fn take() -> Command {
    Command::Start { owner: Some("colleague".into()) }
}

#[test]
fn r12_work_does_not_start_without_an_owner() {
    let unowned = filed(Class::Fault);
    assert_eq!(answer(&unowned, &START, Relation::Agent), "owner_missing");
    let (after, _) = ask(&unowned, &take(), &person(Relation::Agent)).unwrap();
    assert_eq!(after.owner.unwrap().as_str(), "colleague");
}

#[test]
fn r7_a_change_waits_for_approval_and_a_request_for_initiation() {
    for (class, gate) in BEHIND {
        let t = filed(class);
        assert_eq!(t.gate, gate);
        let missing = match class {
            Class::Change => "approval_missing",
            _ => "initiation_missing",
        };
        for who in [Relation::Agent, Relation::Lead, Relation::Admin] {
            assert_eq!(answer(&t, &take(), who), missing, "{who:?}");
        }
    }
    for class in [Class::Question, Class::Fault] {
        assert_eq!(filed(class).gate, Gate::Open);
        assert_eq!(answer(&filed(class), &take(), Relation::Agent), "ok");
    }
}

#[test]
fn r7_leads_and_admins_pass_the_gate_once() {
    let pass = Command::PassGate { comment: None };
    assert_eq!(answer(&filed(Class::Change), &pass, Relation::Agent), "not_allowed");
    let (passed, _) = ask(&filed(Class::Change), &pass, &person(Relation::Lead)).unwrap();
    assert_eq!(passed.gate, Gate::Open);
    assert_eq!(answer(&passed, &take(), Relation::Agent), "ok");
    assert_eq!(answer(&passed, &pass, Relation::Lead), "gate_not_needed");
    // A request starts with a record, not with a nod.
    assert_eq!(answer(&filed(Class::Request), &pass, Relation::Lead), "initiation_missing");
    assert_eq!(answer(&filed(Class::Fault), &pass, Relation::Admin), "gate_not_needed");
}

#[test]
fn r7_a_new_class_brings_its_own_gate_and_an_approval_does_not_carry_over() {
    let pass = Command::PassGate { comment: None };
    let (passed, _) = ask(&filed(Class::Change), &pass, &person(Relation::Lead)).unwrap();
    let to = |class| Command::Reclassify { class };
    let (request, _) = ask(&passed, &to(Class::Request), &person(Relation::Agent)).unwrap();
    assert_eq!((request.class, request.gate), (Class::Request, Gate::Initiation));
    let (fault, _) = ask(&request, &to(Class::Fault), &person(Relation::Agent)).unwrap();
    assert_eq!((fault.class, fault.gate), (Class::Fault, Gate::Open));
    assert_eq!(answer(&fault, &to(Class::Fault), Relation::Agent), "nothing_changed");
}

#[test]
fn r10_waiting_for_approval_ends_with_the_approval() {
    for on in [WaitingFor::Approval, WaitingFor::ThirdParty] {
        let mut t = filed(Class::Change);
        t.waiting = Some(Waiting { on, reason: reason("等信息部"), since: NOW });
        let pass = Command::PassGate { comment: None };
        let (after, _) = ask(&t, &pass, &person(Relation::Lead)).unwrap();
        assert_eq!(after.waiting.is_none(), on == WaitingFor::Approval);
    }
}

#[test]
fn r7_closing_and_reopening_is_no_way_around_a_gate_or_an_owner() {
    let withdraw = Command::Close { code: shared::ticket::CloseCode::Withdrawn, reason: None, duplicate_of: None };
    let reopen = Command::Reopen { reason: reason("还要") };
    for (class, missing) in [(Class::Change, "approval_missing"), (Class::Fault, "owner_missing")] {
        let (closed, _) = ask(&filed(class), &withdraw, &person(Relation::Requester)).unwrap();
        let (back, _) = ask(&closed, &reopen, &person(Relation::Requester)).unwrap();
        assert_eq!((back.status, back.reopen_count), (Status::Todo, 1), "{class:?}");
        assert_eq!(answer(&back, &START, Relation::Lead), missing);
    }
}

#[test]
fn r12_a_ticket_with_open_sub_tasks_is_not_resolved() {
    let mut t = ticket(Status::InProgress);
    let propose = Command::Propose { solution: body("好了"), root_cause: Reason::parse("缺列").unwrap() };
    t.open_subtasks = 1;
    assert_eq!(answer(&t, &propose, Relation::Owner), "subtasks_open");
    t.open_subtasks = 0;
    assert_eq!(answer(&t, &propose, Relation::Owner), "ok");
}

#[test]
fn r12_started_work_always_has_an_owner() {
    let give = |owner: Option<&str>| Command::Assign { team: "operations".into(), owner: owner.map(Into::into) };
    for status in [Status::InProgress, Status::Verifying] {
        let refusal = ask(&ticket(status), &give(None), &person(Relation::Lead)).unwrap_err();
        assert_eq!(refusal.code.as_str(), "owner_missing");
        assert_eq!(refusal.field.as_deref(), Some("owner"));
    }
    assert_eq!(answer(&ticket(Status::Todo), &give(Some("owner")), Relation::Lead), "nothing_changed");
    let (unowned, _) = ask(&ticket(Status::Todo), &give(None), &person(Relation::Lead)).unwrap();
    assert_eq!(unowned.owner, None);
}
