//! The book of a workspace, remembered by the isolate: it is needed at every write and changes a few times a year.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Deserialize;
use shared::error::Refusal;
use shared::id::{CalendarId, PolicyId, WorkspaceId};
use shared::lang::Lang;
use shared::sla::{Book, Calendar, Flawed, Policy, defaults};
use shared::text::Name;
use shared::wire::sla::NamedCalendar;

use super::zones;
use crate::db::{Db, Fault};
use crate::store::sla::book::{self, Document};

/// Workspaces whose books are remembered. Beyond these the isolate begins anew.
const BOOKS_MAX: usize = 200;

/// A book with the document that it was made of.
#[derive(Debug)]
pub struct Shelf {
    /// 0: what every workspace begins with.
    pub version: u32,
    pub document: Document,
    pub book: Book,
}

impl Shelf {
    /// A policy's name; that of the one every workspace begins with is in the reader's language until it is changed.
    pub fn name_of(&self, policy: &Policy, lang: Lang) -> Name {
        let first = defaults::policy(lang).filter(|_| self.version == 0);
        first.map_or_else(|| policy.name.clone(), |first| first.name)
    }

    /// The zone of a policy's calendar.
    pub fn zone_of(&self, policy: &PolicyId) -> &str {
        let document = &self.document;
        let policy = document.policies.iter().chain(&document.retired).find(|known| known.id == *policy);
        let calendar = policy.and_then(|policy| document.calendars.iter().find(|calendar| calendar.id == policy.calendar));
        calendar.map_or("UTC", |calendar| calendar.hours.zone.as_str())
    }
}

thread_local! {
    static KNOWN: RefCell<BTreeMap<String, Rc<Shelf>>> = const { RefCell::new(BTreeMap::new()) };
}

/// The workspace's book, whose version was read a moment ago.
pub async fn of(db: &Db, workspace: &WorkspaceId, version: u32) -> Result<Rc<Shelf>, Fault> {
    let known = KNOWN.with_borrow(|known| known.get(workspace.as_str()).cloned());
    if let Some(known) = known.filter(|known| known.version == version) {
        return Ok(known);
    }
    let stored: Option<Row> = match version {
        0 => None,
        _ => db.one(book::read(workspace)).await?,
    };
    let (version, document) = match stored {
        Some(row) => {
            let read = serde_json::from_str(&row.document);
            (row.version, read.map_err(|e| Fault::new(format!("service levels: {e}")))?)
        }
        None => (0, beginning(defaults::ZONE, Lang::Zh)?),
    };
    let book = bind(&document).map_err(|flawed| Fault::new(format!("service levels: {flawed:?}")))?;
    let shelf = Rc::new(Shelf { version, document, book });
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= BOOKS_MAX {
            known.clear();
        }
        known.insert(workspace.as_str().to_owned(), shelf.clone());
    });
    Ok(shelf)
}

/// What a workspace in this zone begins with.
pub fn beginning(zone: &str, lang: Lang) -> Result<Document, Fault> {
    let broken = |refusal: Refusal| Fault::new(format!("service levels to begin with: {refusal:?}"));
    let name = Name::parse(lang.pick("办公时间", "Office hours")).map_err(broken)?;
    let calendar = NamedCalendar { id: CalendarId::from(defaults::CALENDAR), name, hours: defaults::calendar(zone) };
    Ok(Document { calendars: vec![calendar], policies: defaults::policy(lang).into_iter().collect(), retired: Vec::new() })
}

/// Checks a document; the flaw names the field.
pub fn bind(document: &Document) -> Result<Book, Flawed> {
    let zones = zones::table(document.calendars.iter().map(|calendar| calendar.hours.zone.as_str()));
    let mut calendars = Vec::new();
    for (index, named) in document.calendars.iter().enumerate() {
        let calendar = Calendar::parse(&named.hours, &zones);
        let calendar = calendar.map_err(|f| Flawed::new(f.flaw, format!("calendars.{index}.hours.{}", f.field)))?;
        calendars.push((named.id.clone(), calendar));
    }
    Book::new(document.policies.clone(), document.retired.clone(), calendars)
}

#[derive(Deserialize)]
struct Row {
    version: u32,
    document: String,
}
