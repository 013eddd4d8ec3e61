//! Properties of whole histories (R17): no sequence of accepted commands leaves an impossible ticket, and the events
//! alone tell how it came to be.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use shared::actor::{Actor, By, Person, Role, Standing};
use shared::ticket::event::apply;
use shared::ticket::file::file;
use shared::ticket::rating::Score;
use shared::ticket::{
    ApprovalState, Approver, Class, CloseCode, Command, Decision, Event, Gate, Happening, MessageKind, Policy, Priority, Status, Ticket,
    WaitingFor, decide,
};
use shared::time::{HOUR_MS, Timestamp};

use super::people::{NOW, body, contact, filing, member, reason, title};

/// Everybody who might touch a ticket, and some who may not.
fn cast() -> Vec<Actor> {
    vec![
        contact("requester", Some("acme"), Standing::Requester),
        contact("requester", Some("acme"), Standing::Requester),
        contact("manager", Some("acme"), Standing::Manager),
        contact("stranger", Some("globex"), Standing::Manager),
        member("helper", Role::Collaborator),
        member("ann", Role::Agent),
        member("bo", Role::Agent),
        member("lead", Role::Lead),
        member("admin", Role::Admin),
        Actor::Approver(Person::Member("lead".into())),
        Actor::Approver(Person::Contact("colleague".into())),
        Actor::Timer,
    ]
}

fn some_member() -> impl Strategy<Value = &'static str> {
    select(vec!["ann", "bo", "lead", "helper"])
}

fn some_tag() -> impl Strategy<Value = &'static str> {
    select(vec!["access", "report", "login"])
}

fn some_approver() -> impl Strategy<Value = Approver> {
    let contact = select(vec!["requester", "manager", "colleague"]).prop_map(|c| Approver::Contact(c.into()));
    prop_oneof![some_member().prop_map(|m| Approver::Member(m.into())), contact, Just(Approver::Leads)]
}

/// What the four flows add.
fn some_step_of_a_flow() -> impl Strategy<Value = Command> {
    let remark = || prop::option::of(Just(reason("说明")));
    prop_oneof![
        1 => some_approver().prop_map(|approver| Command::RequestApproval { approver, reason: reason("请批准") }),
        2 => (any::<bool>(), remark()).prop_map(|(approved, comment)| Command::DecideApproval { approved, comment }),
        1 => Just(Command::WithdrawApproval),
        1 => (select(Decision::ALL), 0u32..2_000).prop_map(|(decision, effort_days)| Command::Initiate {
            decision,
            value: reason("省一小时"),
            effort_days,
            project: None
        }),
        3 => (some_member(), prop::option::of(0..1i64 << 54)).prop_map(|(m, due)| Command::AddSubTask {
            title: title("查日志"),
            member: m.into(),
            due: due.map(Timestamp)
        }),
        // Sub-tasks are named by the events that added them: early ones, for a hit now and then.
        4 => (2u32..5, any::<bool>()).prop_map(|(number, done)| Command::MarkSubTask { number, done }),
    ]
}

fn some_command() -> impl Strategy<Value = Command> {
    let owner = || prop::option::of(some_member()).prop_map(|m| m.map(Into::into));
    let remark = || prop::option::of(Just(reason("说明")));
    prop_oneof![
        owner().prop_map(|owner| Command::Start { owner }),
        Just(Command::Propose { solution: body("已修复"), root_cause: reason("缺列") }),
        Just(Command::Propose { solution: body("再修复"), root_cause: reason("缺索引") }),
        Just(Command::Accept),
        Just(Command::Refuse { reason: reason("不行") }),
        Just(Command::Reopen { reason: reason("又坏了") }),
        (select(CloseCode::ALL), remark(), prop::option::of(1u32..5)).prop_map(|(code, reason, duplicate_of)| Command::Close {
            code,
            reason,
            duplicate_of
        }),
        Just(Command::CloseSilent),
        Just(Command::Remind),
        (select(vec!["operations", "developers"]), owner()).prop_map(|(team, owner)| { Command::Assign { team: team.into(), owner } }),
        select(Priority::ALL).prop_map(|priority| Command::Prioritise { priority }),
        select(Class::ALL).prop_map(|class| Command::Reclassify { class }),
        remark().prop_map(|comment| Command::PassGate { comment }),
        select(WaitingFor::ALL).prop_map(|on| Command::Wait { on, reason: reason("等") }),
        Just(Command::Resume),
        prop_oneof![any::<i64>(), 0..=Timestamp::MAX.0].prop_map(|ms| Command::Edit {
            title: title("改过的标题"),
            project: None,
            module: None,
            wanted_by: Some(Timestamp(ms)),
        }),
        some_member().prop_map(|m| Command::AddCollaborator { member: m.into() }),
        some_member().prop_map(|m| Command::RemoveCollaborator { member: m.into() }),
        some_tag().prop_map(|tag| Command::AddTag { tag: tag.into() }),
        some_tag().prop_map(|tag| Command::RemoveTag { tag: tag.into() }),
        (select(MessageKind::ALL), 0u32..1_440).prop_map(|(kind, minutes)| Command::Say { kind, message: "m".into(), minutes }),
        (1u8..=5, remark()).prop_map(|(score, comment)| Command::Rate { score: Score::new(score).unwrap(), comment }),
    ]
}

