//! Finished pages in KV, for what everyone may read: a page that is there needs no database.
//!
//! KV may give an old value for a minute elsewhere in the world after it was changed, so a page is also forgotten by
//! itself after a while, and members, who just published, are never served from here.

use js_sys::Reflect;
use serde::Deserialize;
use shared::id::ArticleId;
use wasm_bindgen::JsCast;
use worker::ResponseBody;

use crate::context::Ctx;
use crate::db::Fault;
use crate::http::call::{Call, Failure};
use crate::kv;
use crate::store::reading;

/// Seconds after which a page is forgotten by itself.
const KEPT_S: u32 = 600;

/// A page that is there: its text, and its hash.
pub struct Kept {
    pub body: ResponseBody,
    pub hash: String,
}

/// Where the page of an article lies.
pub fn name(workspace_slug: &str, lang: &str, slug: &str) -> String {
    format!("page/{workspace_slug}/{lang}/{slug}")
}

/// The page, if it is there.
pub async fn get(ctx: &Ctx, name: &str) -> Result<Option<Kept>, Fault> {
    let found = kv::ask(ctx, "getWithMetadata", name, &["stream".into()]).await?;
    let stream = Reflect::get(&found, &"value".into())?.dyn_into();
    let hash = Reflect::get(&found, &"metadata".into())?.as_string();
    Ok(stream.ok().zip(hash).map(|(stream, hash)| Kept { body: ResponseBody::Stream(stream), hash }))
}

/// Keeps a page.
pub async fn put(ctx: &Ctx, name: &str, page: &str, hash: &str) -> Result<(), Fault> {
    let options = js_sys::Object::new();
    Reflect::set(&options, &"expirationTtl".into(), &KEPT_S.into())?;
    Reflect::set(&options, &"metadata".into(), &hash.into())?;
    kv::ask(ctx, "put", name, &[page.into(), options.into()]).await.map(|_| ())
}

#[derive(Deserialize)]
struct Found {
    workspace: String,
    lang: String,
    slug: String,
}

/// Forgets the pages of an article, at every address that it ever had.
pub async fn forget(call: &Call, article: &ArticleId) -> Result<(), Failure> {
    let rows = call.ctx.db.batch(vec![reading::addresses(&call.session()?.workspace, article)]).await?;
    let found: Vec<Found> = rows.first().map_or(Ok(Vec::new()), |rows| rows.all())?;
    for Found { workspace, lang, slug } in found {
        kv::ask(&call.ctx, "delete", &name(&workspace, &lang, &slug), &[]).await?;
    }
    Ok(())
}
