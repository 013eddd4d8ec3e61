//! What an actor may do beside tickets. A permission is a value that a use case needs in order to be called.

use crate::actor::{Actor, Member, Role};
use crate::error::Code;

/// Leave to change settings, members and teams (admin).
#[derive(Debug)]
pub struct MayManage(());

/// Leave to work with the firm's directory: customers, contacts, projects (agent and above).
#[derive(Debug)]
pub struct MayWork(());

impl MayManage {
    /// Grants it to an admin.
    pub fn of(actor: &Actor) -> Result<Self, Code> {
        actor.at_least(Role::Admin).map(|_| Self(())).ok_or(Code::NotAllowed)
    }
}

impl MayWork {
    /// Grants it to an agent, lead or admin.
    pub fn of(actor: &Actor) -> Result<Self, Code> {
        actor.at_least(Role::Agent).map(|_| Self(())).ok_or(Code::NotAllowed)
    }
}

/// Whether a member of this role can own a ticket.
pub const fn can_own(role: Role) -> bool {
    !matches!(role, Role::Collaborator)
}

/// Whether a member sees every ticket of the workspace.
pub fn sees_everything(member: &Member) -> bool {
    match member.role {
        Role::Lead | Role::Admin => true,
        Role::Agent => member.sees_all,
        Role::Collaborator => false,
    }
}
