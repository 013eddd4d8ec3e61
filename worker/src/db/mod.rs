//! The only place that touches D1. One call is one round trip, and round trips are the unit of cost.

mod binding;
mod rows;
mod stmt;

use std::cell::Cell;

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use worker::Env;
use worker::wasm_bindgen_futures::JsFuture;

use binding::Database;

pub use rows::Rows;
pub use stmt::{Arg, Stmt};

/// Our mistake, or the platform's: logged once, shown as "nothing was lost".
#[derive(Debug, Clone)]
pub struct Fault {
    pub message: String,
    /// The constraint that the database named, for instance `members.email`.
    pub constraint: Option<String>,
}

impl Fault {
    /// A fault with words for the log.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), constraint: None }
    }

    /// Whether a unique key or primary key of this table (or `table.column`) was already taken.
    pub fn is_taken(&self, name: &str) -> bool {
        self.constraint.as_deref().is_some_and(|c| c.contains(name))
    }

    /// Whether a row referred to another one that is not, or no longer, there.
    pub fn is_dangling(&self) -> bool {
        self.message.contains("FOREIGN KEY constraint failed")
    }
}

impl From<worker::Error> for Fault {
    fn from(error: worker::Error) -> Self {
        let message = error.to_string();
        let constraint = message.split_once("UNIQUE constraint failed: ").map(|(_, names)| names.to_owned());
        Self { message, constraint }
    }
}

impl From<JsValue> for Fault {
    fn from(error: JsValue) -> Self {
        worker::Error::from(error).into()
    }
}

/// A failure that a test asked for, where the installation allows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Injected {
    Nothing,
    /// The write never reaches the database.
    BeforeCommit,
    /// The write is done, but its answer is lost.
    AfterCommit,
}

/// The workspace's database, as one request sees it.
pub struct Db {
    raw: Database,
    injected: Injected,
    queries: Cell<u32>,
    rows_read: Cell<u32>,
}

impl Db {
    /// The database of the installation.
    pub fn new(env: &Env, injected: Injected) -> Result<Self, Fault> {
        Ok(Self { raw: binding::database(env)?, injected, queries: Cell::new(0), rows_read: Cell::new(0) })
    }

    /// Reads, in one round trip.
    pub async fn batch(&self, stmts: Vec<Stmt>) -> Result<Vec<Rows>, Fault> {
        if stmts.is_empty() {
            return Ok(Vec::new());
        }
        self.queries.set(self.queries.get() + stmts.len() as u32);
        let prepared = Array::new();
        for stmt in stmts {
            prepared.push(&stmt.prepare(&self.raw)?.into());
        }
        let answer = JsFuture::from(self.raw.batch(&prepared)?).await?;
        let rows: Vec<Rows> = Array::from(&answer).iter().map(|a| Rows::new(&a.unchecked_into())).collect();
        let read: u32 = rows.iter().map(|r| r.rows_read).sum();
        self.rows_read.set(self.rows_read.get() + read);
        Ok(rows)
    }

    /// Writes, in one round trip: all of it or nothing.
    pub async fn commit(&self, stmts: Vec<Stmt>) -> Result<Vec<Rows>, Fault> {
        if self.injected == Injected::BeforeCommit {
            return Err(Fault::new("injected before the commit"));
        }
        let rows = self.batch(stmts).await?;
        if self.injected == Injected::AfterCommit {
            return Err(Fault::new("injected after the commit"));
        }
        Ok(rows)
    }

    /// One read that gives one row or none.
    pub async fn one<T: serde::de::DeserializeOwned>(&self, stmt: Stmt) -> Result<Option<T>, Fault> {
        self.batch(vec![stmt]).await?.first().map_or(Ok(None), Rows::one)
    }

    /// Statements and rows read so far in this request.
    pub fn spent(&self) -> (u32, u32) {
        (self.queries.get(), self.rows_read.get())
    }
}
