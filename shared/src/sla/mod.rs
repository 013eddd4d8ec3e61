//! Service levels (R13–R15): business calendars, targets, and the three clocks of a ticket, replayed from what happened.
//!
//! Pure: zones, holidays and "now" are values. What a clock says is one formula:
//!
//! - **Open**: an instant is open in a calendar if the wall clock in the calendar's zone shows, at that instant, a time inside
//!   the hours of the local date. So a closing or opening time that the clocks skip falls on the instant of the change, and an
//!   hour that they show twice is open both times as far as it lies inside the hours.
//! - **Counted**: a clock counts the open time from its start, less what it stood still. The first response stands still while
//!   the ticket is closed; the resolution while it is closed, in `verifying`, or waiting.
//! - **Due**: the earliest instant at which the target is used up. What stops the clock at that instant is in time; from the next
//!   millisecond on the clock is breached.
//! - **Terms**: policy and priority. A change of either reckons an open clock anew from its start, with all it stood still so far.
//!   A clock that has stopped keeps the terms it stopped under; if it goes on, it goes on under those of that moment. A
//!   breach is never taken back: it is kept with the terms that applied.
//! - **First response**: from creation to the first public reply by a person of the team, in whatever state the ticket is.
//! - **Next response**: from the oldest unanswered message of the customer to the next public reply. Only messages to a ticket in
//!   `todo` or `in_progress` count, and only after the first response; resolving or closing ends it.
//! - **Resolution**: from creation to entering `verifying`. A ticket closed before that ends its clocks, neither met nor breached
//!   by it.

pub mod calendar;
pub mod clock;
pub mod date;
pub mod defaults;
pub mod explain;
pub mod flaw;
pub mod history;
pub mod holidays;
pub mod notation;
pub mod notice;
pub mod policy;
pub mod promise;
mod run;
mod span;
pub mod zone;

pub use calendar::{Calendar, CalendarDraft};
pub use clock::{Clock, Clocks, Kind, State, reckon, what_if};
pub use date::Date;
pub use explain::explain;
pub use flaw::{Flaw, Flawed};
pub use history::{Happened, History, What};
pub use notice::{Level, notices};
pub use policy::{Book, Policy};
pub use promise::Promise;
pub use zone::{Zone, ZoneTable};
