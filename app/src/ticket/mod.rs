//! What customers' and agents' pages both show of a ticket.

pub mod attachments;
pub mod conversation;
pub mod guide;
pub mod labels;
pub mod promise;
pub mod steps;
pub mod timeline;
