//! The tickets that the signed-in customer may see.

use app::{
    api::Call,
    dom,
    i18n::{lang, tr},
    load::Load,
    router,
    ticket::labels::{hold_words, priority_mark, serial_mark, status_mark},
    toast,
    ui::{self, MoreButton, Tabs, live, when},
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
    state::need_session();
    let load = Load::<TicketList>::new(|| address().to_owned());
    let tabs = || vec![("open", tr("未关闭", "Open").to_owned(), None), ("closed", tr("已关闭", "Closed").to_owned(), None)];
    view! {
        <div class="page narrow">
            <header class="page-head">
                <h1>{tr("我的工单", "My tickets")}</h1>
                <a class="btn primary" href=paths::to(View::New)>{tr("提交工单", "File a ticket")}</a>
            </header>
            <div class="stack">
                <Tabs param="show" label=tr("状态", "State") tabs=Signal::derive(tabs) />
                {live(|| if state::by_link() { one_only() } else { ().into_any() })}
                {ui::loaded(load, || ui::skeleton(6), pages)}
            </div>
        </div>
    }
    .into_any()
}

fn one_only() -> AnyView {
    view! {
        <p class="hint">
            {tr("您是通过工单链接进来的，只能看到这一张。", "You came by a ticket's link and see that one alone. ")}
            <a href=paths::to(View::SignIn)>{tr("用邮箱登录，查看全部", "Sign in with your e-mail to see all")}</a>
        </p>
    }
    .into_any()
}

/// What the tab asks for.
fn address() -> &'static str {
    if router::param("show").as_deref() == Some("closed") { CLOSED } else { OPEN }
}

fn pages(list: RwSignal<Option<TicketList>>) -> AnyView {
    let busy = RwSignal::new(false);
    let more = Signal::derive(move || list.with(|list| list.as_ref().is_some_and(|list| list.next.is_some())));
    let on_more = move || {
        let Some(cursor) = list.with_untracked(|list| list.as_ref().and_then(|list| list.next.clone())) else {
            return;
        };
        busy.set(true);
        let path = [untrack(address), "&cursor=", &paths::encoded(&cursor)].concat();
        dom::spawn(async move {
            match Call::get(path).send::<TicketList>().await {
                Ok(page) => {
                    list.try_update(|list| append(list, page));
                }
                Err(error) => toast::failed(error.message),
            }
            busy.try_set(false);
        });
    };
    view! {
        {live(move || list.with(slips))}
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

fn slips(list: &Option<TicketList>) -> AnyView {
    let Some(list) = list else {
        return ().into_any();
    };
    if list.tickets.is_empty() {
        let action = view! { <a class="btn" href=paths::to(View::New)>{tr("提交工单", "File a ticket")}</a> };
        return ui::empty(
            tr("这里还没有工单", "No tickets here"),
            tr("提交之后，处理到哪一步，在这里一看便知。", "Once you have filed one, this is where you follow it."),
            action.into_any(),
        );
    }
    let slips: Vec<AnyView> = list.tickets.iter().map(slip).collect();
    view! { <div class="slip-list">{slips}</div> }.into_any()
}

/// One ticket of a list.
pub fn slip(card: &Card) -> AnyView {
    let href = paths::to(View::Ticket(card.serial));
    view! {
        <article class="slip">
            <div class="slip-stub">{serial_mark(card.serial)}{priority_mark(card.priority, true)}</div>
            <div class="slip-body">
                <a class="slip-title" href=href>{String::from(card.title.clone())}</a>
                <p class="slip-meta">
                    {status_mark(card.status)}
                    {chip(card)}
                    <span>{card.class.label(lang())}</span>
                    <span class="push">{when(card.updated_at.0)}</span>
                </p>
            </div>
        </article>
    }
    .into_any()
}

/// What the customer has to do stands out; what others wait for does not.
fn chip(card: &Card) -> AnyView {
    let (class, words) = match (card.status, card.waiting) {
        (Status::Closed, _) => return ().into_any(),
        (Status::Verifying, _) => ("chip alarm", tr("请您验证", "Please verify")),
        (_, Some(WaitingFor::Customer)) => ("chip alarm", tr("等您回复", "Waiting for you")),
        _ => match hold_words(card.gate, card.waiting) {
            Some(words) => ("chip wait", words),
            None => return ().into_any(),
        },
    };
    view! { <span class=class>{words}</span> }.into_any()
}
