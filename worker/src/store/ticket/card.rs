//! Tickets of lists and boards, as JSON made by SQLite in the shape of `Card`: a page is passed on, not taken apart.

use std::sync::LazyLock;

use js_sys::{JsString, RegExp};
use serde::Deserialize;
use shared::actor::Actor;
use shared::id::Serial;
use shared::sla::Promise;
use shared::ticket::Priority;
use shared::ticket::filter::Sort;
use shared::time::Timestamp;

use crate::db::{Fault, Rows};
use crate::store::sql::Sql;

/// A card made of `t` and its company `c`, in the shape of `Card`. Put together piece by piece: SQLite's own objects of
/// JSON take twice as long. What people typed is quoted as JSON; everything else is a word or a number of ours.
const CARD: &str = r#"concat('{"serial":', t.serial, ',"version":', t.version, ',"title":', replace(json_quote(t.title), char(34), '"'),
    ',"status":"', t.status, '","class":"', t.class, '","priority":"', t.priority,
    '","priority_confirmed":', iif(t.priority_confirmed, 'true', 'false'), ',"gate":"', t.gate,
    '","waiting":', ifnull('"' || t.waiting_on || '"', 'null'), ',"team":"', t.team_id,
    '","owner":', ifnull('"' || t.owner_id || '"', 'null')) ||
    concat(',"company":', iif(c.id IS NULL, 'null',
        concat('{"id":"', c.id, '","name":', replace(json_quote(c.name), char(34), '"'), '}')),
    ',"project":', ifnull('"' || t.project_id || '"', 'null'), ',"reopen_count":', t.reopen_count,
    ',"tags":', TAGS,
    ',"promise":', ifnull(replace(t.promise, char(34), '"'), 'null'),
    ',"created_at":', t.created_at, ',"updated_at":', t.updated_at, '}')"#;

/// A card as an expression, with the tags for the team alone. The quotation marks are [`MARK`]s.
pub fn json(actor: &Actor) -> &'static str {
    static TEAM: LazyLock<String> = LazyLock::new(|| CARD.replace("TAGS", "replace(t.tag_ids, char(34), '\"')").replace('"', MARK));
    static OTHERS: LazyLock<String> = LazyLock::new(|| CARD.replace("TAGS", "'[]'").replace('"', MARK));
    match actor {
        Actor::Member(_) => &TEAM,
        Actor::Contact(_) | Actor::Approver(_) | Actor::Timer => &OTHERS,
    }
}

/// Joins the company to `t`.
pub const COMPANY: &str = " LEFT JOIN companies c ON c.workspace_id = t.workspace_id AND c.id = t.company_id";

/// What stands for a quotation mark on the way: D1 hands a text over as JSON, where each mark would be escaped, which
/// for a board costs more than reading it. No text of ours holds this control character: `shared::text` removes it.
const MARK: &str = "\u{7f}";

thread_local! {
    // JavaScript replaces by a pattern in one pass; `replaceAll` would glue together two strings for each mark.
    static MARKS: RegExp = RegExp::new(MARK, "g");
}

/// How every card begins. Within a text of JSON a quote would be escaped, so this is found nowhere else.
const HEAD: &str = "{\u{7f}serial\u{7f}:";

/// An expression that gives the cards of `rows` (a select of [`json`] as `j`) as one text, their number before it.
/// The order is that of the select: SQLite concatenates rows as they come.
pub fn packed(sql: Sql, rows: impl FnOnce(Sql) -> Sql) -> Sql {
    rows(sql.text("(SELECT count(*) || ':' || coalesce(group_concat(j), '') FROM (")).text("))")
}

/// When something is due; what waits, or has nothing due, comes last.
pub const DUE: &str = "coalesce(t.next_due_at, 9007199254740991)";

/// Two columns that rows are in order by.
pub type Keys = (&'static str, &'static str);

/// What a sort goes by: two columns of `t`, both in one direction. Serials make it total.
pub const fn keys(sort: Sort) -> Keys {
    match sort {
        Sort::Updated => ("t.updated_at", "t.serial"),
        Sort::Created => ("t.serial", "t.serial"),
        Sort::Priority => ("t.priority", "t.serial"),
        Sort::Due => (DUE, "t.serial"),
    }
}

/// A page of cards: an array of JSON. It stays a text of JavaScript's, as D1 gave it and as it will be sent: to bring it
/// into our memory and out again costs as much as to read it.
#[derive(Clone, Debug)]
pub struct Cards {
    marked: JsString,
    /// There was one more than the page holds; it is cut off.
    pub more: bool,
}

/// What a page needs of its last card to say where the next one begins.
#[derive(Deserialize)]
pub struct Place {
    pub serial: Serial,
    pub priority: Priority,
    pub updated_at: Timestamp,
    pub promise: Option<Promise>,
}

impl Cards {
    /// Reads a column that [`packed`] made, of which `limit` cards are a page.
    pub fn read(rows: &Rows, column: &str, limit: u32) -> Result<Self, Fault> {
        let cards = rows.js_text(column).and_then(|packed| Self::cut(&packed, limit));
        cards.ok_or_else(|| Fault::new(format!("no cards in {column}")))
    }

    /// No cards.
    pub fn none() -> Self {
        Self { marked: JsString::from(""), more: false }
    }

    fn cut(packed: &JsString, limit: u32) -> Option<Self> {
        let colon = u32::try_from(packed.index_of(":", 0)).ok()?;
        let number: u32 = String::from(packed.substring(0, colon)).parse().ok()?;
        let more = number > limit;
        let end = match more {
            // The comma before the last card goes with it.
            true => u32::try_from(last(packed)?).ok()?.saturating_sub(1),
            false => packed.length(),
        };
        Some(Self { marked: packed.substring(colon + 1, end), more })
    }

    /// The array.
    pub fn json(&self) -> JsString {
        let plain = MARKS.with(|marks| self.marked.replace_by_pattern(marks, "\""));
        JsString::from("[").concat(&plain).concat(&"]".into())
    }

    /// The last card's place; none on an empty page.
    pub fn last(&self) -> Result<Option<Place>, Fault> {
        let Some(at) = last(&self.marked) else {
            return Ok(None);
        };
        let card = String::from(self.marked.substring(at as u32, self.marked.length())).replace(MARK, "\"");
        serde_json::from_str(&card).map(Some).map_err(|e| Fault::new(format!("a card: {e}")))
    }
}

/// Where the last card begins.
fn last(marked: &JsString) -> Option<i32> {
    Some(marked.last_index_of(HEAD, i32::MAX)).filter(|at| *at >= 0)
}
