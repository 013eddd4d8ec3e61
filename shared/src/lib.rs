//! The domain of Liandan: what a ticket is, what may happen to it, and who may do it.
//!
//! Pure functions of their arguments. Time, identifiers and the actor are passed in; there is no
//! clock, HTTP, SQL, DOM or Workers type here. The browser asks the same code what it may draw
//! that the server asks what it may do.
#![forbid(unsafe_code)]

#[macro_use]
mod macros;

pub mod actor;
pub mod error;
pub mod id;
pub mod json;
pub mod kb;
pub mod lang;
pub mod notify;
pub mod permission;
pub mod robot;
pub mod routing;
pub mod search;
pub mod sla;
pub mod tag;
pub mod text;
pub mod ticket;
pub mod time;
pub mod wire;
