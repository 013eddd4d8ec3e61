//! One ticket with everything that it names: read in one statement, from a row to the view that the domain decides on.

use serde::Deserialize;
use shared::id::{CompanyId, ContactId, MemberId, ModuleId, ProjectId, Serial, TeamId, WorkspaceId};
use shared::lang::Lang;
use shared::sla::History;
use shared::tag::Tagged;
use shared::text::{Body, Email, Name, Note, Phone, Reason, Title};
use shared::ticket::rating::{Rating, Score};
use shared::ticket::status::Channel;
use shared::ticket::{Class, CloseCode, Closing, Detail, Gate, Impact, Priority, Solution, Status, Urgency, Waiting, WaitingFor};
use shared::time::Timestamp;
use shared::wire::board::CompanyRef;
use shared::wire::file::AttachmentView;
use shared::wire::ticket::{FiledAs, RequesterView, TicketView};

use super::Home;
use super::target::{self, Target};
use crate::db::{Fault, Rows, Stmt};
use crate::store::sql::Sql;

/// A ticket as stored, with what only the server knows of it.
#[derive(Clone, Debug)]
pub struct Stored {
    /// As a member sees it.
    pub view: TicketView,
    pub workspace: WorkspaceId,
    pub public_id: String,
    pub link_version: u32,
    /// The language of the requester's mails.
    pub requester_lang: Lang,
    /// Whether the requester may still be written to.
    pub requester_active: bool,
    /// What its clocks have been through; absent until that has been told from its events.
    pub history: Option<History>,
    /// Who may see the ticket that this one is a duplicate of.
    pub duplicate: Option<Target>,
    /// Who may see the ticket that this one goes on from.
    pub follow_up: Option<Target>,
}

/// Finds a ticket by its number.
pub fn by_serial(home: &Home, serial: Serial) -> Stmt {
    select(home, |sql| sql.arg(serial))
}

/// Finds the ticket that an attachment was put on.
pub fn by_attachment(home: &Home, attachment: &str) -> Stmt {
    select(home, |sql| {
        home.push(sql.text("(SELECT serial FROM attachment_uses WHERE workspace_id = ")).and_equals("attachment_id", attachment).text(")")
    })
}

/// Finds the ticket of a requester link.
pub fn by_public_id(public_id: &str) -> Stmt {
    selected().text(" WHERE t.public_id = ").arg(public_id).stmt()
}

/// The version of the workspace's service levels, in the row of one of these; 0 without a row.
pub fn sla_version(rows: Option<&Rows>) -> u32 {
    rows.and_then(|rows| rows.number("sla_version")).and_then(|version| u32::try_from(version).ok()).unwrap_or(0)
}

/// Finds the ticket of an approval's link.
pub fn by_approval_link(public_id: &str) -> Stmt {
    let sql = selected().text(" JOIN approval_links l ON l.workspace_id = t.workspace_id AND l.serial = t.serial WHERE l.public_id = ");
    sql.arg(public_id).stmt()
}

/// Reads the row of one of these.
pub fn read(rows: &Rows) -> Result<Option<Stored>, Fault> {
    rows.one::<Row>()?.map(Stored::try_from).transpose()
}

fn select(home: &Home, serial: impl FnOnce(Sql) -> Sql) -> Stmt {
    let sql = home.push(selected().text(" WHERE t.workspace_id = "));
    serial(sql.text(" AND t.serial = ")).stmt()
}

fn selected() -> Sql {
    Sql::new("SELECT ").text(target::COLUMNS).text(SELECT)
}

