//! Files of the built site. A file's compressed twin (`.br`) is sent where the browser takes it.

use shared::error::Code;
use worker::{Fetcher, Request, RequestInit, Response};

use crate::context::Ctx;
use crate::db::Fault;
use crate::http::call::{Failure, Outcome, Reply};
use crate::http::encoding;

/// Names under here carry a hash of their content.
const HASHED: &str = "/assets/";
/// Decides what browsers keep, so it is never kept itself.
const SERVICE_WORKER: &str = "/sw.js";

/// Whether an address names a file, by its ending.
pub fn is_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

/// Answers with a file.
pub async fn serve(ctx: &Ctx, request: &Request, path: &str) -> Outcome {
    let Some(media_type) = media_type(path) else {
        return Err(Code::NotFound.into());
    };
    let accepts_brotli = encoding::accepts(request, "br")?;
    let twin = if accepts_brotli { fetch(ctx, request, &format!("{path}.br")).await? } else { None };
    let encoded = twin.is_some();
    let found = match twin {
        Some(twin) => Some(twin),
        None => fetch(ctx, request, path).await?,
    };
    let Some(response) = found else {
        return Err(Code::NotFound.into());
    };
    let kept = match path {
        SERVICE_WORKER => "no-cache",
        path if path.starts_with(HASHED) => "public, max-age=31536000, immutable",
        // The icon stands in every page: asking for it each time is a round trip for nothing.
        _ => "public, max-age=86400",
    };
    let mut reply = Reply::other(media_type, response.body().clone()).header("cache-control", kept).header("vary", "accept-encoding");
    if encoded {
        reply = reply.header("content-encoding", "br");
    }
    if let Some(tag) = response.headers().get("etag")? {
        reply = reply.header("etag", tag);
    }
    if response.status_code() == 304 {
        reply.status = 304;
        reply.content = crate::http::call::Content::Empty;
    }
    Ok(reply)
}

/// A file's text.
pub async fn text(ctx: &Ctx, path: &str) -> Result<String, Failure> {
    let address = format!("https://assets.invalid{path}");
    let assets: Fetcher = ctx.env.assets("ASSETS")?;
    let mut response = assets.fetch(address, None).await?;
    match response.status_code() {
        200 => Ok(response.text().await?),
        status => Err(Fault::new(format!("{path} answers {status}: has the site been built?")).into()),
    }
}

async fn fetch(ctx: &Ctx, request: &Request, path: &str) -> Result<Option<Response>, Failure> {
    let init = RequestInit::new();
    if let Some(tag) = request.headers().get("if-none-match")? {
        init.headers.set("if-none-match", &tag)?;
    }
    let assets: Fetcher = ctx.env.assets("ASSETS")?;
    let response = assets.fetch(format!("https://assets.invalid{path}"), Some(init)).await?;
    Ok(matches!(response.status_code(), 200 | 304).then_some(response))
}

/// By the name: what has another ending is not served.
fn media_type(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('/')?.1.rsplit_once('.')?;
    Some(match ending {
        "css" => "text/css; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        _ => return None,
    })
}
