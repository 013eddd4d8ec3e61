//! Robots of group chats: written down in the batch of what causes it, said after that batch. What is due together is
//! one message, so that a burst keeps the vendors' limit of twenty a minute and nobody's telephone rings a hundred times.

mod deliver;
mod digest;
mod kept;
mod vendor;

pub use deliver::{deliver, try_out};
pub use kept::Whose;
