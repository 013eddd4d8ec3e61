//! Contents in KV, each under the id of its file.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use worker::ResponseBody;

use crate::context::Ctx;
use crate::db::Fault;
use crate::kv;
use crate::store::ticket::file::{FileRow, content_key};

/// Stores a content.
pub async fn put(ctx: &Ctx, row: &FileRow, bytes: &Uint8Array) -> Result<(), Fault> {
    kv::ask(ctx, "put", &content_key(row), &[bytes.into()]).await.map(|_| ())
}

/// The content as a stream, so that 25 MiB do not pass through our memory.
pub async fn get(ctx: &Ctx, row: &FileRow) -> Result<Option<ResponseBody>, Fault> {
    let stream = kv::ask(ctx, "get", &content_key(row), &["stream".into()]).await?;
    Ok(stream.dyn_into().ok().map(ResponseBody::Stream))
}

/// Forgets a content.
pub async fn delete(ctx: &Ctx, row: &FileRow) -> Result<(), Fault> {
    kv::ask(ctx, "delete", &content_key(row), &[]).await.map(|_| ())
}
