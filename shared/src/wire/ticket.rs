//! Filing, one ticket, and its transitions.

use crate::id::{AttachmentId, CompanyId, ContactId, MemberId, MessageId, ModuleId, ProjectId, Serial, TeamId};
use crate::sla::Promise;
use crate::tag::Tagged;
use crate::text::{Body, Email, Name, Note, Phone, Reason, Title};
use crate::ticket::event::Event;
use crate::ticket::rating::{Rating, Score};
use crate::ticket::status::Channel;
use crate::ticket::{
    Approval, Class, CloseCode, Closing, Detail, Gate, Impact, Initiation, MessageKind, Priority, Solution, Status, SubTask, Ticket,
    Urgency, Waiting, WaitingFor,
};
use crate::time::Timestamp;
use crate::wire::board::CompanyRef;
use crate::wire::file::AttachmentView;

/// Most minutes of work in one record: a day.
pub const MINUTES_MAX: u32 = 24 * 60;
/// Messages of one answer; older ones are fetched by `before`.
pub const PAGE_MESSAGES: u32 = 100;
/// How long somebody counts as present after the last sign of them, in milliseconds.
pub const PRESENT_MS: i64 = 25_000;
/// Events of one answer, newest kept.
pub const PAGE_EVENTS: u32 = 200;

