//! Many tickets: the list, the board, and what changed since. Each is one statement, read in the round trip of the
//! session if it is known here whose session that is.

use js_sys::JsString;
use shared::actor::Actor;
use shared::error::{Code, Refusal};
use shared::id::WorkspaceId;
use shared::ticket::{Filter, Status};
use shared::time::Timestamp;
use shared::wire::board::{CHANGES_MAX, COLUMN_CARDS, PAGE_TICKETS};

use crate::db::{Fault, Rows, Stmt};
use crate::http::call::{Call, Failure, Outcome, Reply};
use crate::http::route::Before;
use crate::store::ticket::card::Cards;
use crate::store::ticket::list::Cursor;
use crate::store::ticket::narrow::Narrow;
use crate::store::ticket::{board, changes, list, recall};
use crate::usecase::ticket::cards_for_reader;

/// Writes the statement of a query string.
type Ask = fn(&WorkspaceId, &Actor, &str, Timestamp) -> Result<Stmt, Failure>;

/// `GET /tickets`, ahead.
pub fn load_list(before: &Before<'_>) -> Vec<Stmt> {
    guessed(before, ask_list)
}

/// `GET /tickets`.
pub async fn list(call: &Call) -> Outcome {
    let sort = Filter::from_query(&call.query)?.sort();
    let rows = read(call, ask_list).await?;
    let page = Cards::read(first(&rows)?, "cards", PAGE_TICKETS)?;
    let next = if page.more { page.last()? } else { None };
    let next = next.map_or("null".to_owned(), |place| format!("\"{}\"", Cursor::after(&place, sort).write()));
    let cards = cards_for_reader(page.json(), call.actor()?)?;
    Reply::passed_on(&[r#"{"tickets":"#.into(), cards, format!(r#","next":{next}}}"#).into()])
}

/// `GET /board`, ahead.
pub fn load_board(before: &Before<'_>) -> Vec<Stmt> {
    guessed(before, ask_board)
}

/// `GET /board`.
pub async fn board(call: &Call) -> Outcome {
    let rows = read(call, ask_board).await?;
    let row = first(&rows)?;
    let counts: Option<serde_json::Value> = row.text("counts").and_then(|json| serde_json::from_str(&json).ok());
    let mut parts: Vec<JsString> = Vec::new();
    for status in Status::ALL {
        let name = status.as_str();
        let cards = Cards::read(row, name, COLUMN_CARDS)?;
        let count = counts.as_ref().map(|counts| counts.get(name).and_then(|n| n.as_u64()).unwrap_or(0));
        let count = count.map_or("null".to_owned(), |n| n.to_string());
        let begin = if parts.is_empty() { r#"{"columns":["# } else { "," };
        parts.push(format!(r#"{begin}{{"status":"{name}","count":{count},"cards":"#).into());
        parts.push(cards.json());
        parts.push(format!(r#","more":{}}}"#, cards.more).into());
    }
    let seq = row.number("seq").unwrap_or(0);
    parts.push(format!(r#"],"seq":{seq}}}"#).into());
    Reply::passed_on(&parts)
}

/// `GET /changes`, ahead.
pub fn load_changes(before: &Before<'_>) -> Vec<Stmt> {
    guessed(before, ask_changes)
}

/// `GET /changes`.
pub async fn changes(call: &Call) -> Outcome {
    let rows = read(call, ask_changes).await?;
    let row = first(&rows)?;
    let (seq, reload) = (row.number("seq").unwrap_or(0), row.number("over") == Some(1));
    let (cards, gone) = match reload {
        true => (Cards::none(), "[]".to_owned()),
        false => (Cards::read(row, "cards", CHANGES_MAX)?, row.text("gone").unwrap_or_default()),
    };
    let tail = format!(r#","gone":{gone},"seq":{seq},"reload":{reload}}}"#);
    Reply::passed_on(&[r#"{"cards":"#.into(), cards.json(), tail.into()])
}

/// The statement for whom the session probably is; nothing if that is not known, or the query is refused.
fn guessed(before: &Before<'_>, ask: Ask) -> Vec<Stmt> {
    let guess = before.token_hash.and_then(recall::guess);
    guess.and_then(|(workspace, actor)| ask(&workspace, &actor, before.query, before.ctx.now).ok()).into_iter().collect()
}

/// What was read ahead, if it was for the right person; else the same now.
async fn read(call: &Call, ask: Ask) -> Result<Vec<Rows>, Failure> {
    let me = call.session()?;
    if let Some(row) = call.ahead.first().filter(|row| recall::fits(row, me)) {
        return Ok(vec![row.clone()]);
    }
    recall::keep(me);
    let stmt = ask(&me.workspace, &me.actor, &call.query, call.ctx.now)?;
    Ok(call.ctx.db.batch(vec![stmt]).await?)
}

fn first(rows: &[Rows]) -> Result<&Rows, Fault> {
    rows.first().ok_or_else(|| Fault::new("a statement without rows"))
}

fn ask_list(workspace: &WorkspaceId, actor: &Actor, query: &str, now: Timestamp) -> Result<Stmt, Failure> {
    let filter = Filter::from_query(query)?;
    let sort = filter.sort();
    let given = value(query, "cursor").filter(|cursor| !cursor.is_empty());
    let cursor = given.map(|cursor| Cursor::read(&cursor, sort)).transpose()?;
    let narrow = Narrow { workspace, actor, filter: &filter, sort, limit: PAGE_TICKETS + 1, now };
    Ok(list::page(narrow, cursor))
}

fn ask_board(workspace: &WorkspaceId, actor: &Actor, query: &str, now: Timestamp) -> Result<Stmt, Failure> {
    Ok(board::read(workspace, actor, &Filter::from_query(query)?, now))
}

fn ask_changes(workspace: &WorkspaceId, actor: &Actor, query: &str, _: Timestamp) -> Result<Stmt, Failure> {
    let Actor::Member(member) = actor else {
        return Err(Code::NotAllowed.into());
    };
    let after = value(query, "after").and_then(|after| after.parse::<i64>().ok());
    let after = after.ok_or_else(|| Refusal::new(Code::QueryInvalid).field("after"))?;
    // Beyond 2^53 a number does not survive the way to the database; no event has one.
    Ok(changes::since(workspace, member, after.clamp(0, (1 << 53) - 1)))
}

/// The first value of a name.
fn value(query: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes()).find(|(n, _)| n == name).map(|(_, value)| value.into_owned())
}
