//! Filters as SQL, and which index gives the order that is asked for.

use shared::actor::Actor;
use shared::id::WorkspaceId;
use shared::ticket::filter::{OwnerIs, Sort};
use shared::ticket::{Filter, Status};

use super::card::{COLUMNS, order};
use super::scope::{self, Lane};
use super::text;
use crate::store::sql::Sql;

/// Most terms of one compound select in D1.
const TERMS_MAX: usize = 5;

/// What is asked for, and by whom.
#[derive(Clone, Copy)]
pub struct Narrow<'a> {
    pub workspace: &'a WorkspaceId,
    pub actor: &'a Actor,
    pub filter: &'a Filter,
    pub sort: Sort,
    pub limit: u32,
}

impl Narrow<'_> {
    /// A select of cards' columns, in order, that reads little more than it gives. `after` appends where to go on.
    pub fn rows(self, sql: Sql, after: &dyn Fn(Sql) -> Sql) -> Sql {
        if let Some(words) = &self.filter.text {
            return self.found(sql, words.as_str(), after);
        }
        let cuts = self.cuts();
        let single = cuts.len() == 1;
        let mut sql = sql.text(if single { "" } else { "SELECT * FROM (" });
        for (place, (lane, status)) in cuts.iter().enumerate() {
            sql = sql.text(if place == 0 { "" } else { " UNION " });
            sql = sql.text(if single { "" } else { "SELECT * FROM (" });
            sql = self.cut(sql, lane, *status, after);
            sql = sql.text(if single { "" } else { ")" });
        }
        if single {
            return sql;
        }
        sql.text(") ORDER BY ")
            .text(order(self.sort).1)
            .text(" LIMIT ")
            .arg(self.limit)
    }

    /// The parts to read, each in order by an index of its own.
    fn cuts(self) -> Vec<(Lane, Option<Status>)> {
        let lanes = scope::lanes(self.actor);
        let statuses = &self.filter.status;
        let split = self.sort != Sort::Created && lanes.len() * statuses.len() <= TERMS_MAX;
        match statuses.as_slice() {
            [only] => lanes.into_iter().map(|lane| (lane, Some(*only))).collect(),
            [] => lanes.into_iter().map(|lane| (lane, None)).collect(),
            _ if split => lanes
                .iter()
                .flat_map(|lane| statuses.iter().map(|s| (lane.clone(), Some(*s))))
                .collect(),
            _ => lanes.into_iter().map(|lane| (lane, None)).collect(),
        }
    }

    fn cut(self, sql: Sql, lane: &Lane, status: Option<Status>, after: &dyn Fn(Sql) -> Sql) -> Sql {
        let index = self.index(lane, status);
        let sql = self.from(sql, index).text(" AND ");
        let sql = self.conditions(lane.condition(sql), status);
        self.tail(after(sql))
    }

    /// What full text finds, newest first and bounded, then narrowed to what the actor sees.
    fn found(self, sql: Sql, words: &str, after: &dyn Fn(Sql) -> Sql) -> Sql {
        let sql = self
            .from(sql, "tickets_by_serial")
            .text(" AND t.serial IN (");
        let sql = text::serials(sql, self.workspace, self.actor, words).text(") AND ");
        let sql = self.conditions(scope::any(sql, self.actor), None);
        self.tail(after(sql))
    }

    fn from(self, sql: Sql, index: &str) -> Sql {
        sql.text("SELECT ")
            .text(COLUMNS)
            .text(" FROM tickets t INDEXED BY ")
            .text(index)
            .text(" WHERE t.workspace_id = ")
            .arg(self.workspace)
    }

    fn tail(self, sql: Sql) -> Sql {
        sql.text(" ORDER BY ")
            .text(order(self.sort).0)
            .text(" LIMIT ")
            .arg(self.limit)
    }

    fn conditions(self, sql: Sql, status: Option<Status>) -> Sql {
        let f = self.filter;
        let sql = match status {
            Some(status) => sql.and_equals("t.status", status),
            None => sql.and_in("t.status", f.status.iter().copied()),
        };
        let sql = sql
            .and_in("t.class", f.class.iter().copied())
            .and_in("t.priority", f.priority.iter().copied())
            .and_in("t.waiting_on", f.waiting.iter().copied());
        let sql = match (&f.owner, self.actor) {
            (None, _) => sql,
            (Some(OwnerIs::Nobody), _) => sql.text(" AND t.owner_id IS NULL"),
            (Some(OwnerIs::Member(id)), _) => sql.and_equals("t.owner_id", id),
            (Some(OwnerIs::Me), Actor::Member(m)) => sql.and_equals("t.owner_id", &m.id),
            (Some(OwnerIs::Me), _) => sql.text(" AND 0"),
        };
        let sql = f
            .team
            .iter()
            .fold(sql, |sql, id| sql.and_equals("t.team_id", id));
        let sql = f
            .company
            .iter()
            .fold(sql, |sql, id| sql.and_equals("t.company_id", id));
        f.project
            .iter()
            .fold(sql, |sql, id| sql.and_equals("t.project_id", id))
    }

    /// The index that gives the order within the smallest part; where none gives the order, the one that leaves
    /// the fewest rows to sort.
    fn index(self, lane: &Lane, status: Option<Status>) -> &'static str {
        match lane {
            Lane::Requester(_) => return "tickets_by_requester",
            Lane::Owner(_) => return "tickets_by_owner",
            Lane::Helping(_) | Lane::Only(..) => return "tickets_by_serial",
            Lane::All | Lane::Company(_) | Lane::Team(_) | Lane::Teams(_) => {}
        }
        let f = self.filter;
        if f.owner.is_some() {
            return "tickets_by_owner";
        }
        if f.project.is_some() {
            return "tickets_by_project";
        }
        if f.company.is_some() || matches!(lane, Lane::Company(_)) {
            return "tickets_by_company";
        }
        match (self.sort, status) {
            (Sort::Priority, Some(Status::Todo | Status::InProgress | Status::Verifying)) => {
                "tickets_by_column"
            }
            (Sort::Created, Some(Status::Todo | Status::InProgress | Status::Verifying)) => {
                "tickets_by_status"
            }
            _ if f.team.is_some() || matches!(lane, Lane::Team(_)) => "tickets_by_team",
            (Sort::Updated, Some(_)) => "tickets_by_status",
            (Sort::Updated, None) => "tickets_by_update",
            (Sort::Priority, Some(_)) => "tickets_by_column",
            (Sort::Priority, None) => "tickets_by_priority",
            (Sort::Created, _) => "tickets_by_serial",
        }
    }
}
