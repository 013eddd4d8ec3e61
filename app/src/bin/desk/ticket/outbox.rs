//! Messages on their way. One that could not be sent stays, marked, also over a reload, until it is sent or discarded.

use app::{
    api::Call,
    dom, draft,
    i18n::{lang, tr},
    ui::{Button, Icon, icon, live, paragraphs},
};
use leptos::prelude::*;
use serde::Serialize;
use shared::wire::ticket::{NewMessage, Said};

use super::state::Workspace;
use crate::{command, kept};

/// A message and the key under which it is sent: sending it twice is saying it once.
#[derive(Clone, Serialize)]
pub struct Outgoing {
    key: String,
    message: NewMessage,
    /// Why the last try failed; absent while it is on its way.
    trouble: Option<String>,
}

shared::from_json!(Outgoing { key, message, trouble });

/// What is on its way from one ticket.
#[derive(Clone, Copy)]
pub struct Outbox(RwSignal<Vec<Outgoing>>);

/// Sends a message.
pub fn send(ws: Workspace, message: NewMessage) {
    let outgoing = Outgoing { key: dom::random_id(), message, trouble: None };
    change(ws, |all| all.push(outgoing.clone()));
    dom::later(|| {
        if let Some(last) = dom::query(".unsent-list .msg:last-child") {
            last.scroll_into_view_with_bool(false);
        }
    });
    try_once(ws, outgoing);
}

/// The messages that the server does not have yet.
pub fn unsent(ws: Workspace) -> AnyView {
    let list = live(move || ws.outbox.get().into_iter().map(|outgoing| row(ws, outgoing)).collect::<Vec<_>>());
    view! { <div class="thread unsent-list" aria-live="polite">{list}</div> }.into_any()
}

impl Outbox {
    /// What could not be sent the last time.
    pub fn restored(serial: u32) -> Self {
        let mut all = stored(serial);
        for outgoing in all.iter_mut().filter(|outgoing| outgoing.trouble.is_none()) {
            outgoing.trouble = Some(tr("上次没有完成", "it was not finished the last time").to_owned());
        }
        store(serial, &all);
        Self(RwSignal::new(all))
    }

    fn get(self) -> Vec<Outgoing> {
        self.0.get()
    }
}

fn row(ws: Workspace, outgoing: Outgoing) -> AnyView {
    let foot = outgoing.trouble.clone().map(|why| {
        let (again, gone) = (outgoing.clone(), outgoing.key.clone());
        view! {
            <footer class="msg-foot" role="alert">
                {icon(Icon::Alert)}
                <span>{tr("没有发出：", "Not sent: ")}{why}</span>
                <span class="push"></span>
                <Button label=tr("放弃", "Discard") on_press=move || change(ws, |all| all.retain(|other| other.key != gone)) />
                <Button label=tr("重试", "Try again") icon=Icon::Retry on_press=move || try_once(ws, again.clone()) />
            </footer>
        }
        .into_any()
    });
    let state = if outgoing.trouble.is_none() { tr("正在发送…", "Sending…") } else { "" };
    view! {
        <article class="msg unsent">
            <header><span class="reach">{outgoing.message.kind.label(lang())}</span><span class="push">{state}</span></header>
            <div class="msg-body">{paragraphs(outgoing.message.text.as_str())}</div>
            {foot}
        </article>
    }
    .into_any()
}

fn try_once(ws: Workspace, outgoing: Outgoing) {
    let key = outgoing.key.clone();
    mark(ws, &key, None);
    dom::spawn(async move {
        let path = [&command::path(ws.serial), "/messages"].concat();
        match Call::post(path, &outgoing.message).key(&key).send::<Said>().await {
            Ok(said) => {
                change(ws, |all| all.retain(|other| other.key != key));
                ws.ticket.try_set(said.ticket);
                ws.happened(said.event);
                ws.said(said.message);
            }
            Err(error) => mark(ws, &key, Some(error.message)),
        }
    });
}

fn mark(ws: Workspace, key: &str, trouble: Option<String>) {
    change(ws, |all| {
        if let Some(found) = all.iter_mut().find(|other| other.key == key) {
            found.trouble = trouble;
        }
    });
}

/// The store comes first: the answer may arrive when another screen is shown.
fn change(ws: Workspace, f: impl FnOnce(&mut Vec<Outgoing>)) {
    let mut all = stored(ws.serial);
    f(&mut all);
    store(ws.serial, &all);
    ws.outbox.0.try_set(all);
}

fn stored(serial: u32) -> Vec<Outgoing> {
    draft::text(&name(serial)).and_then(|text| shared::json::read(&text)).unwrap_or_default()
}

fn store(serial: u32, all: &[Outgoing]) {
    let text = if all.is_empty() { String::new() } else { serde_json::to_string(all).unwrap_or_default() };
    draft::keep(&name(serial), &text);
}

fn name(serial: u32) -> String {
    kept::full(&["outbox.", &serial.to_string()].concat())
}
