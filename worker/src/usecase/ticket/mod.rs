//! What happens to tickets: load through what the actor may see → decide → one batch.

pub mod approval_link;
pub mod change;
mod draft;
pub mod filing;
pub mod flow_wishes;
mod flows;
pub mod link;
pub mod reroute;
mod routed;
pub mod sweep;
pub mod talk;
mod view;
pub mod wish;

use shared::actor::Actor;
use shared::error::{Code, Refusal};
use shared::ticket::rights::Relation;

use crate::db::{Fault, Rows};
use crate::http::call::Failure;
use crate::store::ticket::row::{self, Stored};
pub use draft::Scene;
pub use view::{cards_for_reader, for_reader};

/// Times that a write is decided anew because somebody else was faster.
const TRIES: u32 = 5;

/// The ticket, if it exists for the actor. Whatever is loaded passes through here.
pub fn seen_by(actor: &Actor, rows: Option<&Rows>) -> Result<Stored, Failure> {
    let stored = rows.map_or(Ok(None), row::read)?.ok_or(Code::NotFound)?;
    if is_visible(actor, &stored) { Ok(view::without_unseen(stored, actor)) } else { Err(Code::NotFound.into()) }
}

fn is_visible(actor: &Actor, stored: &Stored) -> bool {
    let by_its_link = match actor {
        Actor::Contact(contact) => contact.only.is_none_or(|only| only == stored.view.serial),
        Actor::Member(_) | Actor::Approver(_) | Actor::Timer => true,
    };
    by_its_link && Relation::of(actor, &stored.view.to_domain()).is_some()
}

/// Somebody else was faster: the reader gets the ticket as it is now.
fn changed(actor: &Actor, stored: Stored) -> Failure {
    Failure::Refused(Refusal::new(Code::TicketChanged), Some(Box::new(for_reader(stored.view, actor))))
}

/// Whether a batch failed because of what somebody else did in the meantime, so that it is worth deciding anew.
fn collided(fault: &Fault) -> bool {
    fault.is_dangling() || ["events.", "attachment_uses."].iter().any(|table| fault.is_taken(table))
}
