//! The first screen: one large field whose words become the title of a ticket, and the tickets that are open.

use app::{
    i18n::{lang, tr},
    load::Load,
    router,
    ticket::labels::serial_mark,
    ui::{self, Button, Icon, IconButton, Kind, live},
};
use leptos::prelude::*;
use shared::{ticket::Class, wire::board::TicketList};

use crate::{
    form,
    known::{self, Known},
    paths,
    screens::View,
    state, tickets,
};

/// Open tickets shown here; the rest is a click away.
const OPEN_SHOWN: usize = 5;

/// The home screen.
pub fn home() -> AnyView {
    view! {
        <div class="page home">
            {unsent()}
            {ask()}
            {open_tickets()}
            {classes()}
        </div>
    }
    .into_any()
}

/// A ticket that is still on this device is never out of sight; its form sends it.
fn unsent() -> AnyView {
    if !form::is_pressed() {
        return ().into_any();
    }
    view! {
        <div class="banner warn boxed" role="status">
            {ui::icon(Icon::Alert)}
            <p><strong>{tr("有一张工单还没有发送成功。", "One ticket has not been sent yet. ")}</strong></p>
            <a class="btn" href=paths::to(View::New)>{tr("打开并发送", "Open and send it")}</a>
        </div>
    }
    .into_any()
}

fn ask() -> AnyView {
    let words = RwSignal::new(String::new());
    let file = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let path = paths::to(View::New);
        let title = words.get_untracked();
        let title = title.trim();
        router::go(&if title.is_empty() { path } else { paths::with_param(&path, "title", title) });
    };
    view! {
        <form class="hero" role="search" on:submit=file>
            <h1><label for="ask">{tr("遇到了什么问题？", "What do you need help with?")}</label></h1>
            <div class="hero-search">
                <input
                    id="ask"
                    type="search"
                    enterkeyhint="go"
                    autocomplete="off"
                    aria-describedby="ask-hint"
                    placeholder=tr("例如：扫码后提示物料不存在", "Labels do not print")
                    prop:value=move || words.get()
                    on:input=move |event| words.set(event_target_value(&event))
                />
                <Button label=tr("提交工单", "File a ticket") kind=Kind::Primary submit=true />
            </div>
            <p class="hint" id="ask-hint">{tr("先写一句话，照片和细节下一步再补充。", "One sentence will do. Photos and details come next.")}</p>
        </form>
    }
    .into_any()
}

/// The four classes, for those who know what they need.
fn classes() -> AnyView {
    let cards: Vec<AnyView> = Class::ALL.iter().map(|class| class_card(*class)).collect();
    view! {
        <section class="stack tight">
            <h2>{tr("或按类别提交", "Or start with the kind of request")}</h2>
            <ul class="class-cards">{cards}</ul>
        </section>
    }
    .into_any()
}

fn class_card(class: Class) -> AnyView {
    let href = paths::with_param(&paths::to(View::New), "class", class.as_str());
    view! {
        <li>
            <a class="class-card" href=href>
                <strong>{class.label(lang())}</strong>
                <span>{state::with_guide(|own| app::ticket::guide::guidance(own, class))}</span>
            </a>
        </li>
    }
    .into_any()
}

/// By the session, else by the links that this device keeps.
fn open_tickets() -> AnyView {
    let shown = RwSignal::new(known::list(&state::slug()));
    if state::signed_in() {
        let load = Load::<TicketList>::new(|| tickets::OPEN.to_owned());
        return section(ui::loaded(
            load,
            || ui::skeleton(3),
            move |list| {
                live(move || {
                    shown.track();
                    list.with(|list| of_session(list, shown))
                })
            },
        ));
    }
    section(live(move || {
        let all = shown.get();
        if all.is_empty() { sign_in_hint() } else { of_links(all, shown) }
    }))
}

fn section(content: AnyView) -> AnyView {
    view! { <section class="stack tight"><h2>{tr("我的工单", "My tickets")}</h2>{content}</section> }.into_any()
}

fn of_session(list: &Option<TicketList>, shown: RwSignal<Vec<Known>>) -> AnyView {
    let Some(list) = list else {
        return ().into_any();
    };
    // A session that came by a link sees one ticket; the links of others are still here.
    let mut others = known::list(&state::slug());
    others.retain(|known| list.tickets.iter().all(|card| card.serial != known.serial));
    if list.tickets.is_empty() && others.is_empty() {
        return view! { <p class="hint">{tr("没有处理中的工单。", "Nothing is open.")}</p> }.into_any();
    }
    let mut rows: Vec<AnyView> = list.tickets.iter().take(OPEN_SHOWN).map(tickets::slip).collect();
    rows.extend(others.into_iter().take(OPEN_SHOWN).map(|known| link_slip(known, shown)));
    view! {
        <div class="slip-list">{rows}</div>
        <p><a href=paths::to(View::Tickets)>{tr("全部工单", "All tickets")}</a></p>
    }
    .into_any()
}

fn of_links(all: Vec<Known>, shown: RwSignal<Vec<Known>>) -> AnyView {
    let rows: Vec<AnyView> = all.into_iter().map(|known| link_slip(known, shown)).collect();
    view! {
        <div class="slip-list">{rows}</div>
        <p class="hint">
            {tr("这里只有在本机提交或打开过的工单。", "These were filed or opened on this device. ")}
            <a href=paths::to(View::SignIn)>{tr("用邮箱登录，查看全部", "Sign in with your e-mail to see all")}</a>
        </p>
    }
    .into_any()
}

fn link_slip(known: Known, shown: RwSignal<Vec<Known>>) -> AnyView {
    let serial = known.serial;
    let forget = move || {
        known::forget(&state::slug(), serial);
        shown.set(known::list(&state::slug()));
    };
    view! {
        <article class="slip known">
            <div class="slip-stub">{serial_mark(serial)}</div>
            <div class="slip-body"><a class="slip-title" href=known.link>{known.title}</a></div>
            <IconButton icon=Icon::Cross label=tr("从本机移除", "Remove from this device") on_press=forget />
        </article>
    }
    .into_any()
}

fn sign_in_hint() -> AnyView {
    view! {
        <p class="hint">
            {tr("提交后会出现在这里。已有工单？", "They appear here once filed. Have one already? ")}
            <a href=paths::to(View::SignIn)>{tr("用邮箱登录", "Sign in with your e-mail")}</a>
        </p>
    }
    .into_any()
}
