//! The transition × role table of the state machine, cell by cell (R16, R17, R23, R38).
//!
//! The table is written by hand. The first half of a row says who may; the second what becomes of a ticket in each
//! state: the state it then has (`=` the same), or the word of the refusal (`!` is `transition_impossible`).

use shared::actor::{Actor, By, Role, Standing};
use shared::tag::Tagged;
use shared::ticket::decide::Move;
use shared::ticket::rights::Relation;
use shared::ticket::{
    Approval, ApprovalState, Approver, Class, CloseCode, Command, Decision, Gate, MessageKind, Priority, Status, SubTask, Ticket,
    WaitingFor,
};

use super::people::{NOW, answer, ask, body, contact, days_ago, member, person, reason, ticket, title};

/// Column heads of the first half: requester, manager, collaborator, agent, owner, lead, admin, approver by link, timer.
/// `y` may; else the refusal: `-` not_allowed, `o` only_owner, `c` close_code_not_allowed, `m` message_kind_not_allowed,
/// `a` only_approver.
const WHO: [Relation; 9] = [
    Relation::Requester,
    Relation::Manager,
    Relation::Collaborator,
    Relation::Agent,
    Relation::Owner,
    Relation::Lead,
    Relation::Admin,
    Relation::Approver,
    Relation::Timer,
];

#[rustfmt::skip]
const TABLE: &[(&str, &str, [&str; 4])] = &[
    // command               R M C A O L A P T  todo            in_progress     verifying      closed
    ("start",               "- - - y y y y - -", ["in_progress", "!",            "!",           "!"]),
    ("start for a colleague","- - - y y y y - -",["in_progress", "!",            "!",           "!"]),
    ("propose",             "- - - o y y y - -", ["!",           "verifying",    "!",           "!"]),
    ("accept",              "y y - - - - - - -", ["!",           "!",            "closed",      "!"]),
    ("refuse",              "y y - y y y y - -", ["!",           "!",            "in_progress", "!"]),
    ("reopen",              "y - - - - y y - -", ["!",           "!",            "!",           "in_progress"]),
    ("close as duplicate",  "c - - y y y y - -", ["closed",      "closed",       "!",           "!"]),
    ("close as withdrawn",  "y - - y y y y - -", ["closed",      "closed",       "!",           "!"]),
    ("close as rejected",   "c - - y y y y - -", ["closed",      "closed",       "!",           "!"]),
    ("close as answered",   "y - - y y y y - -", ["closed",      "closed",       "!",           "!"]),
    ("close as confirmed",  "c - - c c c c - -", ["!",           "!",            "!",           "!"]),
    ("close as silent",     "c - - c c c c - -", ["!",           "!",            "!",           "!"]),
    ("close by silence",    "- - - - - - - - y", ["!",           "!",            "closed",      "!"]),
    ("remind",              "- - - - - - - - y", ["!",           "!",            "=",           "!"]),
    ("assign",              "- - - y y y y - -", ["=",           "=",            "=",           "!"]),
    ("unassign",            "- - - y y y y - -", ["=",           "owner_missing","owner_missing","!"]),
    ("set p0",              "- - - y y y y - -", ["=",           "=",            "=",           "!"]),
    ("confirm priority",    "- - - y y y y - -", ["=",           "=",            "=",           "!"]),
    ("reclassify",          "- - - y y y y - -", ["=",           "!",            "!",           "!"]),
    ("pass gate",           "- - - - - y y - -", ["=",           "!",            "!",           "!"]),
    ("request approval",    "- - - y y y y - -", ["=",           "!",            "!",           "!"]),
    ("approve as a lead",   "a a a a a y y y -", ["=",           "approval_not_pending", "approval_not_pending", "approval_not_pending"]),
    ("refuse as the requester","y a a a a a a - -",["=",         "approval_not_pending", "approval_not_pending", "approval_not_pending"]),
    ("withdraw approval",   "- - - y y y y - -", ["=",           "approval_not_pending", "approval_not_pending", "approval_not_pending"]),
    ("expire approval",     "- - - - - - - - y", ["=",           "approval_not_pending", "approval_not_pending", "approval_not_pending"]),
    ("initiate",            "- - - - - y y - -", ["=",           "!",            "!",           "!"]),
    ("add sub-task",        "- - - y y y y - -", ["=",           "=",            "!",           "!"]),
    ("finish sub-task",     "- - y y y y y - -", ["=",           "=",            "!",           "!"]),
    ("reopen sub-task",     "- - y y y y y - -", ["=",           "=",            "!",           "!"]),
    ("wait",                "- - - y y y y - -", ["=",           "=",            "!",           "!"]),
    ("resume",              "- - - y y y y - -", ["=",           "=",            "!",           "!"]),
    ("edit",                "- - - y y y y - -", ["=",           "=",            "=",           "!"]),
    ("add collaborator",    "- - - y y y y - -", ["=",           "=",            "=",           "!"]),
    ("remove collaborator", "- - - y y y y - -", ["=",           "=",            "=",           "!"]),
    ("add tag",             "- - - y y y y - -", ["=",           "=",            "=",           "="]),
    ("remove tag",          "- - - y y y y - -", ["=",           "=",            "=",           "="]),
    ("say reply",           "y y m y y y y - -", ["=",           "=",            "=",           "="]),
    ("say progress",        "m m m y y y y - -", ["=",           "=",            "=",           "="]),
    ("say note",            "m m y y y y y - -", ["=",           "=",            "=",           "="]),
    ("say email",           "m m y y y y y - -", ["=",           "=",            "=",           "="]),
    ("say call",            "m m y y y y y - -", ["=",           "=",            "=",           "="]),
    ("say meeting",         "m m y y y y y - -", ["=",           "=",            "=",           "="]),
    ("rate",                "y y - - - - - - -", ["rating_not_offered", "rating_not_offered", "rating_not_offered", "="]),
];

