//! Everything that is not the API: pages and files.

use shared::error::Code;
use worker::Request;

use crate::context::Ctx;
use crate::http::call::Outcome;

/// Answers an address outside the API.
pub async fn serve(_ctx: &Ctx, _request: &Request, _path: &str) -> Outcome {
    Err(Code::NotFound.into())
}
