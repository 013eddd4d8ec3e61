//! The ticket: its state, what may happen to it, and what did.

pub mod approval;
pub mod class;
pub mod command;
pub mod decide;
pub mod event;
pub mod file;
pub mod filter;
pub mod guide;
pub mod initiation;
pub mod message;
pub mod priority;
pub mod rating;
pub mod rights;
pub mod status;
pub mod subtask;

pub use approval::{Approval, ApprovalState, Approver};
pub use class::{Class, Detail, DetailKey, Gate};
pub use command::Command;
pub use decide::{Policy, check, check_of_customer, decide};
pub use event::{Event, Happening};
pub use file::file;
pub use filter::Filter;
pub use guide::Guide;
pub use initiation::{Decision, Initiation};
pub use message::MessageKind;
pub use priority::{Impact, Priority, Urgency};
pub use status::{CloseCode, Closing, Solution, Status, Ticket, Waiting, WaitingFor};
pub use subtask::SubTask;
