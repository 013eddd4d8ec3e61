//! The conversation: what was filed, then everything that was said, oldest first.

use app::{
    api::Call,
    dom,
    i18n::{lang, tr},
    ticket::{attachments::attachments, conversation::entry},
    toast,
    ui::{Button, Kind, avatar, live, paragraphs, when},
};
use leptos::prelude::*;
use shared::{
    ticket::Detail,
    wire::ticket::{Messages, TicketView},
};

use super::page::Open;
use crate::{calls, state};

/// The conversation.
pub fn thread(open: Open) -> AnyView {
    let me = open.me();
    let older = state::yes(move || open.page.with(|page| page.as_ref().is_some_and(|page| page.older_messages)));
    let (author, reader) = (me.clone(), me);
    let filed = open.live(move |page| filing(&page.ticket, &author));
    let messages = open.live(move |page| page.messages.iter().map(|message| entry(message, &reader)).collect::<Vec<_>>().into_any());
    view! {
        <section class="thread" aria-label=tr("沟通记录", "Conversation")>
            {filed}
            {live(move || if older.get() { older_button(open) } else { ().into_any() })}
            {messages}
        </section>
    }
    .into_any()
}

fn filing(ticket: &TicketView, me: &str) -> AnyView {
    let name = String::from(ticket.requester.name.clone());
    let author = if ticket.requester.id.as_str() == me { tr("您", "You").to_owned() } else { name.clone() };
    let details: Vec<AnyView> = ticket.details.iter().map(detail).collect();
    view! {
        <article class="msg customer">
            <header>
                {avatar(&name)}
                <span class="name">{author}</span>
                <span class="reach">{tr("提交了工单", "filed the ticket")}</span>
                {when(ticket.created_at.0)}
            </header>
            <div class="msg-body">{details}{attachments(&ticket.attachments)}</div>
        </article>
    }
    .into_any()
}

fn detail(detail: &Detail) -> AnyView {
    view! { <div class="detail"><p class="detail-name">{detail.key.label(lang())}</p>{paragraphs(detail.text.as_str())}</div> }.into_any()
}

fn older_button(open: Open) -> AnyView {
    let busy = RwSignal::new(false);
    let fetch = move || {
        let Some(first) = open.page.with_untracked(|page| page.as_ref()?.messages.first().map(|message| message.id.0.clone())) else {
            return;
        };
        busy.set(true);
        let path = calls::ticket(open.serial, "/messages?before=") + &first;
        dom::spawn(async move {
            match Call::get(path).send::<Messages>().await {
                Ok(older) => {
                    open.page.try_update(|page| {
                        if let Some(page) = page {
                            page.messages.splice(0..0, older.messages);
                            page.older_messages = older.older;
                        }
                    });
                }
                Err(error) => toast::failed(error.message),
            }
            busy.try_set(false);
        });
    };
    view! { <div class="more"><Button label=tr("显示更早的内容", "Show earlier messages") kind=Kind::Quiet busy on_press=fetch /></div> }
        .into_any()
}
