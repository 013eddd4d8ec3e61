//! Parse, call the use case, respond. Grouped as the addresses are.

pub mod articles;
pub mod channels;
pub mod document;
pub mod flows;
pub mod health;
pub mod pages;
pub mod people;
pub mod portal;
pub mod rules;
pub mod session;
pub mod sla;
pub mod ticket;
