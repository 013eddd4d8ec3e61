//! Rules applied: what a text is about, and where a ticket goes.

use shared::id::{MemberId, TeamId};
use shared::routing::{Crew, Decision, Load, Owner, RoutingRule, Subject, pick, route};

use super::zones;
use crate::db::Fault;
use crate::store::rules::{LoadRow, TrialRow};

/// Where the rules put a ticket.
pub fn decide<'a>(rules: &'a [RoutingRule], subject: &Subject<'_>, crews: &'a [Crew], usual: &'a TeamId) -> Result<Decision<'a>, Fault> {
    let zones = zones::at(rules.iter().filter(|rule| rule.active), subject.filed_at)?;
    Ok(route(rules, subject, crews, usual, &zones))
}

/// The same of a ticket that is there.
pub fn decide_again<'a>(rules: &'a [RoutingRule], row: &TrialRow, crews: &'a [Crew], usual: &'a TeamId) -> Result<Decision<'a>, Fault> {
    let tags = row.tags()?;
    let subject = Subject {
        class: row.class,
        project: row.project_id.as_ref(),
        module: row.module_id.as_ref(),
        company: row.company_id.as_ref(),
        tags: tags.iter().collect(),
        lang: row.lang,
        filed_at: row.created_at,
    };
    decide(rules, &subject, crews, usual)
}

/// The member whom a decision gives a ticket that is there.
pub fn owner(owner: Owner<'_>, loads: &[LoadRow]) -> Option<MemberId> {
    pick(owner, |member| load(loads, member)).cloned()
}

fn load(loads: &[LoadRow], member: &MemberId) -> Load {
    let row = loads.iter().find(|row| row.id == *member);
    row.map_or(Load::default(), |row| Load { open: row.open, last: row.last_routed })
}
