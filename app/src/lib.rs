//! What the browser programs stand on. Only `ticket` and `desk` know the domain; the pages in `bin/` bring the rest of it.
//!
//! Kept small on purpose: views are type-erased at component borders, there is one way to fetch and one to
//! load, and the browser's own `Intl`, `<dialog>` and popovers do what a library would.

pub mod api;
pub mod boot;
pub mod desk;
pub mod dom;
pub mod draft;
pub mod i18n;
pub mod load;
pub mod prefs;
pub mod router;
pub mod ticket;
pub mod toast;
pub mod ui;
pub mod upload;
