//! Kinds of record in a ticket's conversation (R18).

use crate::actor::{Actor, Role};

words! {
    /// What a message is.
    MessageKind {
        Reply = "reply", "公开回复", "Public reply";
        Progress = "progress", "进展", "Progress note";
        Note = "note", "内部备注", "Internal note";
        Email = "email", "邮件记录", "E-mail record";
        Call = "call", "电话记录", "Call record";
        Meeting = "meeting", "会议记录", "Meeting record";
    }
}

/// Who reads a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The requester, their company's managers and the team.
    Public,
    /// The team alone.
    Internal,
}

impl MessageKind {
    /// Replies and progress notes are for the customer; everything else stays with the team.
    pub const fn audience(self) -> Audience {
        match self {
            Self::Reply | Self::Progress => Audience::Public,
            Self::Note | Self::Email | Self::Call | Self::Meeting => Audience::Internal,
        }
    }

    /// A contact replies; a collaborator writes internally; agents write every kind.
    pub fn allowed_to(self, actor: &Actor) -> bool {
        match actor {
            Actor::Contact(_) => self == Self::Reply,
            Actor::Member(m) if m.role == Role::Collaborator => self.audience() == Audience::Internal,
            Actor::Member(_) => true,
            Actor::Approver(_) | Actor::Timer => false,
        }
    }
}
