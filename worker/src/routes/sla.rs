//! `/sla` and a ticket's clocks.

use shared::permission::MayManage;

use super::ticket::serial;
use crate::db::Stmt;
use crate::http::call::{Call, Outcome};
use crate::http::route::Before;
use crate::store::ticket::{Home, row};
use crate::usecase::sla::{settings, trial};

/// `GET /sla`.
pub async fn read(call: &Call) -> Outcome {
    settings::read(call).await
}

/// `PUT /sla`.
pub async fn save(call: &Call) -> Outcome {
    settings::save(call, MayManage::of(call.actor()?)?, call.json()?).await
}

/// `POST /sla/trial`.
pub async fn tried(call: &Call) -> Outcome {
    trial::tried(call, call.json()?).await
}

/// The ticket, in the round trip of the session.
pub fn load(before: &Before<'_>) -> Vec<Stmt> {
    let (Some(serial), Some(hash)) = (serial(before), before.token_hash) else {
        return Vec::new();
    };
    vec![row::by_serial(&Home::Session(hash.to_owned()), serial)]
}

/// `GET /tickets/{serial}/clocks`.
pub async fn clocks(call: &Call) -> Outcome {
    trial::of_ticket(call).await
}
