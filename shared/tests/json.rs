//! The browser's reader against serde's: what the worker writes is read alike by both.

#![recursion_limit = "256"]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shared::json::{FromJson, Json, read};
use shared::routing::{RoutingSettings, Trial};
use shared::tag::TagSettings;
use shared::wire::{board, people, portal, problem, session, ticket};

/// Both readers give the same, and neither refuses.
#[track_caller]
fn alike<T: FromJson + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &Value) {
    shared::ticket::event::read_internal();
    let text = value.to_string();
    let by_serde: T = serde_json::from_str(&text).unwrap();
    assert_eq!(read::<T>(&text), Some(by_serde));
}

fn ticket_view() -> Value {
    json!({
        "serial": 7, "version": 12, "status": "verifying", "class": "fault", "title": "扫码失败 \"№7\"\u{1F600}",
        "details": [{ "key": "steps", "text": "1\n2\t3" }], "impact": "department", "impact_note": null,
        "urgency": "stopped", "proposed": "p1", "priority": "p0", "priority_confirmed": true, "wanted_by": 1_795_000_000_000_i64,
        "requester": { "id": "c1", "name": "赵磊", "email": "zhao@example.com", "phone": null,
            "filed_as": { "name": "赵工", "phone": "138 0000" } },
        "company": { "id": "k1", "name": "恒力" }, "project": null, "project_name": null, "module": null, "module_name": null,
        "team": "t1", "team_name": "运维", "owner": "m1", "owner_name": "王敏", "collaborators": ["m2"],
        "tags": [{ "tag": "access", "words": ["账号开通"] }], "gate": "open",
        "approval": { "request": 4, "approver": { "who": "contact", "id": "c2" }, "reason": "开权限", "asked_by": "m1",
            "expires_at": 8, "state": "refused", "comment": "先不要" }, "approver_name": "周敏", "approver_gone": false,
        "initiation": { "decision": "not_now", "value": "省一小时", "effort_days": 3, "project": null, "at": 6 },
        "subtasks": [{ "number": 5, "title": "查日志", "member": "m2", "due": 7, "done_at": null }],
        "waiting": { "on": "customer", "reason": "等日志", "since": 5 }, "open_subtasks": 0,
        "solution": { "text": "换模板", "root_cause": "规则变了" },
        "closing": { "code": "duplicate", "duplicate_of": 3, "at": 9 },
        "rating": { "score": 4, "comment": null, "at": 10, "owner": "m1" }, "reopen_count": 2, "channel": "portal",
        "follow_up_of": null, "created_at": 1, "updated_at": 2, "first_response_at": null, "first_resolved_at": 3,
        "resolved_at": null, "reminded_at": null,
        "attachments": [{ "id": "a1", "name": "a.jpg", "media_type": "image/jpeg", "bytes": 814 }], "minutes": null
    })
}

