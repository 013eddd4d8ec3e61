//! Filters as SQL, and which index gives the order that is asked for.

use shared::actor::Actor;
use shared::id::WorkspaceId;
use shared::ticket::filter::{OwnerIs, Sort};
use shared::ticket::{Filter, Status};

use super::card::{COMPANY, JSON, order};
use super::scope::{self, Lane};
use super::text;
use crate::store::sql::Sql;

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
    /// A select of cards, in order, that reads little more than it gives. `after` appends where to go on.
    pub fn rows(self, sql: Sql, after: &dyn Fn(Sql) -> Sql) -> Sql {
        if let Some(words) = &self.filter.text {
            return self.found(sql, words.as_str(), after);
        }
        let lanes = scope::lanes(self.actor);
        if let [lane] = lanes.as_slice() {
            return self.lane(sql, JSON, "j", COMPANY, lane, after);
        }
        self.merged(sql, &lanes, after)
    }

    /// The first of each lane, then the first of all of them.
    fn merged(self, sql: Sql, lanes: &[Lane], after: &dyn Fn(Sql) -> Sql) -> Sql {
        let mut sql = sql.text("SELECT ").text(JSON).text(" AS j FROM (");
        for (place, lane) in lanes.iter().enumerate() {
            sql = sql
                .text(if place == 0 { "" } else { " UNION " })
                .text("SELECT * FROM (");
            sql = self.lane(sql, "t.id", "id", "", lane, after).text(")");
        }
        self.tail(
            sql.text(") u CROSS JOIN tickets t ON t.id = u.id")
                .text(COMPANY),
        )
    }

    fn lane(
        self,
        sql: Sql,
        what: &str,
        name: &str,
        join: &str,
        lane: &Lane,
        after: &dyn Fn(Sql) -> Sql,
    ) -> Sql {
        let sql = sql.text("SELECT ").text(what).text(" AS ").text(name);
        let sql = self.from(sql, self.index(lane), join).text(" AND ");
        self.tail(after(self.conditions(lane.condition(sql))))
    }

    /// What full text finds, newest first and bounded, then narrowed to what the actor sees.
    fn found(self, sql: Sql, words: &str, after: &dyn Fn(Sql) -> Sql) -> Sql {
        let sql = sql.text("SELECT ").text(JSON).text(" AS j");
        let sql = self
            .from(sql, "tickets_by_serial", COMPANY)
            .text(" AND t.serial IN (");
        let sql = text::serials(sql, self.workspace, self.actor, words).text(") AND ");
        self.tail(after(self.conditions(scope::any(sql, self.actor))))
    }

    fn from(self, sql: Sql, index: &str, join: &str) -> Sql {
        sql.text(" FROM tickets t INDEXED BY ")
            .text(index)
            .text(join)
            .text(" WHERE t.workspace_id = ")
            .arg(self.workspace)
    }

    fn tail(self, sql: Sql) -> Sql {
        sql.text(" ORDER BY ")
            .text(order(self.sort))
            .text(" LIMIT ")
            .arg(self.limit)
    }

    fn conditions(self, sql: Sql) -> Sql {
        let f = self.filter;
        let sql = match self.is_open() {
            true => sql.text(" AND t.status <> 'closed'"),
            false => sql,
        };
        let sql = sql
            .and_in("t.status", f.status.iter().copied())
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

    /// Only what is not closed can be found: closed tickets are left out by status, or because only open ones wait.
    fn is_open(self) -> bool {
        let f = self.filter;
        let by_status = !f.status.is_empty() && !f.status.contains(&Status::Closed);
        by_status || !f.waiting.is_empty()
    }

    /// The index that gives the order within the smallest part; where none gives the order, the one that leaves
    /// the fewest rows to sort.
    fn index(self, lane: &Lane) -> &'static str {
        match lane {
            Lane::Requester(_) => return "tickets_by_requester",
            Lane::Owner(_) if self.is_open() => return "tickets_open_by_owner",
            Lane::Owner(_) => return "tickets_by_owner",
            Lane::Helping(_) | Lane::Only(..) => return "tickets_by_serial",
            Lane::All | Lane::Company(_) | Lane::Team(_) | Lane::Teams(_) => {}
        }
        let f = self.filter;
        if f.owner.is_some() && self.is_open() {
            return "tickets_open_by_owner";
        }
        if f.owner.is_some() {
            return "tickets_by_owner";
        }
        if f.project.is_some() {
            return "tickets_by_project";
        }
        if f.company.is_some() || matches!(lane, Lane::Company(_)) {
            return "tickets_by_company";
        }
        let of_team = f.team.is_some() || matches!(lane, Lane::Team(_));
        match (self.sort, f.status.as_slice()) {
            (Sort::Priority, [_]) if self.is_open() && of_team => "tickets_open_by_team",
            (Sort::Priority, [_]) => "tickets_by_column",
            (Sort::Priority, _) if self.is_open() => "tickets_open_by_priority",
            (Sort::Updated, [_]) if !of_team => "tickets_by_status",
            (Sort::Updated | Sort::Created, _) if self.is_open() => "tickets_open",
            (Sort::Created, _) => "tickets_by_serial",
            _ if of_team => "tickets_by_team",
            (Sort::Updated, _) => "tickets_by_update",
            (Sort::Priority, _) => "tickets_by_priority",
        }
    }
}
