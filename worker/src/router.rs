//! The whole URL table. A row that is not here does not exist, and no row is undocumented: the OpenAPI document is
//! made of it.

use shared::wire::session as wire_session;
use worker::Method::{Delete, Get};

use crate::http::route::{Access, Route};
use crate::routes;

/// Where the API begins.
pub const API: &str = "/api/v1";

/// An async function as a [`crate::http::route::Handler`].
macro_rules! run {
    ($handler:path) => {
        |call| Box::pin($handler(call))
    };
}

/// Every address of the API.
pub static ROUTES: &[Route] = &[
    Route::new(
        Get,
        "/session",
        "read_session",
        Access::Session,
        run!(routes::session::read),
    )
    .about("Who is signed in, where, and in which other workspaces the same address may enter.")
    .gives::<wire_session::SessionView>(200),
    Route::new(
        Delete,
        "/session",
        "close_session",
        Access::Session,
        run!(routes::session::close),
    )
    .about("Signs out."),
];
