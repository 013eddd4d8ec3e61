//! The SLA's requirements as tests (R13 clocks, R14 calendars, R15 notices). `tests/sla` holds the same engine against an oracle.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]

mod calendars;
mod clocks;
mod explanations;
mod histories;
mod hours;
mod notices;
mod peers;
mod policies;
mod terms;
mod wire;
