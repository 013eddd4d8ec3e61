//! The head of the ticket: what it is, where it stands, and what can be done with it.

use app::{
    api::Call,
    dom,
    i18n::tr,
    ticket::{
        labels::{hold_words, priority_mark, serial_mark, status_mark},
        promise::promise_chip,
    },
    toast,
    ui::{Button, Icon, MenuItem, icon, keys::on_key, live},
};
use leptos::prelude::*;
use shared::{
    ticket::{Class, Command, Status},
    wire::ticket::FreshLink,
};
use wasm_bindgen::{JsCast, JsValue};

use super::{ask::Question, people, state::Workspace};
use crate::{
    command,
    moves::{Plan, beside, move_words, plan},
};
use app::desk::context;

/// A request that says nothing but where it goes.
#[derive(serde::Serialize)]
struct Empty {}

const MOVE: &str = "ticket-move";
const MORE: &str = "ticket-more";

/// Serial, title, state, and the menus.
pub fn head(ws: Workspace) -> AnyView {
    let marks = live(move || {
        ws.ticket.with(|ticket| {
            let waiting = ticket.waiting.as_ref().map(|waiting| waiting.on);
            let hold = hold_words(ticket.gate, waiting).map(|words| view! { <span class="chip wait">{words}</span> }.into_any());
            // A phone shows the clocks on a page of their own; what has to be kept next stands on every one.
            let due = ticket.promise.as_ref().map(|promise| view! { <span class="on-phone">{promise_chip(promise)}</span> }.into_any());
            view! { {status_mark(ticket.status)}{priority_mark(ticket.priority, ticket.priority_confirmed)}{hold}{due} }.into_any()
        })
    });
    view! {
        <header class="ticket-head">
            <div class="row">
                <a class="btn quiet square" href="/desk/tickets" aria-label=tr("回到列表", "Back to the list")>{icon(Icon::Left)}</a>
                {serial_mark(ws.serial)}
                <span class="row marks">{marks}</span>
                {super::presence::here(ws)}
                <span class="push"></span>
                {opener(MOVE, "btn primary", tr("移动", "Move"), Icon::Right, move || open_move(ws))}
                {opener(MORE, "btn square", tr("更多操作", "More"), Icon::More, move || open_more(ws))}
            </div>
            <h1>{move || ws.ticket.with(|ticket| ticket.title.as_str().to_owned())}</h1>
        </header>
    }
    .into_any()
}

/// The keys of a ticket.
pub fn keys(ws: Workspace) {
    on_key("a", tr("指派", "Assign"), move || people::open_owners(ws));
    on_key("p", tr("优先级", "Priority"), move || super::facts::open_priorities(ws));
    on_key("[", tr("移到前一个状态", "Move one state back"), move || shift(ws, -1));
    on_key("]", tr("移到后一个状态", "Move one state on"), move || shift(ws, 1));
    on_key("m", tr("移动菜单", "The Move menu"), move || open_move(ws));
}

/// A button that opens the workspace's menu beside itself.
pub fn opener(id: &'static str, class: &'static str, words: &'static str, symbol: Icon, open: impl Fn() + 'static) -> AnyView {
    let square = class.split(' ').any(|name| name == "square");
    view! {
        <button type="button" id=id class=class aria-haspopup="menu" aria-label=words title=words on:click=move |_| open()>
            {icon(symbol)}
            {(!square).then_some(words)}
        </button>
    }
    .into_any()
}

/// Opens the menu beside the element with this id.
pub fn open_menu(ws: Workspace, id: &str, items: Vec<MenuItem>) {
    if let Some(button) = dom::by_id(id) {
        ws.menu.open(&button, items);
    }
}

fn shift(ws: Workspace, steps: isize) {
    if let Some(to) = beside(ws.ticket.with_untracked(|ticket| ticket.status), steps) {
        ws.move_to(to);
    }
}

