//! The head of the ticket: serial, title, how far it is, and who is responsible.

use app::{
    i18n::{self, lang, tr},
    ticket::labels::{hold_words, priority_mark, serial_mark, status_mark},
    ui::avatar,
};
use leptos::prelude::*;
use shared::{
    sla::Kind,
    ticket::{Event, Happening, Status, WaitingFor},
    time::Timestamp,
    wire::ticket::{TicketPage, TicketView},
};

use super::page::Open;

/// The head.
pub fn head(open: Open) -> AnyView {
    view! { <div class="sheet">{open.live(sheet)}</div> }.into_any()
}

fn sheet(page: &TicketPage) -> AnyView {
    let ticket = &page.ticket;
    let hold = match ticket.waiting.as_ref().map(|waiting| waiting.on) {
        Some(WaitingFor::Customer) => Some(tr("等您回复", "Waiting for you")),
        on => hold_words(ticket.gate, on).filter(|_| ticket.status != Status::Closed),
    };
    view! {
        <div class="sheet-head">
            {serial_mark(ticket.serial)}
            {status_mark(ticket.status)}
            {hold.map(|words| view! { <span class="chip wait">{words}</span> }.into_any())}
            <span class="push">{priority_mark(ticket.priority, ticket.priority_confirmed)}</span>
        </div>
        <div class="sheet-body stack">
            <h1>{String::from(ticket.title.clone())}</h1>
            {steps(page)}
            {responsible(ticket)}
            {promised(ticket)}
        </div>
    }
    .into_any()
}

/// The four steps; each that was reached says when.
fn steps(page: &TicketPage) -> AnyView {
    let now = page.ticket.status;
    let items: Vec<AnyView> = Status::ALL.iter().map(|status| step(*status, now, reached(page, *status))).collect();
    view! { <ol class="steps" aria-label=tr("进度", "Progress")>{items}</ol> }.into_any()
}

fn step(status: Status, now: Status, at: Option<Timestamp>) -> AnyView {
    let current = status == now;
    let done = status < now && at.is_some();
    let class = [if done { "done s-" } else { "s-" }, status.as_str()].concat();
    let time = at.filter(|_| status <= now).map(|at| view! { <small>{i18n::date_time(at.0)}</small> }.into_any());
    view! { <li class=class aria-current=current.then_some("step")>{status.label(lang())}{time}</li> }.into_any()
}

/// When the ticket last came to this state.
fn reached(page: &TicketPage, status: Status) -> Option<Timestamp> {
    let ticket = &page.ticket;
    match status {
        Status::Todo => Some(ticket.created_at),
        Status::InProgress => page.events.iter().rev().find(|event| starts_work(event)).map(|event| event.at),
        Status::Verifying => ticket.resolved_at,
        Status::Closed => ticket.closing.as_ref().map(|closing| closing.at),
    }
}

fn starts_work(event: &Event) -> bool {
    matches!(event.what, Happening::Started { .. } | Happening::Refused { .. } | Happening::Reopened { .. })
}

/// By when the customer hears or has a solution. What is late is not promised anew.
fn promised(ticket: &TicketView) -> Option<AnyView> {
    let promise = ticket.promise.as_ref()?;
    let due = promise.due_at.filter(|due| due.0 > app::dom::now_ms())?;
    let words = match promise.clock {
        Kind::Resolution => tr("预计解决：", "Solved by "),
        _ => tr("最晚回复：", "A reply by "),
    };
    Some(view! { <p class="muted">{words}{i18n::date_time(due.0)}</p> }.into_any())
}

fn responsible(ticket: &TicketView) -> AnyView {
    let team = String::from(ticket.team_name.clone());
    let Some(owner) = ticket.owner_name.clone().map(String::from) else {
        let words = match ticket.status {
            Status::Closed => team.clone(),
            _ => [team.as_str(), tr("正在安排负责人", " is finding who will work on it")].concat(),
        };
        return view! { <p class="promise">{avatar(&team)}<span>{words}</span></p> }.into_any();
    };
    view! {
        <p class="promise">
            {avatar(&owner)}
            <span><small>{tr("负责人", "Responsible")}</small><strong>{owner}</strong>" · "{team}</span>
        </p>
    }
    .into_any()
}
