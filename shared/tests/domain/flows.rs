//! Approval, initiation and sub-tasks (R7, R10, R12).

use shared::actor::{Actor, Contact, Person, Role, Standing};
use shared::sla::What;
use shared::ticket::rights::Relation;
use shared::ticket::subtask::SUBTASKS_MAX;
use shared::ticket::{
    ApprovalState, Approver, Class, CloseCode, Command, Decision, Event, Gate, Happening, Policy, Status, Ticket, WaitingFor, decide,
};
use shared::time::{DAY_MS, Timestamp};

use super::people::{NOW, answer, ask, contact, filed, member, person, reason, ticket, title};

fn request(approver: Approver) -> Command {
    Command::RequestApproval { approver, reason: reason("给仓库王敏开通审核权限") }
}

fn approve(comment: Option<&str>) -> Command {
    Command::DecideApproval { approved: true, comment: comment.map(reason) }
}

fn refuse(comment: Option<&str>) -> Command {
    Command::DecideApproval { approved: false, comment: comment.map(reason) }
}

/// A change that waits for somebody.
fn waiting_for(approver: Approver) -> Ticket {
    ask(&filed(Class::Change), &request(approver), &person(Relation::Agent)).unwrap().0
}

fn word(t: &Ticket, command: &Command, actor: &Actor) -> &'static str {
    match ask(t, command, actor) {
        Ok(_) => "ok",
        Err(refusal) => refusal.code.as_str(),
    }
}

fn state(t: &Ticket) -> ApprovalState {
    t.approval.as_ref().unwrap().state
}

fn boss() -> Actor {
    contact("boss", Some("acme"), Standing::Requester)
}

fn link_of(person: Person) -> Actor {
    Actor::Approver(person)
}

#[test]
fn r10_asking_pauses_and_approving_opens_the_gate() {
    let (t, event) = ask(&filed(Class::Change), &request(Approver::Contact("boss".into())), &person(Relation::Agent)).unwrap();
    let wait = t.waiting.as_ref().unwrap();
    assert_eq!((wait.on, &wait.reason, wait.since), (WaitingFor::Approval, &reason("给仓库王敏开通审核权限"), NOW));
    let asked = t.approval.as_ref().unwrap();
    assert_eq!((asked.request, asked.asked_by.as_str(), asked.expires_at), (event.version, "colleague", NOW.plus(7 * DAY_MS)));
    let (after, _) = ask(&t, &approve(None), &link_of(Person::Contact("boss".into()))).unwrap();
    assert_eq!((after.gate, after.waiting.is_none(), state(&after)), (Gate::Open, true, ApprovalState::Approved));
}

#[test]
fn r10_only_who_was_asked_decides() {
    let t = waiting_for(Approver::Member("chief".into()));
    for relation in [Relation::Requester, Relation::Manager, Relation::Agent, Relation::Lead, Relation::Admin] {
        assert_eq!(answer(&t, &approve(None), relation), "only_approver", "{relation:?}");
    }
    assert_eq!(word(&t, &approve(None), &member("chief", Role::Agent)), "ok");
    assert_eq!(word(&t, &approve(None), &link_of(Person::Member("chief".into()))), "ok");
    for stranger in [Person::Member("lead".into()), Person::Contact("chief".into())] {
        assert_eq!(word(&t, &approve(None), &link_of(stranger)), "not_found");
    }
    let of_leads = waiting_for(Approver::Leads);
    assert_eq!(answer(&of_leads, &approve(None), Relation::Lead), "ok");
    assert_eq!(answer(&of_leads, &approve(None), Relation::Owner), "only_approver");
    assert_eq!(word(&of_leads, &approve(None), &link_of(Person::Contact("boss".into()))), "not_found");
}

#[test]
fn r10_a_tickets_link_is_no_proof_of_the_person_and_approves_nothing() {
    let t = waiting_for(Approver::Contact("requester".into()));
    let by_link =
        Actor::Contact(Contact { id: "requester".into(), company: Some("acme".into()), standing: Standing::Requester, only: Some(7) });
    assert_eq!(word(&t, &approve(None), &by_link), "only_approver");
    assert_eq!(answer(&t, &approve(None), Relation::Requester), "ok");
}

