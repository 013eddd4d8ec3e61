//! A ticket's serial, state, priority and what holds it up, as short marks.

use leptos::prelude::*;
use shared::ticket::{Gate, Priority, Status, WaitingFor};

use crate::{
    i18n::{lang, tr},
    ui,
};

/// `00012`, as a numbering machine prints it.
pub fn serial_text(serial: u32) -> String {
    let digits = serial.to_string();
    let zeros = 5_usize.saturating_sub(digits.len());
    "0".repeat(zeros) + &digits
}

/// The serial in the red of the numbering machine.
pub fn serial_mark(serial: u32) -> AnyView {
    view! { <span class="serial">{serial_text(serial)}</span> }.into_any()
}

/// Shape and words of a priority; says so while nobody has confirmed it.
pub fn priority_mark(priority: Priority, confirmed: bool) -> AnyView {
    let words = priority.label(lang());
    let words = if confirmed { words.to_owned() } else { [words, tr(" · 建议", " · proposed")].concat() };
    ui::priority(priority.level(), words)
}

/// The column a ticket is in, in words.
pub fn status_mark(status: Status) -> AnyView {
    let class = ["state-tag s-", status.as_str()].concat();
    view! { <span class=class>{status.label(lang())}</span> }.into_any()
}

/// What holds the ticket up, if something does: an open gate, or a wait.
pub fn hold_words(gate: Gate, waiting: Option<WaitingFor>) -> Option<&'static str> {
    match (waiting, gate) {
        (Some(waiting), _) => Some(waiting.label(lang())),
        (None, Gate::Open) => None,
        (None, gate) => Some(gate.label(lang())),
    }
}
