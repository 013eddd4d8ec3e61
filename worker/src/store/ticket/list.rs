//! A page of a list, and where the next one begins (keyset: pages do not shift when tickets come in).

use shared::error::{Code, Refusal};
use shared::id::Serial;
use shared::ticket::Priority;
use shared::ticket::filter::Sort;
use shared::time::Timestamp;

use super::card::{self, Keys, Place};
use super::narrow::Narrow;
use super::recall;
use crate::db::Stmt;
use crate::store::sql::Sql;

/// The last ticket of the page before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    Updated(Timestamp, Serial),
    Created(Serial),
    Priority(Priority, Serial),
    /// The latest instant where nothing is due.
    Due(Timestamp, Serial),
}

/// One page, as one row with the column `cards`, and whom it is for.
pub fn page(narrow: Narrow<'_>, cursor: Option<Cursor>) -> Stmt {
    let after = |sql: Sql, (first, second): Keys| match cursor {
        None => sql,
        Some(Cursor::Updated(at, serial)) => {
            let sql = sql.text(&format!(" AND ({first}, {second}) < ("));
            sql.arg(at).text(", ").arg(serial).text(")")
        }
        Some(Cursor::Created(serial)) => sql.text(&format!(" AND {second} < ")).arg(serial),
        Some(Cursor::Priority(priority, serial)) => {
            let sql = sql.text(&format!(" AND ({first}, {second}) > ("));
            sql.arg(priority).text(", ").arg(serial).text(")")
        }
        Some(Cursor::Due(at, serial)) => {
            let sql = sql.text(&format!(" AND ({first}, {second}) > ("));
            sql.arg(at).text(", ").arg(serial).text(")")
        }
    };
    let sql = card::packed(Sql::new("SELECT "), |sql| narrow.rows(sql, &after));
    recall::stamped(sql.text(" AS cards"), narrow.workspace, narrow.actor).stmt()
}

impl Cursor {
    /// After this ticket.
    pub fn after(place: &Place, sort: Sort) -> Self {
        match sort {
            Sort::Updated => Self::Updated(place.updated_at, place.serial),
            Sort::Created => Self::Created(place.serial),
            Sort::Priority => Self::Priority(place.priority, place.serial),
            Sort::Due => Self::Due(place.promise.as_ref().and_then(|p| p.due_at).unwrap_or(Timestamp::MAX), place.serial),
        }
    }

    /// As clients hand it back.
    pub fn write(self) -> String {
        match self {
            Self::Updated(at, serial) => format!("u.{}.{serial}", at.0),
            Self::Created(serial) => format!("c.{serial}"),
            Self::Due(at, serial) => format!("d.{}.{serial}", at.0),
            Self::Priority(priority, serial) => format!("{}.{serial}", priority.as_str()),
        }
    }

    /// Reads one of the same order.
    pub fn read(text: &str, sort: Sort) -> Result<Self, Refusal> {
        let parts: Vec<&str> = text.split('.').collect();
        let serial = |text: &str| text.parse::<Serial>().ok();
        let cursor = match (sort, parts.as_slice()) {
            (Sort::Updated, ["u", at, last]) => {
                let at = at.parse().ok().filter(|at| (0..1 << 53).contains(at));
                at.zip(serial(last)).map(|(at, last)| Self::Updated(Timestamp(at), last))
            }
            (Sort::Due, ["d", at, last]) => {
                let at = at.parse().ok().filter(|at| (0..1 << 53).contains(at));
                at.zip(serial(last)).map(|(at, last)| Self::Due(Timestamp(at), last))
            }
            (Sort::Created, ["c", last]) => serial(last).map(Self::Created),
            (Sort::Priority, [word, last]) => Priority::parse(word).zip(serial(last)).map(|(p, last)| Self::Priority(p, last)),
            _ => None,
        };
        cursor.ok_or_else(|| Refusal::new(Code::CursorInvalid).field("cursor"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r20_a_cursor_is_good_for_its_own_order_only() {
        let cursors = [
            (Sort::Updated, Cursor::Updated(Timestamp(5), 7)),
            (Sort::Created, Cursor::Created(7)),
            (Sort::Priority, Cursor::Priority(Priority::P1, 7)),
            (Sort::Due, Cursor::Due(Timestamp::MAX, 7)),
        ];
        for (sort, cursor) in cursors {
            for &other in Sort::ALL {
                let read = Cursor::read(&cursor.write(), other);
                assert_eq!(read.ok(), (other == sort).then_some(cursor));
            }
        }
        for bad in ["", ".", "u.1", "u.-1.2", "u.99999999999999999.2", "c.x", "p9.1", "u.1.2.3"] {
            for &sort in Sort::ALL {
                assert!(Cursor::read(bad, sort).is_err(), "{bad} {sort:?}");
            }
        }
    }
}