wire! {
    /// `POST /tickets` (customer or, on behalf, member) and `POST /portal/{slug}/tickets` (stranger).
    request NewTicket {
        pub class: Class,
        pub title: Title,
        #[cfg_attr(feature = "schema", schemars(length(max = 9)))]
        pub details: Vec<Detail>,
        pub impact: Impact,
        #[serde(default)]
        pub impact_note: Option<Note>,
        pub urgency: Urgency,
        #[serde(default)]
        pub wanted_by: Option<Timestamp>,
        #[serde(default)]
        pub project: Option<ProjectId>,
        #[serde(default)]
        pub module: Option<ModuleId>,
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 10)))]
        pub attachments: Vec<AttachmentId>,
        /// The requester, by a member on their behalf.
        #[serde(default)]
        pub requester: Option<ContactId>,
        /// The requester, by themselves without an account, or new to the firm.
        #[serde(default)]
        pub contact: Option<ContactForm>,
        /// The closed ticket this one goes on from.
        #[serde(default)]
        pub follow_up_of: Option<Serial>,
    }

    /// Who a stranger is.
    request ContactForm {
        pub name: Name,
        pub email: Email,
        #[serde(default)]
        pub phone: Option<Phone>,
    }

    /// The answer to a filing.
    view Filed {
        pub serial: Serial,
        pub status: Status,
        pub priority: Priority,
        pub created_at: Timestamp,
        /// The requester link `/t/<public id>#<secret>`, given once to a stranger.
        pub link: Option<String>,
    }

    /// `GET /tickets/{serial}`.
    view TicketPage {
        pub ticket: TicketView,
        pub messages: Vec<MessageView>,
        /// There are older messages.
        pub older_messages: bool,
        pub events: Vec<Event>,
        /// People named in messages and events who are not in the directory the reader has.
        pub people: Vec<PersonRef>,
    }

    /// A person by id and name: a member or a contact.
    view PersonRef {
        pub id: String,
        pub name: Name,
    }

    /// A ticket as a person sees it.
    view TicketView {
        pub serial: Serial,
        pub version: u32,
        pub status: Status,
        pub class: Class,
        pub title: Title,
        pub details: Vec<Detail>,
        pub impact: Impact,
        pub impact_note: Option<Note>,
        pub urgency: Urgency,
        pub proposed: Priority,
        pub priority: Priority,
        pub priority_confirmed: bool,
        pub wanted_by: Option<Timestamp>,
        pub requester: RequesterView,
        pub company: Option<CompanyRef>,
        pub project: Option<ProjectId>,
        pub project_name: Option<Name>,
        pub module: Option<ModuleId>,
        pub module_name: Option<Name>,
        pub team: TeamId,
        pub team_name: Name,
        pub owner: Option<MemberId>,
        pub owner_name: Option<Name>,
        /// Empty for customers.
        pub collaborators: Vec<MemberId>,
        /// Empty for customers.
        pub tags: Vec<Tagged>,
        pub gate: Gate,
        pub waiting: Option<Waiting>,
        pub approval: Option<Approval>,
        /// The approver, where it is a person.
        pub approver_name: Option<Name>,
        /// Whoever is asked for approval was removed, or is the customer's no more: somebody else has to be asked. Never told
        /// to customers.
        #[serde(default)]
        pub approver_gone: bool,
        /// Absent for customers.
        pub initiation: Option<Initiation>,
        /// Empty for customers.
        pub subtasks: Vec<SubTask>,
        pub open_subtasks: u32,
        pub solution: Option<Solution>,
        pub closing: Option<Closing>,
        pub rating: Option<Rating>,
        pub reopen_count: u32,
        pub channel: Channel,
        pub follow_up_of: Option<Serial>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
        pub first_response_at: Option<Timestamp>,
        pub first_resolved_at: Option<Timestamp>,
        pub resolved_at: Option<Timestamp>,
        pub reminded_at: Option<Timestamp>,
        /// Attached at filing.
        pub attachments: Vec<AttachmentView>,
        /// Minutes of work recorded; absent for customers.
        pub minutes: Option<u32>,
        /// What has to be kept next.
        pub promise: Option<Promise>,
    }

    /// The requester.
    view RequesterView {
        pub id: ContactId,
        pub name: Name,
        /// Shown to members only.
        pub email: Option<Email>,
        /// Shown to members only.
        pub phone: Option<Phone>,
        /// What a stranger typed with this address, where it differs. Shown to members only: it is proven by nothing.
        pub filed_as: Option<FiledAs>,
    }

    /// Who somebody said they are.
    view FiledAs {
        pub name: Name,
        pub phone: Option<Phone>,
    }

    /// A message of the conversation.
    view MessageView {
        pub id: MessageId,
        pub kind: MessageKind,
        pub by: crate::actor::By,
        pub author: Name,
        pub at: Timestamp,
        pub text: Body,
        /// Who took part in a call or meeting.
        pub attendees: Option<Note>,
        /// What a meeting decided.
        pub decisions: Option<Body>,
        /// Minutes of work; absent for customers.
        pub minutes: Option<u32>,
        pub attachments: Vec<AttachmentView>,
    }

    /// The answer to every transition.
    view Changed {
        pub ticket: TicketView,
        pub event: Event,
    }

    /// The answer to a message.
    view Said {
        pub ticket: TicketView,
        pub event: Event,
        pub message: MessageView,
    }

    /// `POST /tickets/{serial}/start`.
    request Start {
        pub version: u32,
        /// Who takes it; absent keeps the owner.
        #[serde(default)]
        pub owner: Option<MemberId>,
    }

    /// `POST /tickets/{serial}/solution`.
    request Propose {
        pub version: u32,
        pub solution: Body,
        pub root_cause: Reason,
    }

    /// `POST /tickets/{serial}/acceptance`, `/resumption`.
    request Bare {
        pub version: u32,
    }

    /// `POST /tickets/{serial}/refusal`, `/reopening`. A photo may say it with the sentence.
    request Because {
        pub version: u32,
        pub reason: Reason,
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 10)))]
        pub attachments: Vec<AttachmentId>,
    }

    /// `POST /tickets/{serial}/closure`.
    request Close {
        pub version: u32,
        pub code: CloseCode,
        #[serde(default)]
        pub reason: Option<Reason>,
        #[serde(default)]
        pub duplicate_of: Option<Serial>,
    }

    /// `PUT /tickets/{serial}/assignment`.
    request Assign {
        pub version: u32,
        pub team: TeamId,
        #[serde(default)]
        pub owner: Option<MemberId>,
    }

    /// `PUT /tickets/{serial}/priority`.
    request Prioritise {
        pub version: u32,
        pub priority: Priority,
    }

    /// `PUT /tickets/{serial}/class`.
    request Reclassify {
        pub version: u32,
        pub class: Class,
    }

    /// `POST /tickets/{serial}/clearance`.
    request PassGate {
        pub version: u32,
        #[serde(default)]
        pub comment: Option<Reason>,
    }

    /// `POST /tickets/{serial}/waiting`.
    request Wait {
        pub version: u32,
        pub on: WaitingFor,
        pub reason: Reason,
    }

    /// `PUT /tickets/{serial}/facts`.
    request Edit {
        pub version: u32,
        pub title: Title,
        #[serde(default)]
        pub project: Option<ProjectId>,
        #[serde(default)]
        pub module: Option<ModuleId>,
        #[serde(default)]
        pub wanted_by: Option<Timestamp>,
    }

    /// `PUT` and `DELETE /tickets/{serial}/collaborators/{member}`.
    request Collaborate {
        pub version: u32,
    }

    /// `PUT` and `DELETE /tickets/{serial}/tags/{tag}`, and `PUT /tickets/{serial}/routing`.
    request Seen {
        pub version: u32,
    }

    /// `POST /tickets/{serial}/messages`. Needs no version: what is said adds to a ticket and overwrites nothing.
    request NewMessage {
        pub kind: MessageKind,
        pub text: Body,
        #[serde(default)]
        pub attendees: Option<Note>,
        #[serde(default)]
        pub decisions: Option<Body>,
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(range(max = 1440)))]
        pub minutes: u32,
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 10)))]
        pub attachments: Vec<AttachmentId>,
    }

    /// `PUT /tickets/{serial}/rating`.
    request Rate {
        pub version: u32,
        pub score: Score,
        #[serde(default)]
        pub comment: Option<Reason>,
    }

    /// `GET /tickets/{serial}/messages?before=`: older ones.
    view Messages {
        pub messages: Vec<MessageView>,
        pub older: bool,
    }

    /// `PUT /tickets/{serial}/presence`.
    request Here {
        /// Whether something is being written.
        pub typing: bool,
    }

    /// The answer: who else has the ticket on screen.
    view Presence {
        /// The ticket's.
        pub version: u32,
        pub people: Vec<Present>,
    }

    /// Somebody who is here.
    view Present {
        pub id: MemberId,
        pub name: Name,
        pub typing: bool,
    }

    /// A fresh requester link; the old one stops working.
    view FreshLink {
        pub link: String,
    }
}

