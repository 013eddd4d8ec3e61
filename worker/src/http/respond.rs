//! The only place where an error becomes HTTP, and where every answer gets its security headers.

use std::cell::OnceCell;

use js_sys::JsString;
use serde::Serialize;
use shared::error::{Code, Refusal};
use shared::wire::problem::Problem;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use worker::{Headers, Response, ResponseBody, ResponseBuilder, Result, console_error, web_sys};

use super::call::{Content, Failure, Outcome, Reply};
use crate::context::{Ctx, Site};
use crate::db::Fault;

/// The answer of an outcome.
pub fn finish(ctx: &Ctx, outcome: Outcome) -> Result<Response> {
    let reply = match outcome {
        Ok(reply) => reply,
        Err(failure) => problem(ctx, failure),
    };
    let headers = secured(&ctx.site)?;
    for (name, value) in &reply.headers {
        headers.set(name, value)?;
    }
    headers.set("x-request-id", &ctx.request_id)?;
    if ctx.site.is_development() {
        let (queries, rows_read) = ctx.db.spent();
        headers.set("x-d1-queries", &queries.to_string())?;
        headers.set("x-d1-rows-read", &rows_read.to_string())?;
    }
    let builder = ResponseBuilder::new().with_status(reply.status);
    Ok(match reply.content {
        Content::Empty => {
            headers.delete("content-type")?;
            builder.with_headers(headers).empty()
        }
        Content::JsJson(text) => text_response(&text, reply.status, &headers)?,
        Content::Json(text) => builder.with_headers(headers).fixed(text.into_bytes()),
        Content::Other(media_type, body) => {
            headers.set("content-type", &media_type)?;
            let encoded = reply.headers.iter().any(|(name, _)| *name == "content-encoding");
            let response = builder.with_headers(headers).body(body);
            if encoded { response.with_encode_body(worker::EncodeBody::Manual) } else { response }
        }
    })
}

#[wasm_bindgen]
extern "C" {
    /// The constructor of `Response` for a text that JavaScript has already.
    #[wasm_bindgen(extends = web_sys::Response, js_name = Response)]
    type TextResponse;

    #[wasm_bindgen(constructor, js_class = "Response", catch)]
    fn new(body: &JsString, init: &web_sys::ResponseInit) -> std::result::Result<TextResponse, JsValue>;
}

fn text_response(text: &JsString, status: u16, headers: &Headers) -> Result<Response> {
    let init = web_sys::ResponseInit::new();
    init.set_status(status);
    init.set_headers(headers.0.as_ref());
    Ok(web_sys::Response::from(TextResponse::new(text, &init)?).into())
}

/// The answer to HEAD.
pub fn without_body(response: Response) -> Result<Response> {
    let status = response.status_code();
    let headers = response.headers().clone();
    Ok(ResponseBuilder::new().with_status(status).with_headers(headers).body(ResponseBody::Empty))
}

/// Nothing is served by an installation that is not set up safely.
pub fn misconfigured(sentence: &str) -> Result<Response> {
    console_error!("not set up: {sentence}");
    Ok(Response::ok(format!("{sentence}\n"))?.with_status(503))
}

/// A fault so early that there is not even a request id.
pub fn before_context(fault: &Fault) -> Result<Response> {
    console_error!("fault before the request had a context: {}", fault.message);
    Ok(Response::ok("Something went wrong on our side. Please try again.\n")?.with_status(500))
}

fn problem(ctx: &Ctx, failure: Failure) -> Reply {
    let (refusal, ticket, newer) = match failure {
        Failure::Refused(refusal, ticket) => (refusal, ticket, None),
        Failure::Outdated(newer) => (Refusal::new(Code::RecordChanged), None, Some(newer)),
        Failure::Fault(fault) => {
            console_error!("fault {}: {}", ctx.request_id, fault.message);
            (Refusal::new(Code::Fault), None, None)
        }
    };
    let problem = Problem {
        r#type: "about:blank".to_owned(),
        title: refusal.text(ctx.lang),
        status: refusal.code.status(),
        code: refusal.code,
        field: refusal.field,
        limit: refusal.limit,
        request_id: ctx.request_id.clone(),
        ticket,
    };
    let text = serde_json::to_string(&WithNewer { problem: &problem, newer }).unwrap_or_default();
    let reply = Reply { status: problem.status, headers: Vec::new(), content: Content::Json(text) }
        .header("content-type", "application/problem+json; charset=utf-8")
        .header("content-language", ctx.lang.tag());
    match problem.code {
        Code::TooManyRequests => reply.header("retry-after", "60"),
        _ => reply,
    }
}

/// With `record_changed` of settings: the settings as they are now. Not part of [`Problem`], which every page reads.
#[derive(Serialize)]
struct WithNewer<'a> {
    #[serde(flatten)]
    problem: &'a Problem,
    #[serde(skip_serializing_if = "Option::is_none")]
    newer: Option<Box<serde_json::Value>>,
}

/// Scripts only from here, nothing framed, no address leaked. Styles may be set on elements by script, not by text.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; \
    connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// The same for a page that may show the players of video sites, once they are asked for.
pub fn policy_with_players(origins: &str) -> String {
    format!("{POLICY}; frame-src {origins}; media-src 'self'")
}

thread_local! {
    static SECURED: OnceCell<Headers> = const { OnceCell::new() };
}

/// The headers that every answer begins with. Made once: each one that is set crosses into JavaScript. A reply's own
/// headers replace them.
fn secured(site: &Site) -> Result<Headers> {
    let made = SECURED.with(|cell| cell.get().cloned());
    made.map_or_else(
        || {
            let headers = secure(site)?;
            Ok(SECURED.with(|cell| cell.get_or_init(|| headers).clone()))
        },
        Ok,
    )
}

fn secure(site: &Site) -> Result<Headers> {
    let headers = Headers::new();
    headers.set("content-type", "application/json; charset=utf-8")?;
    headers.set("cache-control", "no-store")?;
    headers.set("content-security-policy", POLICY)?;
    headers.set("x-content-type-options", "nosniff")?;
    headers.set("referrer-policy", "no-referrer")?;
    headers.set("x-frame-options", "DENY")?;
    headers.set("cross-origin-opener-policy", "same-origin")?;
    headers.set("cross-origin-resource-policy", "same-origin")?;
    headers.set("permissions-policy", "geolocation=(), microphone=(), payment=()")?;
    if site.is_secure() {
        headers.set("strict-transport-security", "max-age=31536000; includeSubDomains")?;
    }
    Ok(headers)
}
