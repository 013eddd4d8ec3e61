//! Routing rules, and the tickets that nobody took.

use serde::Serialize;
use serde_json::json;
use shared::error::{Code, Refusal};
use shared::permission::{MayManage, MayOversee};
use shared::routing::{RoutingBook, RoutingRule, RoutingSettings, Unclaimed};

use super::apply;
use crate::db::Fault;
use crate::http::call::{Call, Failure, Outcome, Reply};
use crate::store::rules::Unknown;
use crate::store::ticket::Home;
use crate::store::{audit, rules};

/// The rules.
pub async fn read(call: &Call, _may: MayOversee) -> Outcome {
    Reply::ok(&settings(call).await?)
}

/// Saves all of them.
pub async fn save(call: &Call, _may: MayManage, book: RoutingBook) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    book.check()?;
    check_named(call, &book.rules).await?;
    let detail = json!({ "version": book.version + 1, "rules": book.rules.len(), "unowned_minutes": book.unowned_minutes });
    let entry = audit::entry(ctx, &me.workspace, &me.signature(), "edit_routing_rules", me.workspace.as_str(), &detail)?;
    let save = rules::save_routing(ctx.now, &me.workspace, &book);
    let rows = ctx.db.commit(vec![save, audit::only_if_changed(entry)]).await?;
    match rows.first().is_some_and(|row| row.any()) {
        true => Reply::ok(&settings(call).await?),
        false => Err(outdated(&settings(call).await?)),
    }
}

/// How many tickets nobody has taken for too long.
pub async fn unclaimed(call: &Call, _may: MayOversee) -> Outcome {
    let rows = call.ctx.db.batch(vec![rules::unclaimed(&call.session()?.workspace, call.ctx.now)]).await?;
    let number = |name: &str| rows.first().and_then(|row| row.number(name)).and_then(|n| u32::try_from(n).ok());
    let (count, minutes) = number("n").zip(number("minutes")).ok_or_else(|| Fault::new("a count without rows"))?;
    Reply::ok(&Unclaimed { count, minutes })
}

/// Refuses rules that name what the workspace never had, or a zone that does not exist.
pub async fn check_named(call: &Call, rules: &[RoutingRule]) -> Result<(), Failure> {
    check_zones(rules)?;
    let workspace = &call.session()?.workspace;
    let named = rules::Named {
        teams: rules.iter().map(|rule| &rule.team).collect(),
        projects: rules.iter().flat_map(|rule| &rule.on.project).collect(),
        modules: rules.iter().flat_map(|rule| &rule.on.module).collect(),
        companies: rules.iter().flat_map(|rule| &rule.on.company).collect(),
    };
    let rows = call.ctx.db.batch(vec![rules::unknown(workspace, &named), rules::tags(&Home::Workspace(workspace.clone()))]).await?;
    let unknown = Unknown::read(rows.first())?;
    let (_, tags) = rules::read_tags(rows.get(1))?;
    for (place, rule) in rules.iter().enumerate() {
        if let Some((code, field)) = unknown.of(rule) {
            return Err(Refusal::new(code).field(format!("rules.{place}.{field}")).into());
        }
        if let Some(tag) = rule.on.tag.iter().position(|id| !tags.iter().any(|tag| tag.id == *id)) {
            return Err(Refusal::new(Code::TagUnknown).field(format!("rules.{place}.on.tag.{tag}")).into());
        }
    }
    Ok(())
}

fn check_zones(rules: &[RoutingRule]) -> Result<(), Refusal> {
    let known = apply::zones(rules);
    let is_unknown = |rule: &RoutingRule| rule.on.hours.as_ref().is_some_and(|hours| known.get(&hours.zone).is_none());
    match rules.iter().position(is_unknown) {
        Some(place) => Err(Refusal::new(Code::FieldInvalid).field(format!("rules.{place}.on.hours.zone"))),
        None => Ok(()),
    }
}

/// Two edited the same version: the second is told, and gets what the first one saved.
pub fn outdated<T: Serialize>(newer: &T) -> Failure {
    match serde_json::to_value(newer) {
        Ok(newer) => Failure::Outdated(Box::new(newer)),
        Err(e) => Fault::new(format!("newer rules: {e}")).into(),
    }
}

async fn settings(call: &Call) -> Result<RoutingSettings, Failure> {
    let workspace = &call.session()?.workspace;
    let reads = vec![rules::routing(&Home::Workspace(workspace.clone())), rules::companies_of_rules(workspace)];
    let rows = call.ctx.db.batch(reads).await?;
    let RoutingBook { version, rules, unowned_minutes } = rules::read_routing(rows.first())?;
    let companies = rows.get(1).and_then(|row| row.text("json")).unwrap_or_default();
    let companies = serde_json::from_str(&companies).map_err(|e| Fault::new(format!("companies of rules: {e}")))?;
    Ok(RoutingSettings { version, rules, unowned_minutes, companies })
}
