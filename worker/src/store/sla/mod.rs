//! Service levels in the database: the workspace's book, what a ticket's clocks have been through, and notices.

pub mod book;
pub mod clocks;
pub mod known;
pub mod notice;
