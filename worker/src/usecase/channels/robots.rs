//! Robots of group chats: adding, changing, trying out. An address and a secret go in and never come out again.

use serde_json::json;
use shared::error::{Code, Refusal};
use shared::id::RobotId;
use shared::permission::MayManage;
use shared::robot::{GroupTopic, Webhook, parse_secret};
use shared::text::Name;
use shared::wire::channels::{EditRobot, NewRobot, RobotTrial, RobotView, Robots};

use crate::db::{Fault, Rows};
use crate::http::call::{Call, Failure, Outcome, Reply};
use crate::robot::{self, Whose};
use crate::store::robots::{self as store, Row, Settings};
use crate::store::{audit, limits};
use crate::usecase::quota::{self, TRIALS_BY_WORKSPACE};

/// `GET /robots`.
pub async fn read(call: &Call) -> Outcome {
    let rows = call.ctx.db.batch(vec![store::list(&call.session()?.workspace, None)]).await?;
    let rows: Vec<Row> = rows.first().map_or(Ok(Vec::new()), Rows::all)?;
    let mut robots = Vec::with_capacity(rows.len());
    for row in &rows {
        robots.push(view(call, row).await?);
    }
    Reply::ok(&Robots { robots })
}

/// `POST /robots`.
pub async fn add(call: &Call, _may: MayManage, form: NewRobot) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    let webhook = Webhook::parse(form.vendor, &form.url).map_err(|refusal| refusal.field("url"))?;
    let secret = checked_secret(form.secret.as_deref())?;
    let id = RobotId::from(ctx.new_id()?);
    let topics = distinct(form.topics);
    let view = RobotView {
        id: id.clone(),
        vendor: form.vendor,
        name: form.name.clone(),
        tail: webhook.tail(),
        signed: secret.is_some(),
        topics: topics.clone(),
        active: true,
        error: None,
    };
    let reply = Reply::json(201, &view)?;
    let whose = Whose { workspace: &me.workspace, robot: &id };
    let url = whose.seal_url(&ctx.site, &webhook.url()).await?;
    let secret = whose.seal_secret(&ctx.site, secret.as_deref()).await?;
    let robot = Settings { name: &form.name, url: &url, secret: secret.as_deref(), topics: &topics };
    let mut stmts: Vec<_> = call.remember(&reply).into_iter().collect();
    stmts.push(store::add(ctx.now, &me.workspace, &id, form.vendor, &robot));
    stmts.push(limits::robots(&me.workspace, "name"));
    stmts.push(audit::entry(ctx, &me.workspace, &me.signature(), "add_robot", id.as_str(), &json!(view))?);
    ctx.db.commit(stmts).await.map_err(taken)?;
    Ok(reply)
}

/// `PATCH /robots/{id}`.
pub async fn edit(call: &Call, _may: MayManage, id: &str, form: EditRobot) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    let old = found(call, id).await?;
    let whose = Whose { workspace: &me.workspace, robot: &old.id };
    let url = match &form.url {
        Some(url) => {
            let webhook = Webhook::parse(old.vendor, url).map_err(|refusal| refusal.field("url"))?;
            whose.seal_url(&ctx.site, &webhook.url()).await?
        }
        None => old.url.clone(),
    };
    let secret = match &form.secret {
        Some(text) => whose.seal_secret(&ctx.site, checked_secret(Some(text))?.as_deref()).await?,
        None => old.secret.clone(),
    };
    let topics = match form.topics {
        Some(topics) => distinct(topics),
        None => topics_of(&old)?,
    };
    let name: &Name = form.name.as_ref().unwrap_or(&old.name);
    let active = form.active.unwrap_or(old.active == 1);
    let robot = Settings { name, url: &url, secret: secret.as_deref(), topics: &topics };
    let changed = json!({ "name": name, "topics": topics, "active": active, "url": form.url.is_some(), "secret": form.secret.is_some() });
    let stmts = vec![
        store::edit(&me.workspace, &old.id, &robot, active),
        audit::entry(ctx, &me.workspace, &me.signature(), "edit_robot", id, &changed)?,
        store::list(&me.workspace, Some(id)),
    ];
    let rows = ctx.db.commit(stmts).await.map_err(taken)?;
    let now: Option<Row> = rows.last().map_or(Ok(None), Rows::one)?;
    Reply::ok(&view(call, &now.ok_or(Code::NotFound)?).await?)
}

/// `DELETE /robots/{id}`: with what it had yet to say.
pub async fn remove(call: &Call, _may: MayManage, id: &str) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    let old = found(call, id).await?;
    let entry = audit::entry(ctx, &me.workspace, &me.signature(), "remove_robot", id, &json!({ "name": old.name }))?;
    ctx.db.commit(vec![store::remove(&me.workspace, id), entry]).await?;
    Reply::empty()
}

/// `POST /robots/{id}/trial`: sends a test message and gives the vendor's words.
pub async fn try_out(call: &Call, _may: MayManage, id: &str) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    let robot = found(call, id).await?;
    let rows = ctx.db.batch(vec![TRIALS_BY_WORKSPACE.count(ctx, me.workspace.as_str())?]).await?;
    quota::check(rows.first())?;
    let outcome = robot::try_out(&ctx.site, &me.workspace, &robot, &me.workspace_name, (ctx.lang, ctx.now)).await;
    Reply::ok(&match outcome {
        Ok(()) => RobotTrial { taken: true, answer: String::new() },
        Err(answer) => RobotTrial { taken: false, answer },
    })
}

async fn found(call: &Call, id: &str) -> Result<Row, Failure> {
    let robot: Option<Row> = call.ctx.db.one(store::list(&call.session()?.workspace, Some(id))).await?;
    robot.ok_or_else(|| Code::NotFound.into())
}

async fn view(call: &Call, row: &Row) -> Result<RobotView, Failure> {
    let whose = Whose { workspace: &call.session()?.workspace, robot: &row.id };
    let url = whose.open_url(&call.ctx.site, &row.url).await?;
    let webhook = url.and_then(|url| Webhook::parse(row.vendor, &url).ok());
    Ok(RobotView {
        id: row.id.clone(),
        vendor: row.vendor,
        name: row.name.clone(),
        tail: webhook.map(|webhook| webhook.tail()).unwrap_or_default(),
        signed: row.secret.is_some(),
        topics: topics_of(row)?,
        active: row.active == 1,
        error: row.error.clone(),
    })
}

fn topics_of(row: &Row) -> Result<Vec<GroupTopic>, Fault> {
    serde_json::from_str(&row.topics).map_err(|e| Fault::new(format!("topics of a robot: {e}")))
}

fn checked_secret(text: Option<&str>) -> Result<Option<String>, Refusal> {
    let given = text.filter(|text| !text.trim().is_empty());
    given.map(parse_secret).transpose().map_err(|refusal| refusal.field("secret"))
}

fn distinct(mut topics: Vec<GroupTopic>) -> Vec<GroupTopic> {
    topics.sort_unstable();
    topics.dedup();
    topics
}

fn taken(fault: Fault) -> Failure {
    if let Some(passed) = limits::passed(&fault) {
        return Refusal::new(Code::LimitReached).limit(passed.most).field(passed.field).into();
    }
    match fault.is_taken("robots.") {
        true => Refusal::new(Code::NameTaken).field("name").into(),
        false => fault.into(),
    }
}
