//! Counters of what was done in a window of time.

use shared::time::{DAY_MS, Timestamp};

use crate::db::Stmt;

/// Counts one more; gives `within`: 1 while the limit is kept.
pub fn count(key: String, window_start: i64, limit: u32) -> Stmt {
    let sql = "INSERT INTO quotas (key, window_start, count) VALUES (?1, ?2, 1)
        ON CONFLICT (key, window_start) DO UPDATE SET count = count + 1 RETURNING count <= ?3 AS within";
    Stmt::new(sql).bind(key).bind(window_start).bind(limit)
}

/// Forgets windows that are over.
pub fn sweep(now: Timestamp) -> Stmt {
    Stmt::new("DELETE FROM quotas WHERE window_start < ?").bind(now.plus(-2 * DAY_MS))
}
