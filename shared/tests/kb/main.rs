//! The knowledge base's requirements as tests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod markdown;
mod safe;
mod videos;
