//! The domain's requirements as tests: each file is a part of the domain, each name carries the number of its requirement.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod closing;
mod conversation;
mod filing;
mod filters;
mod flows;
mod gates;
mod guides;
mod histories;
mod people;
mod text;
mod transitions;
mod visibility;
mod wire;
