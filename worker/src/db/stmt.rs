//! A statement and its arguments, before D1 sees them.

use std::borrow::Cow;

use shared::time::Timestamp;
use wasm_bindgen::JsValue;

use super::Fault;
use super::binding::{Database, Statement};

/// One SQL statement with its arguments. SQL is ours; what people typed goes into arguments only.
#[derive(Clone, Debug)]
pub struct Stmt {
    sql: Cow<'static, str>,
    args: Vec<Arg>,
}

/// An argument.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    Text(String),
    /// Below 2^53 in size: it passes through a JavaScript number.
    Int(i64),
    Null,
}

impl Stmt {
    /// A statement whose `?` are filled by [`Self::bind`], in order (or `?1`, `?2` … by number).
    pub fn new(sql: impl Into<Cow<'static, str>>) -> Self {
        Self { sql: sql.into(), args: Vec::new() }
    }

    /// The next argument.
    pub fn bind(mut self, arg: impl Into<Arg>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// More arguments, for statements that are put together.
    pub fn bind_all(mut self, args: impl IntoIterator<Item = Arg>) -> Self {
        self.args.extend(args);
        self
    }

    /// The same arguments for other SQL.
    pub fn with_sql(self, sql: impl Into<Cow<'static, str>>) -> Self {
        Self { sql: sql.into(), ..self }
    }

    pub(super) fn prepare(self, db: &Database) -> Result<Statement, Fault> {
        let statement = db.prepare(&self.sql)?;
        if self.args.is_empty() {
            return Ok(statement);
        }
        Ok(statement.bind(&self.args.into_iter().map(JsValue::from).collect())?)
    }
}

impl From<Arg> for JsValue {
    fn from(arg: Arg) -> Self {
        match arg {
            Arg::Text(text) => JsValue::from_str(&text),
            Arg::Int(number) => JsValue::from_f64(number as f64),
            Arg::Null => JsValue::NULL,
        }
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Int(number.into())
    }
}

/// SQLite has no truth values: 0 and 1.
impl From<bool> for Arg {
    fn from(truth: bool) -> Self {
        Self::Int(truth.into())
    }
}

impl From<Timestamp> for Arg {
    fn from(at: Timestamp) -> Self {
        Self::Int(at.0)
    }
}

impl<T: Into<Arg>> From<Option<T>> for Arg {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

macro_rules! by_as_str {
    ($($name:ty),+ $(,)?) => {$(
        impl From<&$name> for Arg {
            fn from(value: &$name) -> Self {
                Self::Text(value.as_str().to_owned())
            }
        }
    )+};
}

by_as_str!(
    shared::id::WorkspaceId,
    shared::id::MemberId,
    shared::id::ContactId,
    shared::id::CompanyId,
    shared::id::TeamId,
    shared::id::ProjectId,
    shared::id::ModuleId,
    shared::id::MessageId,
    shared::id::AttachmentId,
    shared::id::TagId,
    shared::id::ArticleId,
    shared::kb::article::ArticleSlug,
    shared::text::Headline,
    shared::text::Markdown,
    shared::text::Title,
    shared::text::Body,
    shared::text::Reason,
    shared::text::Note,
    shared::text::Name,
    shared::text::Phone,
    shared::text::Query,
    shared::text::Email,
    shared::text::Slug,
);

macro_rules! words_by_as_str {
    ($($name:ty),+ $(,)?) => {$(
        impl From<$name> for Arg {
            fn from(value: $name) -> Self {
                Self::Text(value.as_str().to_owned())
            }
        }
    )+};
}

words_by_as_str!(
    shared::actor::Role,
    shared::actor::Standing,
    shared::kb::article::Readers,
    shared::kb::article::Stage,
    shared::lang::Lang,
    shared::ticket::Class,
    shared::ticket::CloseCode,
    shared::ticket::Gate,
    shared::ticket::Impact,
    shared::ticket::MessageKind,
    shared::ticket::Priority,
    shared::ticket::Status,
    shared::ticket::Urgency,
    shared::ticket::WaitingFor,
    shared::ticket::status::Channel,
    shared::wire::session::Theme,
);
