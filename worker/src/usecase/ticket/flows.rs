//! What approval and sub-tasks bring along: whom they concern, what is kept beside the ticket, and who is told.

use shared::error::{Code, Refusal};
use shared::id::Serial;
use shared::ticket::{Approver, Command, Event, Happening, Ticket, approval};
use shared::time::DAY_MS;

use super::draft::Scene;
use super::view::Names;
use crate::context::Ctx;
use crate::db::{Fault, Rows, Stmt};
use crate::http::call::Failure;
use crate::mail::{self, Envelope, Letter};
use crate::secret;
use crate::store::ticket::Home;
use crate::store::ticket::flows::{self, Addressee};
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
    let others = told.iter().filter(|to| to.member_id.as_deref() != actor_id(event));
    for to in others {
        let mut link = String::new();
        if matches!(event.what, Happening::ApprovalRequested { .. }) {
            let (row, address) = approval_link(scene, serial, event, to)?;
            stmts.push(row);
            link = address;
        }
        stmts.extend(letter(scene, stored, before, event, to, &link));
    }
    Ok(stmts)
}

/// A ticket's address for members.
fn desk_link(ctx: &Ctx, serial: Serial) -> String {
    format!("{}/desk/tickets/{serial}", ctx.site.origin)
}

/// A link for one approver: its row, and the address with the secret that is kept nowhere.
fn approval_link(scene: &Scene<'_>, serial: Serial, event: &Event, to: &Addressee) -> Result<(Stmt, String), Fault> {
    let (public_id, token) = (secret::public_id()?, secret::token()?);
    let row = flows::link(scene.workspace, serial, event.version, to, &public_id, &secret::sha256(token.as_bytes()));
    Ok((row, format!("{}{LINK_PATH}{public_id}#{token}", scene.ctx.site.origin)))
}

fn letter(scene: &Scene<'_>, stored: &Stored, before: &Ticket, event: &Event, to: &Addressee, link: &str) -> Option<Stmt> {
    let (serial, title) = (stored.view.serial, &stored.view.title);
    let desk = desk_link(scene.ctx, serial);
    let letter = match (&event.what, scene.name) {
        (Happening::ApprovalRequested { reason, expires_at, .. }, Some(by)) => {
            let days = expires_at.since(event.at) / DAY_MS;
            Letter::ApprovalAsked { serial, title, by, reason, days, link }
        }
        (Happening::ApprovalDecided { approved, comment }, Some(by)) => {
            Letter::ApprovalAnswered { serial, title, by, approved: *approved, comment: comment.as_ref(), link: &desk }
        }
        (Happening::ApprovalExpired, _) => {
            let asked = approval::pending(before)?;
            Letter::ApprovalExpired { serial, title, reason: &asked.reason, link: &desk }
        }
        (Happening::SubTaskAdded { title: task, .. }, Some(by)) => Letter::SubTaskGiven { serial, title, task, by, link: &desk },
        _ => return None,
    };
    let envelope = Envelope { workspace: Some(scene.workspace), to: &to.email, lang: to.lang };
    Some(mail::post(scene.ctx, envelope, &letter))
}

fn actor_id(event: &Event) -> Option<&str> {
    match &event.by {
        shared::actor::By::Member(id) => Some(id.as_str()),
        _ => None,
    }
}

fn people<'a>(rows: &mut impl Iterator<Item = &'a Rows>) -> Result<Vec<Addressee>, Fault> {
    rows.next().map_or(Ok(Vec::new()), Rows::all)
}
