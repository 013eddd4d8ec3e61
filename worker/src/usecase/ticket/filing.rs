//! Filing: portal, link and agent on behalf all end here (R5). What it needs to know comes with the session; then one
//! batch writes all of the ticket, or nothing.

use std::rc::Rc;

use serde::Deserialize;
use shared::actor::{Actor, By, Role};
use shared::error::{Code, Refusal};
use shared::id::{AttachmentId, CompanyId, ContactId, Serial, WorkspaceId};
use shared::lang::Lang;
use shared::routing::Owner;
use shared::text::{Email, Name};
use shared::ticket::file::Filing;
use shared::ticket::guide::required;
use shared::ticket::message::Audience;
use shared::ticket::status::Channel;
use shared::ticket::{DetailKey, Policy, Ticket};
use shared::time::Timestamp;
use shared::wire::ticket::{ContactForm, Filed, NewTicket};

use super::link::FIRST_LINK;
use super::routed::{self, Proven, Routed};
use super::{is_visible, link};
use crate::context::Ctx;
use crate::db::{Fault, Rows, Stmt};
use crate::http::call::{Call, Content, Failure, Outcome, Reply};
use crate::http::json;
use crate::http::route::Before;
use crate::mail::{self, Envelope, Letter};
use crate::secret;
use crate::store::ticket::door::{self, ContactRow, Door, Mentioned, Who};
use crate::store::ticket::file::FileRow;
use crate::store::ticket::filing::{self, Origin, Party, Typed};
use crate::store::ticket::write::{self, Column, Place};
use crate::store::ticket::{Home, row};
use crate::usecase::channels::tell;
use crate::usecase::file;
use crate::usecase::quota;
use crate::usecase::sla::book::{self, Shelf};
use crate::usecase::sla::clocks;

/// The statements that go with the session.
pub fn ahead(before: &Before<'_>) -> Vec<Stmt> {
    let (Ok(form), Some(hash)) = (json::parse::<NewTicket>(before.body), before.token_hash) else {
        return Vec::new();
    };
    let counted = is_own(&form).then(|| quota::of_customers_filing(before.ctx, hash));
    let counted = counted.into_iter().flatten();
    counted.chain(load(&Home::Session(hash.to_owned()), Some(hash), &form, before.ctx.now)).collect()
}

/// Whether somebody files for themselves: a member always names somebody.
fn is_own(form: &NewTicket) -> bool {
    form.requester.is_none() && form.contact.is_none()
}

/// The same for a stranger, whose filings are counted.
pub fn ahead_of_stranger(before: &Before<'_>) -> Vec<Stmt> {
    let Ok(form) = json::parse::<NewTicket>(before.body) else {
        return Vec::new();
    };
    let slug = before.params.first().map_or("", |(_, slug)| slug);
    let counted = quota::of_strangers_filing(before.ctx, slug);
    counted.into_iter().chain(load(&Home::Portal(slug.to_owned()), None, &form, before.ctx.now)).collect()
}

/// Files for the person who is signed in, or by a member on behalf of a customer.
pub async fn by_session(call: &Call) -> Outcome {
    let me = call.session()?;
    let form: NewTicket = call.json()?;
    let may_file = match &me.actor {
        Actor::Contact(_) => true,
        actor => actor.at_least(Role::Agent).is_some(),
    };
    if !may_file {
        return Err(Code::NotAllowed.into());
    }
    check_who(&form, matches!(me.actor, Actor::Member(_)))?;
    let rows = match is_own(&form) {
        true => within_limits(&call.ahead)?,
        false => &call.ahead,
    };
    // Who came by a link is known by what was typed for that ticket.
    let by_link = matches!(&me.actor, Actor::Contact(c) if c.only.is_some());
    let typed = by_link.then(|| Typed { name: me.name.clone(), phone: None });
    let filer = Filer { actor: Some(&me.actor), uploader: Some(write::uploader_of(&me.actor)), typed };
    commit(call, plan(call, &form, &filer, rows).await?).await
}

