//! Contents in KV, under the hash of what they are: the same photo twice is stored once.

use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use worker::ResponseBody;
use worker::kv::KvStore;
use worker::wasm_bindgen_futures::JsFuture;

use crate::context::Ctx;
use crate::db::Fault;
use crate::store::ticket::file::{FileRow, content_key};

/// SHA-256 in hexadecimal, by the platform: our own code takes a hundred times longer for 25 MiB.
pub async fn hash(bytes: &[u8]) -> Result<String, Fault> {
    let global = js_sys::global();
    let crypto = Reflect::get(&global, &"crypto".into())?;
    let subtle = Reflect::get(&crypto, &"subtle".into())?;
    let digest: js_sys::Function = Reflect::get(&subtle, &"digest".into())?.dyn_into()?;
    let promise: Promise = digest.call2(&subtle, &"SHA-256".into(), &Uint8Array::from(bytes))?.dyn_into()?;
    let buffer = JsFuture::from(promise).await?;
    Ok(data_encoding::HEXLOWER.encode(&Uint8Array::new(&buffer).to_vec()))
}

/// Stores a content.
pub async fn put(ctx: &Ctx, row: &FileRow, bytes: Vec<u8>) -> Result<(), Fault> {
    let put = store(ctx)?.put_bytes(&key(row), &bytes).map_err(fault)?;
    put.execute().await.map_err(fault)
}

/// The content as a stream, so that 25 MiB do not pass through our memory.
pub async fn get(ctx: &Ctx, row: &FileRow) -> Result<Option<ResponseBody>, Fault> {
    let binding = Reflect::get(&ctx.env, &"FILES".into())?;
    let get: js_sys::Function = Reflect::get(&binding, &"get".into())?.dyn_into()?;
    let promise: Promise = get.call2(&binding, &JsValue::from_str(&key(row)), &"stream".into())?.dyn_into()?;
    let stream = JsFuture::from(promise).await?;
    Ok(stream.dyn_into().ok().map(ResponseBody::Stream))
}

/// Forgets a content.
pub async fn delete(ctx: &Ctx, row: &FileRow) -> Result<(), Fault> {
    store(ctx)?.delete(&key(row)).await.map_err(fault)
}

fn store(ctx: &Ctx) -> Result<KvStore, Fault> {
    Ok(ctx.env.kv("FILES")?)
}

fn key(row: &FileRow) -> String {
    content_key(&row.workspace_id, &row.sha256)
}

fn fault(error: impl std::fmt::Display) -> Fault {
    Fault::new(format!("files: {error}"))
}
