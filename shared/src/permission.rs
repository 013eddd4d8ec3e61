//! What an actor may do beside tickets. A permission is a value that a use case needs in order to be called.

use crate::actor::{Actor, Member, Role};
use crate::error::Code;

/// Leave to change settings, members and teams (admin).
#[derive(Debug)]
pub struct MayManage(());

/// Leave to work with the firm's directory: customers, contacts, projects (agent and above).
#[derive(Debug)]
pub struct MayWork(());

/// Leave to read how work is given out, to try other rules, and to see what nobody took (lead and above).
#[derive(Debug)]
pub struct MayOversee(());

impl MayOversee {
    /// Grants it to a lead or admin.
    pub fn of(actor: &Actor) -> Result<Self, Code> {
        actor.at_least(Role::Lead).map(|_| Self(())).ok_or(Code::NotAllowed)
    }
}

/// Leave to say when a member is away: everybody for themselves, leads and admins for all.
#[derive(Debug)]
pub struct MaySetAway(());

impl MaySetAway {
    /// Grants it for one member.
    pub fn of(actor: &Actor, member: &str) -> Result<Self, Code> {
        let own = matches!(actor, Actor::Member(m) if m.id.as_str() == member);
        if own || actor.at_least(Role::Lead).is_some() { Ok(Self(())) } else { Err(Code::NotAllowed) }
    }
}

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