/// Files for a stranger, who gets a link to the ticket.
pub async fn by_stranger(call: &Call) -> Outcome {
    let form: NewTicket = call.json()?;
    let uploader = file::draft_uploader(call)?;
    check_stranger(&form)?;
    let typed = form.contact.as_ref().map(|c| Typed { name: c.name.clone(), phone: c.phone.clone() });
    let plan = plan(call, &form, &Filer { actor: None, uploader, typed }, within_limits(&call.ahead)?).await?;
    commit(call, plan).await
}

/// The rows after the one that counted.
fn within_limits(ahead: &[Rows]) -> Result<&[Rows], Failure> {
    let (counted, rows) = ahead.split_first().ok_or(Code::NotFound)?;
    quota::check([counted])?;
    Ok(rows)
}

/// Who files, which files are theirs, and what they typed about themselves if that is all that is known.
struct Filer<'a> {
    actor: Option<&'a Actor>,
    uploader: Option<String>,
    typed: Option<Typed>,
}

/// What a filing refers to: one row, and the ticket it goes on from.
fn load(home: &Home, token_hash: Option<&str>, form: &NewTicket, now: Timestamp) -> Vec<Stmt> {
    let who = match (&form.requester, &form.contact, token_hash) {
        (Some(id), ..) => Who::Id(id),
        (None, Some(contact), _) => Who::Address(&contact.email),
        (None, None, hash) => Who::Session(hash.unwrap_or_default()),
    };
    let files = file::asked(&form.attachments).unwrap_or_default();
    let mentioned = Mentioned { class: form.class, who, project: form.project.as_ref(), module: form.module.as_ref(), files: &files };
    let mut stmts = vec![door::find(home, &mentioned, now)];
    stmts.extend(form.follow_up_of.iter().map(|serial| row::by_serial(home, *serial)));
    stmts
}

/// Who the requester is, is said in one way only.
fn check_who(form: &NewTicket, by_member: bool) -> Result<(), Refusal> {
    match (by_member, form.requester.is_some(), form.contact.is_some()) {
        (true, false, false) => Err(Refusal::new(Code::FieldRequired).field("requester")),
        (true, true, true) | (false, _, true) => Err(Refusal::new(Code::FieldInvalid).field("contact")),
        (false, true, _) => Err(Refusal::new(Code::FieldInvalid).field("requester")),
        (true, true, false) | (true, false, true) | (false, false, false) => Ok(()),
    }
}

/// A stranger names themselves, and nothing that only the firm's customers know of.
fn check_stranger(form: &NewTicket) -> Result<(), Refusal> {
    if form.contact.is_none() {
        return Err(Refusal::new(Code::FieldRequired).field("contact"));
    }
    let foreign = [
        (form.requester.is_some(), "requester", Code::FieldInvalid),
        (form.project.is_some(), "project", Code::ProjectUnknown),
        (form.module.is_some(), "module", Code::ModuleUnknown),
        (form.follow_up_of.is_some(), "follow_up_of", Code::FieldInvalid),
    ];
    match foreign.into_iter().find(|(given, ..)| *given) {
        Some((_, field, code)) => Err(Refusal::new(code).field(field)),
        None => Ok(()),
    }
}

/// Everything that one batch will write.
struct Plan {
    workspace: WorkspaceId,
    name: Name,
    policy: Policy,
    shelf: Rc<Shelf>,
    ticket: Ticket,
    event: shared::ticket::Event,
    routed: Routed,
    typed: Option<Typed>,
    /// Added if nobody has the address.
    new_contact: Option<ContactForm>,
    email: Email,
    lang: Lang,
    channel: Channel,
    follow_up_of: Option<Serial>,
    files: Vec<AttachmentId>,
    /// Whether the answer carries a link: the filer has no other way to the ticket.
    needs_link: bool,
}

