//! SQL and row mapping. Nothing is decided here.

pub mod session;
