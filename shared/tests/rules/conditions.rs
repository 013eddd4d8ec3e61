//! When a routing rule applies (R11).

use shared::lang::Lang;
use shared::routing::{BusinessHours, Conditions, Crew, Hours, Owner, Ownership, RoutingRule, Subject, route};
use shared::sla::zone::{Transition, Zone, ZoneTable};
use shared::sla::{Calendar, defaults};
use shared::text::Name;
use shared::ticket::Class;
use shared::time::{HOUR_MS, MINUTE_MS, Timestamp};

/// 2026-11-23T00:00:00Z, a Monday.
const MONDAY: Timestamp = Timestamp(1_795_392_000_000);

pub fn rule(id: &str, on: Conditions, team: &str) -> RoutingRule {
    RoutingRule { id: id.into(), name: Name::parse(id).unwrap(), on, team: team.into(), owner: Ownership::Nobody, active: true }
}

pub fn always() -> Conditions {
    Conditions {
        class: vec![],
        project: vec![],
        module: vec![],
        company: vec![],
        tag: vec![],
        lang: None,
        hours: None,
        business_hours: None,
    }
}

fn crews() -> Vec<Crew> {
    ["a", "b", "usual"].map(|team| Crew { team: team.into(), present: vec![] }).into()
}

fn zones() -> ZoneTable {
    let berlin = Zone {
        name: "Europe/Berlin".into(),
        offset: 3_600,
        // The end of summer time in 2026.
        transitions: vec![Transition { at: 1_774_746_000, offset: 7_200 }, Transition { at: 1_792_890_000, offset: 3_600 }],
    };
    ZoneTable { zones: vec![Zone::fixed("Asia/Shanghai", 8 * 3_600), berlin] }
}

/// The rule that applied to a fault of Acme, in Chinese, tagged with two tags.
fn applied(rules: &[RoutingRule], at: Timestamp) -> Option<&str> {
    let (project, module, company) = ("erp".into(), "stock".into(), "acme".into());
    let (print, login) = ("print".into(), "login".into());
    let subject = Subject {
        class: Class::Fault,
        project: Some(&project),
        module: Some(&module),
        company: Some(&company),
        tags: vec![&print, &login],
        lang: Lang::Zh,
        filed_at: at,
        calendar: &Calendar::parse(&defaults::calendar("Asia/Shanghai"), &zones()).unwrap(),
    };
    let (crews, usual) = (crews(), "usual".into());
    let decision = route(rules, &subject, &crews, &usual, &zones());
    assert_eq!(decision.owner, Owner::Nobody);
    let rule = decision.rule.map(|rule| rule.id.as_str());
    assert_eq!(decision.team, decision.rule.map_or(&usual, |rule| &rule.team));
    rule.and_then(|id| rules.iter().map(|rule| rule.id.as_str()).find(|own| *own == id))
}

#[test]
fn r11_every_condition_asks_about_its_own_part_of_the_ticket() {
    let holds = [
        Conditions { class: vec![Class::Question, Class::Fault], ..always() },
        Conditions { project: vec!["mes".into(), "erp".into()], ..always() },
        Conditions { module: vec!["stock".into()], ..always() },
        Conditions { company: vec!["acme".into()], ..always() },
        Conditions { tag: vec!["report".into(), "login".into()], ..always() },
        Conditions { lang: Some(Lang::Zh), ..always() },
        always(),
    ];
    for on in holds {
        assert_eq!(applied(&[rule("r", on.clone(), "a")], MONDAY), Some("r"), "{on:?}");
    }
    let fails = [
        Conditions { class: vec![Class::Question], ..always() },
        Conditions { project: vec!["mes".into()], ..always() },
        Conditions { module: vec!["erp".into()], ..always() },
        Conditions { company: vec!["globex".into()], ..always() },
        Conditions { tag: vec!["report".into()], ..always() },
        Conditions { lang: Some(Lang::En), ..always() },
        Conditions { class: vec![Class::Fault], company: vec!["globex".into()], ..always() },
    ];
    for on in fails {
        assert_eq!(applied(&[rule("r", on.clone(), "a")], MONDAY), None, "{on:?}");
    }
}