#[test]
fn r10_an_approvals_link_does_nothing_but_decide_while_it_waits() {
    let t = waiting_for(Approver::Contact("boss".into()));
    let link = link_of(Person::Contact("boss".into()));
    for other in [Command::WithdrawApproval, Command::Accept, Command::Resume, request(Approver::Leads)] {
        assert_eq!(word(&t, &other, &link), "not_allowed");
    }
    let (decided, _) = ask(&t, &refuse(Some("不同意")), &link).unwrap();
    assert_eq!(word(&decided, &approve(None), &link), "not_found");
    assert_eq!(word(&filed(Class::Change), &approve(None), &link), "not_found");
    // Who has no link and may not see the ticket learns nothing of it either.
    assert_eq!(word(&t, &approve(None), &boss()), "not_found");
}

#[test]
fn r10_nothing_but_the_request_itself_ends_its_wait() {
    let t = waiting_for(Approver::Leads);
    let wait = Command::Wait { on: WaitingFor::Customer, reason: reason("等客户确认") };
    for other in [Command::Resume, wait] {
        assert_eq!(answer(&t, &other, Relation::Admin), "transition_impossible", "the clock would run on while the approver thinks");
    }
    let (withdrawn, _) = ask(&t, &Command::WithdrawApproval, &person(Relation::Agent)).unwrap();
    assert!(withdrawn.waiting.is_none());
}

#[test]
fn r10_a_refusal_says_why_and_leaves_the_ticket_behind_its_gate() {
    let t = waiting_for(Approver::Leads);
    let refusal = ask(&t, &refuse(None), &person(Relation::Lead)).unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.field.as_deref()), ("field_required", Some("comment")));
    let (after, _) = ask(&t, &refuse(Some("本月不动权限")), &person(Relation::Lead)).unwrap();
    assert_eq!((after.gate, after.waiting.is_none(), state(&after)), (Gate::Approval, true, ApprovalState::Refused));
    assert_eq!(after.approval.as_ref().unwrap().comment, Some(reason("本月不动权限")));
    assert_eq!(answer(&after, &request(Approver::Leads), Relation::Agent), "ok", "it can be asked again");
}

#[test]
fn r10_asking_again_replaces_the_request_that_waits() {
    let first = waiting_for(Approver::Contact("boss".into()));
    let (second, event) = ask(&first, &request(Approver::Leads), &person(Relation::Owner)).unwrap();
    assert_eq!(second.approval.as_ref().unwrap().request, event.version);
    assert_eq!(word(&second, &approve(None), &link_of(Person::Contact("boss".into()))), "not_found");
}

#[test]
fn r10_nobody_is_asked_by_themselves_and_nothing_without_a_gate_is_asked_for() {
    assert_eq!(answer(&filed(Class::Change), &request(Approver::Member("colleague".into())), Relation::Agent), "approver_self");
    for class in [Class::Fault, Class::Question, Class::Request] {
        assert_eq!(answer(&filed(class), &request(Approver::Leads), Relation::Agent), "gate_not_needed");
    }
}

#[test]
fn r10_what_overtakes_a_request_ends_it_and_the_wait() {
    let t = waiting_for(Approver::Leads);
    let overtakes = [
        (Command::PassGate { comment: Some(reason("电话里同意了")) }, Gate::Open),
        (Command::Reclassify { class: Class::Fault }, Gate::Open),
        (Command::Close { code: CloseCode::Withdrawn, reason: None, duplicate_of: None }, Gate::Approval),
    ];
    for (command, gate) in overtakes {
        let (after, _) = ask(&t, &command, &person(Relation::Lead)).unwrap();
        assert_eq!((after.gate, after.waiting.is_none(), state(&after)), (gate, true, ApprovalState::Overtaken), "{command:?}");
        assert_eq!(answer(&after, &approve(None), Relation::Lead), "approval_not_pending");
    }
    let (after, _) = ask(&t, &Command::WithdrawApproval, &person(Relation::Agent)).unwrap();
    assert_eq!((after.gate, after.waiting.is_none(), state(&after)), (Gate::Approval, true, ApprovalState::Withdrawn));
}

