//! The firm's people and its customers' people.

pub mod customers;
pub mod members;
pub mod teams;

use shared::error::{Code, Refusal};

use crate::db::{Fault, Rows, Stmt};
use crate::http::call::{Call, Failure, Reply};
use crate::store::limits;
use crate::store::people::Count;

/// Most teams of a member, modules of a project in one request.
const LIST_MAX: usize = 50;

fn at_most(count: usize, max: usize, field: &str) -> Result<(), Failure> {
    if count > max {
        return Err(Refusal::new(Code::TooMany).limit(max as u32).field(field).into());
    }
    Ok(())
}

/// The first value of a JSON array that SQLite built; refused as not found where it is empty.
fn first_of(rows: Option<&Rows>) -> Result<serde_json::Value, Failure> {
    let text = rows.and_then(|r| r.text("json")).unwrap_or_default();
    let values: Vec<serde_json::Value> = serde_json::from_str(&text).map_err(|e| Fault::new(format!("JSON of the database: {e}")))?;
    values.into_iter().next().ok_or_else(|| Code::NotFound.into())
}

fn count(rows: Option<&Rows>) -> Result<u32, Failure> {
    Ok(rows.map_or(Ok(None), |r| r.one::<Count>())?.map_or(0, |c| c.n))
}

/// What is done, behind its key: of two twins the second one finds the first one's answer, not a name that is taken.
fn keyed(call: &Call, reply: &Reply, stmts: Vec<Stmt>) -> Vec<Stmt> {
    call.remember(reply).into_iter().chain(stmts).collect()
}

/// A limit of the workspace, or a unique name or address that somebody else has.
fn taken(fault: Fault, table: &str, code: Code, field: &str) -> Failure {
    if let Some(passed) = limits::passed(&fault) {
        return Refusal::new(Code::LimitReached).limit(passed.most).field(passed.field).into();
    }
    match fault.is_taken(table) {
        true => Refusal::new(code).field(field).into(),
        false => fault.into(),
    }
}
