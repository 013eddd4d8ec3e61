//! Cross-site writes are refused: the browser says where a request comes from, and a request that does not say is not
//! believed either.

use shared::error::Code;
use worker::{Headers, Request};

use super::call::Failure;
use crate::context::Site;

/// Lets a write pass that came from our own pages.
pub fn check(request: &Request, site: &Site) -> Result<(), Failure> {
    let headers = request.headers();
    let same = match headers.get("origin")? {
        Some(origin) => origin == site.origin || (site.is_development() && is_own(&origin, headers)?),
        None => headers.get("sec-fetch-site")?.as_deref() == Some("same-origin"),
    };
    if same { Ok(()) } else { Err(Code::OriginForeign.into()) }
}

/// A development start is reached by several names (localhost, 127.0.0.1, a test's port).
fn is_own(origin: &str, headers: &Headers) -> Result<bool, Failure> {
    let host = headers.get("host")?.unwrap_or_default();
    Ok(origin.strip_prefix("http://") == Some(host.as_str()))
}
