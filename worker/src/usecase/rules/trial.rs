//! A dry run of routing rules over the newest tickets. It writes nothing.

use shared::permission::MayOversee;
use shared::routing::book::check;
use shared::routing::{Crew, Trial, TrialRules, Tried};

use super::apply;
use super::routing::check_named;
use crate::db::{Fault, Rows};
use crate::http::call::{Call, Outcome, Reply};
use crate::store::rules::{self, LoadRow, TrialRow};
use crate::store::ticket::Home;
use crate::usecase::sla::settings::shelf;

/// Goes through the tickets as they were filed, with the members who are there now: each ticket that a member would have
/// got counts for the next choice.
pub async fn run(call: &Call, _may: MayOversee, form: TrialRules) -> Outcome {
    let me = call.session()?;
    check(&form.rules)?;
    check_named(call, &form.rules).await?;
    let shelf = shelf(call).await?;
    let home = Home::Workspace(me.workspace.clone());
    let teams: Vec<_> = form.rules.iter().map(|rule| &rule.team).collect();
    let reads = vec![rules::newest(&home), rules::crews_of(&me.workspace, call.ctx.now, &teams), rules::loads(&home)];
    let rows = call.ctx.db.batch(reads).await?;
    let newest: Vec<TrialRow> = rows.first().map_or(Ok(Vec::new()), Rows::all)?;
    let crews = rows.get(1).and_then(|row| row.text("json")).unwrap_or_default();
    let crews: Vec<Crew> = serde_json::from_str(&crews).map_err(|e| Fault::new(format!("crews: {e}")))?;
    let mut loads: Vec<LoadRow> = rows.get(2).map_or(Ok(Vec::new()), Rows::all)?;
    let mut tickets = Vec::with_capacity(newest.len());
    for row in newest.into_iter().rev() {
        let decision = apply::decide_again(&form.rules, &row, &crews, shelf.book.usual_calendar())?;
        let owner = apply::owner(decision.owner, &loads);
        let (rule, would_team) = (decision.rule.map(|rule| rule.id.clone()), decision.team.clone());
        let next = loads.iter().map(|load| load.last_routed).max().unwrap_or(0).saturating_add(1);
        if let Some(load) = loads.iter_mut().find(|load| Some(&load.id) == owner.as_ref()) {
            (load.open, load.last_routed) = (load.open.saturating_add(1), next);
        }
        tickets.push(Tried {
            rule,
            would_team,
            would_owner: owner,
            serial: row.serial,
            title: row.title,
            created_at: row.created_at,
            team: row.team_id,
            owner: row.owner_id,
        });
    }
    tickets.reverse();
    Reply::ok(&Trial { tickets })
}
