//! Who is told of a notice, and how (R15): the owner of a ticket, whoever leads its team, or whoever leads the firm.

use shared::actor::Role;
use shared::notify::{Topic, Way};
use shared::robot::GroupTopic;
use shared::sla::Level;
use shared::sla::notice::{Notice, Recipients};
use shared::time::Timestamp;

use super::zones;
use crate::context::Ctx;
use crate::db::{Fault, Stmt};
use crate::mail::{self, Envelope, Letter};
use crate::store::sla::clocks::{Due, Recipient};
use crate::store::sla::notice;
use crate::store::ticket::write::Place;
use crate::store::{inbox, robots};

/// The statements that give a notice and tell its recipients. `due_at` is the promise's, `zone` that of its calendar.
pub fn give(
    ctx: &Ctx,
    due: &Due,
    notice: &Notice,
    due_at: Option<Timestamp>,
    zone: &str,
    people: &[Recipient],
) -> Result<Vec<Stmt>, Fault> {
    let mut stmts = vec![notice::give(&due.workspace_id, due.serial, notice)];
    let what = serde_json::to_string(notice).map_err(|e| Fault::new(format!("a notice: {e}")))?;
    let link = format!("{}/desk/tickets/{}", ctx.site.origin, due.serial);
    let topic = Topic::of(notice.level);
    let always = topic.always(notice.priority);
    stmts.push(robots::tell(
        &due.workspace_id,
        Place::Said(due.serial),
        group_topics(notice, due),
        Some(notice.clock),
        ctx.now,
        notice.send_at,
    ));
    for person in recipients(notice.level, due, people) {
        stmts.push(inbox::tell(&due.workspace_id, &person.id, topic, due.serial, &what, notice.send_at, always));
        if person.has_switched_off(topic, Way::Mail)? {
            continue;
        }
        let at = zones::told(due_at.unwrap_or(notice.at), zone, person.lang.tag());
        let letter =
            Letter::Notice { serial: due.serial, title: &due.title, level: notice.level, clock: notice.clock, due: &at, link: &link };
        let envelope = Envelope { workspace: Some(&due.workspace_id), to: &person.email, lang: person.lang };
        stmts.push(mail::post_at(ctx, envelope, &letter, notice.send_at));
    }
    Ok(stmts)
}

/// What groups are told of a notice.
fn group_topics(notice: &Notice, due: &Due) -> &'static [GroupTopic] {
    match (notice.level, &due.owner_id) {
        (Level::Warning, None) => &[GroupTopic::Unowned, GroupTopic::Warning],
        (Level::Warning, Some(_)) => &[GroupTopic::Warning],
        (Level::Breach, _) => &[GroupTopic::Breach],
        (Level::Escalation, _) => &[GroupTopic::Escalation],
    }
}

/// Each once. What nobody owns is the lead's; where nobody leads, the admins do.
fn recipients<'a>(level: Level, due: &Due, people: &'a [Recipient]) -> Vec<&'a Recipient> {
    let owner = people.iter().find(|person| Some(&person.id) == due.owner_id.as_ref());
    let told: Vec<&Recipient> = match (level.recipients(), owner) {
        (Recipients::Owner, Some(owner)) => vec![owner],
        (Recipients::OwnerAndLead, Some(owner)) => [owner].into_iter().chain(leads(due, people)).collect(),
        (Recipients::Owner | Recipients::OwnerAndLead, None) => leads(due, people),
        (Recipients::Manager, _) => of_role(Role::Admin, people),
    };
    let mut once: Vec<&Recipient> = Vec::new();
    for person in told {
        if !once.iter().any(|other| other.id == person.id) {
            once.push(person);
        }
    }
    once
}

/// The leads of the ticket's team, else all leads, else the admins.
fn leads<'a>(due: &Due, people: &'a [Recipient]) -> Vec<&'a Recipient> {
    let all = of_role(Role::Lead, people);
    let of_team: Vec<_> = all.iter().copied().filter(|person| person.teams.contains(&format!("\"{}\"", due.team_id.as_str()))).collect();
    match (of_team.is_empty(), all.is_empty()) {
        (false, _) => of_team,
        (true, false) => all,
        (true, true) => of_role(Role::Admin, people),
    }
}

fn of_role(role: Role, people: &[Recipient]) -> Vec<&Recipient> {
    people.iter().filter(|person| person.role == role).collect()
}
