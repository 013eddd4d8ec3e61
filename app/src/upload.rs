//! Sending a file with its progress. `fetch` does not tell how far an upload is, so this is the one place that
//! uses `XMLHttpRequest`.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ProgressEvent, XmlHttpRequest};

use crate::{
    api::{self, ApiError},
    i18n::lang,
};

thread_local! {
    static NUMBER: Cell<u32> = const { Cell::new(0) };
    static RUNNING: RefCell<Vec<(u32, XmlHttpRequest)>> = const { RefCell::new(Vec::new()) };
}

/// Where an upload stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Upload {
    /// Waits for its turn.
    Waiting,
    /// On its way; the part sent, 0 to 100.
    Sending(u8),
    /// The server has it; its answer as text.
    Done(String),
    /// Failed; may be tried again.
    Failed(ApiError),
}

/// What to send where.
pub struct Parcel {
    /// `POST` or `PUT`.
    pub method: &'static str,
    /// Path on our own server.
    pub path: String,
    /// Headers beside the content type, which is the blob's own.
    pub headers: Vec<(&'static str, String)>,
    /// What to send.
    pub blob: Blob,
}

/// A name for an upload that no other one of this program has.
pub fn next_number() -> u32 {
    NUMBER.with(|number| {
        number.set(number.get() + 1);
        number.get()
    })
}

/// Sends, telling the progress through `state`; answers with the server's text. `number` names it for [`give_up`].
pub async fn send(number: u32, parcel: Parcel, state: RwSignal<Upload>) -> Result<String, ApiError> {
    state.try_set(Upload::Sending(0));
    let outcome = exchange(number, &parcel, state).await;
    state.try_set(match &outcome {
        Ok(text) => Upload::Done(text.clone()),
        Err(error) => Upload::Failed(error.clone()),
    });
    outcome
}

/// Gives up an upload that is on its way.
pub fn give_up(number: u32) {
    if let Some(request) = take(number) {
        let _ = request.abort();
    }
}

/// Takes the upload out of those that are wanted.
fn take(number: u32) -> Option<XmlHttpRequest> {
    RUNNING.with(|running| {
        let mut running = running.borrow_mut();
        let at = running.iter().position(|(n, _)| *n == number)?;
        Some(running.swap_remove(at).1)
    })
}

/// A file name for a header, which takes no Chinese: percent-encoded UTF-8.
pub fn encoded(name: &str) -> String {
    js_sys::encode_uri_component(name).into()
}

async fn exchange(number: u32, parcel: &Parcel, state: RwSignal<Upload>) -> Result<String, ApiError> {
    let request = open(parcel).map_err(|_| ApiError::offline())?;
    RUNNING.with(|running| running.borrow_mut().push((number, request.clone())));
    let progress = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            state.try_set(Upload::Sending((event.loaded() / event.total() * 100.0) as u8));
        }
    });
    if let Ok(upload) = request.upload() {
        upload.set_onprogress(Some(progress.as_ref().unchecked_ref()));
    }
    let finished = Promise::new(&mut |resolve: Function, _| request.set_onloadend(Some(&resolve)));
    let sent = request.send_with_opt_blob(Some(&parcel.blob));
    if sent.is_ok() {
        let _ = JsFuture::from(finished).await;
    }
    if take(number).is_none() {
        return Err(ApiError::aborted());
    }
    let status = request.status().unwrap_or(0);
    let text = request.response_text().ok().flatten().unwrap_or_default();
    match status {
        200..300 => Ok(text),
        0 => {
            api::lost();
            Err(ApiError::offline())
        }
        _ => Err(ApiError::from_answer(status, text)),
    }
}

fn open(parcel: &Parcel) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open(parcel.method, &parcel.path)?;
    request.set_request_header("x-liandan-app", api::program())?;
    request.set_request_header("accept-language", lang().tag())?;
    for (name, value) in &parcel.headers {
        request.set_request_header(name, value)?;
    }
    Ok(request)
}
