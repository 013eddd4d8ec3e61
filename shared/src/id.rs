//! Identifiers. Opaque outside the store; a newtype each, so that none is passed for another.

use serde::{Deserialize, Serialize};

/// Longest identifier that is looked up, in bytes. Longer ones name nothing.
pub const ID_BYTES_MAX: usize = 40;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(#[cfg_attr(feature = "schema", schemars(length(min = 1, max = 40)))] pub String);

        impl $name {
            /// The identifier as stored.
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self { Self(id.to_owned()) }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self { Self(id) }
        }

        impl $crate::json::FromJson for $name {
            fn from_json(json: &$crate::json::Json) -> Option<Self> { json.text().map(Self::from) }
        }
    )+};
}

ids! {
    /// A workspace: one firm and everything it owns.
    WorkspaceId;
    /// A member of the firm's team.
    MemberId;
    /// A person on the customer's side.
    ContactId;
    /// A customer company.
    CompanyId;
    /// A team of members.
    TeamId;
    /// A customer project.
    ProjectId;
    /// A module of a project, such as "MES scanning".
    ModuleId;
    /// A message of a ticket's conversation.
    MessageId;
    /// An uploaded file.
    AttachmentId;
    /// A business calendar.
    CalendarId;
    /// An SLA policy.
    PolicyId;
    /// A robot of a group chat.
    RobotId;
    /// A tag of tickets.
    TagId;
    /// A routing rule.
    RuleId;
    /// An article of the knowledge base.
    ArticleId;
}

/// A ticket's number within its workspace, from 1, without gaps: what people say on the phone.
pub type Serial = u32;
