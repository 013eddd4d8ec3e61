//! Load → decide → commit.

pub mod articles;
pub mod channels;
pub mod file;
pub mod guide;
pub mod people;
pub mod portal;
pub mod quota;
pub mod rules;
pub mod sign_in;
pub mod sla;
pub mod sweep;
pub mod ticket;
pub mod workspace;
