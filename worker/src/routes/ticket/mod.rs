//! `/tickets`, `/board`, `/changes`, `/attachments`, `/ticket-links`. Changes of a ticket need no handler of their own:
//! the URL table names the wish, `usecase::ticket::change` does the rest.

pub mod file;
pub mod link;
pub mod many;
pub mod one;
pub mod presence;

use shared::id::Serial;

use crate::http::route::Before;

/// The serial in the address, before there is a call.
pub(crate) fn serial(before: &Before<'_>) -> Option<Serial> {
    let found = before.params.iter().find(|(name, _)| *name == "serial");
    found.and_then(|(_, text)| text.parse().ok())
}