#[test]
fn r10_a_request_expires_after_the_workspaces_days_and_not_before() {
    let t = waiting_for(Approver::Leads);
    let at = |now: Timestamp| decide(&t, &Command::ExpireApproval, &Actor::Timer, Policy::DEFAULT, now);
    assert_eq!(at(NOW.plus(7 * DAY_MS - 1)).unwrap_err().code.as_str(), "transition_impossible");
    let (after, _) = at(NOW.plus(7 * DAY_MS)).unwrap();
    assert_eq!((after.gate, after.waiting.is_none(), state(&after)), (Gate::Approval, true, ApprovalState::Expired));
    assert_eq!(answer(&after, &request(Approver::Leads), Relation::Owner), "ok", "it can be asked again");
}

#[test]
fn r10_a_member_who_is_asked_sees_the_ticket() {
    let t = waiting_for(Approver::Member("specialist".into()));
    assert_eq!(Relation::of(&member("specialist", Role::Collaborator), &t), Some(Relation::Collaborator));
    assert_eq!(word(&t, &approve(None), &member("specialist", Role::Collaborator)), "ok");
}

#[test]
fn r10_r13_the_clock_stands_still_from_asking_to_the_answer() {
    let happened = |what| What::of(&Event { version: 2, at: NOW, by: person(Relation::Agent).by(), what });
    let asked = Happening::ApprovalRequested { approver: Approver::Leads, reason: reason("x"), expires_at: NOW };
    assert_eq!(happened(asked), Some(What::Waited { on: WaitingFor::Approval }));
    let go = |decision| Happening::Initiated { decision, value: reason("x"), effort_days: 1, project: None };
    for what in [
        Happening::ApprovalDecided { approved: true, comment: None },
        Happening::ApprovalDecided { approved: false, comment: None },
        Happening::ApprovalWithdrawn,
        Happening::ApprovalExpired,
        go(Decision::Go),
    ] {
        assert_eq!(happened(what), Some(What::Resumed { only: Some(WaitingFor::Approval) }));
    }
    assert_eq!(happened(go(Decision::No)), None);
}

fn initiate(decision: Decision, effort_days: u32) -> Command {
    Command::Initiate { decision, value: reason("每天省一小时统计"), effort_days, project: Some("p1".into()) }
}

#[test]
fn r7_only_go_opens_the_gate_of_a_request_and_the_record_stays() {
    for (decision, gate) in [(Decision::Go, Gate::Open), (Decision::NotNow, Gate::Initiation), (Decision::No, Gate::Initiation)] {
        let (after, _) = ask(&filed(Class::Request), &initiate(decision, 5), &person(Relation::Lead)).unwrap();
        let record = after.initiation.as_ref().unwrap();
        assert_eq!((after.gate, record.decision, record.effort_days, record.at), (gate, decision, 5, NOW));
        assert_eq!(record.project, Some("p1".into()));
    }
}

#[test]
fn r7_a_request_can_be_decided_anew_until_it_goes() {
    let (later, _) = ask(&filed(Class::Request), &initiate(Decision::NotNow, 5), &person(Relation::Lead)).unwrap();
    let (go, _) = ask(&later, &initiate(Decision::Go, 8), &person(Relation::Admin)).unwrap();
    assert_eq!(go.initiation.as_ref().unwrap().effort_days, 8);
    assert_eq!(answer(&go, &initiate(Decision::No, 1), Relation::Lead), "gate_not_needed");
    assert_eq!(answer(&filed(Class::Change), &initiate(Decision::Go, 1), Relation::Lead), "gate_not_needed");
    let refusal = ask(&later, &initiate(Decision::Go, 1_001), &person(Relation::Lead)).unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.field.as_deref()), ("field_invalid", Some("effort_days")));
}

