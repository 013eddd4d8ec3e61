//! The one client of the HTTP API: JSON in and out, problem details to [`ApiError`], requests that can be given up.
//!
//! Everything up to the response's text is compiled once; only reading and writing JSON is per type.

use std::cell::{Cell, RefCell};

use js_sys::Promise;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use serde::Serialize;
use shared::json::{self, FromJson};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCache, RequestInit, Response};

use crate::{
    dom::{self, get, window},
    i18n::{lang, tr},
};

/// Why a request gave no answer that could be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// HTTP status; 0 where there was no answer.
    pub status: u16,
    /// Stable code of a refusal, or [`OFFLINE`], [`ABORTED`], [`UNREADABLE`].
    pub code: String,
    /// The field of the form it concerns.
    pub field: Option<String>,
    /// For the reader, in the language of the page.
    pub message: String,
    /// The whole problem document as it came, for members beside the common ones.
    pub raw: String,
}

/// Code of an error for which the server was not reached.
pub const OFFLINE: &str = "offline";
/// Code of a request that we gave up ourselves; never shown.
pub const ABORTED: &str = "aborted";
/// Code of an answer that was not what this version of the program understands.
pub const UNREADABLE: &str = "unreadable";

impl ApiError {
    /// Was the server not reached, so that trying again later is right?
    pub fn is_offline(&self) -> bool {
        self.code == OFFLINE
    }

    /// May the same request succeed later? Not where the server has looked at it and refused.
    pub fn may_pass(&self) -> bool {
        self.is_offline() || self.status >= 500 || matches!(self.status, 401 | 408 | 429)
    }

    /// Did we give the request up ourselves? Then nothing is to be shown.
    pub fn is_aborted(&self) -> bool {
        self.code == ABORTED
    }

    /// Is it this refusal?
    pub fn is(&self, code: &str) -> bool {
        self.code == code
    }

    /// Members of the problem document beside the common ones, such as the newer state of a ticket.
    pub fn extra<T: FromJson>(&self) -> Option<T> {
        json::read(&self.raw)
    }

    pub(crate) fn offline() -> Self {
        Self::own(
            OFFLINE,
            tr("网络不通，什么都没有丢。请检查网络后重试。", "No connection. Nothing was lost: check the network and try again."),
        )
    }

    pub(crate) fn aborted() -> Self {
        Self::own(ABORTED, "")
    }

    fn unreadable() -> Self {
        Self::own(
            UNREADABLE,
            tr("服务器的答复看不懂，请刷新页面后重试。", "The server's answer could not be read. Reload the page and try again."),
        )
    }

    fn own(code: &str, message: &str) -> Self {
        Self { status: 0, code: code.to_owned(), field: None, message: message.to_owned(), raw: String::new() }
    }

    /// Reads a problem document (RFC 9457).
    pub(crate) fn from_answer(status: u16, raw: String) -> Self {
        let problem = json::read::<Problem>(&raw).unwrap_or_default();
        let message = problem.title.unwrap_or_else(|| match status {
            401 => tr("请先登录。", "Please sign in first.").to_owned(),
            404 => tr("没有找到，可能已被删除或您无权查看。", "Not found: it may be gone, or not yours to see.").to_owned(),
            429 => tr("操作太频繁，请稍等片刻再试。", "Too many requests. Please wait a moment.").to_owned(),
            _ => tr("我们这边出错了，什么都没有丢。请重试。", "Our mistake, nothing was lost. Please try again.").to_owned(),
        });
        Self { status, code: problem.code.unwrap_or_default(), field: problem.field, message, raw }
    }
}

#[derive(Default)]
struct Problem {
    code: Option<String>,
    field: Option<String>,
    title: Option<String>,
}

shared::from_json!(Problem { code, field, title });

/// Gives up the requests that were sent with it.
#[derive(Clone)]
pub struct Abort(SendWrapper<Option<AbortController>>);

impl Abort {
    /// For requests that [`Abort::now`] can give up.
    pub fn new() -> Self {
        Self(SendWrapper::new(AbortController::new().ok()))
    }

