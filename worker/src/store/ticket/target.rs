//! The tickets that another one points to. Their numbers are shown to who may see them, so who that is comes along.

use serde::Deserialize;
use shared::actor::Actor;
use shared::id::{CompanyId, ContactId, MemberId, TeamId};
use shared::ticket::rights::{Parties, Relation};

use crate::db::Fault;

/// The ticket that a column of `t` points to.
macro_rules! target {
    ($column:literal) => {
        concat!(
            "(SELECT json_object('requester', x.requester_id, 'company', x.company_id, 'team', x.team_id, 'owner', x.owner_id,
                'collaborators', json((SELECT json_group_array(k.member_id) FROM ticket_collaborators k
                    WHERE k.workspace_id = x.workspace_id AND k.serial = x.serial)))
                FROM tickets x WHERE x.workspace_id = t.workspace_id AND x.serial = t.",
            $column,
            ")"
        )
    };
}

/// Columns of a select of `t`: JSON of a [`Target`], or NULL where it points to none.
pub const COLUMNS: &str = concat!(target!("duplicate_of"), " AS duplicate_target, ", target!("follow_up_of"), " AS follow_up_target");

/// What of the other ticket says who may see it.
#[derive(Clone, Debug, Deserialize)]
pub struct Target {
    requester: ContactId,
    company: Option<CompanyId>,
    team: TeamId,
    owner: Option<MemberId>,
    collaborators: Vec<MemberId>,
}

impl Target {
    /// Reads one of the columns.
    pub fn read(json: Option<&str>) -> Result<Option<Self>, Fault> {
        json.map(|json| serde_json::from_str(json).map_err(|e| Fault::new(format!("a ticket that is pointed to: {e}")))).transpose()
    }

    /// Whether the other ticket exists for this actor. Who came by a link sees one ticket, and that is not this one.
    pub fn is_visible(&self, actor: &Actor) -> bool {
        let Self { requester, company, team, owner, collaborators } = self;
        let parties = Parties { requester, company: company.as_ref(), team, owner: owner.as_ref(), collaborators };
        let by_link = matches!(actor, Actor::Contact(c) if c.only.is_some());
        !by_link && Relation::among(actor, &parties).is_some()
    }
}