impl TicketView {
    /// The ticket as the domain decides on it. The browser asks it what to draw.
    pub fn to_domain(&self) -> Ticket {
        Ticket {
            version: self.version,
            status: self.status,
            class: self.class,
            title: self.title.clone(),
            details: self.details.clone(),
            impact: self.impact,
            impact_note: self.impact_note.clone(),
            urgency: self.urgency,
            proposed: self.proposed,
            priority: self.priority,
            priority_confirmed: self.priority_confirmed,
            wanted_by: self.wanted_by,
            requester: self.requester.id.clone(),
            company: self.company.as_ref().map(|c| CompanyId(c.id.0.clone())),
            project: self.project.clone(),
            module: self.module.clone(),
            team: self.team.clone(),
            owner: self.owner.clone(),
            collaborators: self.collaborators.clone(),
            tags: self.tags.clone(),
            gate: self.gate,
            waiting: self.waiting.clone(),
            approval: self.approval.clone(),
            initiation: self.initiation.clone(),
            subtasks: self.subtasks.clone(),
            open_subtasks: self.open_subtasks,
            solution: self.solution.clone(),
            closing: self.closing.clone(),
            rating: self.rating.clone(),
            reopen_count: self.reopen_count,
            created_at: self.created_at,
            first_response_at: self.first_response_at,
            first_resolved_at: self.first_resolved_at,
            resolved_at: self.resolved_at,
            reminded_at: self.reminded_at,
        }
    }
}