async fn plan(call: &Call, form: &NewTicket, filer: &Filer<'_>, rows: &[Rows]) -> Result<Plan, Failure> {
    let asked = file::asked(&form.attachments)?;
    let door: Option<Door> = rows.first().map_or(Ok(None), Rows::one)?;
    let door = door.ok_or(Code::NotFound)?;
    let (requester, company, email, lang) = requester(call, form, door.contact())?;
    check_project(form, company.as_ref(), &door)?;
    if form.follow_up_of.is_some() {
        let old = rows.get(1).map_or(Ok(None), row::read)?;
        let seen = old.is_some_and(|old| filer.actor.is_some_and(|actor| is_visible(actor, &old)));
        need(seen, Code::DuplicateUnknown, "follow_up_of")?;
    }
    let found: Vec<FileRow> = serde_json::from_str(&door.files).map_err(|e| Fault::new(format!("files: {e}")))?;
    let files = file::claim(&asked, found, filer.uploader.as_deref())?;
    let (by, channel) = match filer.actor {
        Some(Actor::Member(member)) => (By::Member(member.id.clone()), Channel::Agent),
        _ => (By::Contact(requester.clone()), Channel::Portal),
    };
    // For strangers the same is done whether the address is known or not: no answer takes longer for it.
    let is_new = form.contact.as_ref().filter(|_| email.is_none() || filer.actor.is_none());
    let proven = match filer.actor {
        Some(_) => Proven { company: company.as_ref(), lang },
        None => Proven { company: None, lang: call.ctx.lang },
    };
    let shelf = book::of(&call.ctx.db, &door.id, door.sla_version).await?;
    let routed = routed::apply(form, &proven, &door, shelf.book.usual_calendar(), call.ctx.now)?;
    let guide = crate::usecase::guide::stored(door.guide.as_deref())?;
    let required = required(guide.as_ref(), form.class);
    let (ticket, event) = shared::ticket::file(filing(form, requester, company, required, &routed), by, call.ctx.now)?;
    let address = email.or_else(|| form.contact.as_ref().map(|c| c.email.clone()));
    Ok(Plan {
        policy: door.policy(),
        shelf,
        workspace: door.id,
        name: door.name,
        typed: filer.typed.clone(),
        new_contact: is_new.cloned(),
        email: address.ok_or(Code::RequesterUnknown)?,
        lang,
        ticket,
        event,
        routed,
        channel,
        follow_up_of: form.follow_up_of,
        files: files.into_iter().map(|f| f.id).collect(),
        needs_link: match filer.actor {
            None => true,
            Some(Actor::Contact(contact)) => contact.only.is_some(),
            Some(_) => false,
        },
    })
}

type Requester = (ContactId, Option<CompanyId>, Option<Email>, Lang);

/// The requester; without an address if they are to be added.
fn requester(call: &Call, form: &NewTicket, found: Option<ContactRow>) -> Result<Requester, Failure> {
    match (found, &form.contact) {
        (Some(row), _) => Ok((row.id, row.company, Some(row.email), row.lang)),
        (None, Some(_)) => Ok((ContactId::from(call.ctx.new_id()?), None, None, call.ctx.lang)),
        (None, None) => Err(Refusal::new(Code::RequesterUnknown).field("requester").into()),
    }
}

/// A project of the requester's company, or one that is nobody's; a module of that project.
fn check_project(form: &NewTicket, company: Option<&CompanyId>, door: &Door) -> Result<(), Refusal> {
    if form.project.is_some() {
        let fits = door.project_company.is_none() || door.project_company.as_ref() == company;
        need(door.project_id.is_some() && fits, Code::ProjectUnknown, "project")?;
    }
    if form.module.is_some() {
        let fits = form.project.is_some() && form.project == door.module_project;
        need(fits, Code::ModuleUnknown, "module")?;
    }
    Ok(())
}

fn need(there: bool, code: Code, field: &str) -> Result<(), Refusal> {
    if there { Ok(()) } else { Err(Refusal::new(code).field(field)) }
}

fn filing(form: &NewTicket, requester: ContactId, company: Option<CompanyId>, required: Vec<DetailKey>, routed: &Routed) -> Filing {
    Filing {
        class: form.class,
        title: form.title.clone(),
        details: form.details.clone(),
        impact: form.impact,
        impact_note: form.impact_note.clone(),
        urgency: form.urgency,
        wanted_by: form.wanted_by,
        requester,
        company,
        project: form.project.clone(),
        module: form.module.clone(),
        required,
        team: routed.team.clone(),
        rule: routed.rule.clone(),
        tags: routed.tags.clone(),
    }
}

