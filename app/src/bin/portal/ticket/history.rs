//! The timeline: everything that happened, newest first.

use app::{
    i18n::tr,
    ticket::timeline::{Reader, timeline},
};
use leptos::prelude::*;
use shared::wire::ticket::TicketPage;

use super::page::Open;

/// The timeline, folded on a phone by its reader's choice only.
pub fn history(open: Open) -> AnyView {
    let me = open.me();
    let items = open.live(move |page| lines(page, &me).into_any());
    view! {
        <details class="panel history" open>
            <summary><h2>{tr("处理记录", "Timeline")}</h2></summary>
            <ol class="timeline">{items}</ol>
        </details>
    }
    .into_any()
}

fn lines(page: &TicketPage, me: &str) -> Vec<AnyView> {
    let name = |id: &str| name(page, id);
    timeline(&page.events, &Reader { me, team: false, internal: None, name: &name })
}

fn name(page: &TicketPage, id: &str) -> Option<String> {
    let ticket = &page.ticket;
    if ticket.team.as_str() == id {
        return Some(String::from(ticket.team_name.clone()));
    }
    if ticket.owner.as_ref().is_some_and(|owner| owner.as_str() == id) {
        return ticket.owner_name.clone().map(String::from);
    }
    if ticket.requester.id.as_str() == id {
        return Some(String::from(ticket.requester.name.clone()));
    }
    page.people.iter().find(|person| person.id == id).map(|person| String::from(person.name.clone()))
}
