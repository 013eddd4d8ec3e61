//! The board without a pointer: arrows go from slip to slip, `[` and `]` move one.

use app::{dom, i18n::tr, ui::keys::on_key};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::{menu::serial_of, state::Board};
use crate::moves::beside;

/// Registers `[` and `]`.
pub fn register(board: Board) {
    on_key("[", tr("把工单移到前一列", "Move the ticket one column back"), move || shift(board, -1));
    on_key("]", tr("把工单移到后一列", "Move the ticket one column on"), move || shift(board, 1));
}

/// Arrows, Home and End go to another slip.
pub fn walk(event: &KeyboardEvent) {
    let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key());
    let Some(slip) = focused().filter(|_| plain) else { return };
    let next = match event.key().as_str() {
        "ArrowDown" => slip.next_element_sibling(),
        "ArrowUp" => slip.previous_element_sibling(),
        "Home" => slip.parent_element().and_then(|list| list.first_element_child()),
        "End" => slip.parent_element().and_then(|list| list.last_element_child()),
        "ArrowLeft" => across(&slip, Element::previous_element_sibling),
        "ArrowRight" => across(&slip, Element::next_element_sibling),
        _ => return,
    };
    event.prevent_default();
    let link = next.and_then(|slip| slip.query_selector(".slip-title").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let _ = link.focus();
    }
}

fn shift(board: Board, steps: isize) {
    let card = focused().and_then(|slip| serial_of(&slip)).and_then(|serial| board.find(serial));
    let Some(card) = card else {
        dom::announce(tr("先用方向键选中一张工单。", "Choose a ticket with the arrow keys first."));
        return;
    };
    if let Some(to) = beside(card.status, steps) {
        board.move_to(card.serial, to);
    }
}

/// The slip that has the focus; inside of the board the first one if none has.
fn focused() -> Option<Element> {
    dom::document().active_element()?.closest(".slip").ok().flatten()
}

/// The slip at the same height in the next column that has one.
fn across(slip: &Element, step: fn(&Element) -> Option<Element>) -> Option<Element> {
    let top = slip.get_bounding_client_rect().top();
    let mut column = step(&slip.closest(".column").ok().flatten()?);
    while let Some(here) = column {
        let slips = here.query_selector_all(".slip").ok()?;
        let slips = (0..slips.length()).filter_map(|n| slips.item(n)?.dyn_into::<Element>().ok());
        let distance = |slip: &Element| (slip.get_bounding_client_rect().top() - top).abs() as i32;
        if let Some(found) = slips.min_by_key(distance) {
            return Some(found);
        }
        column = step(&here);
    }
    None
}
