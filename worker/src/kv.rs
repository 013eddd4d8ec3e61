//! The KV namespace. Its methods are called themselves: the crate's own `put` copies bytes once more, and its `get` gives
//! no stream.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use worker::wasm_bindgen_futures::JsFuture;

use crate::context::Ctx;
use crate::db::Fault;

/// The binding of `wrangler.toml`.
const BINDING: &str = "FILES";

/// Calls a method with a key and more arguments, and gives what it promised.
pub async fn ask(ctx: &Ctx, method: &str, key: &str, more: &[JsValue]) -> Result<JsValue, Fault> {
    let namespace = Reflect::get(&ctx.env, &BINDING.into())?;
    let method: Function = Reflect::get(&namespace, &method.into())?.dyn_into()?;
    let arguments: Array = std::iter::once(JsValue::from_str(key)).chain(more.iter().cloned()).collect();
    let promise: Promise = Reflect::apply(&method, &namespace, &arguments)?.dyn_into()?;
    Ok(JsFuture::from(promise).await?)
}
