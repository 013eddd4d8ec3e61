//! Rules applied: what a text is about, and where a ticket goes.

use std::collections::BTreeSet;

use shared::id::{MemberId, TeamId};
use shared::routing::{Crew, Decision, Load, Owner, RoutingRule, Subject, pick, route};
use shared::sla::Calendar;
use shared::sla::zone::ZoneTable;

use crate::db::Fault;
use crate::store::rules::{LoadRow, TrialRow};
use crate::usecase::sla::zones;

/// Where the rules put a ticket.
pub fn decide<'a>(rules: &'a [RoutingRule], subject: &Subject<'_>, crews: &'a [Crew], usual: &'a TeamId) -> Decision<'a> {
    route(rules, subject, crews, usual, &zones(rules))
}

/// The zones that rules name, as far as there are such; each once.
pub fn zones(rules: &[RoutingRule]) -> ZoneTable {
    let names: BTreeSet<&str> = rules.iter().filter_map(|rule| rule.on.hours.as_ref()).map(|hours| hours.zone.as_str()).collect();
    zones::table(names)
}

/// The same of a ticket that is there.
pub fn decide_again<'a>(
    rules: &'a [RoutingRule],
    row: &'a TrialRow,
    crews: &'a [Crew],
    calendar: &Calendar,
) -> Result<Decision<'a>, Fault> {
    let tags = row.tags()?;
    let subject = Subject {
        class: row.class,
        project: row.project_id.as_ref(),
        module: row.module_id.as_ref(),
        company: row.company_id.as_ref(),
        tags: tags.iter().collect(),
        lang: row.lang,
        filed_at: row.created_at,
        calendar,
    };
    Ok(decide(rules, &subject, crews, &row.usual))
}

/// The member whom a decision gives a ticket that is there.
pub fn owner(owner: Owner<'_>, loads: &[LoadRow]) -> Option<MemberId> {
    pick(owner, |member| load(loads, member)).cloned()
}

fn load(loads: &[LoadRow], member: &MemberId) -> Load {
    let row = loads.iter().find(|row| row.id == *member);
    row.map_or(Load::default(), |row| Load { open: row.open, last: row.last_routed })
}
