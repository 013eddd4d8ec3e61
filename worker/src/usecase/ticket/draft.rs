//! A decided change: everything that will be written, and what will be answered. Nothing here waits for anything, so a
//! draft can be thrown away and made anew.

use shared::actor::Actor;
use shared::error::{Code, Refusal};
use shared::id::{MessageId, Serial, WorkspaceId};
use shared::permission::can_own;
use shared::sla::{Book, Promise};
use shared::text::Name;
use shared::ticket::message::Audience;
use shared::ticket::rights::{Relation, permit};
use shared::ticket::{Command, Event, Happening, Policy, Ticket, decide};
use shared::wire::ticket::{Changed, MessageView, Said, TicketView};

use super::view::{self, Names};
use super::wish::Wish;
use super::{changed, flows, is_visible, link, seen_by};
use crate::context::Ctx;
use crate::db::{Fault, Rows, Stmt};
use crate::http::call::{Failure, Outcome, Reply};
use crate::mail::{self, Envelope, Letter};
use crate::store::rules;
use crate::store::ticket::file::{self as files, FileRow};
use crate::store::ticket::refs::{self, MemberRow, ModuleRow, ProjectRow, TeamRow};
use crate::store::ticket::row::{self, Stored};
use crate::store::ticket::write::{self, Column, Edit, Place, Words};
use crate::store::ticket::{Home, said, text};
use crate::usecase::channels::tell;
use crate::usecase::sla::clocks::{self, Subject};
use crate::usecase::{file, quota};

/// Who decides where.
pub struct Scene<'a> {
    pub ctx: &'a Ctx,
    pub workspace: &'a WorkspaceId,
    pub policy: Policy,
    pub book: &'a Book,
    pub actor: &'a Actor,
    /// The actor's name; the clock has none.
    pub name: Option<&'a Name>,
}

/// What is going to be.
pub struct Draft {
    pub stmts: Vec<Stmt>,
    pub view: TicketView,
    pub event: Event,
    pub message: Option<MessageView>,
    /// A message whose version the database will give, and its minutes of work.
    pub said: Option<(Serial, u32)>,
}

/// The statements that load a ticket and what a wish refers to.
pub fn load(home: &Home, serial: u32, wish: &Wish) -> Vec<Stmt> {
    let mut stmts = vec![row::by_serial(home, serial)];
    match &wish.command {
        Command::Start { owner } => stmts.extend(owner.iter().map(|id| refs::member(home, id))),
        Command::Assign { team, owner } => {
            stmts.push(refs::team(home, team));
            stmts.extend(owner.iter().map(|id| refs::member(home, id)));
        }
        Command::Edit { project, module, .. } => {
            stmts.extend(project.iter().map(|id| refs::project(home, id)));
            stmts.extend(module.iter().map(|id| refs::module(home, id)));
        }
        Command::Close { duplicate_of, .. } => stmts.extend(duplicate_of.iter().map(|s| row::by_serial(home, *s))),
        Command::AddCollaborator { member } => stmts.push(refs::member(home, member)),
        Command::AddTag { .. } => stmts.push(rules::tags(home)),
        command => stmts.extend(flows::load(home, serial, command)),
    }
    if !wish.files.is_empty() {
        stmts.push(files::find(home, &wish.files));
    }
    stmts
}

/// Decides on what [`load`] gave.
pub fn draft(scene: &Scene<'_>, wish: &Wish, rows: &[Rows]) -> Result<Draft, Failure> {
    let stored = seen_by(scene.actor, rows.first())?;
    let wish = &match scene.actor {
        Actor::Contact(_) => wish.clone().without_records(),
        Actor::Member(_) | Actor::Approver(_) | Actor::Timer => wish.clone(),
    };
    let before = stored.view.to_domain();
    let mut command = wish.command.clone();
    if let Command::Say { message, .. } = &mut command {
        *message = message_id(&stored, before.version + 1);
    }
    let relation = Relation::of(scene.actor, &before).ok_or(Code::NotFound)?;
    permit(relation, scene.actor, &command)?;
    if wish.version.is_some_and(|seen| seen != before.version) {
        return Err(changed(scene.actor, stored));
    }
    let mut rest = rows.iter().skip(1);
    let names = check(scene, &command, &stored, &before, &mut rest)?;
    let files = match wish.files.as_slice() {
        [] => Vec::new(),
        asked => {
            let found: Vec<FileRow> = rest.next().map_or(Ok(Vec::new()), Rows::all)?;
            file::claim(asked, found, Some(&write::uploader_of(scene.actor)))?
        }
    };
    let (after, event) = decide(&before, &command, scene.actor, scene.policy, scene.ctx.now)?;
    write_up(scene, wish, &stored, (&before, after), event, names, &files)
}

