//! Tags by rule (R9): words that a ticket's title and details are searched for when it is filed. What was found is kept
//! beside the tag, so that everybody sees why it is there, and so is what an agent corrects.

pub mod book;
mod fold;
pub mod link;
mod matching;
pub mod starter;

pub use book::{TagBook, TagCount, TagName, TagRef, TagRule, TagSettings, Tagged};
pub use link::Link;
pub use matching::matched;

/// Most tags of one ticket.
pub const TAGS_OF_TICKET_MAX: usize = 20;
/// Most words that are kept as the reason of one tag; the first ones of the rule.
pub const REASONS_MAX: usize = 5;