#[test]
fn r16_r38_every_status_and_role_gets_the_answer_of_the_table() {
    let mut cells = 0;
    for &(row, who, outcomes) in TABLE {
        for (&relation, mark) in WHO.iter().zip(who.split(' ')) {
            for (&status, outcome) in Status::ALL.iter().zip(outcomes) {
                let before = prepared(row, status);
                let got = ask(&before, &command(row), &person(relation));
                let cell = format!("{row} by {relation:?} in {}", status.as_str());
                let waits = shared::ticket::approval::pending(&before).is_some_and(|a| a.approver.is(&person(relation)));
                let expected = match mark {
                    _ if relation == Relation::Approver && !waits => "not_found",
                    "y" => outcome,
                    "-" => "not_allowed",
                    "o" => "only_owner",
                    "c" => "close_code_not_allowed",
                    // In a state without a request that waits, nobody is asked who the approver is.
                    "a" if outcome.starts_with("approval_") => outcome,
                    "a" => "only_approver",
                    _ => "message_kind_not_allowed",
                };
                match (Status::parse(expected), got) {
                    (Some(to), Ok((after, _))) => assert_eq!(after.status, to, "{cell}"),
                    (None, Ok((after, _))) => {
                        assert_eq!(expected, "=", "{cell} was accepted");
                        assert_eq!(after.status, status, "{cell}");
                    }
                    (_, Err(refusal)) => {
                        let word = refusal.code.as_str();
                        let word = if word == "transition_impossible" && expected == "!" { "!" } else { word };
                        assert_eq!(word, expected, "{cell}");
                    }
                }
                cells += 1;
            }
        }
    }
    assert_eq!(cells, TABLE.len() * 9 * 4);
}

#[test]
fn r17_each_accepted_command_leaves_one_event_signed_by_its_actor() {
    let mut accepted = 0;
    for &(row, ..) in TABLE {
        for &relation in Relation::ALL {
            for &status in Status::ALL {
                let before = prepared(row, status);
                let Ok((after, event)) = ask(&before, &command(row), &person(relation)) else {
                    continue;
                };
                assert_eq!(event.version, before.version + 1, "{row}");
                assert_eq!(after.version, event.version, "{row}");
                assert_eq!(event.at, NOW);
                assert_eq!(event.by, signature(relation), "{row}");
                accepted += 1;
            }
        }
    }
    assert_eq!(accepted, accepted_in_table());
}

#[test]
fn r38_who_may_not_see_the_ticket_is_told_that_it_does_not_exist() {
    let strangers = [
        contact("colleague-of-requester", Some("acme"), Standing::Requester),
        contact("manager-elsewhere", Some("globex"), Standing::Manager),
        contact("manager-of-nobody", None, Standing::Manager),
        member("uninvited", Role::Collaborator),
        other_team(),
    ];
    for &(row, ..) in TABLE {
        for &status in Status::ALL {
            for stranger in &strangers {
                let refusal = ask(&prepared(row, status), &command(row), stranger).unwrap_err();
                assert_eq!(refusal.code.as_str(), "not_found", "{row} by {stranger:?}");
                assert_eq!((refusal.field, refusal.limit), (None, None), "a hint in {row}");
            }
        }
    }
}

