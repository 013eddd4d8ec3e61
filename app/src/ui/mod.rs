//! The small design system: controls, messages and layout pieces in the look of a work slip. It knows no ticket;
//! its classes are in `public/css`.
//!
//! Components end in an erased view, so a page costs its own markup and not another copy of everything inside.

mod after_paint;
mod avatar;
mod banner;
mod button;
mod choice;
mod dialog;
mod field;
mod files;
mod help;
mod icon;
mod keyed;
pub mod keys;
mod live;
mod loaded;
mod menu;
mod page;
mod pager;
mod priority;
mod rating;
mod shrink;
mod summary;
mod switches;
mod tabs;
mod text;
mod time;
mod toasts;
mod tray;

pub use after_paint::after_paint;
pub use avatar::avatar;
pub use banner::{Banner, OfflineBanner};
pub use button::{Button, IconButton, Kind};
pub use choice::{Choice, RadioCards, Segmented};
pub use dialog::{Confirm, Dialog};
pub use field::{SelectField, TextArea, TextField};
pub use files::{FileButtons, catch_files};
pub use help::{Help, open_help};
pub use icon::{Icon, icon};
pub use keyed::{Line, keyed};
pub use live::live;
pub use loaded::{empty, failure, loaded, skeleton};
pub use menu::{Menu, MenuAt, MenuItem};
pub use page::page;
pub use pager::MoreButton;
pub use priority::priority;
pub use rating::RatingField;
pub use shrink::shrink;
pub use summary::ErrorSummary;
pub use switches::{LangSwitch, SingleKeysSwitch, ThemeButton, ThemeSwitch};
pub use tabs::Tabs;
pub use text::paragraphs;
pub use time::when;
pub use toasts::Toasts;
pub use tray::{Settled, Tray, TrayItem, TrayTiles, Unsettled};
