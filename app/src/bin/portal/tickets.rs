//! The tickets that the signed-in customer may see.

use app::{
    api::Call,
    dom,
    i18n::{lang, tr},
    load::Load,
    router,
    ticket::labels::{hold_words, priority_mark, serial_mark, status_mark},
    toast,
    ui::{self, MoreButton, Tabs, when},
};
use leptos::prelude::*;
use shared::{
    ticket::{Status, WaitingFor},
    wire::board::{Card, TicketList},
};

use crate::{paths, screens::View, state};

/// Where open tickets are read.
pub const OPEN: &str = "/api/v1/tickets?status=todo,in_progress,verifying";
const CLOSED: &str = "/api/v1/tickets?status=closed";

/// The list screen.
pub fn tickets() -> AnyView {
    if !state::signed_in() {
        dom::later(state::signed_out);
        return ().into_any();
    }
    let address = || if router::param("show").as_deref() == Some("closed") { CLOSED } else { OPEN };
    let load = Load::<TicketList>::new(move || address().to_owned());
    let tabs = || vec![("open", tr("未关闭", "Open").to_owned(), None), ("closed", tr("已关闭", "Closed").to_owned(), None)];
    view! {
        <header class="screen-head">
            <h1>{tr("我的工单", "My tickets")}</h1>
            <a class="btn primary" href=paths::to(View::New)>{tr("提交工单", "File a ticket")}</a>
        </header>
        <Tabs param="show" label=tr("状态", "State") tabs=Signal::derive(tabs) />
        {ui::loaded(load, || ui::skeleton(6), move |list| pages(list, address))}
    }
    .into_any()
}

fn pages(list: RwSignal<Option<TicketList>>, address: fn() -> &'static str) -> AnyView {
    let busy = RwSignal::new(false);
    let more = Signal::derive(move || list.with(|list| list.as_ref().is_some_and(|list| list.next.is_some())));
    let on_more = move || {
        let Some(cursor) = list.with_untracked(|list| list.as_ref().and_then(|list| list.next.clone())) else { return };
        busy.set(true);
        let path = [untrack(address), "&cursor=", &paths::encoded(&cursor)].concat();
        dom::spawn(async move {
            match Call::get(path).send::<TicketList>().await {
                Ok(page) => list.update(|list| append(list, page)),
                Err(error) => toast::failed(error.message),
            }
            busy.set(false);
        });
    };
    view! {
        {move || list.with(rows)}
        <MoreButton more busy on_more />
    }
    .into_any()
}

fn append(list: &mut Option<TicketList>, page: TicketList) {
    if let Some(list) = list {
        list.tickets.extend(page.tickets);
        list.next = page.next;
    }
}

fn rows(list: &Option<TicketList>) -> AnyView {
    let Some(list) = list else { return ().into_any() };
    if list.tickets.is_empty() {
        let action = view! { <a class="btn primary" href=paths::to(View::New)>{tr("提交工单", "File a ticket")}</a> };
        return ui::empty(
            tr("这里还没有工单", "No tickets here"),
            tr("遇到问题就提交一张，处理到哪一步这里一看便知。", "File one when something is wrong; this is where you follow it."),
            action.into_any(),
        );
    }
    let rows: Vec<AnyView> = list.tickets.iter().map(row).collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

/// One ticket of a list.
pub fn row(card: &Card) -> AnyView {
    let href = paths::to(View::Ticket(card.serial));
    let hold = hold_words(card.gate, card.waiting).filter(|_| card.status != Status::Closed);
    // What the customer has to do stands out; what others wait for does not.
    let yours = match (card.status, card.waiting) {
        (Status::Verifying, _) => Some(tr("请您验证", "Please verify")),
        (_, Some(WaitingFor::Customer)) => Some(tr("等您回复", "Waiting for you")),
        _ => None,
    };
    let mark = match yours {
        Some(words) => view! { <span class="yours">{words}</span> }.into_any(),
        None => hold.map(|words| view! { <span class="hold">{words}</span> }).into_any(),
    };
    view! {
        <li class="row">
            <a href=href>
                {serial_mark(card.serial)}
                <span class="row-title">{String::from(card.title.clone())}</span>
                <span class="row-marks">
                    {mark}
                    {status_mark(card.status)}
                    {priority_mark(card.priority, card.priority_confirmed)}
                    <span>{card.class.label(lang())}</span>
                    {when(card.updated_at.0)}
                </span>
            </a>
        </li>
    }
    .into_any()
}
