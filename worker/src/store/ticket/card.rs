//! Tickets of lists and boards, as JSON made by SQLite in the shape of `Card`: a page is passed on, not taken apart.

use serde::Deserialize;
use serde_json::value::RawValue;
use shared::id::Serial;
use shared::ticket::Priority;
use shared::ticket::filter::Sort;
use shared::time::Timestamp;

use crate::db::Fault;
use crate::store::sql::Sql;

/// The columns of `tickets` that a card is made of. All of them stand before the wide ones.
pub const COLUMNS: &str = "t.workspace_id, t.serial, t.version, t.title, t.status, t.class, t.priority, \
    t.priority_confirmed, t.gate, t.waiting_on, t.team_id, t.owner_id, t.company_id, t.project_id, t.reopen_count, \
    t.created_at, t.updated_at";

/// An expression that gives a JSON array of the cards of `rows`, a select of [`COLUMNS`]. D1 allows a function
/// 32 arguments: exactly the sixteen fields of a card.
pub fn array(sql: Sql, sort: Sort, rows: impl FnOnce(Sql) -> Sql) -> Sql {
    let sql = sql
        .text(
            "(SELECT json_group_array(json_object('serial', x.serial, 'version', x.version, 'title', x.title,
                'status', x.status, 'class', x.class, 'priority', x.priority,
                'priority_confirmed', json(iif(x.priority_confirmed, 'true', 'false')), 'gate', x.gate,
                'waiting', x.waiting_on, 'team', x.team_id, 'owner', x.owner_id,
                'company', json(iif(c.id IS NULL, 'null', json_object('id', c.id, 'name', c.name))),
                'project', x.project_id, 'reopen_count', x.reopen_count, 'created_at', x.created_at,
                'updated_at', x.updated_at) ORDER BY ",
        )
        .text(order(sort).2)
        .text(") FROM (");
    rows(sql).text(
        ") x LEFT JOIN companies c ON c.workspace_id = x.workspace_id AND c.id = x.company_id)",
    )
}

/// The order of a sort over `t`, over a bare select, and over `x`. Serials make it total.
pub const fn order(sort: Sort) -> (&'static str, &'static str, &'static str) {
    match sort {
        Sort::Updated => (
            "t.updated_at DESC, t.serial DESC",
            "updated_at DESC, serial DESC",
            "x.updated_at DESC, x.serial DESC",
        ),
        Sort::Created => ("t.serial DESC", "serial DESC", "x.serial DESC"),
        Sort::Priority => (
            "t.priority, t.serial",
            "priority, serial",
            "x.priority, x.serial",
        ),
    }
}

/// The cards of an array, each still in JSON.
pub fn split(json: &str) -> Result<Vec<&RawValue>, Fault> {
    serde_json::from_str(json).map_err(|e| Fault::new(format!("cards: {e}")))
}

/// What a page needs of its last card to say where the next one begins.
#[derive(Deserialize)]
pub struct Place {
    pub serial: Serial,
    pub priority: Priority,
    pub updated_at: Timestamp,
}

/// The place of a card.
pub fn place(card: &RawValue) -> Result<Place, Fault> {
    serde_json::from_str(card.get()).map_err(|e| Fault::new(format!("a card: {e}")))
}
