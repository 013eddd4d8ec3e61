//! `/openapi.json`.

use super::pages::files;
use crate::http::call::{Call, Outcome, Reply};

/// `GET /openapi.json`: the file that was written while building, for a site that is like this one.
pub async fn read(call: &Call) -> Outcome {
    // Names without an ending: no address outside the API leads to them.
    let path = if call.ctx.site.is_secure() { "/openapi/https" } else { "/openapi/http" };
    Reply::raw(200, files::text(&call.ctx, path).await?).map(|r| r.header("cache-control", "no-cache"))
}

/// An object of any shape: the document itself.
#[cfg_attr(feature = "document", derive(schemars::JsonSchema))]
pub struct Document {
    #[cfg_attr(feature = "document", schemars(rename = "openapi"))]
    _openapi: String,
}
