//! Who acts. An actor is always of one workspace.

use serde::{Deserialize, Serialize};

use crate::id::{CompanyId, ContactId, MemberId, Serial, TeamId};
use crate::json::{FromJson, Json};

words! {
    /// What a member of the firm may do, from least to most.
    Role {
        Collaborator = "collaborator", "协作人", "Collaborator";
        Agent = "agent", "客服", "Agent";
        Lead = "lead", "主管", "Lead";
        Admin = "admin", "管理员", "Admin";
    }
}

words! {
    /// What a contact sees of the tickets of the own company.
    Standing {
        Requester = "requester", "提单人", "Requester";
        Manager = "manager", "客户主管", "Customer manager";
    }
}

/// A person of the firm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub id: MemberId,
    pub role: Role,
    pub teams: Vec<TeamId>,
    /// Agents see every ticket of the workspace, not only those of their teams.
    pub sees_all: bool,
}

/// A person of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub id: ContactId,
    pub company: Option<CompanyId>,
    pub standing: Standing,
    /// A requester who came by a ticket's link, and sees that ticket alone.
    pub only: Option<Serial>,
}

/// A person of the firm or of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    Member(MemberId),
    Contact(ContactId),
}

/// Whoever asks for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    Member(Member),
    Contact(Contact),
    /// Whoever came by the link of a request for approval: decides on that, and does nothing else.
    Approver(Person),
    /// The clock: closes what was answered by silence.
    Timer,
}

/// An actor as the timeline remembers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "who", content = "id", rename_all = "snake_case")]
pub enum By {
    Member(MemberId),
    Contact(ContactId),
    Timer,
}

impl FromJson for By {
    fn from_json(json: &Json) -> Option<Self> {
        match json.get("who").text()? {
            "member" => json.field("id").map(Self::Member),
            "contact" => json.field("id").map(Self::Contact),
            "timer" => Some(Self::Timer),
            _ => None,
        }
    }
}

impl Actor {
    /// The actor's signature under an event.
    pub fn by(&self) -> By {
        match self {
            Self::Member(m) => By::Member(m.id.clone()),
            Self::Contact(c) => By::Contact(c.id.clone()),
            Self::Approver(Person::Member(id)) => By::Member(id.clone()),
            Self::Approver(Person::Contact(id)) => By::Contact(id.clone()),
            Self::Timer => By::Timer,
        }
    }

    /// The member with at least this role.
    pub fn at_least(&self, role: Role) -> Option<&Member> {
        match self {
            Self::Member(m) if m.role >= role => Some(m),
            _ => None,
        }
    }
}
