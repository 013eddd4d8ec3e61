//! What approval and sub-tasks bring along: whom they concern, what is kept beside the ticket, and who is told.

use serde_json::json;
use shared::actor::By;
use shared::error::{Code, Refusal};
use shared::id::{MemberId, Serial};
use shared::notify::Topic;
use shared::ticket::{Approver, Command, Event, Happening, Ticket, approval};
use shared::time::DAY_MS;

use super::draft::Scene;
use super::view::Names;
use crate::context::Ctx;
use crate::db::{Fault, Rows, Stmt};
use crate::http::call::Failure;
use crate::mail::{self, Envelope, Letter};
use crate::secret;
use crate::store::inbox;
use crate::store::ticket::Home;
use crate::store::ticket::flows::{self, Addressee, NewLink};
use crate::store::ticket::refs::{self, ProjectRow};
use crate::store::ticket::row::Stored;

/// Where the links of letters to approvers lead.
const LINK_PATH: &str = "/a/";

/// What the command refers to: one statement, or none.
pub fn load(home: &Home, serial: Serial, command: &Command) -> Option<Stmt> {
    match command {
        Command::RequestApproval { approver, .. } => Some(flows::approvers(home, approver)),
        Command::DecideApproval { .. } | Command::ExpireApproval => Some(flows::asker(home, serial)),
        Command::AddSubTask { member, .. } => Some(flows::member(home, member)),
        Command::Initiate { project, .. } => project.as_ref().map(|id| refs::project(home, id)),
        _ => None,
    }
}

/// Whether it is there; who will be told.
pub fn check<'a>(command: &Command, before: &Ticket, rows: &mut impl Iterator<Item = &'a Rows>, names: &mut Names) -> Result<(), Failure> {
    match command {
        Command::RequestApproval { approver, .. } => {
            names.told = people(rows)?;
            let (field, fits) = match approver {
                Approver::Contact(id) => {
                    let of_customer = |a: &Addressee| *id == before.requester || a.company_id.is_some() && a.company_id == before.company;
                    ("contact", names.told.iter().all(of_customer))
                }
                Approver::Member(_) => ("member", true),
                Approver::Leads => ("version", true),
            };
            if names.told.is_empty() || !fits {
                return Err(Refusal::new(Code::ApproverUnknown).field(field).into());
            }
            let named = names.told.first().filter(|_| *approver != Approver::Leads);
            names.approver = named.map(|a| a.name.clone());
        }
        Command::DecideApproval { .. } | Command::ExpireApproval => names.told = people(rows)?,
        Command::AddSubTask { .. } => {
            names.told = people(rows)?;
            if names.told.is_empty() {
                return Err(Refusal::new(Code::MemberUnknown).field("member").into());
            }
        }
        Command::Initiate { project: Some(_), .. } => {
            let project: Option<ProjectRow> = rows.next().map_or(Ok(None), Rows::one)?;
            let fits = |p: &ProjectRow| p.company_id.is_none() || p.company_id == before.company;
            if !project.as_ref().is_some_and(fits) {
                return Err(Refusal::new(Code::ProjectUnknown).field("project").into());
            }
        }
        _ => {}
    }
    Ok(())
}

/// The rows and letters of an event.
pub fn write(
    scene: &Scene<'_>,
    stored: &Stored,
    (before, after): (&Ticket, &Ticket),
    event: &Event,
    told: &[Addressee],
) -> Result<Vec<Stmt>, Fault> {
    let (workspace, serial) = (scene.workspace, stored.view.serial);
    let mut stmts: Vec<Stmt> = flows::subtask(workspace, serial, event).into_iter().collect();
    let waited = approval::pending(before).map(|a| a.request);
    if waited.is_some() && waited != approval::pending(after).map(|a| a.request) {
        stmts.push(flows::void_links(workspace, serial));
    }
    let others: Vec<&Addressee> = told.iter().filter(|to| to.member_id.as_ref() != actor_id(event)).collect();
    stmts.extend(tell(scene, stored, before, event, &others)?);
    Ok(stmts)
}

