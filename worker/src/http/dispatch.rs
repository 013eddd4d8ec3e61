//! From a request to an answer: match, sign in, replay, run.

use shared::actor::{Actor, Role};
use shared::error::Code;
use shared::ticket::file::ATTACHMENT_BYTES_MAX;
use worker::{Env, Method, Request, Response, Result};

use super::call::{Call, Failure, Outcome, Reply};
use super::cookies::{self, App};
use super::replay::{self, Key, Keyed};
use super::route::{Access, Before, Route, Takes};
use super::{body, encoding, origin, respond};
use crate::context::{Ctx, Site};
use crate::router::{API, ROUTES};
use crate::routes::pages;
use crate::secret;
use crate::store::session::{self, Session};

/// Answers a request.
pub async fn answer(request: Request, env: Env, tasks: worker::Context) -> Result<Response> {
    let site = match Site::of(&env) {
        Ok(site) => site,
        Err(sentence) => return respond::misconfigured(sentence),
    };
    let head = request.method() == Method::Head;
    let ctx = match Ctx::new(request.headers(), env, site, tasks) {
        Ok(ctx) => ctx,
        Err(fault) => return respond::before_context(&fault),
    };
    let path = request.path();
    let response = match path.strip_prefix(API) {
        Some(path) => api(ctx, request, path).await?,
        None => {
            let outcome = pages::serve(&ctx, &request, &path).await;
            encoding::send_as_at_the_edge(&ctx, &request, outcome)?
        }
    };
    if head { respond::without_body(response) } else { Ok(response) }
}

async fn api(ctx: Ctx, request: Request, path: &str) -> Result<Response> {
    let method = match request.method() {
        Method::Head => Method::Get,
        method => method,
    };
    let matching: Vec<_> = ROUTES.iter().filter_map(|r| r.matches(path).map(|params| (r, params))).collect();
    let allowed = matching.iter().map(|(r, _)| r.method.to_string()).collect::<Vec<_>>().join(", ");
    if matching.is_empty() {
        return respond::finish(&ctx, Err(Code::NotFound.into()));
    }
    if method == Method::Options {
        return respond::finish(&ctx, Reply::empty().map(|r| r.header("allow", allowed)));
    }
    let Some((route, params)) = matching.into_iter().find(|(r, _)| r.method == method) else {
        let mut response = respond::finish(&ctx, Err(Code::MethodNotAllowed.into()))?;
        response.headers_mut().set("allow", &allowed)?;
        return Ok(response);
    };
    let call = Call {
        ctx,
        route,
        params,
        query: query(&request.inner().url()),
        body: String::new(),
        request,
        session: None,
        key: None,
        ahead: Vec::new(),
    };
    let (call, outcome) = run(call).await;
    encoding::send_as_at_the_edge(&call.ctx, &call.request, outcome)
}

/// The address comes serialised by the URL standard, so there is no need to parse it again.
fn query(address: &str) -> String {
    let before_fragment = address.split('#').next().unwrap_or_default();
    before_fragment.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
}

async fn run(mut call: Call) -> (Call, Outcome) {
    let outcome = match admit(&mut call).await {
        Ok(Some(replayed)) => revived(&call, replayed),
        Ok(None) => (call.route.run)(&call).await,
        Err(failure) => Err(failure),
    };
    let outcome = if replay::may_be_a_repetition(&outcome) { earlier_answer(&call, outcome).await } else { outcome };
    (call, outcome)
}

