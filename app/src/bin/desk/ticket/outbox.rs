//! Messages on their way. One that could not be sent stays, marked, also over a reload, until it is sent or discarded.
//! Where the browser has no room it stays as long as the page is open ([`draft::keep`]).

use std::cell::RefCell;

use app::{
    api::Call,
    dom, draft,
    i18n::{lang, tr},
    toast,
    ui::{Button, Icon, icon, live, paragraphs},
};
use leptos::prelude::*;
use serde::Serialize;
use shared::{
    id::Serial,
    wire::ticket::{NewMessage, Said},
};

use super::state::Workspace;
use crate::command;
use app::desk::kept;

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

thread_local! {
    /// The keys of what is on its way now, whichever screen is shown.
    static ON_ITS_WAY: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// The workspaces on the page. An answer may find another one of its ticket than the one that asked.
    static SHOWN: RefCell<Vec<Workspace>> = const { RefCell::new(Vec::new()) };
}

/// From now on this workspace learns of every answer that concerns its ticket.
pub fn follow(ws: Workspace) {
    SHOWN.with(|all| {
        let mut all = all.borrow_mut();
        all.retain(|other| !other.ticket.is_disposed());
        all.push(ws);
    });
}

/// Sends a message.
pub fn send(ws: Workspace, message: NewMessage) {
    let outgoing = Outgoing { key: dom::random_id(), message, trouble: None };
    change(ws.serial, |all| all.push(outgoing.clone()));
    dom::later(|| {
        if let Some(last) = dom::query(".unsent-list .msg:last-child") {
            last.scroll_into_view_with_bool(false);
        }
    });
    try_once(ws.serial, outgoing);
}

/// The messages that the server does not have yet.
pub fn unsent(ws: Workspace) -> AnyView {
    let list = live(move || ws.outbox.get().into_iter().map(|outgoing| row(ws.serial, outgoing)).collect::<Vec<_>>());
    view! { <div class="thread unsent-list" aria-live="polite">{list}</div> }.into_any()
}

impl Outbox {
    /// What could not be sent the last time, or still is on its way.
    pub fn restored(serial: Serial) -> Self {
        let mut all = stored(serial);
        let broken_off = |outgoing: &&mut Outgoing| outgoing.trouble.is_none() && !is_on_its_way(&outgoing.key);
        for outgoing in all.iter_mut().filter(broken_off) {
            outgoing.trouble = Some(tr("上次没有完成", "it was not finished the last time").to_owned());
        }
        store(serial, &all);
        Self(RwSignal::new(all))
    }

    fn get(self) -> Vec<Outgoing> {
        self.0.get()
    }
}

fn row(serial: Serial, outgoing: Outgoing) -> AnyView {
    let foot = outgoing.trouble.clone().map(|why| {
        let (again, gone) = (outgoing.clone(), outgoing.key.clone());
        view! {
            <footer class="msg-foot" role="alert">
                {icon(Icon::Alert)}
                <span>{tr("没有发出：", "Not sent: ")}{why}</span>
                <span class="push"></span>
                <Button label=tr("放弃", "Discard") on_press=move || change(serial, |all| all.retain(|other| other.key != gone)) />
                <Button label=tr("重试", "Try again") icon=Icon::Retry on_press=move || try_once(serial, again.clone()) />
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

fn try_once(serial: Serial, outgoing: Outgoing) {
    let key = outgoing.key.clone();
    ON_ITS_WAY.with(|keys| keys.borrow_mut().push(key.clone()));
    mark(serial, &key, None);
    dom::spawn(async move {
        let path = [&command::path(serial), "/messages"].concat();
        let outcome = Call::post(path, &outgoing.message).key(&key).send::<Said>().await;
        ON_ITS_WAY.with(|keys| keys.borrow_mut().retain(|other| *other != key));
        match outcome {
            Ok(said) => {
                change(serial, |all| all.retain(|other| other.key != key));
                for ws in shown(serial) {
                    ws.ticket.try_set(said.ticket.clone());
                    ws.happened(said.event.clone());
                    ws.said(said.message.clone());
                }
            }
            Err(error) => {
                if shown(serial).is_empty() {
                    let kept = tr("：消息没有发出，留在工单里。", ": your message was not sent; it is kept there. ");
                    toast::failed(["#", &serial.to_string(), kept, &error.message].concat());
                }
                mark(serial, &key, Some(error.message));
            }
        }
    });
}

fn shown(serial: Serial) -> Vec<Workspace> {
    SHOWN.with(|all| all.borrow().iter().filter(|ws| ws.serial == serial && !ws.ticket.is_disposed()).copied().collect())
}

fn is_on_its_way(key: &str) -> bool {
    ON_ITS_WAY.with(|keys| keys.borrow().iter().any(|other| other == key))
}

fn mark(serial: Serial, key: &str, trouble: Option<String>) {
    change(serial, |all| {
        if let Some(found) = all.iter_mut().find(|other| other.key == key) {
            found.trouble = trouble;
        }
    });
}

/// The store comes first: the answer may arrive when another screen is shown.
fn change(serial: Serial, f: impl FnOnce(&mut Vec<Outgoing>)) {
    let mut all = stored(serial);
    f(&mut all);
    store(serial, &all);
    for ws in shown(serial) {
        ws.outbox.0.try_set(all.clone());
    }
}

fn stored(serial: Serial) -> Vec<Outgoing> {
    draft::text(&name(serial)).and_then(|text| shared::json::read(&text)).unwrap_or_default()
}

fn store(serial: Serial, all: &[Outgoing]) {
    let text = if all.is_empty() { String::new() } else { serde_json::to_string(all).unwrap_or_default() };
    draft::keep(&name(serial), &text);
}

fn name(serial: Serial) -> String {
    kept::full(&["outbox.", &serial.to_string()].concat())
}
