//! Contents in KV, each under the id of its file.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use worker::ResponseBody;
use worker::wasm_bindgen_futures::JsFuture;

use crate::context::Ctx;
use crate::db::Fault;
use crate::store::ticket::file::{FileRow, content_key};

/// Stores a content.
pub async fn put(ctx: &Ctx, row: &FileRow, bytes: &Uint8Array) -> Result<(), Fault> {
    ask(ctx, "put", row, bytes).await.map(|_| ())
}

/// The content as a stream, so that 25 MiB do not pass through our memory.
pub async fn get(ctx: &Ctx, row: &FileRow) -> Result<Option<ResponseBody>, Fault> {
    let stream = ask(ctx, "get", row, &"stream".into()).await?;
    Ok(stream.dyn_into().ok().map(ResponseBody::Stream))
}

/// Forgets a content.
pub async fn delete(ctx: &Ctx, row: &FileRow) -> Result<(), Fault> {
    ask(ctx, "delete", row, &JsValue::UNDEFINED).await.map(|_| ())
}

/// Calls the namespace itself: the crate's own `put` copies the bytes once more, and its `get` gives no stream.
async fn ask(ctx: &Ctx, method: &str, row: &FileRow, argument: &JsValue) -> Result<JsValue, Fault> {
    let namespace = Reflect::get(&ctx.env, &"FILES".into())?;
    let method: Function = Reflect::get(&namespace, &method.into())?.dyn_into()?;
    let promise: Promise = method.call2(&namespace, &JsValue::from_str(&content_key(row)), argument)?.dyn_into()?;
    Ok(JsFuture::from(promise).await?)
}
