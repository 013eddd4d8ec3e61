//! A row of the URL table. The same row answers requests and, while building, describes itself in the OpenAPI document.

use std::future::Future;
use std::pin::Pin;

use shared::error::Code;
use worker::Method;

use super::call::{Call, Outcome, Reply};
use super::description::{Described, Description, Parameter};
use super::replay::Keyed;
use crate::db::Stmt;

/// Answers a call.
pub type Handler = for<'a> fn(&'a Call) -> Pin<Box<dyn Future<Output = Outcome> + 'a>>;
/// Statements for the first round trip, beside the session. They find the workspace through the token's hash (the
/// argument), because it is not known yet.
pub type Ahead = fn(&Before<'_>) -> Vec<Stmt>;

/// Completes an answer that is given again.
pub type Revive = fn(&crate::context::Ctx, Reply) -> Outcome;

/// What is known before the session is.
pub struct Before<'a> {
    pub params: &'a [(&'static str, String)],
    pub query: &'a str,
    pub body: &'a str,
    pub token_hash: Option<&'a str>,
    pub ctx: &'a crate::context::Ctx,
}

/// Who may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody; a session is not even looked for.
    Anyone,
    /// Everybody, and a session is looked for.
    Visitor,
    /// A member or a contact.
    Session,
    Member,
    /// An agent, lead or admin.
    Agent,
    /// A lead or admin.
    Lead,
    Admin,
}

/// How a route takes its body. Of which type a JSON body is, the handler knows, and the description.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Nothing,
    Json,
    /// A file, raw.
    Upload,
}

/// A row of the URL table.
pub struct Route {
    pub method: Method,
    /// Below `/api/v1`, with `{name}` for variable parts.
    pub path: &'static str,
    pub access: Access,
    pub takes: Takes,
    /// Of the good answer.
    pub status: u16,
    pub keyed: Keyed,
    pub ahead: Option<Ahead>,
    /// Puts back into a repeated answer what is derived and not stored.
    pub revive: Option<Revive>,
    pub run: Handler,
    pub description: Description,
}

impl Route {
    /// A row. `id` is the OpenAPI operation id, `<verb>_<resource>`. Gives nothing (204) until told otherwise.
    pub const fn new(method: Method, path: &'static str, id: &'static str, access: Access, run: Handler) -> Self {
        Self {
            method,
            path,
            access,
            takes: Takes::Nothing,
            status: 204,
            keyed: Keyed::Never,
            ahead: None,
            revive: None,
            run,
            description: Description::new(id),
        }
    }

    /// One sentence on what it does.
    pub const fn about(mut self, about: &'static str) -> Self {
        self.description = self.description.about(about);
        self
    }

    /// Takes JSON.
    pub const fn takes<T: Described>(mut self) -> Self {
        self.takes = Takes::Json;
        self.description = self.description.takes::<T>();
        self
    }

    /// Takes a file.
    pub const fn takes_file(mut self) -> Self {
        self.takes = Takes::Upload;
        self
    }

    /// Gives JSON.
    pub const fn gives<T: Described>(mut self, status: u16) -> Self {
        self.status = status;
        self.description = self.description.gives::<T>();
        self
    }

    /// Gives a file.
    pub const fn gives_file(mut self) -> Self {
        self.status = 200;
        self.description = self.description.gives_file();
        self
    }

    /// Can be repeated by key.
    pub const fn keyed(mut self, keyed: Keyed) -> Self {
        self.keyed = keyed;
        self
    }

    /// Parameters in query string and headers.
    pub const fn parameters(mut self, parameters: &'static [Parameter]) -> Self {
        self.description = self.description.parameters(parameters);
        self
    }

    /// Refusals beside those that access, body and key bring along.
    pub const fn refuses(mut self, codes: &'static [Code]) -> Self {
        self.description = self.description.refuses(codes);
        self
    }

    /// Keeps a secret out of the stored answer.
    pub const fn revive(mut self, revive: Revive) -> Self {
        self.revive = Some(revive);
        self
    }

    /// Statements for the first round trip.
    pub const fn ahead(mut self, ahead: Ahead) -> Self {
        self.ahead = Some(ahead);
        self
    }

    /// The values of the path's variable parts, if the path is this route's.
    pub fn matches(&self, path: &str) -> Option<Vec<(&'static str, String)>> {
        let mut params = Vec::new();
        let mut asked = path.split('/');
        for own in self.path.split('/') {
            let part = asked.next()?;
            match own.strip_prefix('{').and_then(|n| n.strip_suffix('}')) {
                Some(name) if !part.is_empty() => params.push((name, decoded(part)?)),
                None if own == part => {}
                _ => return None,
            }
        }
        asked.next().is_none().then_some(params)
    }
}

fn decoded(part: &str) -> Option<String> {
    percent_encoding::percent_decode_str(part).decode_utf8().ok().map(|text| text.into_owned())
}
