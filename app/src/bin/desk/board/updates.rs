//! What others did meanwhile: counted, and shown when asked for, so that nothing moves under a hand.

use app::{
    api::Call,
    dom,
    i18n::tr,
    ui::{Icon, icon, live},
};
use leptos::prelude::*;
use shared::wire::board::{Card, Changes};

use super::state::Board;
use crate::{cards::shows, filters, poll};

/// How often others' changes are asked for, in milliseconds.
const EVERY_MS: i32 = 7_000;

/// Asks for as long as the board is on the page.
pub fn follow(board: Board) {
    poll::while_visible(EVERY_MS, move || ask(board));
}

/// "3 updates": shows them.
pub fn pill(board: Board) -> AnyView {
    let words = |count: usize| match count {
        1 => tr("1 条更新", "1 update").to_owned(),
        _ => count.to_string() + tr(" 条更新", " updates"),
    };
    let pill = live(move || {
        let count = board.pending.with(Vec::len);
        (count > 0).then(|| {
            view! { <button type="button" class="btn updates" on:click=move |_| board.load.reload()>{icon(Icon::Retry)}{words(count)}</button> }
        })
    });
    view! { <div role="status">{pill}</div> }.into_any()
}

fn ask(board: Board) {
    let Some(seq) = board.seq.try_get_value() else { return };
    dom::spawn(async move {
        // A failure shows in the line about the connection; the next try comes by itself.
        if let Ok(changes) = Call::get(["/api/v1/changes?after=", &seq.to_string()].concat()).send::<Changes>().await {
            take(board, changes);
        }
    });
}

fn take(board: Board, changes: Changes) {
    let (Some(mut pending), Some(filter)) = (board.pending.try_get_untracked(), filters::current_untracked()) else { return };
    board.seq.try_set_value(changes.seq);
    let known = pending.len();
    let news = |card: &&Card| match board.find(card.serial) {
        Some(shown) => shown.version < card.version,
        None => shows(&filter, card),
    };
    let changed = changes.cards.iter().filter(news).map(|card| card.serial);
    let gone = changes.gone.into_iter().filter(|serial| board.find(*serial).is_some());
    for serial in changed.chain(gone) {
        if !pending.contains(&serial) {
            pending.push(serial);
        }
    }
    if changes.reload && pending.is_empty() {
        pending.push(0);
    }
    if pending.len() != known {
        board.pending.try_set(pending);
    }
}