impl Draft {
    /// The answer to the actor.
    pub fn reply(&self, actor: &Actor, status: u16) -> Outcome {
        let ticket = view::for_reader(self.view.clone(), actor);
        let event = view::event_for_reader(self.event.clone(), actor);
        match &self.event.what {
            Happening::Said { .. } => {
                let mut message = self.message.clone().ok_or_else(|| Fault::new("a message without words"))?;
                message.by = view::by_for_reader(message.by, actor);
                Reply::json(status, &Said { ticket, event, message })
            }
            _ => Reply::json(status, &Changed { ticket, event }),
        }
    }
}

/// Whether what the command refers to is there; the names of it.
fn check<'a>(
    scene: &Scene<'_>,
    command: &Command,
    stored: &Stored,
    before: &Ticket,
    rows: &mut impl Iterator<Item = &'a Rows>,
) -> Result<Names, Failure> {
    let mut names = Names::default();
    match command {
        Command::Start { owner: Some(_) } | Command::Assign { owner: Some(_), .. } => {
            if let Command::Assign { team, .. } = command {
                names.team = found::<TeamRow>(rows)?.map(|t| t.name);
                need(names.team.is_some() || *team == before.team, Code::TeamUnknown, "team")?;
            }
            let member = found::<MemberRow>(rows)?.filter(|m| can_own(m.role));
            names.owner = member.map(|m| m.name);
            need(names.owner.is_some(), Code::OwnerUnknown, "owner")?;
        }
        Command::Assign { team, owner: None } => {
            names.team = found::<TeamRow>(rows)?.map(|t| t.name);
            need(names.team.is_some() || *team == before.team, Code::TeamUnknown, "team")?;
        }
        Command::Edit { project, module, .. } => {
            let project_row = project.as_ref().map_or(Ok(None), |_| found::<ProjectRow>(rows))?;
            let module_row = module.as_ref().map_or(Ok(None), |_| found::<ModuleRow>(rows))?;
            if *project != before.project && project.is_some() {
                let fits = |p: &ProjectRow| p.company_id.is_none() || p.company_id == before.company;
                need(project_row.as_ref().is_some_and(fits), Code::ProjectUnknown, "project")?;
            }
            if module.is_some() {
                let fits = |m: &ModuleRow| project.as_ref() == Some(&m.project_id);
                need(module_row.as_ref().is_some_and(fits), Code::ModuleUnknown, "module")?;
            }
            names.project = project_row.map(|p| p.name);
            names.module = module_row.map(|m| m.name);
        }
        Command::Close { duplicate_of: Some(serial), .. } => {
            let other = rows.next().map_or(Ok(None), row::read)?;
            let there = *serial != stored.view.serial && other.is_some_and(|o| is_visible(scene.actor, &o));
            need(there, Code::DuplicateUnknown, "duplicate_of")?;
        }
        Command::AddCollaborator { .. } => {
            let member = found::<MemberRow>(rows)?;
            need(member.is_some(), Code::MemberUnknown, "member")?;
        }
        Command::AddTag { tag } => {
            let (_, tags) = rules::read_tags(rows.next())?;
            need(tags.iter().any(|own| own.active && own.id == *tag), Code::TagUnknown, "tag")?;
        }
        command => flows::check(command, before, rows, &mut names)?,
    }
    Ok(names)
}

fn write_up(
    scene: &Scene<'_>,
    wish: &Wish,
    stored: &Stored,
    (before, after): (&Ticket, Ticket),
    event: Event,
    names: Names,
    files: &[FileRow],
) -> Result<Draft, Failure> {
    let (workspace, serial) = (scene.workspace, stored.view.serial);
    let minutes = wish.words.as_ref().map_or(0, |w| w.minutes);
    let is_said = matches!(event.what, Happening::Said { .. });
    let (clocks, promise) = clocks(scene, stored, &after, &event)?;
    let edit = Edit { before, after: &after, minutes, policy: scene.policy, clocks, now: scene.ctx.now };
    let (place, change) = match is_said {
        true => {
            let limits = quota::of_messages(scene.ctx, workspace, scene.actor)?;
            (Place::Said(serial), said::change(workspace, serial, edit, &limits)?)
        }
        false => (Place::Known(serial, event.version), write::change(workspace, serial, edit)?),
    };
    let mut stmts = vec![change, write::event(workspace, place, &event)?];
    if is_said {
        stmts.extend(quota::of_message(scene.ctx, scene.actor)?);
    }
    stmts.extend(write::helpers(workspace, serial, &event));
    stmts.extend(flows::write(scene, stored, (before, &after), &event, &names.told)?);
    let mut message = None;
    if let Some(words) = &wish.words {
        let ids: Vec<_> = files.iter().map(|f| f.id.clone()).collect();
        stmts.push(write::message(workspace, place, &event, words, quota::by_link(scene.actor)));
        stmts.extend(write::attach(workspace, place, words.kind.audience(), &ids)?);
        message = Some(message_view(scene, stored, &event, words, files)?);
    }
    let said = wish.words.as_ref().map(|words| words.text.as_str());
    let told = tell::of_event(scene, (before, &after), serial, &event, said);
    let view = view::after(&stored.view, after, names, promise, minutes, scene.ctx.now);
    if let Some((audience, words)) = findable(wish, &event) {
        let scope = text::scope(workspace, &view, audience == Audience::Internal);
        stmts.push(write::text(workspace, place, &scope, &words));
    }
    stmts.extend(letter(scene, stored, wish, &event)?);
    stmts.extend(told);
    Ok(Draft { stmts, view, event, message, said: is_said.then_some((serial, minutes)) })
}

