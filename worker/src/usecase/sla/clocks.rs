//! A ticket's clocks as they are written beside it: brought forward by what has just happened, and read.

use shared::id::{CompanyId, ModuleId, ProjectId};
use shared::lang::Lang;
use shared::sla::{Book, Clocks, History, Promise, What, policy, reckon};
use shared::ticket::{Class, Event, Happening, Priority, Status, Ticket};
use shared::time::Timestamp;

use crate::db::Fault;
use crate::store::sla::clocks::Due;
use crate::store::ticket::write::Column;

/// What a ticket's clocks have been through, and what they say now.
#[derive(Debug)]
pub struct Reckoned {
    pub history: History,
    pub clocks: Clocks,
}

/// What of a ticket its clocks depend on, beside its history.
#[derive(Debug)]
pub struct Subject<'a> {
    status: Status,
    class: Class,
    proposed: Priority,
    project: Option<&'a ProjectId>,
    module: Option<&'a ModuleId>,
    company: Option<&'a CompanyId>,
    tags: Vec<String>,
    lang: Lang,
    created_at: Timestamp,
}

impl<'a> Subject<'a> {
    /// Of a ticket whose requester reads `lang`.
    pub fn new(t: &'a Ticket, lang: Lang) -> Self {
        let (project, module, company) = (t.project.as_ref(), t.module.as_ref(), t.company.as_ref());
        let tags = t.tags.iter().map(|tagged| tagged.tag.as_str().to_owned()).collect();
        Self { status: t.status, class: t.class, proposed: t.proposed, project, module, company, tags, lang, created_at: t.created_at }
    }

    /// Of a ticket that the sweep has found.
    pub fn of(t: &'a Due) -> Self {
        let (project, module, company) = (t.project_id.as_ref(), t.module_id.as_ref(), t.company_id.as_ref());
        let lang = t.requester_lang;
        // What cannot be read is none: a policy by tags is chosen anew at the ticket's next event.
        let tags = serde_json::from_str(&t.tags).unwrap_or_default();
        Self { status: t.status, class: t.class, proposed: t.proposed, project, module, company, tags, lang, created_at: t.created_at }
    }

    fn choose<'b>(&self, book: &'b Book) -> &'b policy::Policy {
        let (class, project, module, company) = (self.class, self.project, self.module, self.company);
        book.choose(&policy::Subject { class, project, module, company, tags: &self.tags, language: self.lang })
    }
}

/// The clocks of a ticket that is being filed.
pub fn begin(book: &Book, ticket: &Ticket, lang: Lang) -> Reckoned {
    let policy = Subject::new(ticket, lang).choose(book).id.clone();
    let history = History::begin(ticket.created_at, policy, ticket.priority);
    let clocks = reckon(&history, book, ticket.created_at);
    Reckoned { history, clocks }
}

/// The clocks after an event, which made the ticket what it is; without one, as time and the book have changed them.
pub fn go_on(book: &Book, mut history: History, ticket: &Subject<'_>, event: Option<&Event>, now: Timestamp) -> Reckoned {
    let at = event.map_or(now, |event| event.at);
    if let Some(what) = event.and_then(What::of) {
        history.push(at, what);
    }
    // What is closed keeps the policy it was closed under.
    let wanted = &ticket.choose(book).id;
    if ticket.status != Status::Closed && wanted != history.present_policy() {
        history.push(at, What::PolicyChanged { to: wanted.clone() });
    }
    let clocks = reckon(&history, book, now);
    Reckoned { history, clocks }
}

/// The history of a ticket that has none yet, by its events.
pub fn retell(book: &Book, ticket: &Subject<'_>, events: &[Event]) -> History {
    let filed = events.iter().find_map(|event| match &event.what {
        Happening::Filed { priority, .. } => Some(*priority),
        _ => None,
    });
    let mut history = History::begin(ticket.created_at, ticket.choose(book).id.clone(), filed.unwrap_or(ticket.proposed));
    for event in events {
        if let Some(what) = What::of(event) {
            history.push(event.at, what);
        }
    }
    history
}

impl Reckoned {
    /// The columns beside the ticket's own.
    pub fn columns(&self) -> Result<Vec<Column>, Fault> {
        let broken = |e: serde_json::Error| Fault::new(format!("clocks: {e}"));
        let promise = Promise::of(&self.clocks);
        let promise = promise.map(|promise| serde_json::to_string(&promise)).transpose().map_err(broken)?;
        Ok(vec![
            ("clocks", serde_json::to_string(&self.history).map_err(broken)?.into()),
            ("promise", promise.into()),
            ("next_due_at", self.clocks.next_due_at.into()),
            ("next_notice_at", self.clocks.next_notice_at.into()),
        ])
    }

    /// What has to be kept next.
    pub fn promise(&self) -> Option<Promise> {
        Promise::of(&self.clocks)
    }
}
