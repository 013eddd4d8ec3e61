//! Everything that is not the API: the programs' pages, files, and the mailbox of a development start.

pub mod files;
mod kb;
mod mailbox;
mod shell;

use shared::error::Code;
use worker::{Method, Request};

use crate::context::Ctx;
use crate::http::call::Outcome;
use shell::Page;

/// Answers an address outside the API.
pub async fn serve(ctx: &Ctx, request: &Request, path: &str) -> Outcome {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return Err(Code::MethodNotAllowed.into());
    }
    if let Some(rest) = path.strip_prefix("/kb/") {
        return kb::serve(ctx, request, &rest.split('/').collect::<Vec<_>>()).await;
    }
    let mut parts = path.trim_start_matches('/').split('/');
    match (parts.next().unwrap_or_default(), parts.next()) {
        ("desk", Some("articles")) => shell::serve(ctx, request, Page::Knowledge).await,
        ("desk", Some("settings")) => shell::serve(ctx, request, Page::Settings).await,
        ("" | "desk", _) => shell::serve(ctx, request, Page::Desk).await,
        ("p", Some(slug)) => shell::serve(ctx, request, Page::Portal(slug)).await,
        // The ticket is known only after the fragment, which never gets here, was exchanged.
        ("t", Some(_)) => shell::serve(ctx, request, Page::Ticket).await,
        // Nor is the approver's secret, and opening the page answers nothing: programs that look through mail open it.
        ("a", Some(_)) => shell::serve(ctx, request, Page::Approval).await,
        ("dev", Some(name)) if ctx.site.is_development() => mailbox::serve(ctx, name).await,
        _ if files::is_file(path) => files::serve(ctx, request, path).await,
        _ => shell::serve(ctx, request, Page::Nowhere).await,
    }
}
