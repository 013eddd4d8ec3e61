//! Tag and routing rules: read, saved over the version that was seen, tried on tickets that are there, and applied.

pub mod apply;
pub mod routing;
pub mod tags;
pub mod trial;