#[test]
fn the_table_names_every_command_and_every_relation() {
    assert_eq!(WHO, Relation::ALL);
    let kinds: Vec<_> = TABLE.iter().map(|(row, ..)| kind(&command(row))).collect();
    assert!((0..28).all(|k| kinds.contains(&k)), "{kinds:?}");
    for &code in CloseCode::ALL {
        assert!(TABLE.iter().any(|(row, ..)| matches!(command(row), Command::Close { code: c, .. } if c == code)));
    }
    for &said in MessageKind::ALL {
        assert!(TABLE.iter().any(|(row, ..)| matches!(command(row), Command::Say { kind, .. } if kind == said)));
    }
}

#[test]
fn r16_the_board_offers_exactly_the_moves_of_the_state_machine() {
    use Status::{Closed, InProgress, Todo, Verifying};
    let moves = [
        (Todo, InProgress, Move::Start),
        (InProgress, Verifying, Move::Propose),
        (Verifying, Closed, Move::Accept),
        (Verifying, InProgress, Move::Refuse),
        (Closed, InProgress, Move::Reopen),
        (Todo, Closed, Move::Close),
        (InProgress, Closed, Move::Close),
    ];
    for &from in Status::ALL {
        for &to in Status::ALL {
            let expected = moves.iter().find(|m| (m.0, m.1) == (from, to)).map(|m| m.2);
            assert_eq!(Move::between(from, to), expected, "{from:?} → {to:?}");
        }
    }
}

#[test]
fn r16_a_colleague_who_resolves_someone_elses_ticket_is_told_to_own_it() {
    assert_eq!(answer(&ticket(Status::InProgress), &command("propose"), Relation::Agent), "only_owner");
    let mut unowned = ticket(Status::InProgress);
    unowned.owner = Some("colleague".into());
    assert_eq!(answer(&unowned, &command("propose"), Relation::Agent), "ok");
}

/// How many cells of the table are accepted.
fn accepted_in_table() -> usize {
    TABLE
        .iter()
        .map(|(_, who, outcomes)| {
            let allowed = who.split(' ').filter(|mark| *mark == "y").count();
            let possible = outcomes.iter().filter(|o| **o == "=" || Status::parse(o).is_some()).count();
            allowed * possible
        })
        .sum()
}

fn signature(relation: Relation) -> By {
    match relation {
        Relation::Requester => By::Contact("requester".into()),
        Relation::Manager => By::Contact("manager".into()),
        Relation::Collaborator => By::Member("helper".into()),
        Relation::Agent => By::Member("colleague".into()),
        Relation::Owner => By::Member("owner".into()),
        Relation::Lead => By::Member("lead".into()),
        Relation::Admin => By::Member("admin".into()),
        Relation::Approver => By::Member("chief".into()),
        Relation::Timer => By::Timer,
    }
}

fn other_team() -> Actor {
    match member("agent-of-another-team", Role::Agent) {
        Actor::Member(mut m) => {
            m.teams = vec!["developers".into()];
            Actor::Member(m)
        }
        other => other,
    }
}

/// The ticket on which a row is tried: what the row needs beyond its state is true.
fn prepared(row: &str, status: Status) -> Ticket {
    let mut t = ticket(status);
    match row {
        "pass gate" => behind(&mut t, Class::Change, Gate::Approval),
        "request approval" => behind(&mut t, Class::Change, Gate::Approval),
        "approve as a lead" | "withdraw approval" => asked(&mut t, Approver::Leads),
        "refuse as the requester" => asked(&mut t, Approver::Contact("requester".into())),
        "expire approval" => {
            asked(&mut t, Approver::Leads);
            t.approval.as_mut().unwrap().expires_at = NOW;
        }
        "initiate" => behind(&mut t, Class::Request, Gate::Initiation),
        "finish sub-task" | "reopen sub-task" => {
            let done_at = (row == "reopen sub-task").then_some(NOW);
            t.subtasks = vec![SubTask { number: 4, title: title("查日志"), member: "helper".into(), due: None, done_at }];
        }
        "remove tag" => t.tags = vec![Tagged { tag: "access".into(), words: Vec::new() }],
        "close by silence" => t.reminded_at = Some(days_ago(4)),
        _ => {}
    }
    t
}

fn behind(t: &mut Ticket, class: Class, gate: Gate) {
    (t.class, t.gate) = (class, gate);
}

/// With a request that waits, where a ticket can have one.
fn asked(t: &mut Ticket, approver: Approver) {
    behind(t, Class::Change, Gate::Approval);
    let pending = t.status == Status::Todo;
    t.approval = Some(Approval {
        request: 6,
        approver,
        reason: reason("开通审核权限"),
        asked_by: "owner".into(),
        expires_at: NOW.plus(1),
        state: if pending { ApprovalState::Pending } else { ApprovalState::Overtaken },
        comment: None,
    });
}

