//! One column.

use app::{
    i18n::{lang, tr},
    ui::live,
};
use leptos::prelude::*;
use shared::ticket::Status;

use super::{
    drag::Dragging,
    slip::slip,
    state::{Board, Column},
};
use crate::{cards::Growing, filters};

/// Head with count, the slips, and the way to the rest of them.
pub fn column(board: Board, column: Column, drag: Dragging) -> AnyView {
    let status = column.status;
    let id = ["column-", status.as_str()].concat();
    let labelled_by = id.clone();
    let tint = ["s-", status.as_str()].concat();
    let over = Memo::new(move |_| drag.over.get().filter(|(over, _)| *over == status).map(|(_, objection)| objection));
    let growing = Growing::new(column.cards);
    let empty =
        live(move || column.cards.with(Vec::is_empty).then(|| view! { <li class="column-empty">{nothing(status)}</li> }.into_any()));
    view! {
        <section
            class=["column ", &tint].concat()
            class:target=move || over.get() == Some(None)
            class:refusing=move || matches!(over.get(), Some(Some(_)))
            data-drop=status.as_str()
            aria-labelledby=labelled_by
        >
            <header class=["column-head ", &tint].concat()>
                <h2 id=id>{status.label(lang())}</h2>
                <span class="count">{move || column.count_words()}</span>
            </header>
            {move || over.get().flatten().map(|why| view! { <p class="column-refusal">{why}</p> }.into_any())}
            <ul class="cards">
                {growing.lines(move |card| slip(board, card))}
                {empty}
                {move || (column.more.get() && growing.is_whole()).then(|| more(status))}
            </ul>
        </section>
    }
    .into_any()
}

fn more(status: Status) -> AnyView {
    let mut filter = filters::current();
    filter.status = vec![status];
    let href = ["/desk/tickets?", &filter.to_query()].concat();
    view! { <li class="column-more"><a href=href>{tr("在列表中查看其余工单", "See the rest in the list")}</a></li> }.into_any()
}

fn nothing(status: Status) -> &'static str {
    match status {
        Status::Todo => tr("没有待处理的工单", "Nothing to do"),
        Status::InProgress => tr("没有处理中的工单", "Nothing in progress"),
        Status::Verifying => tr("没有等客户验证的工单", "Nothing to verify"),
        Status::Closed => tr("还没有关闭的工单", "Nothing closed yet"),
    }
}