/// One attempt: who, what, and how many hours after the one before.
type Step = (usize, Command, i64);

fn some_steps() -> impl Strategy<Value = Vec<Step>> {
    let hours = prop_oneof![4 => 0i64..6, 1 => 6i64..400];
    let timer = (Just(cast().len() - 1), select(vec![Command::Remind, Command::CloseSilent, Command::ExpireApproval]), 24i64..200);
    let flow = (0..cast().len(), some_step_of_a_flow(), 0i64..6);
    let step = prop_oneof![16 => (0..cast().len(), some_command(), hours), 6 => flow, 4 => timer];
    prop::collection::vec(step, 0..160)
}

struct History {
    filed: Ticket,
    ticket: Ticket,
    events: Vec<Event>,
}

fn play(class: Class, steps: &[Step], mut each: impl FnMut(&History)) -> History {
    let (ticket, first) = file(filing(class), By::Contact("requester".into()), NOW).unwrap();
    let mut history = History { filed: ticket.clone(), ticket, events: vec![first] };
    each(&history);
    let mut now = NOW;
    for (who, command, hours) in steps {
        now = now.plus(hours * HOUR_MS);
        if let Ok((after, event)) = decide(&history.ticket, command, &cast()[*who], Policy::DEFAULT, now) {
            history.ticket = after;
            history.events.push(event);
            each(&history);
        }
    }
    history
}

/// What is true of every ticket at every moment.
fn check(h: &History) {
    let t = &h.ticket;
    let open = matches!(t.status, Status::Todo | Status::InProgress);
    let started = matches!(t.status, Status::InProgress | Status::Verifying);
    let context = || format!("{t:#?}\n{:#?}", h.events);

    assert_eq!(t.version as usize, h.events.len(), "a version is an event\n{}", context());
    assert_eq!(t.status == Status::Closed, t.closing.is_some(), "closed ⇔ closing\n{}", context());
    assert!(t.waiting.is_none() || open, "waits only while open\n{}", context());
    assert!(!started || t.owner.is_some(), "started work has an owner\n{}", context());
    assert!(!started || t.gate == Gate::Open, "started work is past its gate\n{}", context());
    assert!(t.gate == Gate::Open || t.gate == t.class.gate(), "no class has another's gate\n{}", context());
    if t.status == Status::Verifying {
        assert!(t.solution.is_some() && t.resolved_at.is_some(), "verifies a solution\n{}", context());
    }
    assert!(t.first_resolved_at <= t.resolved_at, "first before last\n{}", context());
    assert_eq!(t.first_resolved_at.is_some(), t.resolved_at.is_some(), "{}", context());
    if let Some(closing) = &t.closing {
        assert_eq!(closing.code == CloseCode::Duplicate, closing.duplicate_of.is_some(), "{}", context());
        let solved = matches!(closing.code, CloseCode::Confirmed | CloseCode::Silence);
        assert!(!solved || t.solution.is_some(), "what was solved has a solution\n{}", context());
    }
    if t.rating.is_some() {
        let code = t.closing.as_ref().map(|c| c.code);
        assert!(code.is_some_and(|c| c != CloseCode::Duplicate), "rated only when closed\n{}", context());
    }
    let mut helpers = t.collaborators.clone();
    helpers.sort();
    helpers.dedup();
    assert_eq!(helpers.len(), t.collaborators.len(), "nobody helps twice\n{}", context());
    let mut tags: Vec<_> = t.tags.iter().map(|tagged| &tagged.tag).collect();
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), t.tags.len(), "no tag twice\n{}", context());
    let pending = t.approval.as_ref().is_some_and(|a| a.state == ApprovalState::Pending);
    assert!(
        !pending || (t.status == Status::Todo && t.gate == Gate::Approval),
        "only a ticket behind its gate is to be approved\n{}",
        context()
    );
    let open_subtasks = t.subtasks.iter().filter(|s| s.done_at.is_none()).count();
    assert_eq!(t.open_subtasks as usize, open_subtasks, "{}", context());
    assert!(t.status != Status::Verifying || open_subtasks == 0, "what is to be verified is done\n{}", context());
    for subtask in t.subtasks.iter().filter(|s| s.done_at.is_none()) {
        assert!(t.collaborators.contains(&subtask.member), "who has work sees it\n{}", context());
    }
    assert!(t.wanted_by.is_none_or(|w| (0..1 << 53).contains(&w.0)), "{}", context());
    assert_eq!(
        (&t.requester, &t.company, t.created_at, t.proposed),
        (&h.filed.requester, &h.filed.company, h.filed.created_at, h.filed.proposed),
        "what was filed stays",
    );
}

