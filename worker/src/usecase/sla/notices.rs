//! Who is told of a notice, and how (R15): the owner of a ticket, whoever leads its team, or whoever leads the firm.

use shared::actor::Role;
use shared::notify::{Topic, Way};
use shared::robot::GroupTopic;
use shared::sla::Level;
use shared::sla::notice::{Notice, Recipients};
use shared::time::Timestamp;

use super::circle::Circle;
use super::zones;
use crate::context::Ctx;
use crate::db::{Fault, Stmt};
use crate::mail::{self, Envelope, Letter};
use crate::store::inbox;
use crate::store::robots::{self, OfClock};
use crate::store::sla::clocks::{Due, Recipient};
use crate::store::sla::notice;

/// The statements that give a notice and tell its recipients. `due_at` is the promise's, `zone` that of its calendar.
pub fn give(ctx: &Ctx, due: &Due, notice: &Notice, due_at: Option<Timestamp>, zone: &str, circle: &Circle) -> Result<Vec<Stmt>, Fault> {
    let (workspace, serial) = (&due.workspace_id, due.serial);
    let mut stmts = vec![notice::give(workspace, serial, notice)];
    let what = serde_json::to_string(notice).map_err(|e| Fault::new(format!("a notice: {e}")))?;
    let link = format!("{}/desk/tickets/{serial}", ctx.site.origin);
    let topic = Topic::of(notice.level);
    let always = topic.always(notice.priority);
    let (told_as, topics) = group_topics(notice, due);
    let said = OfClock { topic: told_as, serial, clock: notice.clock, at: notice.send_at };
    stmts.extend(circle.robots_for(topics).map(|robot| robots::tell_known(workspace, robot, &said, ctx.now)));
    for person in recipients(notice.level, due, &circle.people) {
        if always || !person.has_switched_off(topic, Way::App)? {
            stmts.push(inbox::tell_known(workspace, &person.id, topic, serial, &what, notice.send_at));
        }
        if person.has_switched_off(topic, Way::Mail)? {
            continue;
        }
        let at = zones::told(due_at.unwrap_or(notice.at), zone, person.lang.tag());
        let letter = Letter::Notice { serial, title: &due.title, level: notice.level, clock: notice.clock, due: &at, link: &link };
        let envelope = Envelope { workspace: Some(workspace), to: &person.email, lang: person.lang };
        stmts.push(mail::post_at(ctx, envelope, &letter, circle.letter_at(notice.send_at)));
    }
    Ok(stmts)
}

/// What groups are told of a notice: as what, and who wants to hear it.
fn group_topics(notice: &Notice, due: &Due) -> (GroupTopic, &'static [GroupTopic]) {
    match (notice.level, &due.owner_id) {
        (Level::Warning, None) => (GroupTopic::Unowned, &[GroupTopic::Unowned, GroupTopic::Warning]),
        (Level::Warning, Some(_)) => (GroupTopic::Warning, &[GroupTopic::Warning]),
        (Level::Breach, _) => (GroupTopic::Breach, &[GroupTopic::Breach]),
        (Level::Escalation, _) => (GroupTopic::Escalation, &[GroupTopic::Escalation]),
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
