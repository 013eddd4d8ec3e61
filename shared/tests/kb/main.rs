//! The knowledge base's requirements as tests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod corpus;
mod diffs;
mod markdown;
mod redaction;
mod safe;
mod search;
mod videos;