    /// Gives up by itself when the current component leaves the page.
    pub fn with_component() -> Self {
        let abort = Self::new();
        let held = abort.clone();
        on_cleanup(move || held.now());
        abort
    }

    /// Gives up: the request answers [`ABORTED`].
    pub fn now(&self) {
        if let Some(controller) = self.0.as_ref() {
            controller.abort();
        }
    }
}

impl Default for Abort {
    fn default() -> Self {
        Self::new()
    }
}

/// One request. Made by [`get`](Call::get), [`post`](Call::post) and so on, sent by [`send`](Call::send).
#[derive(Clone)]
pub struct Call {
    method: &'static str,
    path: String,
    body: Option<String>,
    key: Option<String>,
    draft: Option<String>,
    abort: Option<Abort>,
}

impl Call {
    /// Reads.
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: "GET", path: path.into(), body: None, key: None, draft: None, abort: None }
    }

    /// Creates or commands.
    pub fn post<B: Serialize>(path: impl Into<String>, body: &B) -> Self {
        Self::get(path).with_body("POST", serde_json::to_string(body).ok())
    }

    /// Creates, with a body that was written as JSON before: a repeated try sends the same bytes.
    pub fn post_text(path: impl Into<String>, body: &str) -> Self {
        Self::get(path).with_body("POST", Some(body.to_owned()))
    }

    /// Replaces.
    pub fn put<B: Serialize>(path: impl Into<String>, body: &B) -> Self {
        Self::get(path).with_body("PUT", serde_json::to_string(body).ok())
    }

    /// Changes some members.
    pub fn patch<B: Serialize>(path: impl Into<String>, body: &B) -> Self {
        Self::get(path).with_body("PATCH", serde_json::to_string(body).ok())
    }

    /// Removes.
    pub fn delete(path: impl Into<String>) -> Self {
        Self::get(path).with_body("DELETE", None)
    }

    /// Removes, naming the version that was seen.
    pub fn delete_with<B: Serialize>(path: impl Into<String>, body: &B) -> Self {
        Self::get(path).with_body("DELETE", serde_json::to_string(body).ok())
    }

    /// Sends the same `Idempotency-Key` at every try: take [`dom::random_id`] once per intention, not per try.
    pub fn key(mut self, key: &str) -> Self {
        self.key = Some(key.to_owned());
        self
    }

    /// Names the draft whose files a stranger's form brings with it.
    pub fn draft(mut self, key: &str) -> Self {
        self.draft = Some(key.to_owned());
        self
    }

    /// Lets `abort` give the request up.
    pub fn abort(mut self, abort: &Abort) -> Self {
        self.abort = Some(abort.clone());
        self
    }

    /// Sends and reads the answer as JSON. `()` reads any answer, also an empty one.
    pub async fn send<T: FromJson>(self) -> Result<T, ApiError> {
        let text = self.text().await?;
        read(&text)
    }

    /// Sends and gives the answer's text.
    pub async fn text(self) -> Result<String, ApiError> {
        let (status, text) = exchange(self).await.map_err(|error| {
            if get(&error, "name").as_string().as_deref() == Some("AbortError") {
                return ApiError::aborted();
            }
            lost();
            ApiError::offline()
        })?;
        reached();
        if (200..300).contains(&status) {
            return Ok(text);
        }
        let error = ApiError::from_answer(status, text);
        if status == 401 {
            SIGNED_OUT.get()();
        }
        Err(error)
    }

    fn with_body(mut self, method: &'static str, body: Option<String>) -> Self {
        self.method = method;
        self.body = body;
        self
    }
}

/// Reads and answers with JSON: `api::get::<Ticket>("/api/v1/tickets/7")`.
pub async fn get_json<T: FromJson>(path: &str) -> Result<T, ApiError> {
    Call::get(path).send().await
}

/// Reads an answer's text as JSON.
pub fn read<T: FromJson>(text: &str) -> Result<T, ApiError> {
    let text = if text.is_empty() { "null" } else { text };
    json::read(text).ok_or_else(ApiError::unreadable)
}

/// Was the server reached at the last try?
pub fn online() -> Signal<bool> {
    ONLINE.with(|online| online.read_only().into())
}