const SELECT: &str = ", t.*, (SELECT w.sla_version FROM workspaces w WHERE w.id = t.workspace_id) AS sla_version,
    r.name AS requester_name, coalesce(r.former_email, r.email) AS requester_email, r.phone AS requester_phone,
    r.lang AS requester_lang, r.active AS requester_active,
    co.name AS company_name, p.name AS project_name, mo.name AS module_name, te.name AS team_name, o.name AS owner_name,
    (SELECT json_group_array(k.member_id ORDER BY k.version) FROM ticket_collaborators k
        WHERE k.workspace_id = t.workspace_id AND k.serial = t.serial) AS collaborators,
    (SELECT json_group_array(json_object('tag', g.tag_id, 'words', json(g.words)) ORDER BY g.version, g.place) FROM ticket_tags g
        WHERE g.workspace_id = t.workspace_id AND g.serial = t.serial AND g.removed = 0) AS tags,
    (SELECT json_group_array(json_object('number', s.number, 'title', s.title, 'member', s.member_id, 'due', s.due,
            'done_at', s.done_at) ORDER BY s.number)
        FROM subtasks s WHERE s.workspace_id = t.workspace_id AND s.serial = t.serial) AS subtasks,
    coalesce((SELECT a.name FROM members a WHERE a.workspace_id = t.workspace_id AND a.id = t.approval ->> '$.approver.id'),
        (SELECT a.name FROM contacts a WHERE a.workspace_id = t.workspace_id AND a.id = t.approval ->> '$.approver.id')) AS approver_name,
    t.approval ->> '$.state' = 'pending' AND t.approval ->> '$.approver.who' <> 'leads'
        AND NOT EXISTS (SELECT 1 FROM members a WHERE a.workspace_id = t.workspace_id AND a.id = t.approval ->> '$.approver.id' AND a.active = 1)
        AND NOT EXISTS (SELECT 1 FROM contacts a WHERE a.workspace_id = t.workspace_id AND a.id = t.approval ->> '$.approver.id'
            AND a.active = 1 AND (a.id = t.requester_id OR a.company_id = t.company_id)) AS approver_gone,
    (SELECT json_group_array(json_object('id', a.id, 'name', a.name, 'media_type', a.media_type, 'bytes', a.bytes)
            ORDER BY u.place)
        FROM attachment_uses u JOIN attachments a ON a.workspace_id = u.workspace_id AND a.id = u.attachment_id
        WHERE u.workspace_id = t.workspace_id AND u.serial = t.serial AND u.version = 1) AS attachments
    FROM tickets t
    JOIN contacts r ON r.workspace_id = t.workspace_id AND r.id = t.requester_id
    JOIN teams te ON te.workspace_id = t.workspace_id AND te.id = t.team_id
    LEFT JOIN companies co ON co.workspace_id = t.workspace_id AND co.id = t.company_id
    LEFT JOIN projects p ON p.workspace_id = t.workspace_id AND p.id = t.project_id
    LEFT JOIN modules mo ON mo.workspace_id = t.workspace_id AND mo.id = t.module_id
    LEFT JOIN members o ON o.workspace_id = t.workspace_id AND o.id = t.owner_id";

#[derive(Deserialize)]
struct Row {
    workspace_id: WorkspaceId,
    serial: Serial,
    version: u32,
    status: Status,
    class: Class,
    title: Title,
    details: String,
    impact: Impact,
    impact_note: Option<Note>,
    urgency: Urgency,
    proposed: Priority,
    priority: Priority,
    priority_confirmed: u8,
    wanted_by: Option<Timestamp>,
    requester_id: ContactId,
    requester_name: Name,
    requester_email: Email,
    requester_phone: Option<Phone>,
    requester_lang: Lang,
    requester_active: u8,
    company_id: Option<CompanyId>,
    company_name: Option<Name>,
    project_id: Option<ProjectId>,
    project_name: Option<Name>,
    module_id: Option<ModuleId>,
    module_name: Option<Name>,
    team_id: TeamId,
    team_name: Name,
    owner_id: Option<MemberId>,
    owner_name: Option<Name>,
    collaborators: String,
    tags: String,
    gate: Gate,
    waiting_on: Option<WaitingFor>,
    waiting_reason: Option<Reason>,
    waiting_since: Option<Timestamp>,
    approval: Option<String>,
    approver_name: Option<Name>,
    approver_gone: Option<u8>,
    initiation: Option<String>,
    subtasks: String,
    open_subtasks: u32,
    solution: Option<Body>,
    root_cause: Option<Reason>,
    close_code: Option<CloseCode>,
    closed_at: Option<Timestamp>,
    duplicate_of: Option<Serial>,
    rating_score: Option<Score>,
    rating_comment: Option<Reason>,
    rating_at: Option<Timestamp>,
    rating_owner: Option<MemberId>,
    reopen_count: u32,
    channel: Channel,
    follow_up_of: Option<Serial>,
    created_at: Timestamp,
    updated_at: Timestamp,
    first_response_at: Option<Timestamp>,
    first_resolved_at: Option<Timestamp>,
    resolved_at: Option<Timestamp>,
    reminded_at: Option<Timestamp>,
    attachments: String,
    minutes: u32,
    public_id: String,
    link_version: u32,
    filed_name: Option<Name>,
    filed_phone: Option<Phone>,
    duplicate_target: Option<String>,
    follow_up_target: Option<String>,
    clocks: Option<String>,
    promise: Option<String>,
}

