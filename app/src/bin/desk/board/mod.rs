//! The board: four columns of slips. Drag, keys and menu make the same moves and get the same refusals.

mod column;
mod drag;
mod keys;
mod menu;
mod slip;
mod state;
mod updates;

use app::{
    dom,
    i18n::{lang, tr},
    router,
    ui::{Icon, MenuAt, empty, icon, live, loaded},
};
use leptos::prelude::*;
use shared::ticket::Status;

use crate::{filters, moves::move_dialog};
use app::desk::{context, frame};
use drag::Dragging;
use state::Board;

pub use slip::{hold, stub_priority, tags};

/// `/desk/board?<filter>&column=`.
pub fn board() -> AnyView {
    let board = Board::new();
    frame::ready(move || loaded(board.load, skeleton, move |_| view(board)))
}

fn view(board: Board) -> AnyView {
    keys::register(board);
    updates::follow(board);
    let menu = MenuAt::new();
    let drag = Dragging::new(board);
    let narrow = narrow();
    let columns = live(move || {
        let shown = narrow.get().then(shown_column);
        let here = board.columns.into_iter().filter(|column| shown.is_none_or(|shown| shown == column.status));
        here.map(|column| column::column(board, column, drag)).collect::<Vec<_>>()
    });
    view! {
        <div class="board-page">
            <h1 class="visually-hidden">{tr("看板", "Board")}</h1>
            <div class="filters">{filters::board_bar()}<div class="push">{updates::pill(board)}</div></div>
            {frame::outdated(board.load)}
            {tabs(board, drag)}
            {move || nothing_at_all(board)}
            <div
                class="board"
                on:pointerdown=move |event| drag.press(&event)
                on:touchmove=move |event| drag.hold_page(&event)
                on:contextmenu=move |event| drag.hold_page(&event)
                on:dragstart=|event| event.prevent_default()
                on:click=move |event| if !drag.swallow(&event) { menu::click(board, menu, &event) }
                on:keydown=|event| keys::walk(&event)
            >
                {columns}
            </div>
            {menu.view()}
            {move_dialog(board.moving)}
        </div>
    }
    .into_any()
}

/// The column shown on a phone.
fn shown_column() -> Status {
    router::param("column").and_then(|word| Status::parse(&word)).unwrap_or(Status::Todo)
}

/// One tab a column, on a phone; there they are also what a slip is dropped on.
fn tabs(board: Board, drag: Dragging) -> AnyView {
    let tabs = board.columns.map(|column| {
        let status = column.status;
        let choose = move |_| router::set_param("column", (status != Status::Todo).then_some(status.as_str()));
        let over = move || drag.over.get().filter(|(over, _)| *over == status);
        view! {
            <button
                type="button"
                class="tab"
                class:target=move || over().is_some_and(|(_, objection)| objection.is_none())
                class:refusing=move || over().is_some_and(|(_, objection)| objection.is_some())
                data-drop=status.as_str()
                aria-current=move || (shown_column() == status).then_some("true")
                on:click=choose
            >
                {status.label(lang())}
                <span class="count">{move || column.count_words()}</span>
            </button>
        }
        .into_any()
    });
    view! { <nav class="tabs board-tabs" aria-label=tr("状态", "Status")>{tabs.into_iter().collect::<Vec<_>>()}</nav> }.into_any()
}

/// A workspace without tickets says how they come; a filter without any, how to leave it.
fn nothing_at_all(board: Board) -> Option<AnyView> {
    if !board.columns.iter().all(|column| column.cards.with(Vec::is_empty)) {
        return None;
    }
    if filters::is_set() {
        let clear =
            view! { <button type="button" class="btn" on:click=|_| filters::clear()>{tr("清除筛选", "Clear the filters")}</button> };
        return Some(empty(tr("没有符合条件的工单", "No ticket matches"), tr("换个条件试试。", "Try other filters."), clear.into_any()));
    }
    let portal = context::desk().map(|desk| ["/p/", desk.session.workspace.slug.as_str()].concat()).unwrap_or_default();
    let ways = view! {
        <div class="actions">
            <a class="btn primary" href="/desk/new">{icon(Icon::Plus)}<span>{tr("代客户新建", "File one for a customer")}</span></a>
            <a class="btn" href=portal target="_blank" rel="noopener">{tr("打开客户门户", "Open the customers' portal")}</a>
        </div>
    }
    .into_any();
    let detail = tr(
        "把客户门户的地址发给客户，他们提交的工单会出现在这里。",
        "Send your customers the address of the portal. What they file appears here.",
    );
    Some(empty(tr("还没有工单", "No tickets yet"), detail, ways))
}

/// Is the page too narrow for four columns? Follows the window's size.
fn narrow() -> Signal<bool> {
    let narrow = RwSignal::new(dom::is_phone());
    dom::listen_here(&dom::window(), "resize", move |_| {
        if narrow.get_untracked() != dom::is_phone() {
            narrow.set(dom::is_phone());
        }
    });
    narrow.into()
}

fn skeleton() -> AnyView {
    let columns: Vec<AnyView> = Status::ALL
        .iter()
        .map(|_| view! { <div class="column"><div class="column-head"></div><div class="cards"><div class="skeleton cards"><span></span><span></span><span></span></div></div></div> }.into_any())
        .collect();
    view! { <div class="board-page"><div class="filters"></div><div class="board" role="status" aria-label=tr("正在读取", "Loading")>{columns}</div></div> }.into_any()
}