fn happenings() -> Vec<Value> {
    let (reason, team) = ("原因", "t1");
    vec![
        // As it was written before routing gave owners and tags.
        json!({ "kind": "filed", "class": "question", "priority": "p3", "team": team }),
        json!({ "kind": "started", "owner": "m1" }),
        json!({ "kind": "proposed", "solution": "x", "root_cause": reason }),
        json!({ "kind": "accepted" }),
        json!({ "kind": "refused", "reason": reason }),
        json!({ "kind": "reopened", "reason": reason }),
        json!({ "kind": "closed", "code": "withdrawn", "reason": null, "duplicate_of": null }),
        json!({ "kind": "reminded" }),
        json!({ "kind": "assigned", "team": team, "owner": null }),
        json!({ "kind": "prioritised", "from": "p2", "to": "p0" }),
        json!({ "kind": "reclassified", "from": "fault", "to": "question" }),
        json!({ "kind": "gate_passed", "gate": "open", "comment": reason }),
        json!({ "kind": "approval_requested", "approver": { "who": "leads" }, "reason": reason, "expires_at": 4 }),
        json!({ "kind": "approval_decided", "approved": false, "comment": reason }),
        json!({ "kind": "approval_withdrawn" }),
        json!({ "kind": "approval_expired" }),
        json!({ "kind": "initiated", "decision": "go", "value": reason, "effort_days": 5, "project": "p1" }),
        json!({ "kind": "sub_task_added", "title": "x", "member": "m2", "due": null }),
        json!({ "kind": "sub_task_finished", "number": 3 }),
        json!({ "kind": "sub_task_reopened", "number": 3 }),
        json!({ "kind": "waited", "on": "third_party", "reason": reason }),
        json!({ "kind": "resumed" }),
        json!({ "kind": "edited", "title": "x", "project": "p1", "module": null, "wanted_by": 4 }),
        json!({ "kind": "collaborator_added", "member": "m2" }),
        json!({ "kind": "collaborator_removed", "member": "m2" }),
        json!({ "kind": "filed", "class": "fault", "priority": "p1", "team": team, "owner": "m1", "rule": "夜班",
            "tags": [{ "tag": "login", "words": ["log in"] }] }),
        json!({ "kind": "tag_added", "tag": "access" }),
        json!({ "kind": "tag_removed", "tag": "access" }),
        json!({ "kind": "said", "message_kind": "reply", "message": "x1", "minutes": 5, "answers": "first" }),
        json!({ "kind": "rated", "score": 1, "comment": reason }),
    ]
}

fn event(version: usize, by: Value, what: Value) -> Value {
    json!({ "version": version, "at": 1_790_000_000_000_i64, "by": by, "what": what })
}

fn message() -> Value {
    json!({
        "id": "x1", "kind": "reply", "by": { "who": "contact", "id": "c1" }, "author": "赵磊", "at": 6, "text": "好了",
        "attendees": null, "decisions": null, "minutes": null, "attachments": []
    })
}

#[test]
fn a_ticket_with_every_kind_of_event_is_read_alike() {
    let by = [json!({ "who": "member", "id": "m1" }), json!({ "who": "contact", "id": "c1" }), json!({ "who": "timer" })];
    let events: Vec<Value> = happenings().into_iter().enumerate().map(|(n, what)| event(n, by[n % by.len()].clone(), what)).collect();
    alike::<ticket::TicketPage>(&json!({
        "ticket": ticket_view(), "messages": [message()], "older_messages": false, "events": events,
        "people": [{ "id": "m9", "name": "李强" }]
    }));
    alike::<ticket::Changed>(&json!({ "ticket": ticket_view(), "event": events[0] }));
    alike::<ticket::Said>(&json!({ "ticket": ticket_view(), "event": events[28], "message": message() }));
}

#[test]
fn lists_sessions_and_problems_are_read_alike() {
    let card = json!({
        "serial": 1, "version": 1, "title": "x", "status": "todo", "class": "change", "priority": "p2",
        "priority_confirmed": false, "gate": "approval", "waiting": "customer", "team": "t", "owner": null, "company": null,
        "project": null, "reopen_count": 0, "tags": ["print"], "created_at": 0, "updated_at": 0
    });
    alike::<board::TicketList>(&json!({ "tickets": [card], "next": "abc" }));
    alike::<board::Board>(
        &json!({ "columns": [{ "status": "todo", "count": 1, "cards": [card], "more": false }], "seq": 9_007_199_254_740_991_i64 }),
    );
    alike::<board::Changes>(&json!({ "cards": [], "gone": [4], "seq": 0, "reload": true }));
    let workspace = json!({ "slug": "yunqi", "name": "云启" });
    alike::<session::SessionView>(&json!({
        "workspace": workspace, "contact": null, "others": [workspace],
        "member": { "id": "m", "name": "n", "email": "a@b.cn", "role": "lead", "lang": "zh", "theme": "system", "single_keys": true },
        "policy": { "reopen_days": 14, "silence_days": 7, "reminder_days": 4, "approval_days": 7 }
    }));
    alike::<portal::PortalView>(&json!({
        "slug": "yunqi", "name": "云启", "lang": "en", "contact": null,
        "projects": [{ "id": "p", "name": "n", "modules": [{ "id": "m", "name": "n" }] }], "guide": []
    }));
    alike::<problem::Problem>(&json!({
        "type": "about:blank", "title": "t", "status": 409, "code": "ticket_changed", "request_id": "r", "ticket": ticket_view()
    }));
}