/// Tells them: members in the app and by mail, as each wants it; a contact has mail alone. However many there are, it takes
/// as many statements.
fn tell(scene: &Scene<'_>, stored: &Stored, before: &Ticket, event: &Event, others: &[&Addressee]) -> Result<Vec<Stmt>, Fault> {
    let (workspace, serial, ctx) = (scene.workspace, stored.view.serial, scene.ctx);
    let mut stmts = Vec::new();
    let mut addresses = vec![desk_link(ctx, serial); others.len()];
    if matches!(event.what, Happening::ApprovalRequested { .. }) {
        let mut links = Vec::new();
        for (to, address) in others.iter().zip(&mut addresses) {
            let (link, own) = approval_link(ctx, to)?;
            links.push(link);
            *address = own;
        }
        stmts.push(flows::links(workspace, serial, event.version, &links));
    }
    let (mut members, mut to_members) = (Vec::new(), Vec::new());
    for (to, address) in others.iter().zip(&addresses) {
        let Some(letter) = letter(scene, stored, before, event, address) else { continue };
        match &to.member_id {
            Some(member) => {
                members.push(member);
                to_members.push((member, letter));
            }
            None => stmts.push(mail::post(ctx, Envelope { workspace: Some(workspace), to: &to.email, lang: to.lang }, &letter)),
        }
    }
    if let Some(topic) = topic(event).filter(|_| !members.is_empty()) {
        let approved = match &event.what {
            Happening::ApprovalDecided { approved, .. } => Some(*approved),
            _ => None,
        };
        let what = json!({ "by": scene.name.map(|name| name.as_str()), "approved": approved }).to_string();
        stmts.push(inbox::tell_each(workspace, &members, topic, serial, &what, ctx.now));
        stmts.extend(mail::post_to_each(ctx, workspace, topic, &to_members));
    }
    Ok(stmts)
}

/// What members call it, where they choose what they are told of.
const fn topic(event: &Event) -> Option<Topic> {
    match &event.what {
        Happening::ApprovalRequested { .. } => Some(Topic::ApprovalAsked),
        Happening::ApprovalDecided { .. } | Happening::ApprovalExpired => Some(Topic::ApprovalAnswered),
        Happening::SubTaskAdded { .. } => Some(Topic::SubTask),
        _ => None,
    }
}

/// A ticket's address for members.
fn desk_link(ctx: &Ctx, serial: Serial) -> String {
    format!("{}/desk/tickets/{serial}", ctx.site.origin)
}

/// A link for one approver: what is kept of it, and the address with the secret that is kept nowhere.
fn approval_link<'a>(ctx: &Ctx, to: &'a Addressee) -> Result<(NewLink<'a>, String), Fault> {
    let (public_id, token) = (secret::public_id()?, secret::token()?);
    let address = format!("{}{LINK_PATH}{public_id}#{token}", ctx.site.origin);
    let (member, contact) = (to.member_id.as_ref(), to.contact_id.as_ref());
    Ok((NewLink { member, contact, public_id, secret_hash: secret::sha256(token.as_bytes()) }, address))
}

fn letter<'a>(scene: &Scene<'a>, stored: &'a Stored, before: &'a Ticket, event: &'a Event, link: &'a str) -> Option<Letter<'a>> {
    let (serial, title) = (stored.view.serial, &stored.view.title);
    Some(match (&event.what, scene.name) {
        (Happening::ApprovalRequested { reason, expires_at, .. }, Some(by)) => {
            let days = expires_at.since(event.at) / DAY_MS;
            Letter::ApprovalAsked { serial, title, by, reason, days, link }
        }
        (Happening::ApprovalDecided { approved, comment }, Some(by)) => {
            Letter::ApprovalAnswered { serial, title, by, approved: *approved, comment: comment.as_ref(), link }
        }
        (Happening::ApprovalExpired, _) => {
            let asked = approval::pending(before)?;
            Letter::ApprovalExpired { serial, title, reason: &asked.reason, link }
        }
        (Happening::SubTaskAdded { title: task, .. }, Some(by)) => Letter::SubTaskGiven { serial, title, task, by, link },
        _ => return None,
    })
}

fn actor_id(event: &Event) -> Option<&MemberId> {
    match &event.by {
        By::Member(id) => Some(id),
        _ => None,
    }
}

fn people<'a>(rows: &mut impl Iterator<Item = &'a Rows>) -> Result<Vec<Addressee>, Fault> {
    rows.next().map_or(Ok(Vec::new()), Rows::all)
}
