//! `/directory`, `/members`, `/teams`, `/contacts`, `/companies`, `/projects`.

use shared::actor::Role;
use shared::error::{Code, Refusal};
use shared::permission::{MayManage, MaySetAway, MayWork};
use shared::text::Query;

use crate::db::Rows;
use crate::http::call::{Call, Failure, Outcome, Reply};
use crate::store::{customers, guide, people, rules};
use crate::usecase::people::{customers as edit_customers, members, teams};
use crate::usecase::rules::tags;

/// `GET /directory`.
pub async fn read_directory(call: &Call) -> Outcome {
    let session = call.session()?;
    let emails = session.actor.at_least(Role::Admin).is_some();
    let workspace = &session.workspace;
    let reads = vec![
        people::members(workspace, None, emails),
        people::teams(workspace, None),
        customers::projects(workspace, None),
        rules::tag_refs(workspace),
        guide::find(workspace),
    ];
    let rows = call.ctx.db.batch(reads).await?;
    let part = |place: usize| rows.get(place).and_then(|r| r.text("json"));
    let list = |place: usize| part(place).unwrap_or_else(|| "[]".to_owned());
    let tags = part(3).map_or_else(tags::starters, Ok)?;
    let guide = rows.get(4).and_then(|r| r.text("document")).unwrap_or_else(|| "null".to_owned());
    Reply::raw(200, format!(r#"{{"members":{},"teams":{},"projects":{},"tags":{tags},"guide":{guide}}}"#, list(0), list(1), list(2)))
}

/// `POST /members`.
pub async fn add_member(call: &Call) -> Outcome {
    members::add(call, MayManage::of(call.actor()?)?, call.json()?).await
}

/// `PATCH /members/{id}`.
pub async fn edit_member(call: &Call) -> Outcome {
    members::edit(call, MayManage::of(call.actor()?)?, call.param("id")?, call.json()?).await
}

/// `PUT /members/{id}/away`.
pub async fn set_away(call: &Call) -> Outcome {
    let id = call.param("id")?;
    members::set_away(call, MaySetAway::of(call.actor()?, id)?, id, &call.json()?).await
}

/// `POST /teams`.
pub async fn add_team(call: &Call) -> Outcome {
    teams::add(call, MayManage::of(call.actor()?)?, call.json()?).await
}

/// `PATCH /teams/{id}`.
pub async fn edit_team(call: &Call) -> Outcome {
    teams::edit(call, MayManage::of(call.actor()?)?, call.param("id")?, call.json()?).await
}

/// `GET /contacts`.
pub async fn find_contacts(call: &Call) -> Outcome {
    let text = searched(call)?;
    let rows = call.ctx.db.batch(vec![customers::contacts(&call.session()?.workspace, &text)]).await?;
    found("contacts", &rows)
}

/// `POST /contacts`.
pub async fn add_contact(call: &Call) -> Outcome {
    edit_customers::add_contact(call, MayWork::of(call.actor()?)?, call.json()?).await
}

/// `PATCH /contacts/{id}`.
pub async fn edit_contact(call: &Call) -> Outcome {
    edit_customers::edit_contact(call, MayWork::of(call.actor()?)?, call.param("id")?, call.json()?).await
}

/// `GET /companies`.
pub async fn find_companies(call: &Call) -> Outcome {
    let text = searched(call)?;
    let rows = call.ctx.db.batch(vec![customers::companies(&call.session()?.workspace, &text)]).await?;
    found("companies", &rows)
}

/// `POST /companies`.
pub async fn add_company(call: &Call) -> Outcome {
    edit_customers::add_company(call, MayWork::of(call.actor()?)?, call.json()?).await
}

/// `POST /projects`.
pub async fn add_project(call: &Call) -> Outcome {
    edit_customers::add_project(call, MayWork::of(call.actor()?)?, call.json()?).await
}

/// `PATCH /projects/{id}`.
pub async fn edit_project(call: &Call) -> Outcome {
    edit_customers::edit_project(call, MayWork::of(call.actor()?)?, call.param("id")?, call.json()?).await
}

/// What is searched for; nothing finds everything.
fn searched(call: &Call) -> Result<String, Failure> {
    match call.query("q").filter(|q| !q.trim().is_empty()) {
        None => Ok(String::new()),
        Some(raw) => match Query::parse(&raw) {
            Ok(query) => Ok(query.as_str().to_owned()),
            Err(_) => Err(Refusal::new(Code::QueryInvalid).field("q").into()),
        },
    }
}

fn found(name: &str, rows: &[Rows]) -> Outcome {
    let list = rows.first().and_then(|r| r.text("json")).unwrap_or_else(|| "[]".to_owned());
    Reply::raw(200, format!(r#"{{"{name}":{list}}}"#))
}
