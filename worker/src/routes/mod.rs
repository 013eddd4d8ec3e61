//! Parse, call the use case, respond. Grouped as the addresses are.

pub mod channels;
pub mod document;
pub mod pages;
pub mod people;
pub mod portal;
pub mod session;
pub mod sla;
pub mod ticket;
