//! Who a session's token belonged to when it was last seen here, so that what depends on the actor can be read in the
//! same round trip as the session.
//!
//! A guess and nothing more: every row that was read by one says for whom, and is used only if the session that was
//! found in that very batch says the same. Otherwise it is read again.

use std::cell::RefCell;
use std::collections::BTreeMap;

use shared::actor::Actor;
use shared::id::WorkspaceId;

use crate::db::Rows;
use crate::store::session::Session;
use crate::store::sql::Sql;

/// Sessions that one isolate remembers. Beyond these it begins anew.
const SESSIONS_MAX: usize = 500;

thread_local! {
    static SEEN: RefCell<BTreeMap<String, (WorkspaceId, Actor)>> = const { RefCell::new(BTreeMap::new()) };
}

/// The actor that a token belonged to.
pub fn guess(token_hash: &str) -> Option<(WorkspaceId, Actor)> {
    SEEN.with_borrow(|seen| seen.get(token_hash).cloned())
}

/// Remembers a session that was found.
pub fn keep(session: &Session) {
    let known = guess(&session.token_hash);
    if known.is_some_and(|(workspace, actor)| workspace == session.workspace && actor == session.actor) {
        return;
    }
    SEEN.with_borrow_mut(|seen| {
        if seen.len() >= SESSIONS_MAX {
            seen.clear();
        }
        seen.insert(session.token_hash.clone(), (session.workspace.clone(), session.actor.clone()));
    });
}

/// Adds to a select for whom it reads.
pub fn stamped(sql: Sql, workspace: &WorkspaceId, actor: &Actor) -> Sql {
    sql.text(", ").arg(stamp(workspace, actor)).text(" AS read_for")
}

/// Whether rows were read for the person of this session, as they are now.
pub fn fits(rows: &Rows, session: &Session) -> bool {
    rows.text("read_for").is_some_and(|read_for| read_for == stamp(&session.workspace, &session.actor))
}

/// Everything about the actor that a statement can depend on.
fn stamp(workspace: &WorkspaceId, actor: &Actor) -> String {
    format!("{} {actor:?}", workspace.as_str())
}
