//! Saying what is due. A robot is taken as a whole before it speaks, so each message is said by one sender, however many
//! run at once; what a sender took and did not report is due again when its time is over.

use futures_util::future::join_all;
use shared::id::WorkspaceId;
use shared::lang::Lang;
use shared::robot::Webhook;
use shared::text::Name;
use shared::time::{MINUTE_MS, Timestamp};
use worker::console_error;

use super::digest::Digest;
use super::kept::Whose;
use super::vendor;
use crate::context::Site;
use crate::db::{Db, Fault, Rows, Stmt};
use crate::outgoing;
use crate::store::robots::{self, Line, Taken};
use crate::{seal, secret};

/// How long a sender may take before another one tries.
const CLAIM_MS: i64 = 2 * MINUTE_MS;
/// Between two messages of a robot: WeCom and DingTalk take twenty a minute.
const SPACING_MS: i64 = 3_000;
/// How long a robot is quiet that was told it speaks too fast: DingTalk hears nothing for ten minutes.
const PAUSE_MS: i64 = 10 * MINUTE_MS;

/// Says what is due, all robots at once.
pub async fn deliver(db: &Db, site: &Site, now: Timestamp) -> Result<(), Fault> {
    let claim = secret::public_id()?;
    let rows = db.batch(robots::take(now, now.plus(CLAIM_MS), &claim)).await?;
    let taken: Vec<Taken> = rows.last().map_or(Ok(Vec::new()), Rows::all)?;
    let said = join_all(taken.iter().map(|robot| say(site, robot, now))).await;
    let mut outcomes = Vec::new();
    for (robot, outcome) in taken.iter().zip(said) {
        outcomes.extend(resealed(site, robot).await?);
        outcomes.extend(match outcome {
            Ok(()) => robots::sent(robot, &claim, now, now.plus(SPACING_MS)),
            Err(error) => {
                console_error!("robot {} was refused: {error}", robot.id.as_str());
                let free = if vendor::wants_a_pause(&error) { PAUSE_MS } else { SPACING_MS };
                robots::failed(robot, &claim, now, now.plus(free), &error)
            }
        });
    }
    db.batch(outcomes).await?;
    Ok(())
}

/// Sends a test message now; gives the vendor's words if it was refused.
pub async fn try_out(
    site: &Site,
    workspace: &WorkspaceId,
    robot: &robots::Row,
    name: &Name,
    (lang, now): (Lang, Timestamp),
) -> Result<(), String> {
    let whose = Whose { workspace, robot: &robot.id };
    let (webhook, secret) = whose.open(site, (robot.vendor, lang), (&robot.url, robot.secret.as_deref())).await?;
    let digest = Digest::trial(name.as_str(), lang, &site.origin);
    send(site, &webhook, secret.as_deref(), &digest, now).await
}

/// What was stored before there were seals is sealed when its robot first speaks.
async fn resealed(site: &Site, robot: &Taken) -> Result<Option<Stmt>, Fault> {
    if seal::is_sealed(&robot.url) {
        return Ok(None);
    }
    let whose = Whose { workspace: &robot.workspace_id, robot: &robot.id };
    let url = whose.seal_url(site, &robot.url).await?;
    let secret = whose.seal_secret(site, robot.secret.as_deref()).await?;
    Ok(Some(robots::reseal(robot, &url, secret.as_deref())))
}

async fn say(site: &Site, robot: &Taken, now: Timestamp) -> Result<(), String> {
    let whose = Whose { workspace: &robot.workspace_id, robot: &robot.id };
    let (webhook, secret) = whose.open(site, (robot.vendor, robot.lang), (&robot.url, robot.secret.as_deref())).await?;
    let lines: Vec<Line> = serde_json::from_str(&robot.lines).map_err(|error| error.to_string())?;
    let digest = Digest::new(&lines, robot.count, robot.lang, &site.origin);
    send(site, &webhook, secret.as_deref(), &digest, now).await
}

async fn send(site: &Site, webhook: &Webhook, secret: Option<&str>, digest: &Digest, now: Timestamp) -> Result<(), String> {
    let asked = vendor::write(webhook, secret, digest, now)?;
    let url = match &site.robot_host {
        Some(host) => [host.as_str(), &asked.path].concat(),
        None => {
            let (whole, path) = (webhook.url(), webhook.path());
            [whole.strip_suffix(&path).unwrap_or_default(), asked.path.as_str()].concat()
        }
    };
    vendor::judge(&outgoing::post_json(&url, &[], asked.body).await?)
}