fn add(member: &str) -> Command {
    Command::AddSubTask { title: title("查扫码枪日志"), member: member.into(), due: Some(NOW.plus(DAY_MS)) }
}

const fn mark(number: u32, done: bool) -> Command {
    Command::MarkSubTask { number, done }
}

#[test]
fn r12_whoever_gets_a_sub_task_helps_on_the_ticket() {
    let (t, event) = ask(&ticket(Status::InProgress), &add("developer"), &person(Relation::Owner)).unwrap();
    assert_eq!((t.subtasks[0].number, t.open_subtasks), (event.version, 1));
    assert_eq!(t.collaborators.iter().map(|m| m.as_str()).collect::<Vec<_>>(), ["helper", "developer"]);
    let (t, _) = ask(&t, &add("helper"), &person(Relation::Owner)).unwrap();
    assert_eq!((t.collaborators.len(), t.open_subtasks), (2, 2), "who helps already helps once");
}

#[test]
fn r12_a_helper_finishes_their_own_and_nobody_elses() {
    let (t, _) = ask(&ticket(Status::InProgress), &add("helper"), &person(Relation::Owner)).unwrap();
    let (t, _) = ask(&t, &add("developer"), &person(Relation::Owner)).unwrap();
    let (own, others) = (t.subtasks[0].number, t.subtasks[1].number);
    assert_eq!(answer(&t, &mark(own, true), Relation::Collaborator), "ok");
    assert_eq!(answer(&t, &mark(others, true), Relation::Collaborator), "not_allowed");
    assert_eq!(answer(&t, &mark(others, true), Relation::Agent), "ok");
    assert_eq!(answer(&t, &mark(own, false), Relation::Owner), "nothing_changed");
    assert_eq!(answer(&t, &mark(999, true), Relation::Owner), "not_found");
}

#[test]
fn r12_a_solution_waits_for_the_last_sub_task() {
    let propose = Command::Propose { solution: super::people::body("好了"), root_cause: reason("缺列") };
    let (t, _) = ask(&ticket(Status::InProgress), &add("helper"), &person(Relation::Owner)).unwrap();
    assert_eq!(answer(&t, &propose, Relation::Owner), "subtasks_open");
    let number = t.subtasks[0].number;
    let (t, _) = ask(&t, &mark(number, true), &person(Relation::Collaborator)).unwrap();
    assert_eq!((t.subtasks[0].done_at, t.open_subtasks), (Some(NOW), 0));
    assert_eq!(answer(&t, &propose, Relation::Owner), "ok");
    let (t, _) = ask(&t, &mark(number, false), &person(Relation::Owner)).unwrap();
    assert_eq!(answer(&t, &propose, Relation::Owner), "subtasks_open");
}

#[test]
fn r12_who_has_open_work_is_not_sent_away_from_it() {
    let release = Command::RemoveCollaborator { member: "helper".into() };
    let (t, _) = ask(&ticket(Status::InProgress), &add("helper"), &person(Relation::Owner)).unwrap();
    assert_eq!(answer(&t, &release, Relation::Owner), "subtasks_open");
    let (t, _) = ask(&t, &mark(t.subtasks[0].number, true), &person(Relation::Owner)).unwrap();
    assert_eq!(answer(&t, &release, Relation::Owner), "ok");
}

#[test]
fn r12_a_ticket_has_so_many_sub_tasks_and_no_more() {
    let mut t = ticket(Status::InProgress);
    for _ in 0..SUBTASKS_MAX {
        t = ask(&t, &add("helper"), &person(Relation::Owner)).unwrap().0;
    }
    let refusal = ask(&t, &add("helper"), &person(Relation::Owner)).unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.limit), ("limit_reached", Some(50)));
}

#[test]
fn r12_a_due_time_is_an_instant() {
    let due = Some(Timestamp(-1));
    let command = Command::AddSubTask { title: title("x"), member: "helper".into(), due };
    let refusal = ask(&ticket(Status::Todo), &command, &person(Relation::Owner)).unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.field.as_deref()), ("field_invalid", Some("due")));
}
