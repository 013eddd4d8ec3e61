//! The page of a program: its first paint, and the data that its first screen needs.

use shared::error::Code;
use worker::Request;

use super::files;
use crate::context::Ctx;
use crate::db::Fault;
use crate::http::call::{Failure, Outcome, Reply};
use crate::http::cookies::{self, App};
use crate::secret;
use crate::usecase::portal;

/// Which page.
pub enum Page<'a> {
    Desk,
    /// The desk's settings, which are a program of their own.
    Settings,
    /// Where articles are written.
    Knowledge,
    /// A workspace's portal.
    Portal(&'a str),
    /// A requester link.
    Ticket,
    /// The link of a request for approval.
    Approval,
    /// An address that leads to no page.
    Nowhere,
}

/// Answers with the page. A portal that does not exist gets the same page, which says so.
pub async fn serve(ctx: &Ctx, request: &Request, page: Page<'_>) -> Outcome {
    let (file, boot) = match page {
        Page::Desk | Page::Nowhere => ("/desk.html", None),
        Page::Settings => ("/settings.html", None),
        Page::Knowledge => ("/knowledge.html", None),
        Page::Ticket => ("/portal.html", None),
        Page::Approval => ("/approval.html", None),
        Page::Portal(slug) => ("/portal.html", Some(boot(ctx, request, slug).await)),
    };
    let missing = matches!(page, Page::Nowhere);
    let (status, data) = match boot {
        None if missing => (404, "null".to_owned()),
        None => (200, "null".to_owned()),
        Some(Ok(json)) => (200, json),
        Some(Err(Failure::Refused(refusal, _))) if refusal.code == Code::NotFound => (404, "null".to_owned()),
        Some(Err(failure)) => return Err(failure),
    };
    let html = files::text(ctx, file).await?;
    let html = html.replacen("{{lang}}", ctx.lang.tag(), 1).replacen("{{boot}}", &data, 1);
    let body = worker::ResponseBody::Body(html.into_bytes());
    let mut reply =
        Reply::other("text/html; charset=utf-8", body).header("vary", "accept-language, cookie").header("content-language", ctx.lang.tag());
    reply.status = status;
    Ok(reply)
}

/// The portal's view as JSON that is safe inside a script element.
async fn boot(ctx: &Ctx, request: &Request, slug: &str) -> Result<String, Failure> {
    let token = cookies::token(request.headers(), Some(App::Portal), &ctx.site)?;
    let token_hash = token.map(|t| secret::sha256(t.as_bytes()));
    let view = portal::view(ctx, slug, token_hash.as_deref()).await?;
    let json = serde_json::to_string(&view).map_err(|e| Fault::new(format!("a portal cannot be written: {e}")))?;
    Ok(json.replace('<', "\\u003c"))
}
