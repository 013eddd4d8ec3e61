//! Request and response types of the HTTP API: what the browser sends is what the worker parses.

pub mod board;
pub mod channels;
pub mod file;
pub mod flows;
pub mod health;
pub mod kb;
pub mod people;
pub mod portal;
pub mod problem;
pub mod session;
pub mod sla;
pub mod ticket;