async fn commit(call: &Call, plan: Plan) -> Outcome {
    let public_id = secret::public_id()?;
    let filed = Filed {
        serial: 0,
        status: plan.ticket.status,
        priority: plan.ticket.priority,
        created_at: plan.ticket.created_at,
        link: plan.needs_link.then(|| link::bare(&public_id)),
    };
    let clocks = clocks::begin(&plan.shelf.book, &plan.ticket, plan.lang).columns()?;
    let (stmts, place) = write_up(call, &plan, &public_id, &filed, clocks)?;
    let rows = call.ctx.db.commit(stmts).await.map_err(|fault| lost_files(fault, &plan.files))?;
    call.ctx.deliver_mail();
    if tell::is_urgent(plan.ticket.priority) {
        call.ctx.deliver_robots();
    }
    let number: Option<Numbered> = rows.get(place).map_or(Ok(None), Rows::one)?;
    let serial = number.ok_or_else(|| Fault::new("a filing without a number"))?.serial;
    revive(&call.ctx, Reply::json(call.route.status, &Filed { serial, ..filed })?)
}

/// A file that was used or removed a moment ago. Nothing else that a filing refers to can go, or is taken.
fn lost_files(fault: Fault, files: &[AttachmentId]) -> Failure {
    match !files.is_empty() && (fault.is_dangling() || fault.is_taken("attachment_uses.")) {
        true => Refusal::new(Code::AttachmentUnknown).field("attachments").into(),
        false => fault.into(),
    }
}

/// Puts the secret into the link of an answer. It is derived anew each time, and stored with no answer.
pub fn revive(ctx: &Ctx, reply: Reply) -> Outcome {
    let Content::Json(text) = &reply.content else {
        return Ok(reply);
    };
    let mut filed: Filed = serde_json::from_str(text).map_err(|e| Fault::new(format!("an earlier answer: {e}")))?;
    filed.link = filed.link.map(|bare| link::with_secret(ctx, &bare)).transpose()?;
    Reply::json(reply.status, &filed)
}

/// The batch, and where in it the ticket is.
fn write_up(call: &Call, plan: &Plan, public_id: &str, filed: &Filed, clocks: Vec<Column>) -> Result<(Vec<Stmt>, usize), Failure> {
    let ctx = &call.ctx;
    let (workspace, ticket) = (&plan.workspace, &plan.ticket);
    let body = serde_json::to_string(filed).map_err(|e| Fault::new(format!("an answer: {e}")))?;
    let mut stmts = Vec::new();
    if let Some(key) = &call.key {
        stmts.push(key.remember_filing(ctx.now, call.route.status, &body, workspace));
    }
    if let Some(form) = &plan.new_contact {
        stmts.push(door::add_contact(ctx, workspace, &ticket.requester, form));
    }
    let place = stmts.len();
    let party = match plan.new_contact {
        Some(_) => Party::OfAddress(&plan.email),
        None => Party::Known(&ticket.requester),
    };
    let origin = Origin {
        party,
        typed: plan.typed.as_ref(),
        channel: plan.channel,
        follow_up_of: plan.follow_up_of,
        public_id,
        owner: plan.routed.owner(),
    };
    stmts.push(filing::ticket(workspace, ticket, &origin, plan.policy, clocks)?);
    stmts.push(filing::event(workspace, &origin, &plan.event)?);
    stmts.push(filing::text(workspace, party, ticket, &words(ticket)));
    stmts.extend(write::attach(workspace, Place::Filed, Audience::Public, &plan.files)?);
    let address = link::address(ctx, public_id, FIRST_LINK)?;
    let envelope = Envelope { workspace: Some(workspace), to: &plan.email, lang: plan.lang };
    stmts.push(mail::post(ctx, envelope, &Letter::Filed { workspace: &plan.name, link: &address }));
    if matches!(origin.owner, Owner::OneOf(..)) {
        stmts.extend(tell::routed(ctx, workspace, ticket, &plan.event.by));
    }
    stmts.extend(tell::groups_of_filing(workspace, ticket));
    Ok((stmts, place))
}

/// What a filing is found by.
fn words(ticket: &Ticket) -> String {
    let details = ticket.details.iter().map(|d| d.text.as_str());
    std::iter::once(ticket.title.as_str()).chain(details).collect::<Vec<_>>().join("\n")
}

#[derive(Deserialize)]
struct Numbered {
    serial: Serial,
}
