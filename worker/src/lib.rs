//! The Cloudflare Worker: routes → use case → store.
//!
//! `router` is the whole URL table; `http` turns requests into calls and answers into responses; `db` is the only
//! place that touches D1. What a ticket may do is decided in `shared`.

mod context;
mod db;
mod http;
mod kb;
mod kv;
mod mail;
#[cfg(feature = "document")]
pub mod openapi;
mod outgoing;
mod robot;
mod router;
mod routes;
mod seal;
mod secret;
mod store;
mod usecase;

use shared::time::Timestamp;
use worker::{Context, Env, Request, Response, Result, ScheduleContext, ScheduledEvent, console_error, event};

#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> Result<Response> {
    http::dispatch::answer(request, env, context).await
}

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    if let Err(reason) = tick(event, env).await {
        console_error!("the clock's run failed: {reason}");
    }
}

/// The event's time is the clock: a run that comes late, or twice, does what was due then.
async fn tick(event: ScheduledEvent, env: Env) -> std::result::Result<(), String> {
    let site = context::Site::of(&env)?;
    let now = Timestamp(event.schedule() as i64);
    let ctx = context::Ctx::of_clock(env, site, now).map_err(|fault| fault.message)?;
    usecase::sweep::run(&ctx).await.map_err(|fault| fault.message)
}
