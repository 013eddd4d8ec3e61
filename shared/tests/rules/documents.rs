//! What of tag and routing rules can be saved (R9, R11); every refusal names its field.

use shared::error::{Code, Refusal};
use shared::id::ProjectId;
use shared::lang::Lang;
use shared::routing::{BusinessHours, Conditions, Hours, RoutingBook, RoutingRule};
use shared::tag::{TagBook, TagName, TagRule, starter};
use shared::text::{Name, Word};

use super::conditions::{always, rule};

fn tags(change: impl FnOnce(&mut Vec<TagRule>)) -> Result<(), Refusal> {
    let mut rules = starter::rules();
    change(&mut rules);
    TagBook { version: 0, rules }.check()
}

fn refused(result: Result<(), Refusal>) -> (Code, String) {
    let refusal = result.unwrap_err();
    (refusal.code, refusal.field.unwrap())
}

fn words(count: usize) -> Vec<Word> {
    (0..count).map(|n| Word::parse(&format!("词{n}")).unwrap()).collect()
}

#[test]
fn r9_tags_are_refused_by_field() {
    assert_eq!(tags(|_| {}), Ok(()));
    assert_eq!(refused(tags(|t| t[1].id = "access".into())), (Code::FieldInvalid, "rules.1.id".into()));
    assert_eq!(refused(tags(|t| t[1].id = "a b".into())), (Code::FieldInvalid, "rules.1.id".into()));
    assert_eq!(refused(tags(|t| t[2].name = TagName { zh: None, en: None })), (Code::FieldRequired, "rules.2.name".into()));
    assert_eq!(refused(tags(|t| t[3].name = t[0].name.clone())), (Code::NameTaken, "rules.3.name".into()));
    assert_eq!(refused(tags(|t| t[0].words = words(51))), (Code::TooMany, "rules.0.words".into()));
    assert_eq!(refused(tags(|t| t[0].except = words(51))), (Code::TooMany, "rules.0.except".into()));
    let many = |count: usize, words: &[Word]| {
        let rule = |n: usize| TagRule {
            id: format!("t{n}").as_str().into(),
            name: TagName { zh: Name::parse(&format!("标签{n}")).ok(), en: None },
            words: words.to_vec(),
            ..starter::rules()[0].clone()
        };
        TagBook { version: 0, rules: (0..count).map(rule).collect() }.check()
    };
    assert_eq!(many(200, &words(15)), Ok(()));
    assert_eq!(refused(many(201, &[])), (Code::TooMany, "rules".into()));
    assert_eq!(refused(many(61, &words(50))), (Code::TooMany, "rules".into()), "too many words altogether");
}

#[test]
fn r9_a_tag_that_is_left_out_stays_so_that_old_tickets_can_name_it() {
    let before = starter::rules();
    let mut rules = before.clone();
    rules.retain(|rule| rule.id.as_str() != "print");
    let book = TagBook { version: 1, rules }.keeping(before.clone());
    assert_eq!(book.rules.len(), before.len());
    let print = book.rules.last().unwrap();
    assert_eq!((print.id.as_str(), print.active), ("print", false));
    assert!(book.rules.iter().filter(|rule| rule.id.as_str() != "print").all(|rule| rule.active));
}

#[test]
fn r40_a_tag_with_one_name_is_called_so_in_both_languages() {
    let both = TagName { zh: Name::parse("打印").ok(), en: Name::parse("Printing").ok() };
    assert_eq!((both.text(Lang::Zh), both.text(Lang::En)), ("打印", "Printing"));
    let one = TagName { zh: Name::parse("打印").ok(), en: None };
    assert_eq!((one.text(Lang::Zh), one.text(Lang::En)), ("打印", "打印"));
}

fn routing(change: impl FnOnce(&mut RoutingBook)) -> Result<(), Refusal> {
    let mut book = RoutingBook { rules: vec![rule("a", always(), "t"), rule("b", always(), "t")], ..RoutingBook::starter() };
    change(&mut book);
    book.check()
}

fn with_hours(days: &[u8], from: u16, until: u16) -> Result<(), Refusal> {
    let hours = Hours { zone: "Asia/Shanghai".into(), days: days.into(), from, until };
    routing(|book| book.rules[1].on = Conditions { hours: Some(hours), ..always() })
}

#[test]
fn r11_routing_rules_are_refused_by_field() {
    assert_eq!(RoutingBook::starter().check(), Ok(()));
    assert_eq!(routing(|_| {}), Ok(()));
    assert_eq!(refused(routing(|b| b.rules[1].id = "a".into())), (Code::FieldInvalid, "rules.1.id".into()));
    for minutes in [0, 7 * 24 * 60 + 1] {
        assert_eq!(refused(routing(|b| b.unowned_minutes = minutes)), (Code::FieldInvalid, "unowned_minutes".into()));
    }
    let projects = (0..51).map(|n| ProjectId(format!("p{n}"))).collect();
    let crowded = routing(|b| b.rules[0].on.project = projects);
    assert_eq!(refused(crowded), (Code::TooMany, "rules.0.on.project".into()));
    let rules: Vec<RoutingRule> = (0..201).map(|n| rule(&format!("r{n}"), always(), "t")).collect();
    assert_eq!(refused(routing(|b| b.rules = rules)), (Code::TooMany, "rules".into()));
}

#[test]
fn r11_hours_are_minutes_of_a_day_and_reach_over_midnight_but_are_never_empty() {
    for (from, until) in [(0, 1440), (540, 1080), (1320, 360), (1439, 0)] {
        assert_eq!(with_hours(&[0, 6], from, until), Ok(()), "{from}–{until}");
    }
    assert_eq!(refused(with_hours(&[], 1440, 0)), (Code::FieldInvalid, "rules.1.on.hours.from".into()));
    assert_eq!(refused(with_hours(&[], 0, 1441)), (Code::FieldInvalid, "rules.1.on.hours.until".into()));
    assert_eq!(refused(with_hours(&[], 60, 60)), (Code::FieldInvalid, "rules.1.on.hours.until".into()));
    assert_eq!(refused(with_hours(&[7], 0, 60)), (Code::FieldInvalid, "rules.1.on.hours.days".into()));
    let hours = Some(Hours { zone: "Asia/Shanghai".into(), days: vec![], from: 0, until: 60 });
    let both = routing(|book| book.rules[1].on = Conditions { hours, business_hours: Some(BusinessHours::Within), ..always() });
    assert_eq!(refused(both), (Code::FieldInvalid, "rules.1.on.business_hours".into()), "one or the other");
}
