//! The customer's pages: home, form, and the tickets they have.

mod calls;
mod filed;
mod form;
mod home;
mod known;
mod link;
mod paths;
mod screens;
mod shell;
mod sign_in;
mod state;
mod ticket;
mod tickets;
mod visitor;

use app::{
    boot::{self, Program},
    router,
};
use leptos::prelude::*;
use screens::{Screen, View};

fn main() {
    boot::start(Program { name: "portal", owns: screens::owns, signed_out: state::signed_out, root });
}

fn root() -> AnyView {
    router::outlet(render)
}

fn render(screen: Screen) -> AnyView {
    match screen {
        Screen::Portal(slug, view) => {
            state::enter(&slug);
            shell::shell(move || match view {
                View::Home => home::home(),
                View::New => form::screen(),
                View::Filed(serial) => filed::filed(serial),
                View::SignIn => sign_in::sign_in(),
                View::Tickets => tickets::tickets(),
                View::Ticket(serial) => ticket::screen(serial),
            })
        }
        Screen::Link(public_id) => shell::plain(link::link(public_id)),
        Screen::Lost => shell::plain(shell::lost()),
    }
}
