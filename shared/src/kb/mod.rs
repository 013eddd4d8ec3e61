//! The knowledge base: what an article is, how its Markdown becomes HTML, and how articles are found (R26–R29).
//!
//! Worker and browser alike call it. No clock, HTTP or SQL here, and no state: each part is a function of texts.

pub mod article;
pub mod diff;
pub mod index;
pub mod markdown;
pub mod redact;
pub mod safe;
pub mod words;
