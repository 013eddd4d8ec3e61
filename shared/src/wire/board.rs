//! Lists and boards.

use std::cell::Cell;

use serde::{Deserialize, Serialize};

use crate::id::{CompanyId, MemberId, ProjectId, Serial, TagId, TeamId};
use crate::json::{FromJson, Json};
use crate::sla::Promise;
use crate::text::{Name, Title};
use crate::ticket::{Class, Gate, Priority, Status, WaitingFor};
use crate::time::Timestamp;

/// Tickets of one list page.
pub const PAGE_TICKETS: u32 = 50;
/// Cards of one board column; the rest is one click away in the list.
pub const COLUMN_CARDS: u32 = 20;
/// Changed cards of one `GET /changes`.
pub const CHANGES_MAX: u32 = 100;

wire! {
    /// A ticket in a list or on the board.
    view Card {
        pub serial: Serial,
        pub version: u32,
        pub title: Title,
        pub status: Status,
        pub class: Class,
        pub priority: Priority,
        pub priority_confirmed: bool,
        pub gate: Gate,
        pub waiting: Option<WaitingFor>,
        pub team: TeamId,
        pub owner: Option<MemberId>,
        pub company: Option<CompanyRef>,
        pub project: Option<ProjectId>,
        pub reopen_count: u32,
        /// In the order in which they came; empty for customers.
        pub tags: CardTags,
        pub promise: Option<Promise>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }

    /// A company by id and name.
    view CompanyRef {
        pub id: CompanyId,
        pub name: Name,
    }

    /// `GET /tickets`.
    view TicketList {
        pub tickets: Vec<Card>,
        /// Where the next page begins; absent on the last.
        pub next: Option<String>,
    }

    /// `GET /board`.
    view Board {
        /// The four columns, in order.
        pub columns: Vec<Column>,
        /// Where `GET /changes` goes on.
        pub seq: i64,
    }

    /// A column.
    view Column {
        pub status: Status,
        /// All tickets in it that the actor may see; absent under a filter that keeps no count.
        pub count: Option<u32>,
        /// The first cards: by priority, oldest first; closed ones newest first.
        pub cards: Vec<Card>,
        /// Whether there are more than these.
        pub more: bool,
    }

    /// `GET /changes?after=`: what others did since.
    view Changes {
        pub cards: Vec<Card>,
        /// Serials that changed and that the actor no longer sees.
        pub gone: Vec<Serial>,
        pub seq: i64,
        /// More changed than fits: load the board anew.
        pub reload: bool,
    }
}

/// The tags of a card. Only the team is sent any, so a customer's program does without the code that reads them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct CardTags(pub Vec<TagId>);

thread_local! {
    static READ: Cell<fn(&Json) -> Option<CardTags>> = const { Cell::new(|_| Some(CardTags(Vec::new()))) };
}

impl CardTags {
    /// Lets them be read from JSON: see [`crate::ticket::event::read_internal`].
    pub(crate) fn read_internal() {
        READ.set(|json| Vec::from_json(json).map(Self));
    }
}

impl FromJson for CardTags {
    fn from_json(json: &Json) -> Option<Self> {
        READ.get()(json)
    }
}
