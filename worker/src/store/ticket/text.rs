//! Full text: what is written beside the events that brought it, and what a query finds.
//!
//! Each row carries words that say who may find it, so that a search reads what its actor may see and is not filled
//! with what they may not: the workspace's for members; the requester's and the company's on public texts only.

use shared::actor::{Actor, Standing};
use shared::id::{Serial, WorkspaceId};
use shared::kb::words::fts;
use shared::text::Email;
use shared::wire::ticket::TicketView;

use crate::store::sql::Sql;

/// Most texts that one search looks at: the newest.
const FOUND_MAX: u32 = 500;

/// Who may find a text of a ticket: the scope words of its row.
pub fn scope(workspace: &WorkspaceId, view: &TicketView, internal: bool) -> String {
    let company = view.company.as_ref().map(|c| c.id.as_str());
    scope_of(workspace, view.requester.id.as_str(), company, internal)
}

/// The same from the bare ids.
pub fn scope_of(workspace: &WorkspaceId, requester: &str, company: Option<&str>, internal: bool) -> String {
    let mut words = word('w', workspace.as_str());
    if !internal {
        words = format!("{words} {}", word('r', requester));
        if let Some(company) = company {
            words = format!("{words} {}", word('c', company));
        }
    }
    words
}

/// Appends the scope words of a public text of whoever has this address. An expression: only the batch that adds the
/// contact knows their id. Letters and digits are all that an id of a contact or company has.
pub fn scope_of_address(sql: Sql, workspace: &WorkspaceId, email: &Email) -> Sql {
    sql.text("(SELECT ")
        .arg(word('w', workspace.as_str()))
        .text(" || ' r' || lower(id) || coalesce(' c' || lower(company_id), '') FROM contacts WHERE workspace_id = ")
        .arg(workspace)
        .and_equals("email", email)
        .text(")")
}

/// A select of the serials that a query finds, for `IN (…)`. A number, also with `#`, finds the ticket of that number.
pub fn serials(sql: Sql, workspace: &WorkspaceId, actor: &Actor, query: &str) -> Sql {
    let number = number(query);
    let words = fts::match_query(query).filter(|_| !query.trim_start().starts_with(['#', '＃']));
    let sql = match words {
        Some(words) => sql
            .text("SELECT e.serial FROM (SELECT rowid FROM texts WHERE texts MATCH ")
            .arg(format!("{} AND body : ({words})", readable(workspace, actor)))
            .text(" ORDER BY rowid DESC LIMIT ")
            .arg(FOUND_MAX)
            .text(") f JOIN events e ON e.id = f.rowid"),
        None => sql.text("SELECT NULL WHERE 0"),
    };
    match number {
        Some(serial) => sql.text(" UNION SELECT ").arg(serial),
        None => sql,
    }
}

/// `12`, `#12` and `＃12`.
fn number(query: &str) -> Option<Serial> {
    query.trim().trim_start_matches(['#', '＃']).parse().ok()
}

/// The part of the match that keeps to what the actor may read.
fn readable(workspace: &WorkspaceId, actor: &Actor) -> String {
    let home = word('w', workspace.as_str());
    let Actor::Contact(contact) = actor else {
        return format!("scope : \"{home}\"");
    };
    let mut own = format!("\"{}\"", word('r', contact.id.as_str()));
    if let (Standing::Manager, Some(company)) = (contact.standing, &contact.company) {
        own = format!("{own} OR \"{}\"", word('c', company.as_str()));
    }
    format!("scope : (\"{home}\" AND ({own}))")
}

/// One word to the index's tokenizer, whatever the id is spelt with.
fn word(kind: char, id: &str) -> String {
    let plain = id.chars().filter(char::is_ascii_alphanumeric);
    std::iter::once(kind).chain(plain.map(|c| c.to_ascii_lowercase())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_carry_its_sign() {
        assert_eq!(number("#12"), Some(12));
        assert_eq!(number(" ＃12 "), Some(12));
        assert_eq!(number("12"), Some(12));
        assert_eq!(number("MES 12"), None);
    }

    #[test]
    fn what_is_internal_carries_no_customers_word() {
        let scope = |internal| scope_of(&"W-1".into(), "R1", Some("C1"), internal);
        assert_eq!(scope(true), "ww1");
        assert_eq!(scope(false), "ww1 rr1 cc1");
    }
}
