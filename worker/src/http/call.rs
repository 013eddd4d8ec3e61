//! One call of the API: the request, matched, read and signed in.

use js_sys::JsString;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::actor::Actor;
use shared::error::{Code, Refusal};
use worker::{Request, ResponseBody};

use super::json;
use super::replay::Key;
use super::route::Route;
use crate::context::Ctx;
use crate::db::{Fault, Rows, Stmt};
use crate::store::session::Session;

/// What a handler works on.
pub struct Call {
    pub ctx: Ctx,
    pub route: &'static Route,
    /// The values of `{name}` in the route's path, decoded.
    pub params: Vec<(&'static str, String)>,
    /// Without `?`.
    pub query: String,
    /// The JSON text; empty where the route takes none.
    pub body: String,
    /// For uploads, which read the body themselves.
    pub request: Request,
    pub session: Option<Session>,
    pub key: Option<Key>,
    /// What the route's `ahead` asked for.
    pub ahead: Vec<Rows>,
}

impl Call {
    /// The signed-in person.
    pub fn session(&self) -> Result<&Session, Failure> {
        self.session.as_ref().ok_or_else(|| Code::SignInRequired.into())
    }

    /// Who acts.
    pub fn actor(&self) -> Result<&Actor, Failure> {
        Ok(&self.session()?.actor)
    }

    /// A part of the path.
    pub fn param(&self, name: &str) -> Result<&str, Failure> {
        let found = self.params.iter().find(|(n, _)| *n == name);
        found.map(|(_, value)| value.as_str()).ok_or_else(|| Code::NotFound.into())
    }

    /// A number in the path; what is no number names nothing.
    pub fn serial(&self) -> Result<u32, Failure> {
        self.param("serial")?.parse().map_err(|_| Code::NotFound.into())
    }

    /// The first value of a name in the query string.
    pub fn query(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.query.as_bytes()).find(|(n, _)| n == name).map(|(_, value)| value.into_owned())
    }

    /// The body, parsed into valid values or refused by field.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        json::parse(&self.body)
    }

    /// The statement that makes a repetition of this call answer `reply` instead of doing it again.
    /// Belongs into the same batch as the effect. `None` where the caller gave no key.
    pub fn remember(&self, reply: &Reply) -> Option<Stmt> {
        let Content::Json(body) = &reply.content else {
            return None;
        };
        self.key.as_ref().map(|key| key.remember(self.ctx.now, reply.status, body))
    }
}

/// What a handler gives.
pub type Outcome = Result<Reply, Failure>;

/// A good answer.
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub content: Content,
}

/// The body of an answer.
pub enum Content {
    Empty,
    Json(String),
    /// JSON that never left JavaScript.
    JsJson(JsString),
    /// Anything else, with its media type.
    Other(String, ResponseBody),
}

impl Reply {
    /// JSON with a status.
    pub fn json<T: Serialize>(status: u16, value: &T) -> Outcome {
        let text = serde_json::to_string(value).map_err(|e| Fault::new(format!("an answer cannot be written: {e}")))?;
        Ok(Self { status, headers: Vec::new(), content: Content::Json(text) })
    }

    /// 200 and JSON.
    pub fn ok<T: Serialize>(value: &T) -> Outcome {
        Self::json(200, value)
    }

    /// JSON that is written already.
    pub fn raw(status: u16, text: String) -> Outcome {
        Ok(Self { status, headers: Vec::new(), content: Content::Json(text) })
    }

    /// 200 and JSON that D1 has made, put together from its parts.
    pub fn passed_on(parts: &[JsString]) -> Outcome {
        let text = parts.iter().fold(JsString::from(""), |text, part| text.concat(part));
        Ok(Self { status: 200, headers: Vec::new(), content: Content::JsJson(text) })
    }

    /// 204.
    pub fn empty() -> Outcome {
        Ok(Self { status: 204, headers: Vec::new(), content: Content::Empty })
    }

    /// 304: what the caller has is what is here.
    pub fn unchanged() -> Self {
        Self { status: 304, headers: Vec::new(), content: Content::Empty }
    }

    /// Content that is not JSON.
    pub fn other(media_type: impl Into<String>, body: ResponseBody) -> Self {
        Self { status: 200, headers: Vec::new(), content: Content::Other(media_type.into(), body) }
    }

    /// One more header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// Why there is no good answer.
#[derive(Debug)]
pub enum Failure {
    /// The user's. With `ticket_changed` goes the ticket as it is now.
    Refused(Refusal, Option<Box<shared::wire::ticket::TicketView>>),
    /// Settings that somebody else has saved in the meantime: as they are now.
    Outdated(Box<serde_json::Value>),
    /// Ours.
    Fault(Fault),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal, None)
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self::Refused(Refusal::new(code), None)
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<worker::Error> for Failure {
    fn from(error: worker::Error) -> Self {
        Self::Fault(error.into())
    }
}
