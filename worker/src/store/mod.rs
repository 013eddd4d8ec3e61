//! SQL and row mapping. Nothing is decided here.

pub mod articles;
pub mod audit;
pub mod customers;
pub mod deliveries;
pub mod guide;
pub mod health;
pub mod idempotency;
pub mod inbox;
pub mod limits;
pub mod login;
pub mod outbox;
pub mod people;
pub mod portal;
pub mod quota;
pub mod reading;
pub mod robots;
pub mod rules;
pub mod session;
pub mod sla;
pub mod sql;
pub mod ticket;
pub mod workspace;
