//! `/portal/{slug}`: what strangers may see.

use crate::http::call::{Call, Outcome, Reply};
use crate::usecase::portal;

/// `GET /portal/{slug}`.
pub async fn read(call: &Call) -> Outcome {
    let token_hash = call.session.as_ref().map(|s| s.token_hash.as_str());
    Reply::ok(&portal::view(&call.ctx, call.param("slug")?, token_hash).await?)
}
