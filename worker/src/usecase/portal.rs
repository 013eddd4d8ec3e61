//! A portal as its visitor sees it: also put into the page, so that the form needs no second request.

use shared::error::Code;
use shared::text::Slug;
use shared::wire::portal::PortalView;

use crate::context::Ctx;
use crate::db::Fault;
use crate::http::call::Failure;
use crate::store::portal::{self, Portal};
use crate::usecase::guide;

/// The portal of a slug.
pub async fn view(ctx: &Ctx, slug: &str, token_hash: Option<&str>) -> Result<PortalView, Failure> {
    // What cannot be a slug names nothing.
    let slug = Slug::parse(slug).map_err(|_| Code::NotFound)?;
    let found: Option<Portal> = ctx.db.one(portal::view(&slug, token_hash)).await?;
    let found = found.ok_or(Code::NotFound)?;
    let projects = serde_json::from_str(&found.projects).map_err(|e| Fault::new(format!("projects of a portal: {e}")))?;
    let guide = guide::of_portal(found.guide.as_deref())?;
    Ok(PortalView { slug: found.slug, name: found.name, lang: ctx.lang, contact: found.contact, projects, guide })
}
