//! The people and the ticket that the tests speak of.

use shared::actor::{Actor, Contact, Member, Person, Role, Standing};
use shared::error::Refusal;
use shared::text::{Body, Reason, Title};
use shared::ticket::file::Filing;
use shared::ticket::guide::required;
use shared::ticket::rights::Relation;
use shared::ticket::{
    Class, Closing, Command, Detail, DetailKey, Event, Impact, Policy, Priority, Solution, Status, Ticket, Urgency, Waiting, WaitingFor,
    decide, file,
};
use shared::ticket::{CloseCode, Gate};
use shared::time::{DAY_MS, Timestamp};

/// The instant at which every test acts: 2026-11-20T08:00:00Z.
pub const NOW: Timestamp = Timestamp(1_795_161_600_000);

pub fn body(text: &str) -> Body {
    Body::parse(text).unwrap()
}

pub fn reason(text: &str) -> Reason {
    Reason::parse(text).unwrap()
}

pub fn title(text: &str) -> Title {
    Title::parse(text).unwrap()
}

pub fn days_ago(days: i64) -> Timestamp {
    NOW.plus(-days * DAY_MS)
}

pub fn member(id: &str, role: Role) -> Actor {
    Actor::Member(Member { id: id.into(), role, teams: vec!["operations".into()], sees_all: false })
}

pub fn contact(id: &str, company: Option<&str>, standing: Standing) -> Actor {
    Actor::Contact(Contact { id: id.into(), company: company.map(Into::into), standing, only: None })
}

/// A person who stands like this to [`ticket`].
pub fn person(relation: Relation) -> Actor {
    match relation {
        Relation::Requester => contact("requester", Some("acme"), Standing::Requester),
        Relation::Manager => contact("manager", Some("acme"), Standing::Manager),
        Relation::Collaborator => member("helper", Role::Collaborator),
        Relation::Agent => member("colleague", Role::Agent),
        Relation::Owner => member("owner", Role::Agent),
        Relation::Lead => member("lead", Role::Lead),
        Relation::Admin => member("admin", Role::Admin),
        Relation::Approver => Actor::Approver(Person::Member("chief".into())),
        Relation::Timer => Actor::Timer,
    }
}

/// A fault that the requester of Acme filed ten days ago; the owner has it, the helper helps. Waits for the customer while open.
pub fn ticket(status: Status) -> Ticket {
    let mut t = filed(Class::Fault);
    t.version = 7;
    t.owner = Some("owner".into());
    t.collaborators = vec!["helper".into()];
    t.status = status;
    if matches!(status, Status::Todo | Status::InProgress) {
        t.waiting = Some(Waiting { on: WaitingFor::Customer, reason: reason("哪台扫码枪？"), since: days_ago(9) });
    }
    if matches!(status, Status::Verifying | Status::Closed) {
        t.solution = Some(Solution { text: body("已重装驱动"), root_cause: reason("驱动过期") });
        t.first_resolved_at = Some(days_ago(8));
        t.resolved_at = Some(days_ago(8));
    }
    if status == Status::Closed {
        t.closing = Some(Closing { code: CloseCode::Confirmed, duplicate_of: None, at: days_ago(1) });
    }
    t
}

/// A ticket as it was filed, and nothing since.
pub fn filed(class: Class) -> Ticket {
    file(filing(class), person(Relation::Requester).by(), days_ago(10)).unwrap().0
}

pub fn filing(class: Class) -> Filing {
    Filing {
        class,
        title: title("扫码枪无法报工"),
        details: answered(class),
        impact: Impact::Department,
        impact_note: None,
        urgency: Urgency::Slow,
        wanted_by: None,
        requester: "requester".into(),
        company: Some("acme".into()),
        project: None,
        module: None,
        required: required(None, class),
        team: "operations".into(),
        rule: None,
        tags: Vec::new(),
    }
}

/// Every part of the class's template, answered.
pub fn answered(class: Class) -> Vec<Detail> {
    let keys: &[DetailKey] = match class {
        Class::Question => &[DetailKey::Question, DetailKey::Tried],
        Class::Fault => &[DetailKey::Steps, DetailKey::Expected, DetailKey::Actual],
        Class::Change => &[DetailKey::Change, DetailKey::Reason],
        Class::Request => &[DetailKey::Need, DetailKey::Value],
    };
    keys.iter().map(|&key| Detail { key, text: body("扫码后提示“物料不存在”") }).collect()
}

/// Decides at [`NOW`] with the default policy.
pub fn ask(ticket: &Ticket, command: &Command, actor: &Actor) -> Result<(Ticket, Event), Refusal> {
    decide(ticket, command, actor, Policy::DEFAULT, NOW)
}

/// The word of the refusal, or `ok`.
pub fn answer(ticket: &Ticket, command: &Command, relation: Relation) -> &'static str {
    match ask(ticket, command, &person(relation)) {
        Ok(_) => "ok",
        Err(refusal) => refusal.code.as_str(),
    }
}

pub const PROPOSED: Priority = Priority::P2;
pub const BEHIND: [(Class, Gate); 2] = [(Class::Change, Gate::Approval), (Class::Request, Gate::Initiation)];
