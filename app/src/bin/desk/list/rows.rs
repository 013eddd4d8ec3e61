//! The rows: a table on a desktop, slips on a phone.

use app::{
    dom,
    i18n::{lang, tr},
    ticket::{
        labels::{serial_mark, status_mark},
        promise::promise_chip,
    },
    ui::when,
};
use leptos::prelude::*;
use shared::wire::board::Card;

use crate::{board, cards::Growing};
use app::desk::context;

/// The tickets in the form that the screen has room for.
pub fn rows(cards: Growing) -> AnyView {
    if dom::is_phone() {
        return view! { <ul class="slip-list">{cards.lines(slip)}</ul> }.into_any();
    }
    view! {
        <table class="rows" data-density="compact">
            <thead>
                <tr>
                    <th scope="col">{tr("编号", "No.")}</th>
                    <th scope="col">{tr("优先级", "Priority")}</th>
                    <th scope="col">{tr("标题", "Title")}</th>
                    <th scope="col">{tr("状态", "Status")}</th>
                    <th scope="col">{tr("时限", "Due")}</th>
                    <th scope="col">{tr("客户", "Customer")}</th>
                    <th scope="col">{tr("负责人", "Owner")}</th>
                    <th scope="col">{tr("更新", "Updated")}</th>
                </tr>
            </thead>
            <tbody>{cards.lines(row)}</tbody>
        </table>
    }
    .into_any()
}

fn row(card: &Card) -> AnyView {
    view! {
        <tr>
            <td>{serial_mark(card.serial)}</td>
            <td>{board::stub_priority(card.priority, card.priority_confirmed)}</td>
            <td class="title">{link(card, "row-link")}{board::tags(card)}</td>
            <td>{status_mark(card.status)} {board::hold(card)}</td>
            <td>{card.promise.as_ref().map(promise_chip)}</td>
            <td class="customer">{customer(card)}</td>
            <td>{owner(card)}</td>
            <td>{when(card.updated_at.0)}</td>
        </tr>
    }
    .into_any()
}

fn slip(card: &Card) -> AnyView {
    view! {
        <li class="slip">
            <div class="slip-stub">{serial_mark(card.serial)}{board::stub_priority(card.priority, card.priority_confirmed)}</div>
            <div class="slip-body">
                {link(card, "slip-title row-link")}
                <div class="slip-meta">
                    {status_mark(card.status)}
                    {board::hold(card)}
                    {board::tags(card)}
                    {card.promise.as_ref().map(promise_chip)}
                    <span class="customer">{customer(card)}</span>
                    {when(card.updated_at.0)}
                </div>
            </div>
        </li>
    }
    .into_any()
}

fn link(card: &Card, class: &'static str) -> AnyView {
    let title = card.title.as_str().to_owned();
    view! { <a class=class href=["/desk/tickets/", &card.serial.to_string()].concat()>{title}</a> }.into_any()
}

fn customer(card: &Card) -> String {
    card.company.as_ref().map_or(card.class.label(lang()), |company| company.name.as_str()).to_owned()
}

fn owner(card: &Card) -> AnyView {
    match &card.owner {
        Some(id) => untrack(|| context::member_name(id)).into_any(),
        None => view! { <span class="muted">{tr("未指派", "Unassigned")}</span> }.into_any(),
    }
}
