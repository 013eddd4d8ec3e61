//! Service levels (R13–R15): the workspace's book, each ticket's clocks, their notices, and the settings.

pub mod book;
mod circle;
pub mod clocks;
mod known;
pub mod notices;

pub mod settings;
pub mod sweep;

pub mod trial;
pub mod zones;
