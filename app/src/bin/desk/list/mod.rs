//! The list: chips that are the address, rows that are read page by page.

mod rows;

use app::{
    api::Call,
    dom,
    i18n::tr,
    load::Load,
    router, toast,
    ui::{Icon, MoreButton, empty, icon, keys::on_key, live, loaded},
};
use leptos::prelude::*;
use shared::wire::board::{Card, TicketList};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{cards::Growing, filters};
use app::desk::frame;

/// What the list shows: the first page, and those that were asked for after it.
#[derive(Clone, Copy)]
struct List {
    load: Load<TicketList>,
    cards: RwSignal<Vec<Card>>,
    next: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

/// `/desk/tickets?<filter>`.
pub fn list() -> AnyView {
    let list = List {
        load: Load::new(|| filters::path("/api/v1/tickets")),
        cards: RwSignal::new(Vec::new()),
        next: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    Effect::new(move |_| {
        list.load.value.with(|page| {
            if let Some(page) = page {
                list.cards.set(page.tickets.clone());
                list.next.set(page.next.clone());
            }
        });
    });
    on_key("j", tr("下一张工单", "Next ticket"), || step(1));
    on_key("k", tr("上一张工单", "Previous ticket"), || step(-1));
    frame::ready(move || view(list))
}

fn view(list: List) -> AnyView {
    let heading = move || match router::param("q") {
        Some(words) if !words.is_empty() => [tr("搜索：", "Search: "), &words].concat(),
        _ => tr("工单", "Tickets").to_owned(),
    };
    view! {
        <h1 class="visually-hidden">{heading}</h1>
        <div class="on-phone list-search">{frame::search("list-search")}</div>
        <div class="filters">{filters::list_bar()}</div>
        {frame::outdated(list.load)}
        {loaded(list.load, skeleton, move |_| found(list))}
    }
    .into_any()
}

fn found(list: List) -> AnyView {
    let none = Memo::new(move |_| list.cards.with(Vec::is_empty));
    let growing = Growing::new(list.cards);
    let body = live(move || if none.get() { nothing() } else { rows::rows(growing) });
    let more = move || read_more(list);
    view! {
        <div class="list" aria-busy=move || list.load.busy.get().then_some("true")>{body}</div>
        <MoreButton more=Signal::derive(move || list.next.with(Option::is_some) && growing.is_whole()) busy=list.busy on_more=more />
    }
    .into_any()
}

/// Reads the next page below the last row.
fn read_more(list: List) {
    let Some(cursor) = list.next.get_untracked() else { return };
    let first = untrack(|| filters::path("/api/v1/tickets"));
    let sign = if first.split_once('?').is_some() { "&" } else { "?" };
    let cursor: String = js_sys::encode_uri_component(&cursor).into();
    list.busy.set(true);
    dom::spawn(async move {
        let answer = Call::get([first.as_str(), sign, "cursor=", &cursor].concat()).send::<TicketList>().await;
        list.busy.try_set(false);
        let unchanged = untrack(|| filters::path("/api/v1/tickets")) == first;
        match answer {
            Ok(page) if unchanged => {
                list.cards.try_update(|cards| {
                    // A ticket that moved down between two pages is not shown twice.
                    let new = page.tickets.into_iter().filter(|new| cards.iter().all(|card| card.serial != new.serial)).collect::<Vec<_>>();
                    cards.extend(new);
                });
                list.next.try_set(page.next);
            }
            Ok(_) => {}
            Err(error) => toast::failed(error.message),
        }
    });
}

/// `J` and `K` go from row to row.
fn step(by: i32) {
    let Ok(links) = dom::document().query_selector_all(".list .row-link") else { return };
    let focused = dom::document().active_element();
    let count = links.length() as i32;
    let at = (0..count).find(|n| links.item(*n as u32).as_ref() == focused.as_ref().map(AsRef::as_ref));
    let next = at.map_or(0, |at| (at + by).clamp(0, count - 1));
    if let Some(link) = links.item(next as u32).and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let _ = link.focus();
    }
}

fn nothing() -> AnyView {
    if filters::is_set() {
        let clear =
            view! { <button type="button" class="btn" on:click=|_| filters::clear()>{tr("清除筛选", "Clear the filters")}</button> };
        return empty(
            tr("没有符合条件的工单", "No ticket matches"),
            tr("换个词或放宽条件试试。", "Try other words or fewer filters."),
            clear.into_any(),
        );
    }
    let new =
        view! { <a class="btn primary" href="/desk/new">{icon(Icon::Plus)}<span>{tr("代客户新建", "File one for a customer")}</span></a> };
    empty(
        tr("还没有工单", "No tickets yet"),
        tr("客户提交或您代为新建的工单会列在这里。", "What customers file, or you for them, is listed here."),
        new.into_any(),
    )
}

fn skeleton() -> AnyView {
    let rows: Vec<AnyView> = (0..18).map(|_| view! { <span></span> }.into_any()).collect();
    view! { <div class="skeleton rows" role="status" aria-label=tr("正在读取", "Loading") data-density="compact">{rows}</div> }.into_any()
}
