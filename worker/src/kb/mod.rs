//! The pages of the knowledge base: whole HTML, readable before any script has run (R27).

pub mod cache;
mod html;
pub mod page;
