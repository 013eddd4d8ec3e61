//! The Move menu of a slip: everything a drag can do, and who takes it.

use app::{
    i18n::{lang, tr},
    ui::{MenuAt, MenuItem},
};
use shared::{
    id::Serial,
    ticket::{Command, Priority, Status},
    wire::board::Card,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

use super::state::Board;
use crate::{
    cards::stand_in,
    moves::{Plan, move_words, plan},
};
use app::desk::context;

/// A press on a slip's menu button opens the menu there.
pub fn click(board: Board, menu: MenuAt, event: &MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(button) = target.and_then(|target| target.closest(".slip-more").ok().flatten()) else { return };
    let card = serial_of(&button).and_then(|serial| board.find(serial));
    if let (Some(card), Ok(button)) = (card, button.dyn_into::<HtmlElement>()) {
        menu.open(&button, items(board, &card));
    }
}

/// The serial of the slip around an element.
pub fn serial_of(element: &Element) -> Option<Serial> {
    element.closest("[data-serial]").ok().flatten()?.get_attribute("data-serial")?.parse().ok()
}

fn items(board: Board, card: &Card) -> Vec<MenuItem> {
    let (serial, ticket) = (card.serial, stand_in(card));
    let mut items: Vec<MenuItem> = Vec::new();
    for to in Status::ALL.iter().copied().filter(|to| *to != card.status) {
        let item = MenuItem::new(move_words(to), move || board.move_to(serial, to));
        items.push(match plan(&ticket, to) {
            Plan::Never(why) => item.refused(why),
            Plan::Go(_) | Plan::Ask(_) => item,
        });
    }
    if let Some(me) = context::my_id() {
        let command = Command::Assign { team: card.team.clone(), owner: Some(me) };
        if context::may(&ticket, &command) {
            items.push(MenuItem::new(tr("由我负责", "Assign to me"), move || board.give(serial, command.clone())));
        }
    }
    for level in Priority::ALL.iter().copied() {
        let command = Command::Prioritise { priority: level };
        if context::may(&ticket, &command) {
            let confirms = level == card.priority;
            let words = if confirms {
                [tr("确认优先级 ", "Confirm "), level.label(lang())]
            } else {
                [tr("优先级改为 ", "Set to "), level.label(lang())]
            };
            items.push(MenuItem::new(words.concat(), move || board.give(serial, command.clone())));
        }
    }
    items
}
