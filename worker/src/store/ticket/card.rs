//! Tickets of lists and boards, as JSON made by SQLite in the shape of `Card`: a page is passed on, not taken apart.

use serde::Deserialize;
use shared::id::Serial;
use shared::ticket::Priority;
use shared::ticket::filter::Sort;
use shared::time::Timestamp;

use crate::db::{Fault, Rows};
use crate::store::sql::Sql;

/// A card made of `t` and its company `c`. D1 allows a function 32 arguments: exactly the sixteen fields of a card.
pub const JSON: &str = "json_object('serial', t.serial, 'version', t.version, 'title', t.title,
    'status', t.status, 'class', t.class, 'priority', t.priority,
    'priority_confirmed', json(iif(t.priority_confirmed, 'true', 'false')), 'gate', t.gate,
    'waiting', t.waiting_on, 'team', t.team_id, 'owner', t.owner_id,
    'company', json(iif(c.id IS NULL, 'null', json_object('id', c.id, 'name', c.name))),
    'project', t.project_id, 'reopen_count', t.reopen_count, 'created_at', t.created_at,
    'updated_at', t.updated_at)";

/// Joins the company to `t`.
pub const COMPANY: &str = " LEFT JOIN companies c ON c.workspace_id = t.workspace_id AND c.id = t.company_id";

/// How every card begins. Within a text of JSON the quotes would be escaped, so this is found nowhere else.
const HEAD: &str = "{\"serial\":";

/// What stands for a quotation mark on the way: D1 hands a text over as JSON, where each mark would be escaped, which
/// for a board costs more than reading it. No text of ours holds this control character: `shared::text` removes it.
const MARK: &str = "\u{7f}";

/// An expression that gives the cards of `rows` (a select of [`JSON`] as `j`) as one text, their number before it.
/// The order is that of the select: SQLite concatenates rows as they come.
pub fn packed(sql: Sql, rows: impl FnOnce(Sql) -> Sql) -> Sql {
    let sql = sql.text("(SELECT count(*) || ':[' || replace(coalesce(group_concat(j), ''), '\"', ");
    rows(sql.arg(MARK).text(") || ']' FROM (")).text("))")
}

/// Two columns that rows are in order by.
pub type Keys = (&'static str, &'static str);

/// What a sort goes by: two columns of `t`, both in one direction. Serials make it total.
pub const fn keys(sort: Sort) -> Keys {
    match sort {
        Sort::Updated => ("t.updated_at", "t.serial"),
        Sort::Created => ("t.serial", "t.serial"),
        Sort::Priority => ("t.priority", "t.serial"),
    }
}

/// A page of cards, still in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cards {
    /// An array.
    pub json: String,
    /// There was one more than the page holds; it is cut off.
    pub more: bool,
}

/// What a page needs of its last card to say where the next one begins.
#[derive(Deserialize)]
pub struct Place {
    pub serial: Serial,
    pub priority: Priority,
    pub updated_at: Timestamp,
}

impl Cards {
    /// Reads a column that [`packed`] made, of which `limit` cards are a page.
    pub fn read(rows: &Rows, column: &str, limit: u32) -> Result<Self, Fault> {
        let text = rows.text(column).map(|text| text.replace(MARK, "\""));
        let parsed = text.as_deref().and_then(|text| Self::parse(text, limit));
        parsed.ok_or_else(|| Fault::new(format!("no cards in {column}")))
    }

    fn parse(packed: &str, limit: u32) -> Option<Self> {
        let (number, json) = packed.split_once(':')?;
        let more = number.parse::<u32>().ok()? > limit;
        let json = match more {
            true => format!("{}]", json.get(..last(json)?)?.trim_end_matches(',')),
            false => json.to_owned(),
        };
        Some(Self { json, more })
    }

    /// The last card's place; none on an empty page.
    pub fn last(&self) -> Result<Option<Place>, Fault> {
        let card = last(&self.json).and_then(|at| self.json.get(at..self.json.len() - 1));
        let place = card.map(serde_json::from_str).transpose();
        place.map_err(|e| Fault::new(format!("a card: {e}")))
    }
}

/// Where the last card begins.
fn last(json: &str) -> Option<usize> {
    json.rfind(HEAD)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(serial: u32) -> String {
        format!(r#"{{"serial":{serial},"title":"a \",{{\"serial\":9","priority":"p1","updated_at":5}}"#)
    }

    #[test]
    fn r20_a_page_leaves_out_the_one_that_says_there_are_more() {
        let packed = format!("2:[{},{}]", card(1), card(2));
        let page = Cards::parse(&packed, 1).unwrap();
        assert_eq!(page, Cards { json: format!("[{}]", card(1)), more: true });
        assert_eq!(page.last().unwrap().unwrap().serial, 1);
        let page = Cards::parse(&packed, 2).unwrap();
        assert_eq!(page, Cards { json: format!("[{},{}]", card(1), card(2)), more: false });
        assert_eq!(page.last().unwrap().unwrap().serial, 2);
        let page = Cards::parse("0:[]", 50).unwrap();
        assert_eq!(page, Cards { json: "[]".to_owned(), more: false });
        assert!(page.last().unwrap().is_none());
    }
}
