//! Content codings: what a browser takes, and what stands in for Cloudflare's edge on a developer's machine.

use worker::{Request, Response, ResponseBody, Result};

use crate::context::Site;

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

/// Lets the runtime compress an answer on a development start. Deployed, Cloudflare's edge does it for every worker, so
/// without this a local phone would wait for bytes that no customer's phone does.
pub fn as_at_the_edge(site: &Site, request: &Request, response: Response) -> Result<Response> {
    let worth = matches!(response.body(), ResponseBody::Body(bytes) if bytes.len() > WORTH_BYTES);
    if !site.is_development() || !worth || response.headers().has("content-encoding")? || !accepts(request, "gzip")? {
        return Ok(response);
    }
    response.headers().set("content-encoding", "gzip")?;
    Ok(response)
}
