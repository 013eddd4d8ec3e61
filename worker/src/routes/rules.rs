//! `/tag-rules`, `/routing-rules`, `/unclaimed-tickets`.

use shared::permission::{MayManage, MayOversee};

use crate::http::call::{Call, Outcome};
use crate::usecase::rules::{routing, tags, trial};

/// `GET /tag-rules`.
pub async fn read_tags(call: &Call) -> Outcome {
    tags::read(call, MayOversee::of(call.actor()?)?).await
}

/// `PUT /tag-rules`.
pub async fn save_tags(call: &Call) -> Outcome {
    tags::save(call, MayManage::of(call.actor()?)?, call.json()?).await
}

/// `GET /routing-rules`.
pub async fn read_routing(call: &Call) -> Outcome {
    routing::read(call, MayOversee::of(call.actor()?)?).await
}

/// `PUT /routing-rules`.
pub async fn save_routing(call: &Call) -> Outcome {
    routing::save(call, MayManage::of(call.actor()?)?, call.json()?).await
}

/// `POST /routing-rules/trial`.
pub async fn try_routing(call: &Call) -> Outcome {
    trial::run(call, MayOversee::of(call.actor()?)?, call.json()?).await
}

/// `GET /unclaimed-tickets`.
pub async fn unclaimed(call: &Call) -> Outcome {
    routing::unclaimed(call, MayOversee::of(call.actor()?)?).await
}
