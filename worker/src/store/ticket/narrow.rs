//! Filters as SQL, and which index gives the order that is asked for.

use shared::actor::Actor;
use shared::id::{TagId, WorkspaceId};
use shared::routing::book::UNOWNED_MINUTES;
use shared::ticket::filter::{DueIs, OwnerIs, ProjectIs, Sort};
use shared::ticket::{Filter, Status};
use shared::time::{DAY_MS, MINUTE_MS, Timestamp};

use super::card::{self, COMPANY, Keys};
use super::scope::{self, Lane};
use super::text;
use crate::store::sql::Sql;

/// Appends where a page goes on, in terms of the two columns that it is in order by.
pub type After<'a> = &'a dyn Fn(Sql, Keys) -> Sql;

/// What is asked for, and by whom.
#[derive(Clone, Copy)]
pub struct Narrow<'a> {
    pub workspace: &'a WorkspaceId,
    pub actor: &'a Actor,
    pub filter: &'a Filter,
    pub sort: Sort,
    pub limit: u32,
    pub now: Timestamp,
}

/// A part that one index gives in order.
struct Arm {
    lane: Lane,
    status: Option<Status>,
}

impl Narrow<'_> {
    /// A select of cards (as `j`), in order, that reads little more than it gives. `after` appends where to go on.
    ///
    /// Each arm is put in order by an index of its own, and SQLite merges them as far as the limit: what is not shown
    /// is not read.
    pub fn rows(self, sql: Sql, after: After<'_>) -> Sql {
        if let Some(words) = &self.filter.text {
            return self.found(sql, words.as_str(), after);
        }
        match scope::lanes(self.actor).as_slice() {
            [lane] => self.apart(sql, lane, after),
            lanes => self.overlapping(sql, lanes, after),
        }
    }

    /// One lane, by status where that has an index: arms that share no ticket.
    fn apart(self, sql: Sql, lane: &Lane, after: After<'_>) -> Sql {
        let f = self.filter;
        let alone = f.owner.is_none() && f.project.is_none() && f.company.is_none() && f.team.is_none();
        let statuses = match (self.sort, f.status.as_slice()) {
            (Sort::Created | Sort::Due, _) => &[],
            (Sort::Priority, []) => Status::ALL,
            (_, statuses) => statuses,
        };
        let mut sql = sql;
        if *lane == Lane::All && alone && !statuses.is_empty() {
            for (place, status) in statuses.iter().enumerate() {
                let arm = Arm { lane: Lane::All, status: Some(*status) };
                sql = sql.text(if place == 0 { "" } else { " UNION ALL " });
                sql = self.arm(sql, &arm, (card::json(self.actor), COMPANY), after);
            }
        } else {
            sql = self.arm(sql, &self.whole(lane), (card::json(self.actor), COMPANY), after);
        }
        self.tail(sql, "1", "2")
    }

    /// Several lanes, which may share tickets: their keys first, each once, then the cards of the first of all.
    fn overlapping(self, sql: Sql, lanes: &[Lane], after: After<'_>) -> Sql {
        let mut sql = sql.text("SELECT ").text(card::json(self.actor)).text(" AS j FROM (");
        for (place, lane) in lanes.iter().enumerate() {
            sql = sql.text(if place == 0 { "" } else { " UNION " });
            sql = self.arm(sql, &self.whole(lane), ("", ""), after);
        }
        self.tail(sql, "1", "2")
            .text(") u CROSS JOIN tickets t INDEXED BY tickets_by_serial ON t.serial = u.place AND t.workspace_id = ")
            .arg(self.workspace)
            .text(COMPANY)
    }

    /// A lane under the filter's status.
    fn whole(self, lane: &Lane) -> Arm {
        let status = match self.filter.status.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        Arm { lane: lane.clone(), status }
    }

    /// An arm's keys (the second as `place`) and, if it is asked for, `what` as `j`.
    fn arm(self, sql: Sql, arm: &Arm, (what, join): (&str, &str), after: After<'_>) -> Sql {
        let (first, second) = self.keys(arm);
        let sql = sql.text("SELECT ").text(first).text(", ").text(second).text(" AS place");
        let sql = match what {
            "" => sql,
            what => sql.text(", ").text(what).text(" AS j"),
        };
        let sql = match &arm.lane {
            Lane::Helping(member) => sql
                .text(" FROM ticket_collaborators k INDEXED BY ticket_collaborators_by_member CROSS JOIN tickets t")
                .text(" INDEXED BY tickets_by_serial ON t.workspace_id = k.workspace_id AND t.serial = k.serial")
                .text(join)
                .text(" WHERE k.workspace_id = ")
                .arg(self.workspace)
                .and_equals("k.member_id", member),
            lane => lane.condition(self.from(sql, self.index(arm), join).text(" AND ")),
        };
        after(self.conditions(sql, arm.status), (first, second))
    }

    /// What an arm is in order by. A helper's tickets are by the helper's own index.
    fn keys(self, arm: &Arm) -> Keys {
        match (&arm.lane, self.sort) {
            (Lane::Helping(_), Sort::Updated) => ("k.updated_at", "k.serial"),
            (_, sort) => card::keys(sort),
        }
    }

    /// What full text finds, newest first and bounded, then narrowed to what the actor sees.
    fn found(self, sql: Sql, words: &str, after: After<'_>) -> Sql {
        let (first, second) = card::keys(self.sort);
        let sql = sql.text("SELECT ").text(card::json(self.actor)).text(" AS j");
        let sql = self.from(sql, "tickets_by_serial", COMPANY).text(" AND t.serial IN (");
        let sql = text::serials(sql, self.workspace, self.actor, words).text(") AND ");
        let sql = self.conditions(scope::any(sql, self.actor), None);
        let sql = after(sql, (first, second));
        self.tail(sql, first, second)
    }

    fn from(self, sql: Sql, index: &str, join: &str) -> Sql {
        sql.text(" FROM tickets t INDEXED BY ").text(index).text(join).text(" WHERE t.workspace_id = ").arg(self.workspace)
    }

    fn tail(self, sql: Sql, first: &str, second: &str) -> Sql {
        let way = match self.sort {
            Sort::Updated | Sort::Created => "DESC",
            Sort::Priority | Sort::Due => "ASC",
        };
        let order = format!(" ORDER BY {first} {way}, {second} {way} LIMIT ");
        sql.text(&order).arg(self.limit)
    }

    fn conditions(self, sql: Sql, status: Option<Status>) -> Sql {
        let f = self.filter;
        let sql = match self.is_open() {
            // As a word of ours: an index of open tickets serves nothing that only an argument says.
            true => sql.text(" AND t.status <> 'closed'"),
            false => sql,
        };
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
            (Some(OwnerIs::Unclaimed), _) => unclaimed(sql, self.workspace, self.now),
            (Some(OwnerIs::Member(id)), _) => sql.and_equals("t.owner_id", id),
            (Some(OwnerIs::Me), Actor::Member(m)) => sql.and_equals("t.owner_id", &m.id),
            (Some(OwnerIs::Me), _) => sql.text(" AND 0"),
        };
        let sql = f.team.iter().fold(sql, |sql, id| sql.and_equals("t.team_id", id));
        let sql = f.company.iter().fold(sql, |sql, id| sql.and_equals("t.company_id", id));
        let sql = match &f.project {
            None => sql,
            Some(ProjectIs::None) => sql.text(" AND t.project_id IS NULL"),
            Some(ProjectIs::Project(id)) => sql.and_equals("t.project_id", id),
        };
        let sql = if f.reopened { sql.text(" AND t.reopen_count > 0") } else { sql };
        let sql = match f.due {
            None => sql,
            Some(DueIs::Overdue) => sql.text(" AND ").text(card::DUE).text(" < ").arg(self.now),
            Some(DueIs::Soon) => {
                let sql = sql.text(" AND ").text(card::DUE).text(" BETWEEN ").arg(self.now);
                sql.text(" AND ").arg(self.now.plus(DAY_MS))
            }
        };
        f.tag.iter().fold(sql, |sql, id| self.tagged(sql, id))
    }

    /// Of open tickets, which are few, each is looked at; of all tickets only those that have the tag.
    fn tagged(self, sql: Sql, tag: &TagId) -> Sql {
        let sql = match self.is_open() {
            true => sql.text(" AND EXISTS (SELECT 1 FROM ticket_tags g WHERE g.serial = t.serial AND g.workspace_id = "),
            false => sql.text(" AND t.serial IN (SELECT g.serial FROM ticket_tags g WHERE g.workspace_id = "),
        };
        sql.arg(self.workspace).and_equals("g.tag_id", tag).text(" AND g.removed = 0)")
    }

    /// Only what is not closed can be found: closed tickets are left out by status, or because only open ones wait or
    /// are due.
    fn is_open(self) -> bool {
        let f = self.filter;
        let by_status = !f.status.is_empty() && !f.status.contains(&Status::Closed);
        let by_due = f.due.is_some() || self.sort == Sort::Due;
        by_status || by_due || !f.waiting.is_empty() || f.owner == Some(OwnerIs::Unclaimed)
    }

    /// The index that gives the order within the smallest part; where none gives the order, the one that leaves
    /// the fewest rows to sort.
    fn index(self, arm: &Arm) -> &'static str {
        let lane = &arm.lane;
        match lane {
            Lane::Requester(_) => return "tickets_by_requester",
            Lane::Owner(_) => return self.index_of_owner(),
            Lane::Helping(_) | Lane::Only(..) => return "tickets_by_serial",
            Lane::All | Lane::Company(_) | Lane::Team(_) | Lane::Teams(_) => {}
        }
        let f = self.filter;
        if f.owner == Some(OwnerIs::Unclaimed) {
            return "tickets_unclaimed";
        }
        if f.tag.is_some() && !self.is_open() {
            return "tickets_by_serial";
        }
        if f.owner.is_some() {
            return self.index_of_owner();
        }
        if f.project.is_some() {
            return "tickets_by_project";
        }
        if f.company.is_some() || matches!(lane, Lane::Company(_)) {
            return "tickets_by_company";
        }
        let of_team = f.team.is_some() || matches!(lane, Lane::Team(_));
        match (self.sort, arm.status) {
            (Sort::Priority, Some(_)) if of_team && self.is_open() => "tickets_open_by_team",
            (Sort::Priority, Some(_)) => "tickets_by_column",
            _ if of_team => "tickets_by_team",
            (Sort::Updated, Some(_)) => "tickets_by_status",
            (Sort::Due, _) if self.is_open() => "tickets_next_due",
            (Sort::Created, _) if !self.is_open() => "tickets_by_serial",
            _ if self.is_open() => "tickets_open",
            _ => "tickets_by_update",
        }
    }

    /// An owner's open tickets are few, whatever the order. Those of nobody may be many, and nearly all of them open.
    fn index_of_owner(self) -> &'static str {
        let of_nobody = self.filter.owner == Some(OwnerIs::Nobody);
        match (self.is_open(), self.sort) {
            (true, Sort::Updated) if of_nobody => "tickets_by_owner",
            (true, _) => "tickets_open_by_owner",
            (false, _) => "tickets_by_owner",
        }
    }
}

/// ` AND` that a ticket is open and nobody's, for longer than the workspace allows.
pub fn unclaimed(sql: Sql, workspace: &WorkspaceId, now: Timestamp) -> Sql {
    sql.text(" AND t.owner_id IS NULL AND t.status <> 'closed' AND t.created_at <= ")
        .arg(now)
        .text(" - ")
        .arg(MINUTE_MS)
        .text(" * coalesce((SELECT book ->> '$.unowned_minutes' FROM rule_books WHERE kind = 'routing' AND workspace_id = ")
        .arg(workspace)
        .text("), ")
        .arg(UNOWNED_MINUTES)
        .text(")")
}