/// Reads and signs in; gives the earlier answer of a repeated upload. One round trip at most.
async fn admit(call: &mut Call) -> std::result::Result<Option<Reply>, Failure> {
    let route = call.route;
    if route.method != Method::Get {
        origin::check(&call.request, &call.ctx.site)?;
    }
    let token_hash = match route.access {
        Access::Anyone => None,
        _ => token_hash(call)?,
    };
    // What the body and the key lack is said after what the session lacks.
    let body = match route.takes {
        Takes::Json => body::read_json(&call.request).await,
        Takes::Nothing | Takes::Upload => Ok(String::new()),
    };
    let read = body.and_then(|body| {
        let hash = request_hash(call, &body)?;
        Ok((Key::read(call.request.headers(), route.keyed, token_hash.as_deref(), hash)?, body))
    });
    let is_upload = matches!(route.takes, Takes::Upload);
    let mut stmts = Vec::new();
    if let Some(hash) = &token_hash {
        stmts.push(session::find(hash, call.ctx.now));
    }
    if let Ok((key, body)) = &read {
        // Content is kept beside the database, before its row: a repetition must be known by then. Everything else is
        // one batch with its key, so that a repetition changes nothing and is seen by that (see `run`).
        stmts.extend(key.iter().filter(|_| is_upload).map(Key::look_up));
        let before = Before { params: &call.params, query: &call.query, body, token_hash: token_hash.as_deref(), ctx: &call.ctx };
        stmts.extend(route.ahead.map(|ahead| ahead(&before)).unwrap_or_default());
    }
    let mut rows = call.ctx.db.batch(stmts).await?.into_iter();
    if token_hash.is_some() {
        let found = rows.next();
        call.session = found.map_or(Ok(None), |r| Session::read(&r))?;
    }
    permit(route, call.session.as_ref())?;
    let (key, body) = read?;
    let earlier = key.as_ref().filter(|_| is_upload).and_then(|_| rows.next());
    call.body = body;
    call.key = key;
    call.ahead = rows.collect();
    session::keep_alive(call);
    match (&call.key, earlier) {
        (Some(key), Some(earlier)) => {
            if earlier.any() {
                read_content(call, key).await?;
            }
            key.replayed(&earlier)
        }
        _ => Ok(None),
    }
}

fn token_hash(call: &Call) -> std::result::Result<Option<String>, Failure> {
    let headers = call.request.headers();
    let word = headers.get("x-liandan-app")?.or_else(|| call.query("app"));
    let token = cookies::token(headers, word.as_deref().and_then(App::parse), &call.ctx.site)?;
    Ok(token.map(|t| secret::sha256(t.as_bytes())))
}

fn permit(route: &Route, session: Option<&Session>) -> std::result::Result<(), Failure> {
    let actor = session.map(|s| &s.actor);
    let enough = |role: Role| actor.is_some_and(|a| a.at_least(role).is_some());
    let allowed = match route.access {
        Access::Anyone | Access::Visitor => return Ok(()),
        Access::Session => actor.is_some(),
        Access::Member => matches!(actor, Some(Actor::Member(_))),
        Access::Agent => enough(Role::Agent),
        Access::Lead => enough(Role::Lead),
        Access::Admin => enough(Role::Admin),
    };
    match (allowed, actor) {
        (true, _) => Ok(()),
        (false, Some(_)) => Err(Code::NotAllowed.into()),
        (false, None) => Err(Code::SignInRequired.into()),
    }
}

/// What a key stands for: the same method, path and content. A file's own content is added once it is read.
fn request_hash(call: &Call, body: &str) -> std::result::Result<String, Failure> {
    if call.route.keyed == Keyed::Never {
        return Ok(String::new());
    }
    let headers = call.request.headers();
    let mut text = format!("{} {}\n{body}", call.route.method, call.request.path());
    if matches!(call.route.takes, Takes::Upload) {
        for name in ["x-file-name", "x-draft-key"] {
            text.push_str(&headers.get(name)?.unwrap_or_default());
            text.push('\n');
        }
    }
    Ok(secret::sha256(text.as_bytes()))
}

/// An upload's key stands for the file's content too: reads that, unless the route has done so.
async fn read_content(call: &Call, key: &Key) -> std::result::Result<(), Failure> {
    if matches!(call.route.takes, Takes::Upload) && !call.request.inner().body_used() {
        let file = body::read(&call.request, ATTACHMENT_BYTES_MAX, Code::FileTooLarge).await?;
        key.comes_with(&secret::sha256_of_file(&file).await?);
    }
    Ok(())
}

/// A write that was refused, or whose key was taken: if it was done before, by this request's twin or long ago, it
/// answers like the first.
async fn earlier_answer(call: &Call, outcome: Outcome) -> Outcome {
    let Some(key) = &call.key else { return outcome };
    let rows = call.ctx.db.batch(vec![key.look_up()]).await?;
    let Some(earlier) = rows.first().filter(|r| r.any()) else { return outcome };
    // A limit refuses an upload before its content is read.
    read_content(call, key).await?;
    match key.replayed(earlier)? {
        Some(reply) => revived(call, reply),
        None => outcome,
    }
}

/// An earlier answer with the secrets that are not stored.
fn revived(call: &Call, reply: Reply) -> Outcome {
    match call.route.revive {
        Some(revive) => revive(&call.ctx, reply),
        None => Ok(reply),
    }
}
