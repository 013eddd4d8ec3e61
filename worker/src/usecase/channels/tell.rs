//! Whom an event of a ticket concerns, beside its requester: the owner, whoever is asked to help, and groups (R15, R36).

use serde_json::json;
use shared::actor::By;
use shared::id::{MemberId, WorkspaceId};
use shared::notify::Topic;
use shared::robot::GroupTopic;
use shared::ticket::message::Audience;
use shared::ticket::{Event, Happening, Priority, Ticket};

use crate::context::Ctx;
use crate::db::Stmt;
use crate::mail::{self, Letter, Whom};
use crate::store::ticket::write::Place;
use crate::store::{inbox, robots};
use crate::usecase::ticket::Scene;

/// The statements that tell them, for the batch of the event. `words` are what was said with it. Nobody is told of what
/// they did themselves.
pub fn of_event(scene: &Scene<'_>, (before, after): (&Ticket, &Ticket), serial: u32, event: &Event, words: Option<&str>) -> Vec<Stmt> {
    let mut stmts = Vec::new();
    if let Some((member, topic, words)) = concerned(before, after, event, words) {
        let is_own = matches!(&event.by, By::Member(id) if id == member);
        if !is_own {
            stmts.extend(member_of(scene, member, topic, serial, after, words));
        }
    }
    if let Some(topic) = group_topic(event) {
        let place = Place::Known(serial, event.version);
        stmts.push(robots::tell(scene.workspace, place, &[topic], event.at));
    }
    stmts
}

/// Whether groups are to hear of it at once.
pub fn is_for_groups(event: &Event) -> bool {
    group_topic(event).is_some()
}

/// A ticket that was filed as urgent, in the batch that files it.
pub fn groups_of_filing(workspace: &WorkspaceId, ticket: &Ticket) -> Option<Stmt> {
    let now = ticket.created_at;
    is_urgent(ticket.priority).then(|| robots::tell(workspace, Place::Filed, &[GroupTopic::Urgent], now))
}

/// The member whom a rule has given a ticket, in the batch that files it.
pub fn routed(ctx: &Ctx, workspace: &WorkspaceId, ticket: &Ticket, by: &By) -> [Stmt; 2] {
    let but = match by {
        By::Member(id) => Some(id),
        By::Contact(_) | By::Timer => None,
    };
    let link = format!("{}/desk/tickets/{{number}}", ctx.site.origin);
    let letter = Letter::Routed { title: &ticket.title, link: &link };
    [
        inbox::tell_routed(workspace, but, ctx.now),
        mail::post_to_member(ctx, workspace, Whom::OwnerOfNewest { but }, Topic::Assigned, &letter),
    ]
}

fn member_of(scene: &Scene<'_>, member: &MemberId, topic: Topic, serial: u32, ticket: &Ticket, words: Option<&str>) -> [Stmt; 2] {
    let by = scene.name.map(|name| name.as_str());
    let what = json!({ "by": by }).to_string();
    let link = format!("{}/desk/tickets/{serial}", scene.ctx.site.origin);
    let letter = Letter::Told { topic, serial, title: &ticket.title, by: by.unwrap_or_default(), words, link: &link };
    [
        inbox::tell(scene.workspace, member, topic, serial, &what, scene.ctx.now),
        mail::post_to_member(scene.ctx, scene.workspace, Whom::Member(member), topic, &letter),
    ]
}

fn concerned<'a>(
    before: &'a Ticket,
    after: &'a Ticket,
    event: &'a Event,
    words: Option<&'a str>,
) -> Option<(&'a MemberId, Topic, Option<&'a str>)> {
    let owner = after.owner.as_ref();
    match &event.what {
        Happening::Started { .. } | Happening::Assigned { .. } => {
            let new = owner.filter(|_| after.owner != before.owner)?;
            Some((new, Topic::Assigned, None))
        }
        Happening::Said { message_kind, .. } => {
            let from_customer = matches!(event.by, By::Contact(_)) && message_kind.audience() == Audience::Public;
            from_customer.then_some((owner?, Topic::Replied, words))
        }
        Happening::Refused { reason } | Happening::Reopened { reason } => Some((owner?, Topic::Refused, Some(reason.as_str()))),
        Happening::CollaboratorAdded { member } => Some((member, Topic::Helping, None)),
        _ => None,
    }
}

fn group_topic(event: &Event) -> Option<GroupTopic> {
    match &event.what {
        Happening::Prioritised { from, to } if is_urgent(*to) && to < from => Some(GroupTopic::Urgent),
        Happening::Refused { .. } | Happening::Reopened { .. } => Some(GroupTopic::Refused),
        _ => None,
    }
}

/// What a group is told of although nobody has looked at it yet.
pub fn is_urgent(priority: Priority) -> bool {
    matches!(priority, Priority::P0 | Priority::P1)
}
