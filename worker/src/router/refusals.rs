//! What groups of rows can be refused for.

use shared::error::Code;

/// What a change of a ticket can be refused for.
pub const CHANGE: &[Code] = &[
    Code::NotFound,
    Code::TicketChanged,
    Code::TransitionImpossible,
    Code::OwnerMissing,
    Code::OwnerUnknown,
    Code::TeamUnknown,
    Code::MemberUnknown,
    Code::TagUnknown,
    Code::LimitReached,
    Code::ProjectUnknown,
    Code::ModuleUnknown,
    Code::ApprovalMissing,
    Code::InitiationMissing,
    Code::ApproverUnknown,
    Code::ApproverSelf,
    Code::OnlyApprover,
    Code::ApprovalNotPending,
    Code::GateNotNeeded,
    Code::OnlyOwner,
    Code::SubtasksOpen,
    Code::LimitReached,
    Code::ReopenWindowOver,
    Code::CloseCodeNotAllowed,
    Code::DuplicateUnknown,
    Code::WaitingNotSet,
    Code::NothingChanged,
    Code::RatingNotOffered,
    Code::RatingFinal,
    Code::AttachmentUnknown,
    Code::TooManyAttachments,
];

/// What a message can be refused for.
pub const MESSAGE: &[Code] = &[
    Code::NotFound,
    Code::TicketChanged,
    Code::MessageKindNotAllowed,
    Code::ReopenWindowOver,
    Code::AttachmentUnknown,
    Code::TooManyAttachments,
    Code::TooManyRequests,
];

/// What a filing can be refused for.
pub const FILING: &[Code] = &[
    Code::NotFound,
    Code::RequesterUnknown,
    Code::ProjectUnknown,
    Code::ModuleUnknown,
    Code::TeamUnknown,
    Code::DuplicateUnknown,
    Code::AttachmentUnknown,
    Code::TooManyAttachments,
    Code::TooManyRequests,
];

/// What routing rules can be refused for.
pub const ROUTING: &[Code] = &[
    Code::TooMany,
    Code::TeamUnknown,
    Code::ProjectUnknown,
    Code::ModuleUnknown,
    Code::CompanyUnknown,
    Code::TagUnknown,
    Code::RecordChanged,
];

/// What an upload can be refused for.
pub const UPLOAD: &[Code] = &[
    Code::NotFound,
    Code::FieldRequired,
    Code::FieldInvalid,
    Code::FileTooLarge,
    Code::FileEmpty,
    Code::FileTypeRefused,
    Code::FileNotTheType,
    Code::FileNameInvalid,
    Code::TooManyRequests,
];
