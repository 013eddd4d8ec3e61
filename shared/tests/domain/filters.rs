//! Filters are the address (R20): they survive it, and refuse what they do not know by name.

use proptest::array::uniform4;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use shared::error::Code;
use shared::text::Query;
use shared::ticket::filter::{DueIs, Filter, OwnerIs, ProjectIs, Sort};
use shared::ticket::{Class, Priority, Status, WaitingFor};

#[test]
fn r20_the_empty_address_is_the_empty_filter() {
    for empty in ["", "?", "status=", "q=&owner=", "utm_source=mail", "cursor=abc"] {
        assert_eq!(Filter::from_query(empty), Ok(Filter::default()), "{empty}");
    }
    assert_eq!(Filter::default().to_query(), "");
}

#[test]
fn r20_a_filter_reads_like_a_sentence() {
    let filter = Filter::from_query("?status=todo,in_progress&owner=me&q=%E6%89%AB%E7%A0%81&sort=priority").unwrap();
    assert_eq!(filter.status, [Status::Todo, Status::InProgress]);
    assert_eq!(filter.owner, Some(OwnerIs::Me));
    assert_eq!(filter.text.as_ref().unwrap().as_str(), "扫码");
    assert_eq!(filter.sort(), Sort::Priority);
    assert_eq!(Filter::from_query("owner=none").unwrap().owner, Some(OwnerIs::Nobody));
    assert_eq!(Filter::from_query("project=none").unwrap().project, Some(ProjectIs::None));
    assert_eq!(Filter::from_query("project=none").unwrap().to_query(), "project=none");
    assert_eq!(Filter::from_query("status=todo,todo").unwrap().status, [Status::Todo]);
}

#[test]
fn r20_unknown_values_are_refused_naming_the_field() {
    let long = format!("team={}", "x".repeat(41));
    let bad = [
        ("status=open", "status"),
        ("status=todo,", "status"),
        ("status=Todo", "status"),
        ("class=bug", "class"),
        ("priority=p4", "priority"),
        ("priority=0", "priority"),
        ("waiting=nobody", "waiting"),
        ("owner=a%20b", "owner"),
        ("owner='%20OR%201=1", "owner"),
        ("team=../x", "team"),
        (long.as_str(), "team"),
        ("company=%00", "company"),
        ("project=%E5%8D%95", "project"),
        ("sort=title", "sort"),
    ];
    for (query, field) in bad {
        let refusal = Filter::from_query(query).unwrap_err();
        assert_eq!((refusal.code, refusal.field.as_deref()), (Code::QueryInvalid, Some(field)), "{query}");
    }
    let long = Filter::from_query(&format!("q={}", "x".repeat(101))).unwrap_err();
    assert_eq!((long.code, long.field.as_deref(), long.limit), (Code::TextTooLong, Some("q"), Some(100)));
}

fn some_id() -> impl Strategy<Value = String> {
    "[A-Za-z0-9_-]{1,40}".prop_filter("words of their own", |id| !["me", "none", "unclaimed"].contains(&id.as_str()))
}

fn some_owner() -> impl Strategy<Value = OwnerIs> {
    prop_oneof![Just(OwnerIs::Me), Just(OwnerIs::Nobody), Just(OwnerIs::Unclaimed), some_id().prop_map(|id| OwnerIs::Member(id.into())),]
}

fn some_text() -> impl Strategy<Value = Query> {
    "\\PC{1,60}".prop_filter_map("not empty", |raw| Query::parse(&raw).ok())
}

prop_compose! {
    fn some_filter()(
        status in subsequence(Status::ALL, 0..=4),
        class in subsequence(Class::ALL, 0..=4),
        priority in subsequence(Priority::ALL, 0..=4),
        waiting in subsequence(WaitingFor::ALL, 0..=3),
        owner in prop::option::of(some_owner()),
        ids in uniform4(prop::option::of(some_id())),
        text in prop::option::of(some_text()),
        sort in prop::option::of(select(Sort::ALL)),
        due in prop::option::of(select(DueIs::ALL)),
        reopened in any::<bool>(),
    ) -> Filter {
        let [team, company, project, tag] = ids;
        Filter {
            status, class, priority, waiting, owner, text, sort, due, reopened,
            team: team.map(Into::into), company: company.map(Into::into), project: project.map(|id| ProjectIs::Project(id.into())),
            tag: tag.map(Into::into),
        }
    }
}

proptest! {
    #[test]
    fn r20_every_filter_survives_its_address(filter in some_filter()) {
        let query = filter.to_query();
        prop_assert!(query.is_ascii() && !query.contains([' ', '#', '\n']));
        prop_assert_eq!(Filter::from_query(&query), Ok(filter.clone()));
        prop_assert_eq!(Filter::from_query(&format!("?{query}")), Ok(filter));
    }

    #[test]
    fn r20_any_address_is_read_or_refused_by_field(query in "\\PC{0,200}") {
        match Filter::from_query(&query) {
            Ok(filter) => prop_assert_eq!(Filter::from_query(&filter.to_query()), Ok(filter)),
            Err(refusal) => prop_assert!(refusal.field.is_some()),
        }
    }

    #[test]
    fn r20_any_value_of_a_known_field_is_read_or_refused_by_its_name(
        name in select(vec!["status", "class", "priority", "waiting", "owner", "team", "company", "project", "tag", "due", "reopened", "q", "sort"]),
        value in any::<String>(),
    ) {
        let query: String = [(name, value.as_str())]
            .iter()
            .map(|(n, v)| format!("{n}={}", v.bytes().map(|b| format!("%{b:02X}")).collect::<String>()))
            .collect();
        match Filter::from_query(&query) {
            Ok(filter) => prop_assert_eq!(Filter::from_query(&filter.to_query()), Ok(filter)),
            Err(refusal) => prop_assert_eq!(refusal.field.as_deref(), Some(name)),
        }
    }
}
