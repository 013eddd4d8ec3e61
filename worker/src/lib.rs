//! The Cloudflare Worker: routes → use case → store.
//!
//! `router` is the whole URL table; `http` turns requests into calls and answers into responses; `db` is the only
//! place that touches D1. What a ticket may do is decided in `shared`.

mod context;
mod db;
mod http;
mod mail;
mod router;
mod routes;
mod secret;
mod store;
mod usecase;

use worker::{Context, Env, Request, Response, Result, event};

#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> Result<Response> {
    http::dispatch::answer(request, env, context).await
}
