//! What the reader may do, asked of the domain that the server asks too.

use shared::{
    actor::Contact,
    ticket::{Command, Policy, check_of_customer},
    time::Timestamp,
    wire::{session::SessionView, ticket::TicketView},
};

/// Would this be allowed now?
pub fn may(ticket: &TicketView, session: &SessionView, command: &Command) -> bool {
    let Some(customer) = customer(ticket, session) else {
        return false;
    };
    let now = Timestamp(app::dom::now_ms());
    check_of_customer(&ticket.to_domain(), command, &customer, Policy::from(&session.policy), now).is_ok()
}

/// A manager was shown this ticket, so it is of their company.
fn customer(ticket: &TicketView, session: &SessionView) -> Option<Contact> {
    let contact = session.contact.as_ref()?;
    Some(Contact {
        id: contact.id.clone(),
        company: ticket.company.as_ref().map(|company| company.id.clone()),
        standing: contact.standing,
        only: contact.only,
    })
}
