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

use crate::router;
use screen::Screen;

/// A session that has ended: sign in, then come back to where one was.
pub fn signed_out() {
    let at = untrack(router::location);
    if matches!(<Screen as router::Screen>::parse(&at.path), Screen::Start | Screen::SignIn) {
        return;
    }
    context::leave();
    router::replace(&screen::sign_in_and_return(&at));
}