#[test]
fn r11_the_first_rule_that_applies_wins_and_what_matches_nothing_goes_to_the_team_of_the_class() {
    let other = Conditions { class: vec![Class::Change], ..always() };
    let rules = [rule("no", other.clone(), "a"), rule("first", always(), "b"), rule("second", always(), "a")];
    assert_eq!(applied(&rules, MONDAY), Some("first"));
    assert_eq!(applied(&[rule("no", other, "a")], MONDAY), None);
    assert_eq!(applied(&[], MONDAY), None);
}

#[test]
fn r11_a_rule_that_is_switched_off_or_whose_team_is_closed_is_passed_over() {
    let off = RoutingRule { active: false, ..rule("off", always(), "a") };
    let rules = [off, rule("gone", always(), "closed team"), rule("next", always(), "b")];
    assert_eq!(applied(&rules, MONDAY), Some("next"));
    assert_eq!(applied(&rules[..2], MONDAY), None);
}

fn hours(zone: &str, days: &[u8], from: u16, until: u16) -> [RoutingRule; 1] {
    let hours = Hours { zone: zone.into(), days: days.into(), from, until };
    [rule("night", Conditions { hours: Some(hours), ..always() }, "a")]
}

#[test]
fn r11_hours_are_those_of_the_wall_in_the_rules_zone() {
    let day = hours("Asia/Shanghai", &[0], 9 * 60, 18 * 60);
    // 09:00 in Shanghai is 01:00 UTC.
    for (minutes, expected) in [(59, None), (60, Some("night")), (10 * 60 - 1, Some("night")), (10 * 60, None)] {
        assert_eq!(applied(&day, MONDAY.plus(minutes * MINUTE_MS)), expected, "{minutes}");
    }
    assert_eq!(applied(&day, MONDAY.plus(25 * HOUR_MS)), None, "on Tuesday");
    // Sunday evening in UTC is Monday in Shanghai already.
    assert_eq!(applied(&hours("Asia/Shanghai", &[0], 0, 60), MONDAY.plus(-8 * HOUR_MS)), Some("night"));
}

#[test]
fn r11_a_night_belongs_to_the_day_on_which_it_begins() {
    let night = hours("Asia/Shanghai", &[0], 22 * 60, 6 * 60);
    let at = |hour: i64| applied(&night, MONDAY.plus((hour - 8) * HOUR_MS));
    assert_eq!([at(5), at(21), at(22), at(29), at(30), at(46)], [None, None, Some("night"), Some("night"), None, None]);
}

#[test]
fn r11_hours_follow_the_zones_changes() {
    let morning = hours("Europe/Berlin", &[], 8 * 60, 9 * 60);
    let october = Timestamp(1_792_800_000_000);
    // Before the change 08:00 is 06:00 UTC, after it 07:00.
    assert_eq!(applied(&morning, Timestamp(1_792_821_600_000)), Some("night"));
    assert_eq!(applied(&morning, Timestamp(1_792_821_600_000 + 24 * HOUR_MS)), None);
    assert_eq!(applied(&morning, Timestamp(1_792_825_200_000 + 24 * HOUR_MS)), Some("night"));
    assert_eq!(applied(&hours("Mars/Olympus", &[], 0, 1440), october), None, "a zone that nobody knows");
}

#[test]
fn r11_business_hours_are_those_of_the_workspaces_calendar_with_breaks_and_holidays() {
    let on = |side| [rule("hours", Conditions { business_hours: Some(side), ..always() }, "a")];
    let (within, outside) = (on(BusinessHours::Within), on(BusinessHours::Outside));
    // In Shanghai: 9:00–12:00 and 13:30–18:00. Wednesday 2026-10-07 is a holiday, Saturday 2026-10-10 is worked in its stead.
    let open = |at: i64| {
        let at = Timestamp(at);
        let (inside, apart) = (applied(&within, at).is_some(), applied(&outside, at).is_some());
        assert_ne!(inside, apart, "one of the two, never both");
        inside
    };
    let monday = |minutes: i64| MONDAY.plus((minutes - 8 * 60) * MINUTE_MS).0;
    assert_eq!(
        [539, 540, 719, 720, 809, 810, 1079, 1080].map(|minute| open(monday(minute))),
        [false, true, true, false, false, true, true, false]
    );
    let ten = |day: i64| 1_790_820_000_000 + 24 * HOUR_MS * (day - 1);
    assert_eq!([7, 8, 10, 11].map(|day| open(ten(day))), [false, true, true, false]);
    assert!(!on(BusinessHours::Within)[0].on.is_empty(), "a rule with it hides none below");
}
