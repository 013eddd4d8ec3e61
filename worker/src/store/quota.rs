//! Counters of what was done in a window of time. Some are charged here, before the work is done; those that people
//! share are charged by triggers, with what was stored (see the migrations).

use shared::time::{DAY_MS, Timestamp};

use crate::db::Stmt;
use crate::store::sql::Sql;

/// What a counter is called.
#[derive(Clone, Debug)]
pub enum Key {
    Word(String),
    /// By its portal's address, a workspace's counter of this name.
    OfPortal(&'static str, String),
}

impl Key {
    fn push(&self, sql: Sql) -> Sql {
        match self {
            Self::Word(word) => sql.arg(word.as_str()),
            Self::OfPortal(name, slug) => {
                let sql = sql.text("(SELECT ").arg(*name).text(" || ':' || id FROM workspaces WHERE slug = ");
                sql.arg(slug.as_str()).text(")")
            }
        }
    }
}

/// A counter in its present window, and how far it may go.
#[derive(Clone, Debug)]
pub struct Window {
    pub key: Key,
    /// Milliseconds since 1970.
    pub start: i64,
    pub limit: i64,
}

/// Charges one more; gives `within`: 1 while the limit is kept. Where one of `others` has no room left, nothing is
/// charged and there is no row.
pub fn charge(own: &Window, others: &[Window]) -> Stmt {
    add(own, 1, others)
}

/// Charges more than one, of what is measured and not counted.
pub fn add(own: &Window, amount: u32, others: &[Window]) -> Stmt {
    let sql = own.key.push(Sql::new("INSERT INTO quotas (key, window_start, count) SELECT ")).text(", ").arg(own.start);
    let sql = sql.text(", ").arg(amount).text(" WHERE 1");
    let sql = others.iter().fold(sql, |sql, other| within(sql.text(" AND "), other));
    sql.text(" ON CONFLICT (key, window_start) DO UPDATE SET count = count + excluded.count RETURNING count <= ")
        .arg(own.limit)
        .text(" AS within")
        .stmt()
}

/// Charges the contact of a session: by the person, or by the client where a link is all that is known of them. Gives
/// `within`; no row where the session is no contact's.
pub fn charge_contact(token_hash: &str, person: &Window, client: &Window) -> Stmt {
    let sql = person.key.push(Sql::new("INSERT INTO quotas (key, window_start, count) SELECT iif(only_serial IS NULL, "));
    let sql = client.key.push(sql.text(" || workspace_id || ':' || contact_id, ")).text("), ").arg(person.start);
    let sql = sql.text(", 1 FROM sessions WHERE token_hash = ").arg(token_hash);
    let sql = sql.text(" AND contact_id IS NOT NULL ON CONFLICT (key, window_start) DO UPDATE SET count = count + 1");
    let sql = client.key.push(sql.text(" RETURNING count <= iif(key = ")).text(", ").arg(client.limit);
    sql.text(", ").arg(person.limit).text(") AS within").stmt()
}

/// Gives `within`: 1 while each of these has room for one more.
pub fn peek(windows: &[Window]) -> Stmt {
    windows.iter().fold(Sql::new("SELECT 1"), |sql, window| within(sql.text(" AND "), window)).text(" AS within").stmt()
}

/// Gives `count`: what was counted in the window. No row where nothing was.
pub fn count(window: &Window) -> Stmt {
    let sql = window.key.push(Sql::new("SELECT count FROM quotas WHERE key = "));
    sql.and_equals("window_start", window.start).stmt()
}

/// Appends the condition that a counter has room for one more.
pub fn within(sql: Sql, window: &Window) -> Sql {
    let sql = window.key.push(sql.text("coalesce((SELECT count FROM quotas WHERE key = "));
    sql.and_equals("window_start", window.start).text("), 0) < ").arg(window.limit)
}

/// Forgets windows that are over.
pub fn sweep(now: Timestamp) -> Stmt {
    Stmt::new("DELETE FROM quotas WHERE window_start < ?").bind(now.plus(-2 * DAY_MS))
}
