//! What the workspace's rules make of a filing: its tags, its team, and among whom its owner is.

use shared::error::Code;
use shared::id::{CompanyId, MemberId, TeamId};
use shared::lang::Lang;
use shared::routing::{Crew, Owner, Ownership, Subject};
use shared::sla::Calendar;
use shared::tag::{Tagged, matched};
use shared::text::Name;
use shared::time::Timestamp;
use shared::wire::ticket::NewTicket;

use crate::db::Fault;
use crate::http::call::Failure;
use crate::store::rules;
use crate::store::ticket::door::Door;
use crate::usecase::rules::apply;

/// Where a filing goes, and what it is about.
pub struct Routed {
    pub tags: Vec<Tagged>,
    pub team: TeamId,
    /// The rule that said so; none for the team of the class.
    pub rule: Option<Name>,
    among: Option<(Ownership, Vec<MemberId>)>,
}

impl Routed {
    /// Who is to own it: for the batch to choose.
    pub fn owner(&self) -> Owner<'_> {
        self.among.as_ref().map_or(Owner::Nobody, |(by, among)| Owner::OneOf(*by, among))
    }
}

/// Who a filing is by, as far as that is proven. An address that a stranger typed proves nothing: where their ticket goes
/// must not tell whose customer that address is.
pub struct Proven<'a> {
    pub company: Option<&'a CompanyId>,
    pub lang: Lang,
}

/// Applies the rules.
pub fn apply(form: &NewTicket, proven: &Proven<'_>, door: &Door, calendar: &Calendar, now: Timestamp) -> Result<Routed, Failure> {
    let usual = door.team_id.clone().ok_or(Code::TeamUnknown)?;
    let tags = matched(&rules::tag_rules(door.tag_book.as_deref())?, &form.title, &form.details);
    let rules = rules::routing_rules(door.routing_book.as_deref())?;
    let crews: Vec<Crew> = serde_json::from_str(&door.crews).map_err(|e| Fault::new(format!("crews: {e}")))?;
    let subject = Subject {
        class: form.class,
        project: form.project.as_ref(),
        module: form.module.as_ref(),
        company: proven.company,
        tags: tags.iter().map(|tagged| &tagged.tag).collect(),
        lang: proven.lang,
        filed_at: now,
        calendar,
    };
    let decision = apply::decide(&rules, &subject, &crews, &usual);
    let among = match decision.owner {
        Owner::Nobody => None,
        Owner::OneOf(by, among) => Some((by, among.to_vec())),
    };
    let (team, rule) = (decision.team.clone(), decision.rule.map(|rule| rule.name.clone()));
    Ok(Routed { tags, team, rule, among })
}
