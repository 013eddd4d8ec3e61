//! The agents' program: board, list, ticket workspace. Customers never download it, and agents no settings.

mod board;
mod cards;
mod command;
mod files;
mod filters;
mod health;
mod inbox;
mod list;
mod moves;
mod new;
mod poll;
mod profile;
mod projects;
mod start;
mod subtasks;
mod ticket;
mod undo;

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
    shared::ticket::event::read_internal();
    boot::start(boot::Program { name: "desk", owns: screen::is_work, signed_out: desk::signed_out, root });
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
        Screen::Projects => frame::frame(screen, frame::ready(health::health)),
        Screen::SubTasks => frame::frame(screen, frame::ready(subtasks::subtasks)),
        Screen::New => frame::frame(screen, frame::ready(new::new_ticket)),
        Screen::Inbox => frame::frame(screen, frame::ready(inbox::inbox_page)),
        Screen::Profile => frame::frame(screen, frame::ready(profile::profile)),
        Screen::Settings(_) | Screen::Articles | Screen::Article(_) | Screen::Unknown => frame::frame(screen, frame::unknown()),
    }
}

/// `/desk` is the board, under its own address.
fn home() -> AnyView {
    app::dom::later(|| router::replace(&router::Screen::path(&Screen::Board)));
    ().into_any()
}
