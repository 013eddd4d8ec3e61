//! Before a member is known: the start page and the sign-in.

mod code;
mod create;
mod pitch;
mod sign_in;
mod slug;

pub use pitch::start_page;
pub use sign_in::sign_in;
