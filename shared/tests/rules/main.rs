//! Tags by rule (R9) and routing (R11), as tests of what they promise.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod conditions;
mod documents;
mod flaws;
mod owners;
mod words;
