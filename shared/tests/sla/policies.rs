//! R13: which targets a ticket has.

use shared::id::{CalendarId, CompanyId, ModuleId, PolicyId, ProjectId};
use shared::lang::Lang;
use shared::sla::clock::Kind;
use shared::sla::policy::{Book, Conditions, Policy, PriorityTargets, Subject, TARGET_MINUTES_MAX};
use shared::sla::{Calendar, Flaw};
use shared::ticket::{Class, Priority};
use shared::time::{HOUR_MS, MINUTE_MS};

use crate::hours::{book, book_of, calendar, office, policy};

fn calendars() -> Vec<(CalendarId, Calendar)> {
    vec![(CalendarId::from("c"), calendar(&office()))]
}

fn rule(id: &str, conditions: Conditions) -> Policy {
    Policy { conditions, ..policy(id, "c") }
}

#[test]
fn r13_the_default_targets() {
    let book = book(&office());
    let expected = [(30, 4 * 60), (120, 8 * 60), (240, 24 * 60), (480, 72 * 60)];
    for (&priority, (response, resolution)) in Priority::ALL.iter().zip(expected) {
        let terms = book.terms(&PolicyId::from("standard"), priority);
        assert_eq!(terms.target_ms(Kind::FirstResponse), response * MINUTE_MS);
        assert_eq!(terms.target_ms(Kind::NextResponse), response * MINUTE_MS, "as the first response");
        assert_eq!(terms.target_ms(Kind::Resolution), resolution * MINUTE_MS);
        assert_eq!(terms.policy.targets.of(priority).always, priority == Priority::P0);
    }
    let targets = PriorityTargets::default();
    let p2 = shared::sla::policy::Targets { next_response: Some(60), ..targets.p2.clone() };
    let own = book_of(Policy { targets: PriorityTargets { p2, ..targets }, ..policy("standard", "c") }, &office());
    assert_eq!(own.terms(&PolicyId::from("standard"), Priority::P2).target_ms(Kind::NextResponse), HOUR_MS);
}

#[test]
fn r13_the_first_policy_that_matches_is_taken_and_the_default_always_does() {
    let none = Conditions::NONE;
    let list = vec![
        rule("vip", Conditions { companies: vec![CompanyId::from("k1")], classes: vec![Class::Fault, Class::Question], ..none.clone() }),
        rule("project", Conditions { projects: vec![ProjectId::from("j1")], ..none.clone() }),
        rule("module", Conditions { modules: vec![ModuleId::from("m1")], languages: vec![Lang::En], ..none.clone() }),
        rule("tag", Conditions { tags: vec!["权限申请".to_owned(), "打印".to_owned()], ..none }),
        policy("standard", "c"),
    ];
    let book = Book::new(list, Vec::new(), calendars()).unwrap();
    let (k1, j1, m1) = (CompanyId::from("k1"), ProjectId::from("j1"), ModuleId::from("m1"));
    let tags = ["登录".to_owned(), "打印".to_owned()];
    let plain = Subject { class: Class::Fault, project: None, module: None, company: None, tags: &[], language: Lang::Zh };
    let chosen = |ticket: Subject<'_>| book.choose(&ticket).id.as_str().to_owned();
    assert_eq!(chosen(plain), "standard");
    assert_eq!(chosen(Subject { company: Some(&k1), project: Some(&j1), ..plain }), "vip", "the earlier one");
    assert_eq!(
        chosen(Subject { company: Some(&k1), project: Some(&j1), class: Class::Change, ..plain }),
        "project",
        "all conditions must hold"
    );
    assert_eq!(chosen(Subject { module: Some(&m1), ..plain }), "standard");
    assert_eq!(chosen(Subject { module: Some(&m1), language: Lang::En, ..plain }), "module");
    assert_eq!(chosen(Subject { tags: &tags, ..plain }), "tag", "one of its tags is enough");
    assert_eq!(book.terms(&PolicyId::from("removed"), Priority::P1).policy.id.as_str(), "standard", "a policy that is nowhere");
}

#[test]
fn r13_bad_policies_are_refused_with_the_field_and_the_fix() {
    let with = |change: fn(&mut Policy)| {
        let mut changed = policy("standard", "c");
        change(&mut changed);
        vec![changed]
    };
    let faults = || Conditions { classes: vec![Class::Fault], ..Conditions::NONE };
    let table = [
        (vec![], Flaw::DefaultMissing, "policies"),
        (vec![rule("a", faults())], Flaw::DefaultMissing, "policies"),
        (vec![policy("a", "c"), policy("b", "c")], Flaw::ConditionsMissing, "policies.0.conditions"),
        (vec![rule("a", faults()), policy("a", "c")], Flaw::PolicyTwice, "policies.1.id"),
        (vec![rule("a", faults()), policy("b", "gone")], Flaw::CalendarUnknown, "policies.1.calendar"),
        (with(|p| p.targets.p1.resolution = 0), Flaw::TargetZero, "policies.0.targets.p1.resolution"),
        (with(|p| p.targets.p3.next_response = Some(0)), Flaw::TargetZero, "policies.0.targets.p3.next_response"),
        (with(|p| p.targets.p0.first_response = TARGET_MINUTES_MAX + 1), Flaw::TargetTooLong, "policies.0.targets.p0.first_response"),
    ];
    for (list, flaw, field) in table {
        let refused = Book::new(list, Vec::new(), calendars()).unwrap_err();
        assert_eq!((refused.flaw, refused.field.as_str()), (flaw, field));
    }
    let retired = |id, calendar| Book::new(vec![policy("a", "c")], vec![policy(id, calendar)], calendars()).unwrap_err();
    assert_eq!((retired("a", "c").flaw, retired("a", "c").field.as_str()), (Flaw::PolicyTwice, "retired.0.id"));
    assert_eq!((retired("b", "gone").flaw, retired("b", "gone").field.as_str()), (Flaw::CalendarUnknown, "retired.0.calendar"));
    let twice = [calendars(), calendars()].concat();
    assert_eq!(Book::new(vec![policy("a", "c")], Vec::new(), twice).unwrap_err().flaw, Flaw::CalendarTwice);
}
