//! What stands beside a rule that does less than it says (R11).

use shared::actor::Role;
use shared::routing::{Conditions, Ownership, RoutingRule, RuleFlaw, flaws};
use shared::tag::{TagName, TagRef};
use shared::text::Name;
use shared::ticket::Class;
use shared::time::Timestamp;
use shared::wire::people::{Away, Directory, MemberView, ModuleView, ProjectView, TeamView};

use super::conditions::{always, rule};

const NOW: Timestamp = Timestamp(1_000);

fn member(id: &str, role: Role, team: &str, away: Option<(i64, i64)>) -> MemberView {
    let away = away.map(|(from, until)| Away { from: Timestamp(from), until: Timestamp(until) });
    MemberView { id: id.into(), name: name(id), email: None, role, teams: vec![team.into()], active: true, away }
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn directory() -> Directory {
    let team = |id: &str, active| TeamView { id: id.into(), name: name(id), classes: vec![], active };
    let project = |id: &str, active| {
        let modules = vec![ModuleView { id: ["stock of ", id].concat().as_str().into(), name: name(id) }];
        ProjectView { id: id.into(), name: name(id), company: None, modules, active }
    };
    let of_acme = ProjectView { company: Some("acme".into()), ..project("acmes", true) };
    let tag = |id: &str, active| TagRef { id: id.into(), name: TagName { zh: Some(name(id)), en: None }, link: None, active };
    Directory {
        members: vec![
            member("ann", Role::Agent, "there", None),
            member("bo", Role::Agent, "away", Some((500, 1_001))),
            member("cy", Role::Agent, "back", Some((500, 1_000))),
            member("dee", Role::Collaborator, "helpers", None),
        ],
        teams: vec![team("there", true), team("away", true), team("back", true), team("helpers", true), team("closed", false)],
        projects: vec![project("on", true), project("over", false), of_acme],
        tags: vec![tag("used", true), tag("unused", false)],
        guide: None,
    }
}

fn of(rules: &[RoutingRule]) -> Vec<Vec<RuleFlaw>> {
    flaws(rules, &directory(), NOW)
}

fn to(team: &str) -> RoutingRule {
    RoutingRule { owner: Ownership::LeastLoaded, ..rule(team, Conditions { class: vec![Class::Fault], ..always() }, team) }
}

#[test]
fn r11_a_rule_says_that_its_team_cannot_do_what_it_promises() {
    let expected = [
        ("there", vec![]),
        ("back", vec![]),
        ("away", vec![RuleFlaw::EveryoneAway]),
        ("helpers", vec![RuleFlaw::NobodyCanOwn]),
        ("closed", vec![RuleFlaw::TeamClosed]),
        ("never was", vec![RuleFlaw::TeamClosed]),
    ];
    for (team, found) in expected {
        assert_eq!(of(&[to(team)]), [found], "{team}");
    }
    assert_eq!(of(&[RoutingRule { owner: Ownership::Nobody, ..to("away") }]), [vec![]], "it asks for no owner");
    assert_eq!(of(&[RoutingRule { active: false, ..to("closed") }]), [vec![]], "it is switched off");
}

#[test]
fn r11_a_rule_says_that_its_conditions_name_what_is_over() {
    let on = Conditions { project: vec!["on".into(), "over".into()], tag: vec!["used".into(), "unused".into()], ..always() };
    assert_eq!(of(&[rule("r", on, "there")]), [vec![RuleFlaw::ProjectClosed, RuleFlaw::TagUnused]]);
    let on = Conditions { project: vec!["on".into()], tag: vec!["used".into()], ..always() };
    assert_eq!(of(&[rule("r", on, "there")]), [vec![]]);
}

#[test]
fn r11_a_rule_that_no_ticket_can_fit_says_why() {
    let on = |project: &str| Conditions { project: vec![project.into()], ..always() };
    let modules = |project, module: &str| Conditions { module: vec![module.into()], ..on(project) };
    assert_eq!(of(&[rule("r", modules("on", "stock of acmes"), "there")]), [vec![RuleFlaw::ModuleElsewhere]]);
    assert_eq!(of(&[rule("r", modules("on", "stock of on"), "there")]), [vec![]]);
    let customers = |project, company: &str| Conditions { company: vec![company.into()], ..on(project) };
    assert_eq!(of(&[rule("r", customers("acmes", "globex"), "there")]), [vec![RuleFlaw::CompanyElsewhere]]);
    assert_eq!(of(&[rule("r", customers("acmes", "acme"), "there")]), [vec![]]);
    assert_eq!(of(&[rule("r", customers("on", "globex"), "there")]), [vec![]], "a project that is no customer's is everybody's");
}

#[test]
fn r11_a_rule_behind_one_without_conditions_is_never_reached() {
    let all = rule("all", always(), "there");
    assert_eq!(
        of(&[all.clone(), to("there"), to("away")])[1..],
        [vec![RuleFlaw::NeverReached], vec![RuleFlaw::NeverReached, RuleFlaw::EveryoneAway]]
    );
    let closed = rule("all", always(), "closed");
    assert_eq!(of(&[closed, to("there")])[1], [], "it is passed over itself");
    let off = RoutingRule { active: false, ..all };
    assert_eq!(of(&[off, to("there")])[1], []);
}