/// What the events say agrees with what the ticket says.
fn check_events(h: &History) {
    let reopened = |e: &&Event| matches!(e.what, Happening::Refused { .. } | Happening::Reopened { .. });
    assert_eq!(h.events.iter().filter(reopened).count(), h.ticket.reopen_count as usize);
    for (event, version) in h.events.iter().zip(1..) {
        assert_eq!(event.version, version);
        let signed_by_timer = event.by == By::Timer;
        match &event.what {
            Happening::Reminded | Happening::ApprovalExpired | Happening::Closed { code: CloseCode::Silence, .. } => {
                assert!(signed_by_timer)
            }
            Happening::Accepted | Happening::Rated { .. } => {
                assert!(matches!(event.by, By::Contact(_)))
            }
            Happening::Prioritised { .. } => assert!(matches!(event.by, By::Member(_))),
            _ => assert!(!signed_by_timer),
        }
        assert_ne!(event.by, By::Contact("stranger".into()));
    }
    assert!(h.events.windows(2).all(|pair| pair[0].at <= pair[1].at));
}

proptest! {
    #![proptest_config(Config::with_cases(400))]

    #[test]
    fn r17_no_history_leaves_an_impossible_ticket(class in select(Class::ALL), steps in some_steps()) {
        check_events(&play(class, &steps, check));
    }

    #[test]
    fn r17_events_replay_to_the_same_ticket(class in select(Class::ALL), steps in some_steps()) {
        let history = play(class, &steps, |_| {});
        let json = serde_json::to_string(&history.events).unwrap();
        let events: Vec<Event> = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&events, &history.events, "events survive JSON");
        let replayed = events.iter().fold(history.filed.clone(), apply);
        prop_assert_eq!(&replayed, &history.ticket);
        let stored: Ticket = serde_json::from_str(&serde_json::to_string(&history.ticket).unwrap()).unwrap();
        prop_assert_eq!(stored, history.ticket, "tickets survive JSON");
    }
}

/// The properties above say something only if the histories reach every state and every kind of event.
#[test]
fn the_random_histories_reach_everything() {
    let seen = RefCell::new(BTreeSet::new());
    let config = Config { cases: 1_600, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, proptest::test_runner::TestRng::deterministic_rng(Default::default()))
        .run(&(select(Class::ALL), some_steps()), |(class, steps)| {
            play(class, &steps, |h| {
                let what = serde_json::to_value(&h.events[h.events.len() - 1].what).unwrap();
                let mut seen = seen.borrow_mut();
                seen.insert(what["kind"].as_str().unwrap().to_owned());
                seen.insert(h.ticket.status.as_str().to_owned());
                seen.extend(h.ticket.closing.as_ref().map(|c| c.code.as_str().to_owned()));
            });
            Ok(())
        })
        .unwrap();
    let seen = seen.into_inner();
    let kinds = [
        "filed",
        "started",
        "proposed",
        "accepted",
        "refused",
        "reopened",
        "closed",
        "reminded",
        "assigned",
        "prioritised",
        "reclassified",
        "gate_passed",
        "approval_requested",
        "approval_decided",
        "approval_withdrawn",
        "approval_expired",
        "initiated",
        "sub_task_added",
        "sub_task_finished",
        "sub_task_reopened",
        "waited",
        "resumed",
        "edited",
        "collaborator_added",
        "collaborator_removed",
        "tag_added",
        "tag_removed",
        "said",
        "rated",
    ];
    let states = Status::ALL.iter().map(|s| s.as_str());
    let codes = CloseCode::ALL.iter().map(|c| c.as_str());
    let missing: Vec<_> = kinds.into_iter().chain(states).chain(codes).filter(|k| !seen.contains(*k)).collect();
    assert!(missing.is_empty(), "never reached: {missing:?}");
}
