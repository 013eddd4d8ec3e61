//! The program in which articles are written: a list of them, and an editor that shows beside the Markdown what readers
//! will see.

mod editor;
mod list;

use app::{
    boot,
    desk::{
        self, frame,
        screen::{self, Screen},
    },
    router,
    ui::Help,
};
use leptos::prelude::*;

fn main() {
    // The same application to the server: agents have one session.
    boot::start(boot::Program { name: "desk", owns: screen::is_knowledge, signed_out: desk::signed_out, root });
}

/// The screen of the address, and the help that lists its keys.
fn root() -> AnyView {
    view! { {router::outlet(show)} <Help /> }.into_any()
}

fn show(screen: Screen) -> AnyView {
    match screen.clone() {
        Screen::Articles => frame::frame(screen, frame::ready(list::list)),
        Screen::Article(id) => frame::frame(screen, frame::ready(move || editor::editor(id.clone()))),
        _ => frame::frame(screen, frame::unknown()),
    }
}
