//! Requests refuse what a form does not offer (mass assignment), and enums travel as their words.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shared::actor::{Role, Standing};
use shared::error::Code;
use shared::ticket::{ApprovalState, Class, CloseCode, Decision, Impact, MessageKind, Priority, Status, Urgency, WaitingFor};
use shared::wire::flows::{AskApproval, Initiate, NewSubTask};
use shared::wire::people::{EditContact, EditMember, NewContact, NewMember};
use shared::wire::session::{EditProfile, NewWorkspace, SignIn};
use shared::wire::ticket::{Assign, Close, Edit, NewMessage, NewTicket, Prioritise, Rate, Start, Wait};

fn ticket() -> Value {
    json!({
        "class": "fault", "title": "扫码失败", "impact": "person", "urgency": "slow",
        "details": [{"key": "actual", "text": "物料不存在"}],
    })
}

/// Fields that belong to the server, tried on a request that is otherwise good.
fn refuses_server_fields<T: DeserializeOwned>(good: Value) {
    assert!(serde_json::from_value::<T>(good.clone()).is_ok(), "{good}");
    for field in [
        "workspace_id",
        "workspace",
        "id",
        "serial",
        "status",
        "created_by",
        "channel",
        "proposed",
        "sees_all",
        "public_id",
        "__proto__",
        "gate",
        "reopen_count",
    ] {
        let mut bad = good.clone();
        bad[field] = json!("x");
        let error = serde_json::from_value::<T>(bad).err().map(|e| e.to_string());
        assert!(error.as_ref().is_some_and(|e| e.contains("unknown field") && e.contains(field)), "{field}: {error:?}");
    }
}

#[test]
fn r38_no_request_lets_a_client_write_what_the_server_decides() {
    refuses_server_fields::<NewTicket>(ticket());
    refuses_server_fields::<Start>(json!({"version": 1}));
    refuses_server_fields::<Close>(json!({"version": 1, "code": "withdrawn"}));
    refuses_server_fields::<Assign>(json!({"version": 1, "team": "t"}));
    refuses_server_fields::<Prioritise>(json!({"version": 1, "priority": "p0"}));
    refuses_server_fields::<Wait>(json!({"version": 1, "on": "customer", "reason": "x"}));
    refuses_server_fields::<Edit>(json!({"version": 1, "title": "x"}));
    refuses_server_fields::<Rate>(json!({"version": 1, "score": 5}));
    refuses_server_fields::<NewMessage>(json!({"kind": "reply", "text": "x"}));
    refuses_server_fields::<AskApproval>(json!({"version": 1, "reason": "x"}));
    refuses_server_fields::<Initiate>(json!({"version": 1, "decision": "go", "value": "x", "effort_days": 1}));
    refuses_server_fields::<NewSubTask>(json!({"version": 1, "title": "x", "member": "m"}));
    refuses_server_fields::<NewMember>(json!({"name": "x", "email": "a@b.cn", "role": "agent", "teams": [], "lang": "zh"}));
    refuses_server_fields::<NewContact>(json!({"name": "x", "email": "a@b.cn", "standing": "requester"}));
    refuses_server_fields::<NewWorkspace>(json!({"name": "x", "slug": "acme", "your_name": "y", "email": "a@b.cn", "lang": "en"}));
    refuses_server_fields::<SignIn>(json!({"email": "a@b.cn", "lang": "zh"}));
    refuses_server_fields::<EditProfile>(json!({}));
    refuses_server_fields::<EditMember>(json!({}));
    refuses_server_fields::<EditContact>(json!({}));
}

#[test]
fn r38_nobody_raises_themselves() {
    for field in ["role", "email", "active", "teams"] {
        assert!(serde_json::from_value::<EditProfile>(json!({field: "admin"})).is_err(), "{field}");
    }
    for field in ["priority", "owner", "team", "company"] {
        let mut form = ticket();
        form[field] = json!("p0");
        assert!(serde_json::from_value::<NewTicket>(form).is_err(), "{field}");
    }
}

#[test]
fn r1_unknown_words_wrong_types_and_bad_texts_are_refused() {
    for (field, value) in [
        ("class", json!("bug")),
        ("class", json!(1)),
        ("title", json!("")),
        ("title", json!("x".repeat(81))),
        ("title", json!(["a"])),
        ("impact", json!("planet")),
        ("urgency", json!(null)),
        ("details", json!("text")),
        ("details", json!([{"key": "actual"}])),
        ("details", json!([{"key": "nonsense", "text": "x"}])),
        ("details", json!([{"key": "actual", "text": "x", "extra": 1}])),
        ("wanted_by", json!("tomorrow")),
        ("attachments", json!([1])),
        ("follow_up_of", json!(-1)),
    ] {
        let mut form = ticket();
        form[field] = value.clone();
        assert!(serde_json::from_value::<NewTicket>(form).is_err(), "{field} = {value}");
    }
}

#[test]
fn enums_travel_as_the_words_of_their_tables() {
    macro_rules! words {
        ($($name:ident)+) => {$(
            for &value in $name::ALL {
                let word = serde_json::to_value(value).unwrap();
                assert_eq!(word.as_str(), Some(value.as_str()));
                assert_eq!($name::parse(value.as_str()), Some(value));
                assert_eq!(serde_json::from_value::<$name>(word).unwrap(), value);
            }
            assert_eq!($name::parse(""), None);
        )+};
    }
    words!(ApprovalState Decision Status Class Priority Impact Urgency WaitingFor CloseCode MessageKind Role Standing);
}

#[test]
fn every_code_travels_as_its_word() {
    for &code in Code::ALL {
        assert_eq!(serde_json::to_value(code).unwrap().as_str(), Some(code.as_str()));
    }
}