#[test]
fn tags_and_routing_are_read_alike() {
    let tag = json!({ "id": "access", "name": { "zh": "权限申请", "en": null }, "link": "/p/a", "words": ["开通 + 权限"], "except": [], "active": true });
    alike::<TagSettings>(&json!({
        "version": 3, "rules": [tag], "counts": [{ "tag": "access", "matched": 9, "removed": 1, "added": 2 }]
    }));
    let hours = json!({ "zone": "Asia/Shanghai", "days": [0, 6], "from": 1320, "until": 360 });
    let on =
        json!({ "class": ["fault"], "project": ["p"], "module": ["m"], "company": ["c"], "tag": ["access"], "lang": "zh", "hours": hours });
    let rule = json!({ "id": "r1", "name": "夜班", "on": on, "team": "t", "owner": "round_robin", "active": false });
    alike::<RoutingSettings>(&json!({
        "version": 1, "rules": [rule], "unowned_minutes": 30, "companies": [{ "id": "c", "name": "恒力" }]
    }));
    alike::<Trial>(&json!({ "tickets": [{
        "serial": 1, "title": "x", "created_at": 5, "team": "t", "owner": null, "rule": "r1", "would_team": "u", "would_owner": "m"
    }] }));
    alike::<people::Directory>(&json!({
        "members": [{ "id": "m", "name": "n", "email": null, "role": "agent", "teams": ["t"], "active": true, "away": { "from": 1, "until": 2 } }],
        "teams": [{ "id": "t", "name": "n", "classes": ["fault"], "active": true }],
        "projects": [], "tags": [{ "id": "access", "name": { "zh": null, "en": "Access" }, "link": null, "active": true }]
    }));
}

#[test]
fn what_is_not_json_is_refused() {
    let deep = "[".repeat(100) + &"]".repeat(100);
    for text in ["", "{", "[1,]", "{\"a\":1,}", "01", "1.5", "-", "tru", "\"\\x\"", "\"\\ud800\"", "\"\n\"", "1 2", "{a:1}", &deep] {
        assert_eq!(Json::parse(text), None, "{text}");
    }
    assert_eq!(read::<u8>("256"), None);
    assert_eq!(read::<Vec<u32>>("[1,\"2\"]"), None);
}

/// Any value without fractions.
fn values() -> impl Strategy<Value = Value> {
    let leaf =
        prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), any::<i64>().prop_map(Value::from), ".*".prop_map(Value::from)];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((".*", inner), 0..6).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn same(json: &Json, value: &Value) -> bool {
    match (json, value) {
        (Json::Null, Value::Null) => true,
        (Json::Bool(a), Value::Bool(b)) => a == b,
        (Json::Number(a), Value::Number(b)) => Some(*a) == b.as_i64(),
        (Json::Text(a), Value::String(b)) => a == b,
        (Json::List(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Json::Object(a), Value::Object(b)) => a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| same(a, b))),
        _ => false,
    }
}

proptest! {
    #[test]
    fn every_value_is_read_as_serde_wrote_it(value in values()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            prop_assert!(same(&Json::parse(&text).unwrap(), &value), "{text}");
        }
    }

    #[test]
    fn what_is_accepted_is_json(text in "[\\[\\]{}\",:0-9a-z\\\\ -]{0,24}") {
        if Json::parse(&text).is_some() {
            prop_assert!(serde_json::from_str::<Value>(&text).is_ok(), "{text}");
        }
    }
}
