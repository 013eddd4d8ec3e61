//! How projects stand (R22): for whoever leads.

use serde::Deserialize;
use shared::actor::Role;
use shared::error::Code;
use shared::id::ProjectId;
use shared::text::Name;
use shared::wire::health::{Health, ProjectHealth, WEEKS};

use crate::db::{Fault, Rows};
use crate::http::call::{Call, Outcome, Reply};
use crate::store::health;

/// `GET /projects/health`.
pub async fn read(call: &Call) -> Outcome {
    let me = call.session()?;
    me.actor.at_least(Role::Lead).ok_or(Code::NotAllowed)?;
    let rows = call.ctx.db.batch(vec![health::read(&me.workspace, call.ctx.now)]).await?;
    let rows: Vec<Row> = rows.first().map_or(Ok(Vec::new()), Rows::all)?;
    let projects = rows.into_iter().map(Row::view).collect::<Result<_, _>>()?;
    Reply::ok(&Health { projects })
}

#[derive(Deserialize)]
struct Row {
    project: Option<ProjectId>,
    name: Option<Name>,
    company: Option<Name>,
    open: u32,
    due: u32,
    breached: u32,
    reopened: u32,
    filed: String,
    closed: String,
}

impl Row {
    fn view(self) -> Result<ProjectHealth, Fault> {
        let (filed, closed) = (by_week(&self.filed)?, by_week(&self.closed)?);
        let Self { project, name, company, open, due, breached, reopened, .. } = self;
        Ok(ProjectHealth { project, name, company, open, due, breached, reopened, filed, closed })
    }
}

/// Every week with its number; the last one takes what happens in this moment.
fn by_week(json: &str) -> Result<Vec<u32>, Fault> {
    let counted: Vec<(usize, u32)> = serde_json::from_str(json).map_err(|e| Fault::new(format!("weeks: {e}")))?;
    let mut weeks = vec![0; WEEKS];
    for (week, tickets) in counted {
        if let Some(slot) = weeks.get_mut(week.min(WEEKS - 1)) {
            *slot += tickets;
        }
    }
    Ok(weeks)
}