impl TryFrom<Row> for Stored {
    type Error = Fault;

    fn try_from(row: Row) -> Result<Self, Fault> {
        let details: Vec<Detail> = inner(&row.details)?;
        let collaborators: Vec<MemberId> = inner(&row.collaborators)?;
        let tags: Vec<Tagged> = inner(&row.tags)?;
        let attachments: Vec<AttachmentView> = inner(&row.attachments)?;
        let waiting = match (row.waiting_on, row.waiting_reason, row.waiting_since) {
            (Some(on), Some(reason), Some(since)) => Some(Waiting { on, reason, since }),
            _ => None,
        };
        let duplicate = Target::read(row.duplicate_target.as_deref())?;
        let follow_up = Target::read(row.follow_up_target.as_deref())?;
        let typed = row.filed_name.map(|name| FiledAs { name, phone: row.filed_phone });
        let differs = |typed: &FiledAs| typed.name != row.requester_name || (typed.phone.is_some() && typed.phone != row.requester_phone);
        let filed_as = typed.filter(differs);
        let view = TicketView {
            serial: row.serial,
            version: row.version,
            status: row.status,
            class: row.class,
            title: row.title,
            details,
            impact: row.impact,
            impact_note: row.impact_note,
            urgency: row.urgency,
            proposed: row.proposed,
            priority: row.priority,
            priority_confirmed: row.priority_confirmed == 1,
            wanted_by: row.wanted_by,
            requester: RequesterView {
                id: row.requester_id,
                name: row.requester_name,
                email: Some(row.requester_email),
                phone: row.requester_phone,
                filed_as,
            },
            company: row.company_id.zip(row.company_name).map(|(id, name)| CompanyRef { id, name }),
            project: row.project_id,
            project_name: row.project_name,
            module: row.module_id,
            module_name: row.module_name,
            team: row.team_id,
            team_name: row.team_name,
            owner: row.owner_id,
            owner_name: row.owner_name,
            collaborators,
            tags,
            gate: row.gate,
            waiting,
            approval: row.approval.as_deref().map(inner).transpose()?,
            approver_name: row.approver_name,
            approver_gone: row.approver_gone == Some(1),
            initiation: row.initiation.as_deref().map(inner).transpose()?,
            subtasks: inner(&row.subtasks)?,
            open_subtasks: row.open_subtasks,
            solution: row.solution.zip(row.root_cause).map(|(text, root_cause)| Solution { text, root_cause }),
            closing: row.close_code.zip(row.closed_at).map(|(code, at)| Closing { code, duplicate_of: row.duplicate_of, at }),
            rating: row.rating_score.zip(row.rating_at).map(|(score, at)| Rating {
                score,
                comment: row.rating_comment,
                at,
                owner: row.rating_owner,
            }),
            reopen_count: row.reopen_count,
            channel: row.channel,
            follow_up_of: row.follow_up_of,
            created_at: row.created_at,
            updated_at: row.updated_at,
            first_response_at: row.first_response_at,
            first_resolved_at: row.first_resolved_at,
            resolved_at: row.resolved_at,
            reminded_at: row.reminded_at,
            attachments,
            minutes: Some(row.minutes),
            promise: row.promise.as_deref().map(inner).transpose()?,
        };
        Ok(Self {
            view,
            workspace: row.workspace_id,
            public_id: row.public_id,
            link_version: row.link_version,
            requester_lang: row.requester_lang,
            requester_active: row.requester_active == 1,
            history: row.clocks.as_deref().map(inner).transpose()?,
            duplicate,
            follow_up,
        })
    }
}

fn inner<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, Fault> {
    serde_json::from_str(json).map_err(|e| Fault::new(format!("a stored ticket: {e}")))
}
