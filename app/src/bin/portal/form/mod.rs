//! The ticket form: three short steps on a phone, one page on a desk.

mod draft;
mod fields;
mod parts;
mod people;
mod proposal;
mod rail;
mod send;
mod steps;
mod values;

pub use draft::{is_pressed, is_strangers};
pub use send::{retry_failed, upload_again, when_online};
pub use steps::screen;
pub use values::attachment_ids;
