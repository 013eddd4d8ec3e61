//! Whose tickets an actor sees, as SQL: the counterpart of `Relation::of` for many tickets. Nothing else narrows by
//! actor, so what is not reachable through here does not exist for them.

use shared::actor::{Actor, Standing};
use shared::id::{CompanyId, ContactId, MemberId, Serial, TeamId};
use shared::permission::sees_everything;

use crate::store::sql::Sql;

/// Teams that are read one by one, each in order. D1 joins at most five selects, and two are needed beside them.
const TEAM_LANES_MAX: usize = 3;

/// A part of what an actor sees that one index gives in order. All lanes together are everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lane {
    /// The whole workspace.
    All,
    /// What a contact filed.
    Requester(ContactId),
    /// What a company's people filed.
    Company(CompanyId),
    Team(TeamId),
    Teams(Vec<TeamId>),
    Owner(MemberId),
    /// What a member was invited to.
    Helping(MemberId),
    /// One ticket, of the contact who came by its link.
    Only(Serial, ContactId),
}

/// The lanes of an actor.
pub fn lanes(actor: &Actor) -> Vec<Lane> {
    match actor {
        Actor::Approver(_) | Actor::Timer => Vec::new(),
        Actor::Contact(c) => match (c.only, &c.company, c.standing) {
            (Some(serial), ..) => vec![Lane::Only(serial, c.id.clone())],
            (None, Some(company), Standing::Manager) => vec![Lane::Company(company.clone()), Lane::Requester(c.id.clone())],
            _ => vec![Lane::Requester(c.id.clone())],
        },
        Actor::Member(m) if sees_everything(m) => vec![Lane::All],
        Actor::Member(m) if actor.at_least(shared::actor::Role::Agent).is_some() => {
            let mut lanes = vec![Lane::Owner(m.id.clone()), Lane::Helping(m.id.clone())];
            if m.teams.len() <= TEAM_LANES_MAX {
                lanes.extend(m.teams.iter().cloned().map(Lane::Team));
            } else {
                lanes.push(Lane::Teams(m.teams.clone()));
            }
            lanes
        }
        Actor::Member(m) => vec![Lane::Helping(m.id.clone())],
    }
}

impl Lane {
    /// The lane as a condition on `t`.
    pub fn condition(&self, sql: Sql) -> Sql {
        match self {
            Self::All => sql.text("1"),
            Self::Requester(id) => sql.text("t.requester_id = ").arg(id),
            Self::Company(id) => sql.text("t.company_id = ").arg(id),
            Self::Team(id) => sql.text("t.team_id = ").arg(id),
            Self::Teams(ids) => sql.text("1").and_in("t.team_id", ids),
            Self::Owner(id) => sql.text("t.owner_id = ").arg(id),
            Self::Helping(id) => sql
                .text("t.serial IN (SELECT k.serial FROM ticket_collaborators k WHERE k.workspace_id = t.workspace_id AND k.member_id = ")
                .arg(id)
                .text(")"),
            Self::Only(serial, requester) => sql.text("t.serial = ").arg(*serial).and_equals("t.requester_id", requester),
        }
    }
}

/// All lanes as one condition on `t`, for tickets that something else has found already.
pub fn any(sql: Sql, actor: &Actor) -> Sql {
    let mut sql = sql.text("(0");
    for lane in lanes(actor) {
        sql = lane.condition(sql.text(" OR (")).text(")");
    }
    sql.text(")")
}