fn command(row: &str) -> Command {
    let close = |code, duplicate_of| Command::Close { code, reason: Some(reason("说明")), duplicate_of };
    let say = |kind| Command::Say { kind, message: "m1".into(), minutes: 0 };
    match row {
        "start" => Command::Start { owner: None },
        "start for a colleague" => Command::Start { owner: Some("colleague".into()) },
        "propose" => Command::Propose { solution: body("已修复"), root_cause: reason("缺列") },
        "accept" => Command::Accept,
        "refuse" => Command::Refuse { reason: reason("还是不行") },
        "reopen" => Command::Reopen { reason: reason("又坏了") },
        "close as duplicate" => close(CloseCode::Duplicate, Some(3)),
        "close as withdrawn" => close(CloseCode::Withdrawn, None),
        "close as rejected" => close(CloseCode::Rejected, None),
        "close as answered" => close(CloseCode::Answered, None),
        "close as confirmed" => close(CloseCode::Confirmed, None),
        "close as silent" => close(CloseCode::Silence, None),
        "close by silence" => Command::CloseSilent,
        "remind" => Command::Remind,
        "assign" => Command::Assign { team: "developers".into(), owner: Some("colleague".into()) },
        "unassign" => Command::Assign { team: "developers".into(), owner: None },
        "set p0" => Command::Prioritise { priority: Priority::P0 },
        "confirm priority" => Command::Prioritise { priority: super::people::PROPOSED },
        "reclassify" => Command::Reclassify { class: Class::Question },
        "pass gate" => Command::PassGate { comment: Some(reason("同意")) },
        "request approval" => Command::RequestApproval { approver: Approver::Leads, reason: reason("开通审核权限") },
        "approve as a lead" => Command::DecideApproval { approved: true, comment: None },
        "refuse as the requester" => Command::DecideApproval { approved: false, comment: Some(reason("不同意")) },
        "withdraw approval" => Command::WithdrawApproval,
        "expire approval" => Command::ExpireApproval,
        "initiate" => Command::Initiate { decision: Decision::Go, value: reason("省一小时"), effort_days: 3, project: None },
        "add sub-task" => Command::AddSubTask { title: title("查日志"), member: "developer".into(), due: None },
        "finish sub-task" => Command::MarkSubTask { number: 4, done: true },
        "reopen sub-task" => Command::MarkSubTask { number: 4, done: false },
        "wait" => Command::Wait { on: WaitingFor::ThirdParty, reason: reason("等厂商") },
        "resume" => Command::Resume,
        "edit" => Command::Edit { title: title("新标题"), project: None, module: None, wanted_by: None },
        "add collaborator" => Command::AddCollaborator { member: "developer".into() },
        "remove collaborator" => Command::RemoveCollaborator { member: "helper".into() },
        "add tag" => Command::AddTag { tag: "report".into() },
        "remove tag" => Command::RemoveTag { tag: "access".into() },
        "say reply" => say(MessageKind::Reply),
        "say progress" => say(MessageKind::Progress),
        "say note" => say(MessageKind::Note),
        "say email" => say(MessageKind::Email),
        "say call" => say(MessageKind::Call),
        "say meeting" => say(MessageKind::Meeting),
        "rate" => Command::Rate { score: shared::ticket::rating::Score::new(4).unwrap(), comment: None },
        other => panic!("no command for {other}"),
    }
}

/// A number for each kind of command. A new kind does not compile until it has one, and a row.
fn kind(command: &Command) -> usize {
    match command {
        Command::Start { .. } => 0,
        Command::Propose { .. } => 1,
        Command::Accept => 2,
        Command::Refuse { .. } => 3,
        Command::Reopen { .. } => 4,
        Command::Close { .. } => 5,
        Command::CloseSilent => 6,
        Command::Remind => 7,
        Command::Assign { .. } => 8,
        Command::Prioritise { .. } => 9,
        Command::Reclassify { .. } => 10,
        Command::PassGate { .. } => 11,
        Command::Wait { .. } => 12,
        Command::Resume => 13,
        Command::Edit { .. } => 14,
        Command::AddCollaborator { .. } => 15,
        Command::RemoveCollaborator { .. } => 16,
        Command::Say { .. } => 17,
        Command::Rate { .. } => 18,
        Command::AddTag { .. } => 19,
        Command::RemoveTag { .. } => 20,
        Command::RequestApproval { .. } => 21,
        Command::DecideApproval { .. } => 22,
        Command::WithdrawApproval => 23,
        Command::ExpireApproval => 24,
        Command::Initiate { .. } => 25,
        Command::AddSubTask { .. } => 26,
        Command::MarkSubTask { .. } => 27,
    }
}
