//! `/openapi.json`.

use crate::http::call::{Call, Outcome, Reply};
use crate::openapi;

/// `GET /openapi.json`.
pub async fn read(call: &Call) -> Outcome {
    Reply::raw(200, openapi::document(&call.ctx.site)).map(|r| r.header("cache-control", "no-cache"))
}
