//! One ticket, as its customer sees it.

mod approval;
mod closed;
mod composer;
mod facts;
mod head;
mod history;
mod page;
mod rights;
mod thread;
mod verdict;

pub use page::screen;