/// What the event makes of the clocks. A ticket whose clocks were never told is left to the sweep.
fn clocks(scene: &Scene<'_>, stored: &Stored, after: &Ticket, event: &Event) -> Result<(Vec<Column>, Option<Promise>), Fault> {
    let Some(history) = stored.history.clone() else {
        return Ok((vec![("next_notice_at", 0u32.into())], stored.view.promise.clone()));
    };
    let reckoned = clocks::go_on(scene.book, history, &Subject::new(after, stored.requester_lang), Some(event), scene.ctx.now);
    Ok((reckoned.columns()?, reckoned.promise()))
}

/// The words that an event makes findable, and by whom.
fn findable(wish: &Wish, event: &Event) -> Option<(Audience, String)> {
    match (&event.what, &wish.words) {
        (Happening::Proposed { solution, root_cause }, _) => {
            Some((Audience::Public, format!("{}\n{}", solution.as_str(), root_cause.as_str())))
        }
        (Happening::SubTaskAdded { title, .. }, _) => Some((Audience::Internal, title.as_str().to_owned())),
        (Happening::Edited { title, .. }, _) => Some((Audience::Public, title.as_str().to_owned())),
        (_, Some(words)) => {
            let more = [words.attendees.as_ref().map(|a| a.as_str()), words.decisions.as_ref().map(|d| d.as_str())];
            let all: Vec<_> = std::iter::once(words.text.as_str()).chain(more.into_iter().flatten()).collect();
            Some((words.kind.audience(), all.join("\n")))
        }
        _ => None,
    }
}

fn message_view(scene: &Scene<'_>, stored: &Stored, event: &Event, words: &Words, files: &[FileRow]) -> Result<MessageView, Failure> {
    let is_member = matches!(scene.actor, Actor::Member(_));
    Ok(MessageView {
        id: message_id(stored, event.version),
        kind: words.kind,
        by: event.by.clone(),
        author: scene.name.cloned().ok_or_else(|| Fault::new("words of nobody"))?,
        at: event.at,
        text: words.text.clone(),
        attendees: words.attendees.clone(),
        decisions: words.decisions.clone(),
        minutes: is_member.then_some(words.minutes),
        attachments: files.iter().map(FileRow::view).collect(),
    })
}

/// The mail that an event sends to the requester: what the team said, and what waits for their word.
fn letter(scene: &Scene<'_>, stored: &Stored, wish: &Wish, event: &Event) -> Result<Option<Stmt>, Failure> {
    let (Some(to), true) = (&stored.view.requester.email, stored.requester_active) else {
        return Ok(None);
    };
    if matches!(scene.actor, Actor::Contact(_) | Actor::Approver(_)) {
        return Ok(None);
    }
    let (serial, title) = (stored.view.serial, &stored.view.title);
    let link = link::address(scene.ctx, &stored.public_id, stored.link_version)?;
    let link = link.as_str();
    let letter = match (&event.what, &wish.words, scene.name) {
        (Happening::Said { message_kind, .. }, Some(words), Some(by)) if message_kind.audience() == Audience::Public => {
            Letter::Replied { serial, title, by, text: &words.text, link }
        }
        (Happening::Proposed { solution, root_cause }, _, Some(by)) => {
            let days = scene.policy.silence_days;
            Letter::Solved { serial, title, by, solution, cause: root_cause, days, link }
        }
        (Happening::Reminded, ..) => {
            let days = scene.policy.silence_days.saturating_sub(scene.policy.reminder_days).max(1);
            Letter::Reminder { serial, title, days, link }
        }
        _ => return Ok(None),
    };
    let envelope = Envelope { workspace: Some(scene.workspace), to, lang: stored.requester_lang };
    Ok(Some(mail::post(scene.ctx, envelope, &letter)))
}

/// A message is known by its ticket and the version that it made.
fn message_id(stored: &Stored, version: u32) -> MessageId {
    MessageId(format!("{}-{version}", stored.view.serial))
}

fn found<'a, T: serde::de::DeserializeOwned>(rows: &mut impl Iterator<Item = &'a Rows>) -> Result<Option<T>, Fault> {
    rows.next().map_or(Ok(None), Rows::one)
}

fn need(there: bool, code: Code, field: &str) -> Result<(), Failure> {
    if there { Ok(()) } else { Err(Refusal::new(code).field(field).into()) }
}
