//! The domain of Liandan.
#![forbid(unsafe_code)]
