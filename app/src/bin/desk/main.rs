//! The agents' program: board, list, ticket workspace, settings. Customers never download it.

mod asking;
mod board;
mod cards;
mod command;
mod context;
mod files;
mod filters;
mod form;
mod frame;
mod kept;
mod list;
mod moves;
mod new;
mod poll;
mod profile;
mod projects;
mod screen;
mod settings;
mod start;
mod ticket;
mod undo;

use app::{boot, router, ui::Help};
use leptos::prelude::*;

use screen::Screen;

fn main() {
    boot::start(boot::Program { name: "desk", owns: screen::owns, signed_out, root });
}

/// The screen of the address, and the help that lists its keys.
fn root() -> AnyView {
    view! { {router::outlet(show)} <Help /> }.into_any()
}

/// Each screen, in its frame. The start page and the sign-in stand alone.
fn show(screen: Screen) -> AnyView {
    match screen {
        Screen::Start => start::start_page(),
        Screen::SignIn => start::sign_in(),
        Screen::Home => home(),
        Screen::Board => frame::frame(screen, board::board()),
        Screen::Tickets => frame::frame(screen, list::list()),
        Screen::Ticket(serial) => frame::frame(screen, ticket::ticket(serial)),
        Screen::New => frame::frame(screen, frame::ready(new::new_ticket)),
        Screen::Settings(page) => frame::frame(screen, frame::ready(move || settings::settings(page))),
        Screen::Profile => frame::frame(screen, frame::ready(profile::profile)),
        Screen::Unknown => frame::frame(screen, frame::unknown()),
    }
}

/// `/desk` is the board, under its own address.
fn home() -> AnyView {
    app::dom::later(|| router::replace(&router::Screen::path(&Screen::Board)));
    ().into_any()
}

/// A session that has ended: sign in, then come back to where one was.
fn signed_out() {
    let at = untrack(router::location);
    if matches!(<Screen as router::Screen>::parse(&at.path), Screen::Start | Screen::SignIn) {
        return;
    }
    context::leave();
    router::replace(&screen::sign_in_and_return(&at));
}
