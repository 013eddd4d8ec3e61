//! The ticket: its state, what may happen to it, and what did.

pub mod class;
pub mod command;
pub mod decide;
pub mod event;
pub mod file;
pub mod filter;
pub mod message;
pub mod priority;
pub mod rating;
pub mod rights;
pub mod status;

pub use class::{Class, Detail, DetailKey, Gate};
pub use command::Command;
pub use decide::{Policy, check, decide};
pub use event::{Event, Happening};
pub use file::file;
pub use filter::Filter;
pub use message::MessageKind;
pub use priority::{Impact, Priority, Urgency};
pub use status::{CloseCode, Closing, Solution, Status, Ticket, Waiting, WaitingFor};
