//! Requester links.

use shared::actor::Actor;
use shared::wire::session::TicketLink;
use shared::wire::ticket::TicketView;

use super::serial;
use crate::db::Stmt;
use crate::http::call::{Call, Outcome, Reply};
use crate::http::cookies::{self, App};
use crate::http::route::Before;
use crate::store::session::Session;
use crate::store::ticket::Home;
use crate::usecase::ticket::link;

/// `POST /ticket-links`.
pub async fn open(call: &Call) -> Outcome {
    let form: TicketLink = call.json()?;
    let stored = link::find(&call.ctx, &form.public_id, &form.secret).await?;
    // Who is signed in as this person already sees more than the link opens: nothing is taken away.
    if let Some(session) = call.session.as_ref().filter(|s| is_same_person(s, &stored.workspace, &stored.view)) {
        return Reply::ok(&of_ticket(session, stored.view.serial));
    }
    let (session, token) = link::open(&call.ctx, &stored, call.session.as_ref()).await?;
    let cookie = cookies::set(App::Portal, &token, &call.ctx.site);
    Ok(Reply::ok(&session.view(Vec::new()))?.header("set-cookie", cookie))
}

/// The ticket, in the round trip of the session.
pub fn load(before: &Before<'_>) -> Vec<Stmt> {
    let (Some(serial), Some(hash)) = (serial(before), before.token_hash) else {
        return Vec::new();
    };
    vec![link::load(&Home::Session(hash.to_owned()), serial)]
}

/// `POST /tickets/{serial}/link`.
pub async fn renew(call: &Call) -> Outcome {
    link::renew(call, &call.ahead).await
}

fn is_same_person(session: &Session, workspace: &shared::id::WorkspaceId, ticket: &TicketView) -> bool {
    let Actor::Contact(contact) = &session.actor else {
        return false;
    };
    session.workspace == *workspace && contact.id == ticket.requester.id && contact.only.is_none()
}

/// The whole session, naming the ticket to go to.
fn of_ticket(session: &Session, serial: u32) -> shared::wire::session::SessionView {
    let mut view = session.view(Vec::new());
    if let Some(contact) = &mut view.contact {
        contact.only = Some(serial);
    }
    view
}