fn open_move(ws: Workspace) {
    let ticket = untrack(|| ws.domain());
    let item = |to: Status| {
        let item = MenuItem::new(move_words(to), move || ws.move_to(to));
        match plan(&ticket, to) {
            Plan::Never(why) => item.refused(why),
            Plan::Go(_) | Plan::Ask(_) => item,
        }
    };
    let items = Status::ALL.iter().copied().filter(|to| *to != ticket.status).map(item).collect();
    open_menu(ws, MOVE, items);
}

fn open_more(ws: Workspace) {
    let ticket = untrack(|| ws.domain());
    let edit =
        Command::Edit { title: ticket.title.clone(), project: ticket.project.clone(), module: ticket.module.clone(), wanted_by: None };
    // The same facts again change nothing; whether they may be changed is what is asked.
    let may_edit = !matches!(context::try_out(&ticket, &edit), Err(refusal) if refusal.code != shared::error::Code::NothingChanged);
    let mut items = Vec::new();
    if may_edit {
        items.push(MenuItem::new(tr("编辑标题、项目、期望时间", "Edit title, project, wanted-by"), move || {
            ws.question.set(Some(Question::Edit))
        }));
    }
    let classes = Class::ALL.iter().copied().filter(|class| context::may(&ticket, &Command::Reclassify { class: *class }));
    items.extend(classes.map(|class| {
        MenuItem::new([tr("类别改为 ", "Change the class to "), class.label(app::i18n::lang())].concat(), move || {
            ws.give(Command::Reclassify { class })
        })
    }));
    if ticket.status == Status::Closed {
        let address = ["/desk/new?from=", &ws.serial.to_string()].concat();
        items.push(MenuItem::new(tr("新建接续工单", "File a ticket that goes on from this"), move || app::router::go(&address)));
    }
    items.push(MenuItem::new(tr("复制工单地址", "Copy the ticket's address"), copy_address));
    items.push(
        MenuItem::new(tr("生成并复制客户链接", "Make and copy a link for the requester"), move || fresh_link(ws))
            .note(tr("凭链接可直接查看这张工单；之前的链接随即失效", "Opens this ticket without signing in; earlier links stop working")),
    );
    open_menu(ws, MORE, items);
}

fn copy_address() {
    let address = dom::window().location().origin().unwrap_or_default() + &untrack(app::router::location).path;
    copy(&address, tr("已复制工单地址", "The address is copied"));
}

fn fresh_link(ws: Workspace) {
    dom::spawn(async move {
        let call = Call::post([&command::path(ws.serial), "/link"].concat(), &Empty {}).key(&dom::random_id());
        match call.send::<FreshLink>().await {
            Ok(fresh) => {
                let origin = dom::window().location().origin().unwrap_or_default();
                let link = if fresh.link.starts_with('/') { origin + &fresh.link } else { fresh.link };
                // Never in place of a dialog that was opened meanwhile.
                if ws.question.try_with_untracked(Option::is_none) == Some(true) {
                    ws.question.set(Some(Question::Link(link.clone())));
                }
                copy(&link, tr("已复制客户链接", "The requester's link is copied"));
            }
            Err(error) => toast::failed(error.message),
        }
    });
}

/// Puts text on the clipboard; where the browser forbids it, the text stays selectable in its dialog.
pub fn copy(text: &str, said: &'static str) {
    let clipboard = dom::get(&dom::window().navigator(), "clipboard");
    let write = dom::get(&clipboard, "writeText").dyn_into::<js_sys::Function>();
    let promise = write.ok().and_then(|write| write.call1(&clipboard, &JsValue::from_str(text)).ok());
    let Some(promise) = promise.and_then(|promise| promise.dyn_into::<js_sys::Promise>().ok()) else { return };
    dom::spawn(async move {
        if wasm_bindgen_futures::JsFuture::from(promise).await.is_ok() {
            toast::done(said);
        }
    });
}

/// The button at the end of a fact.
pub fn change_button(words: &'static str, act: impl Fn() + 'static) -> AnyView {
    view! { <Button label=words kind=app::ui::Kind::Quiet on_press=act /> }.into_any()
}
