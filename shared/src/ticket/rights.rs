//! Who stands how to a ticket, and what each standing may do (domain table; R38).

use super::approval;
use super::command::Command;
use super::status::{CloseCode, Ticket};
use crate::actor::{Actor, Role, Standing};
use crate::error::Code;
use crate::id::{CompanyId, ContactId, MemberId, TeamId};

/// How an actor stands to one ticket. The rows of the transition × role table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Filed it.
    Requester,
    /// A customer manager of the requester's company.
    Manager,
    /// A collaborator who was invited to it.
    Collaborator,
    /// An agent who may see it.
    Agent,
    /// The agent who owns it.
    Owner,
    Lead,
    Admin,
    /// Came by the link of a request for approval that waits for them.
    Approver,
    Timer,
}

/// What of a ticket says who may see it.
#[derive(Clone, Copy, Debug)]
pub struct Parties<'a> {
    pub requester: &'a ContactId,
    pub company: Option<&'a CompanyId>,
    pub team: &'a TeamId,
    pub owner: Option<&'a MemberId>,
    pub collaborators: &'a [MemberId],
}

impl Relation {
    /// Every relation, for tables and tests.
    pub const ALL: &'static [Self] = &[
        Self::Requester,
        Self::Manager,
        Self::Collaborator,
        Self::Agent,
        Self::Owner,
        Self::Lead,
        Self::Admin,
        Self::Approver,
        Self::Timer,
    ];

    /// The actor's relation; `None` means that the ticket does not exist for them.
    pub fn of(actor: &Actor, ticket: &Ticket) -> Option<Self> {
        if let Actor::Approver(_) = actor {
            return approval::pending(ticket).filter(|request| request.approver.is(actor)).map(|_| Self::Approver);
        }
        let Ticket { requester, company, team, owner, collaborators, .. } = ticket;
        Self::among(actor, &Parties { requester, company: company.as_ref(), team, owner: owner.as_ref(), collaborators })
    }

    /// The same where nothing more is known of the ticket.
    pub fn among(actor: &Actor, ticket: &Parties<'_>) -> Option<Self> {
        match actor {
            Actor::Timer => Some(Self::Timer),
            // A request's link shows nothing of other tickets.
            Actor::Approver(_) => None,
            Actor::Contact(c) if c.id == *ticket.requester => Some(Self::Requester),
            Actor::Contact(c) => {
                let managed = c.standing == Standing::Manager && c.company.is_some() && c.company.as_ref() == ticket.company;
                managed.then_some(Self::Manager)
            }
            Actor::Member(m) => match m.role {
                Role::Admin => Some(Self::Admin),
                Role::Lead => Some(Self::Lead),
                Role::Agent if ticket.owner == Some(&m.id) => Some(Self::Owner),
                Role::Agent => {
                    let sees = m.sees_all || m.teams.contains(ticket.team) || ticket.collaborators.contains(&m.id);
                    sees.then_some(Self::Agent)
                }
                Role::Collaborator => ticket.collaborators.contains(&m.id).then_some(Self::Collaborator),
            },
        }
    }

    /// A person of the firm who works on tickets.
    const fn agent(self) -> bool {
        matches!(self, Self::Agent | Self::Owner | Self::Lead | Self::Admin)
    }

    const fn lead(self) -> bool {
        matches!(self, Self::Lead | Self::Admin)
    }

    const fn customer(self) -> bool {
        matches!(self, Self::Requester | Self::Manager)
    }
}

/// Whether this relation may give this command at all, whatever the ticket's state.
pub fn permit(relation: Relation, actor: &Actor, command: &Command) -> Result<(), Code> {
    let allowed = match command {
        Command::Start { .. }
        | Command::Assign { .. }
        | Command::Prioritise { .. }
        | Command::Reclassify { .. }
        | Command::Wait { .. }
        | Command::Resume
        | Command::Edit { .. }
        | Command::AddCollaborator { .. }
        | Command::RemoveCollaborator { .. }
        | Command::AddTag { .. }
        | Command::RemoveTag { .. }
        | Command::RequestApproval { .. }
        | Command::WithdrawApproval
        | Command::AddSubTask { .. } => relation.agent(),
        Command::Propose { .. } => {
            if relation == Relation::Agent {
                return Err(Code::OnlyOwner);
            }
            relation == Relation::Owner || relation.lead()
        }
        Command::Accept => relation.customer(),
        Command::Refuse { .. } => relation.customer() || relation.agent(),
        Command::Reopen { .. } => relation == Relation::Requester || relation.lead(),
        Command::Close { code, .. } => match relation {
            Relation::Requester if matches!(code, CloseCode::Withdrawn | CloseCode::Answered) => true,
            Relation::Requester => return Err(Code::CloseCodeNotAllowed),
            r if r.agent() && early(*code) => true,
            r if r.agent() => return Err(Code::CloseCodeNotAllowed),
            _ => false,
        },
        Command::CloseSilent | Command::Remind | Command::ExpireApproval => relation == Relation::Timer,
        Command::PassGate { .. } | Command::Initiate { .. } => relation.lead(),
        Command::DecideApproval { .. } => relation != Relation::Timer,
        Command::MarkSubTask { .. } => relation.agent() || relation == Relation::Collaborator,
        Command::Say { kind, .. } => {
            let speaks = !matches!(relation, Relation::Timer | Relation::Approver);
            if speaks && !kind.allowed_to(actor) {
                return Err(Code::MessageKindNotAllowed);
            }
            speaks
        }
        Command::Rate { .. } => relation.customer(),
    };
    if allowed { Ok(()) } else { Err(Code::NotAllowed) }
}

/// Codes with which a person closes a ticket before it was solved.
const fn early(code: CloseCode) -> bool {
    matches!(code, CloseCode::Duplicate | CloseCode::Withdrawn | CloseCode::Rejected | CloseCode::Answered)
}
