//! Content codings: what a browser takes, and what stands in for Cloudflare's edge on a developer's machine.

use worker::{Request, Response, ResponseBody, Result};

use super::call::{Content, Outcome, Reply};
use super::respond;
use crate::context::Ctx;

/// Smaller bodies are not worth it: they fit into the first packets anyway.
const WORTH_BYTES: usize = 2_048;

/// Whether the browser takes a content coding.
pub fn accepts(request: &Request, coding: &str) -> Result<bool> {
    let header = request.headers().get("accept-encoding")?.unwrap_or_default();
    Ok(header.split(',').any(|item| {
        let mut parts = item.split(';');
        parts.next().is_some_and(|name| name.trim() == coding) && !parts.any(|p| matches!(p.trim(), "q=0" | "q=0.0"))
    }))
}

/// Sends an answer, on a development start compressed by the runtime. Deployed, Cloudflare's edge does it for every
/// worker, so without this a local phone would wait for bytes that no customer's phone does.
pub fn send_as_at_the_edge(ctx: &Ctx, request: &Request, outcome: Outcome) -> Result<Response> {
    let worth = ctx.site.is_development() && outcome.as_ref().is_ok_and(is_worth);
    let response = respond::finish(ctx, outcome)?;
    if worth && accepts(request, "gzip")? {
        response.headers().set("content-encoding", "gzip")?;
    }
    Ok(response)
}

fn is_worth(reply: &Reply) -> bool {
    let bytes = match &reply.content {
        Content::Json(text) => text.len(),
        Content::JsJson(text) => text.length() as usize,
        Content::Other(_, ResponseBody::Body(bytes)) => bytes.len(),
        Content::Other(..) | Content::Empty => 0,
    };
    bytes > WORTH_BYTES && !reply.headers.iter().any(|(name, _)| *name == "content-encoding")
}