/// Which program asks (the session cookie depends on it), and what to do when a session has ended.
pub fn configure(program: &'static str, signed_out: fn()) {
    PROGRAM.set(program);
    SIGNED_OUT.set(signed_out);
    dom::listen(&window(), "online", |_| reached());
    dom::listen(&window(), "offline", |_| lost());
    // Said from the beginning, it pushes nothing aside later.
    if !window().navigator().on_line() {
        lost();
    }
}

/// The value of `x-liandan-app`.
pub(crate) fn program() -> &'static str {
    PROGRAM.get()
}

pub(crate) fn reached() {
    ONLINE.with(|online| {
        if !online.get_untracked() {
            online.set(true);
        }
    });
}

/// How often a server that was out of reach is asked for, in milliseconds.
const LOOK_MS: i32 = 5_000;
/// Small, and never answered by what this device keeps.
const LOOK_AT: &str = "/manifest.webmanifest";

/// The server is out of reach. A browser tells when its own line comes back, but not when the line was there all the
/// time and led nowhere, so a page that somebody looks at asks from time to time.
pub(crate) fn lost() {
    ONLINE.with(|online| online.set(false));
    if LOOKING.replace(true) {
        return;
    }
    dom::spawn(async {
        while !ONLINE.with(ArcRwSignal::get_untracked) {
            dom::sleep(LOOK_MS).await;
            if !dom::document().hidden() && is_there().await {
                reached();
            }
        }
        LOOKING.set(false);
    });
}

async fn is_there() -> bool {
    let init = RequestInit::new();
    init.set_method("HEAD");
    init.set_cache(RequestCache::NoStore);
    JsFuture::from(window().fetch_with_str_and_init(LOOK_AT, &init)).await.is_ok()
}

thread_local! {
    static LOOKING: Cell<bool> = const { Cell::new(false) };
    static PROGRAM: Cell<&'static str> = const { Cell::new("portal") };
    static SIGNED_OUT: Cell<fn()> = const { Cell::new(|| ()) };
    static ONLINE: ArcRwSignal<bool> = ArcRwSignal::new(true);
    static FIRST: RefCell<Vec<(String, Promise)>> = RefCell::new(first_requests());
}

/// `public/early.js` sends the page's first requests while the program is still being loaded.
fn first_requests() -> Vec<(String, Promise)> {
    let Ok(list) = get(&js_sys::global(), "liandanFirst").dyn_into::<js_sys::Array>() else { return Vec::new() };
    list.iter().filter_map(|first| Some((get(&first, "url").as_string()?, get(&first, "response").dyn_into().ok()?))).collect()
}

/// The answer to a first request serves once; later ones are asked anew.
fn sent_early(call: &Call) -> Option<Promise> {
    FIRST.with(|all| {
        let mut all = all.borrow_mut();
        let at = all.iter().position(|(url, _)| call.method == "GET" && *url == call.path)?;
        Some(all.swap_remove(at).1)
    })
}

async fn exchange(call: Call) -> Result<(u16, String), JsValue> {
    let promise = match sent_early(&call) {
        Some(promise) => {
            // It may be there already. The browser paints what is drawn before it comes to what the answer adds.
            dom::sleep(0).await;
            promise
        }
        None => fetch(&call)?,
    };
    let response: Response = JsFuture::from(promise).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}

fn fetch(call: &Call) -> Result<Promise, JsValue> {
    let headers = Headers::new()?;
    headers.set("x-liandan-app", program())?;
    headers.set("accept-language", lang().tag())?;
    if let Some(key) = &call.key {
        headers.set("idempotency-key", key)?;
    }
    if let Some(draft) = &call.draft {
        headers.set("x-draft-key", draft)?;
    }
    let init = RequestInit::new();
    init.set_method(call.method);
    if let Some(body) = &call.body {
        headers.set("content-type", "application/json")?;
        init.set_body(&JsValue::from_str(body));
    }
    init.set_headers(&headers);
    if let Some(controller) = call.abort.as_ref().and_then(|abort| abort.0.as_ref()) {
        init.set_signal(Some(&controller.signal()));
    }
    Ok(window().fetch_with_str_and_init(&call.path, &init))
}
