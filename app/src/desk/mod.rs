//! What the agents' two programs share: who is signed in, the frame around every screen, and their addresses.

pub mod asking;
pub mod away;
pub mod context;
pub mod form;
pub mod frame;
pub mod inbox;
pub mod kept;
pub mod screen;

use leptos::prelude::*;

use crate::{dom, router};
use screen::Screen;

/// A session that has ended: sign in, then come back to where one was.
pub fn signed_out() {
    let at = untrack(router::location);
    if matches!(<Screen as router::Screen>::parse(&at.path), Screen::Start | Screen::SignIn) {
        return;
    }
    context::leave();
    replace(&screen::sign_in_and_return(&at));
}

/// Shows an address of the desk, whichever of its programs has it, with a step in the history.
pub fn go(address: &str) {
    if is_other_program(address) { router::leave(address) } else { router::go(address) }
}

/// Shows it in place of the current one.
pub fn replace(address: &str) {
    if is_other_program(address) {
        let _ = dom::window().location().replace(address);
    } else {
        router::replace(address);
    }
}

fn is_other_program(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    screen::is_settings(path) != screen::is_settings(&untrack(router::location).path)
}
