//! Many tickets: the list, the board, and what changed since.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::value::RawValue;
use shared::actor::Actor;
use shared::error::{Code, Refusal};
use shared::ticket::{Filter, Status};
use shared::wire::board::{COLUMN_CARDS, PAGE_TICKETS};

use crate::db::{Fault, Rows};
use crate::http::call::{Call, Outcome, Reply};
use crate::store::ticket::list::Cursor;
use crate::store::ticket::narrow::Narrow;
use crate::store::ticket::{board, card, changes, list};

/// `GET /tickets`.
pub async fn list(call: &Call) -> Outcome {
    let me = call.session()?;
    let filter = Filter::from_query(&call.query)?;
    let sort = filter.sort();
    let given = call.query("cursor").filter(|c| !c.is_empty());
    let cursor = given.map(|c| Cursor::read(&c, sort)).transpose()?;
    let narrow = Narrow {
        workspace: &me.workspace,
        actor: &me.actor,
        filter: &filter,
        sort,
        limit: PAGE_TICKETS + 1,
    };
    let rows = call.ctx.db.batch(vec![list::page(narrow, cursor)]).await?;
    let cards = rows
        .first()
        .and_then(|r| r.text("cards"))
        .ok_or_else(|| Fault::new("a list without cards"))?;
    let (tickets, more) = at_most(&cards, PAGE_TICKETS)?;
    let last = tickets
        .last()
        .filter(|_| more)
        .map(|last| card::place(last))
        .transpose()?;
    Reply::ok(&List {
        tickets,
        next: last.map(|place| Cursor::after(&place, sort).write()),
    })
}

/// `GET /board`.
pub async fn board(call: &Call) -> Outcome {
    let me = call.session()?;
    let filter = Filter::from_query(&call.query)?;
    let rows = call
        .ctx
        .db
        .batch(vec![board::read(&me.workspace, &me.actor, &filter)])
        .await?;
    let row: board::Row = rows
        .first()
        .map_or(Ok(None), Rows::one)?
        .ok_or_else(|| Fault::new("no board"))?;
    let counts: Option<HashMap<Status, u32>> = row
        .counts
        .as_deref()
        .map(serde_json::from_str)
        .transpose()
        .map_err(|e| Fault::new(format!("counts: {e}")))?;
    let mut columns = Vec::new();
    for &status in Status::ALL {
        let (cards, more) = at_most(row.column(status), COLUMN_CARDS)?;
        let count = counts
            .as_ref()
            .map(|counts| counts.get(&status).copied().unwrap_or(0));
        columns.push(Column {
            status,
            count,
            cards,
            more,
        });
    }
    Reply::ok(&Board {
        columns,
        seq: row.seq,
    })
}

/// `GET /changes`.
pub async fn changes(call: &Call) -> Outcome {
    let me = call.session()?;
    let Actor::Member(member) = &me.actor else {
        return Err(Code::NotAllowed.into());
    };
    let after = call.query("after").unwrap_or_default();
    let after: i64 = after
        .parse()
        .map_err(|_| Refusal::new(Code::QueryInvalid).field("after"))?;
    // Beyond 2^53 a number does not survive the way to the database; no event has one.
    let after = after.clamp(0, (1 << 53) - 1);
    let rows = call
        .ctx
        .db
        .batch(vec![changes::since(&me.workspace, member, after)])
        .await?;
    let row: changes::Row = rows
        .first()
        .map_or(Ok(None), Rows::one)?
        .ok_or_else(|| Fault::new("no changes"))?;
    let reload = row.over == 1;
    let (cards, gone) = if reload {
        ("[]", "[]")
    } else {
        (row.cards.as_str(), row.gone.as_str())
    };
    Reply::ok(&Changes {
        cards: parsed(cards)?,
        gone: parsed(gone)?,
        seq: row.seq,
        reload,
    })
}

/// The first cards of an array that holds one more if there are more.
fn at_most(json: &str, limit: u32) -> Result<(Vec<&RawValue>, bool), Fault> {
    let mut cards = card::split(json)?;
    let more = cards.len() > limit as usize;
    cards.truncate(limit as usize);
    Ok((cards, more))
}

fn parsed(json: &str) -> Result<&RawValue, Fault> {
    serde_json::from_str(json).map_err(|e| Fault::new(format!("changes: {e}")))
}

// The wire types `TicketList`, `Board`, `Column` and `Changes`, with cards still as text.

#[derive(Serialize)]
struct List<'a> {
    tickets: Vec<&'a RawValue>,
    next: Option<String>,
}

#[derive(Serialize)]
struct Board<'a> {
    columns: Vec<Column<'a>>,
    seq: i64,
}

#[derive(Serialize)]
struct Column<'a> {
    status: Status,
    count: Option<u32>,
    cards: Vec<&'a RawValue>,
    more: bool,
}

#[derive(Serialize)]
struct Changes<'a> {
    cards: &'a RawValue,
    gone: &'a RawValue,
    seq: i64,
    reload: bool,
}
