//! The conversation: what the requester filed, what was said, and what happened between.

use app::{
    api::Call,
    dom,
    i18n::{lang, tr},
    ticket::{attachments::attachments, conversation::team_entry, timeline},
    toast,
    ui::{Button, Icon, Line, avatar, icon, keyed, live, paragraphs, when},
};
use leptos::prelude::*;
use shared::{
    id::{MemberId, TagId, TeamId},
    ticket::{Event, Happening},
    wire::ticket::{MessageView, Messages},
};

use super::{outbox, state::Workspace};
use crate::command;
use app::desk::context;

/// One thing in the conversation.
enum Entry {
    Said(MessageView),
    Happened(Event),
}

/// The conversation from the oldest to the newest, and what has not been sent yet.
pub fn thread(ws: Workspace) -> AnyView {
    let entries = move || {
        let events = ws.events.get();
        let since = ws.messages.with(|messages| messages.first().map(|first| first.at)).filter(|_| ws.older.get());
        let mut told = events.into_iter().filter(|event| tells(event) && since.is_none_or(|since| event.at >= since)).peekable();
        let mut entries = Vec::new();
        for message in ws.messages.get() {
            while let Some(event) = told.next_if(|event| event.at <= message.at) {
                entries.push(Entry::Happened(event));
            }
            entries.push(Entry::Said(message));
        }
        entries.extend(told.map(Entry::Happened));
        entries.into_iter().map(|entry| Line::new(entry.key(), move || entry.view(ws))).collect()
    };
    view! {
        <div class="thread">
            {filed(ws)}
            {move || ws.older.get().then(|| older(ws))}
            {keyed(entries)}
            {outbox::unsent(ws)}
        </div>
    }
    .into_any()
}

/// Every event, newest first.
pub fn timeline(ws: Workspace) -> AnyView {
    let list = live(move || {
        let events = ws.events.get();
        with_reader(ws, |reader| timeline::timeline(&events, reader))
    });
    view! { <ol class="timeline">{list}</ol> }.into_any()
}

impl Entry {
    fn key(&self) -> String {
        match self {
            Self::Said(message) => message.id.0.clone(),
            Self::Happened(event) => event.version.to_string(),
        }
    }

    fn view(self, ws: Workspace) -> AnyView {
        match self {
            Self::Said(message) => {
                let me = untrack(context::my_id).map(|id| id.0).unwrap_or_default();
                team_entry(&message, &me)
            }
            Self::Happened(event) => match &event.what {
                Happening::Proposed { solution, root_cause } => proposed(ws, &event, solution.as_str(), root_cause.as_str()),
                _ => untrack(|| with_reader(ws, |reader| timeline::line(&event, reader))),
            },
        }
    }
}

/// What a message tells already stands there as one; the filing is the head of the conversation.
fn tells(event: &Event) -> bool {
    !matches!(event.what, Happening::Said { .. } | Happening::Filed { .. })
}

/// What the requester wrote when they filed it.
fn filed(ws: Workspace) -> AnyView {
    live(move || {
        ws.ticket.with(|ticket| {
            let parts: Vec<AnyView> = ticket
                .details
                .iter()
                .map(|detail| {
                    let name = context::with_guide(|own| app::ticket::guide::label(own, ticket.class, detail.key));
                    view! { <div class="detail"><h3>{name}</h3>{paragraphs(detail.text.as_str())}</div> }.into_any()
                })
                .collect();
            let name = ticket.requester.name.as_str();
            view! {
                <article class="msg customer filed">
                    <header>
                        {avatar(name)}
                        <span class="name">{name.to_owned()}</span>
                        <span class="reach">{tr("提交了工单", "filed this ticket")}{" · "}{ticket.channel.label(lang())}</span>
                        {when(ticket.created_at.0)}
                    </header>
                    <div class="msg-body">{parts}{attachments(&ticket.attachments)}</div>
                </article>
            }
            .into_any()
        })
    })
}

/// A proposed solution is the answer that everybody looks for.
fn proposed(ws: Workspace, event: &Event, solution: &str, cause: &str) -> AnyView {
    let who = untrack(|| with_reader(ws, |reader| timeline::tell(event, reader).who));
    view! {
        <article class="msg solution">
            <header>
                {avatar(&who)}
                <span class="name">{who.clone()}</span>
                <span class="reach">{icon(Icon::Check)}{tr("解决方案 · 客户可见", "Solution · the customer sees it")}</span>
                {when(event.at.0)}
            </header>
            <div class="msg-body">
                {paragraphs(solution)}
                <dl class="facts-of-record"><dt>{tr("根本原因", "Root cause")}</dt><dd>{cause.to_owned()}</dd></dl>
            </div>
        </article>
    }
    .into_any()
}

fn older(ws: Workspace) -> AnyView {
    let busy = RwSignal::new(false);
    let read = move || {
        let Some(first) = ws.messages.with_untracked(|messages| messages.first().map(|first| first.id.0.clone())) else { return };
        busy.set(true);
        dom::spawn(async move {
            let answer = Call::get([&command::path(ws.serial), "/messages?before=", &first].concat()).send::<Messages>().await;
            busy.try_set(false);
            match answer {
                Ok(page) => {
                    ws.messages.try_update(|messages| {
                        messages.splice(0..0, page.messages);
                    });
                    ws.older.try_set(page.older);
                }
                Err(error) => toast::failed(error.message),
            }
        });
    };
    view! { <div class="more"><Button label=tr("显示更早的消息", "Show earlier messages") busy on_press=read /></div> }.into_any()
}

/// The names of everybody in the ticket.
fn with_reader<R>(ws: Workspace, f: impl FnOnce(&timeline::Reader<'_>) -> R) -> R {
    let me = context::my_id().map(|id| id.0).unwrap_or_default();
    let people = ws.people.get();
    let requester = ws.ticket.with(|ticket| (ticket.requester.id.0.clone(), ticket.requester.name.as_str().to_owned()));
    let name = |id: &str| {
        if id == requester.0 {
            return Some(requester.1.clone());
        }
        let person = people.iter().find(|person| person.id == id).map(|person| person.name.as_str().to_owned());
        person
            .or_else(|| Some(context::member_name(&MemberId::from(id))).filter(|name| !name.is_empty()))
            .or_else(|| Some(context::team_name(&TeamId::from(id))).filter(|name| !name.is_empty()))
            .or_else(|| Some(context::tag_name(&TagId::from(id))))
    };
    f(&timeline::Reader { me: &me, team: true, internal: Some(super::internal::told), name: &name })
}
