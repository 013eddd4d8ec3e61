//! Tag rules.

use serde_json::json;
use shared::permission::{MayManage, MayOversee};
use shared::tag::{TagBook, TagRef, TagSettings, starter};

use super::routing::outdated;
use crate::db::Fault;
use crate::http::call::{Call, Failure, Outcome, Reply};
use crate::store::ticket::Home;
use crate::store::{audit, rules};

/// The tags that a workspace starts with, as a JSON array of [`TagRef`].
pub fn starters() -> Result<String, Fault> {
    let refs: Vec<TagRef> =
        starter::rules().into_iter().map(|rule| TagRef { id: rule.id, name: rule.name, link: rule.link, active: rule.active }).collect();
    serde_json::to_string(&refs).map_err(|e| Fault::new(format!("tags: {e}")))
}

/// The rules, with how well they do.
pub async fn read(call: &Call, _may: MayOversee) -> Outcome {
    Reply::ok(&settings(call).await?)
}

/// Saves all of them. A tag that is left out stays, no longer used.
pub async fn save(call: &Call, _may: MayManage, book: TagBook) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    book.check()?;
    let rows = ctx.db.batch(vec![rules::tags(&Home::Workspace(me.workspace.clone()))]).await?;
    let (version, before) = rules::read_tags(rows.first())?;
    if book.version != version {
        return Err(outdated(&settings(call).await?));
    }
    let book = book.keeping(before);
    book.check()?;
    let detail = json!({ "version": version + 1, "tags": book.rules.len() });
    let entry = audit::entry(ctx, &me.workspace, &me.signature(), "edit_tag_rules", me.workspace.as_str(), &detail)?;
    let save = rules::save_tags(ctx.now, &me.workspace, version, &book.rules);
    let rows = ctx.db.commit(vec![save, audit::only_if_changed(entry), rules::tag_counts(&me.workspace)]).await?;
    if !rows.first().is_some_and(|row| row.any()) {
        return Err(outdated(&settings(call).await?));
    }
    let counts = rows.get(2).and_then(|row| row.text("json")).unwrap_or_default();
    Reply::ok(&TagSettings { version: version + 1, rules: book.rules, counts: read_counts(&counts)? })
}

async fn settings(call: &Call) -> Result<TagSettings, Failure> {
    let workspace = &call.session()?.workspace;
    let rows = call.ctx.db.batch(vec![rules::tags(&Home::Workspace(workspace.clone())), rules::tag_counts(workspace)]).await?;
    let (version, rules) = rules::read_tags(rows.first())?;
    let counts = rows.get(1).and_then(|row| row.text("json")).unwrap_or_default();
    Ok(TagSettings { version, rules, counts: read_counts(&counts)? })
}

fn read_counts(json: &str) -> Result<Vec<shared::tag::TagCount>, Fault> {
    serde_json::from_str(json).map_err(|e| Fault::new(format!("counts of tags: {e}")))
}
