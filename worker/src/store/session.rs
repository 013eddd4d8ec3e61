//! Sessions: found by the hash of a token, in one statement with everything that says who acts and what they may.

use serde::Deserialize;
use shared::actor::{Actor, Contact, Member, Role, Standing};
use shared::id::{CompanyId, ContactId, MemberId, Serial, WorkspaceId};
use shared::lang::Lang;
use shared::text::{Email, Name, Slug};
use shared::ticket::Policy;
use shared::time::{DAY_MS, HOUR_MS, Timestamp};
use shared::wire::session::{ContactSelf, MemberSelf, SessionView, Theme, WorkspaceRef};

use crate::context::Ctx;
use crate::db::{Fault, Rows, Stmt};
use crate::http::call::Call;
use crate::http::cookies::App;
use crate::secret;

/// A session ends this long after its last use.
pub const IDLE_MS: i64 = 14 * DAY_MS;
/// A session ends this long after it began.
pub const ABSOLUTE_MS: i64 = 90 * DAY_MS;
/// The time of the last use is kept this exactly: writing it on every request would cost a write a read.
const SEEN_MS: i64 = 6 * HOUR_MS;

/// How a link's session calls its requester: an identifier would tell when the firm came to know the address.
pub const REQUESTER_BY_LINK: &str = "requester";

/// Who is signed in, and where.
#[derive(Clone, Debug)]
pub struct Session {
    pub token_hash: String,
    pub workspace: WorkspaceId,
    pub slug: Slug,
    pub workspace_name: Name,
    pub policy: Policy,
    pub actor: Actor,
    /// Who came by a ticket's link is called as they called themselves on it, if they did.
    pub name: Name,
    pub email: Email,
    /// A member's own settings; the usual ones for contacts.
    pub lang: Lang,
    pub theme: Theme,
    pub single_keys: bool,
    seen_at: Timestamp,
}

/// Finds the session of a token, if it and its person are still there. The token stands in an expression so that the
/// statement is planned once (see [`crate::store::sql::Sql::arg`]).
pub fn find(token_hash: &str, now: Timestamp) -> Stmt {
    let sql = "SELECT s.token_hash, s.workspace_id, s.member_id, s.contact_id, s.only_serial, s.seen_at,
            w.slug, w.name AS workspace_name, w.reopen_days, w.silence_days, w.reminder_days, w.approval_days, w.agents_see_all,
            coalesce(l.filed_name, m.name, c.name) AS name, coalesce(m.email, c.email) AS email,
            m.role, m.lang, m.theme, m.single_keys, c.company_id, c.standing,
            (SELECT json_group_array(t.team_id) FROM team_members t
                WHERE t.workspace_id = s.workspace_id AND t.member_id = s.member_id) AS teams
        FROM sessions s
        JOIN workspaces w ON w.id = s.workspace_id
        LEFT JOIN members m ON m.workspace_id = s.workspace_id AND m.id = s.member_id AND m.active = 1
        LEFT JOIN contacts c ON c.workspace_id = s.workspace_id AND c.id = s.contact_id AND c.active = 1
        LEFT JOIN tickets l ON l.workspace_id = s.workspace_id AND l.serial = s.only_serial
        WHERE s.token_hash = (?1||'') AND s.seen_at > ?2 AND s.created_at > ?3 AND coalesce(m.id, c.id) IS NOT NULL";
    Stmt::new(sql).bind(token_hash).bind(now.plus(-IDLE_MS)).bind(now.plus(-ABSOLUTE_MS))
}

/// Opens a session for a member.
pub fn open_member(ctx: &Ctx, workspace: &WorkspaceId, member: &MemberId) -> Result<(String, Stmt), Fault> {
    open(ctx, workspace, Some(member.as_str()), None, None)
}

/// Opens a session for a contact; `only` where it sees one ticket.
pub fn open_contact(ctx: &Ctx, workspace: &WorkspaceId, contact: &ContactId, only: Option<Serial>) -> Result<(String, Stmt), Fault> {
    open(ctx, workspace, None, Some(contact.as_str()), only)
}

/// The token for the cookie, and the row.
fn open(
    ctx: &Ctx,
    workspace: &WorkspaceId,
    member: Option<&str>,
    contact: Option<&str>,
    only: Option<Serial>,
) -> Result<(String, Stmt), Fault> {
    let token = secret::token()?;
    let sql = "INSERT INTO sessions (token_hash, workspace_id, member_id, contact_id, only_serial, created_at, seen_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)";
    let stmt = Stmt::new(sql).bind(secret::sha256(token.as_bytes())).bind(workspace).bind(member).bind(contact).bind(only).bind(ctx.now);
    Ok((token, stmt))
}

/// The statement of [`open_member`] or [`open_contact`], done only if the statement before it changed a row.
pub fn only_if_changed(open: Stmt) -> Stmt {
    open.with_sql(
        "INSERT INTO sessions (token_hash, workspace_id, member_id, contact_id, only_serial, created_at, seen_at)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?6 WHERE changes() = 1",
    )
}

/// Other workspaces that the member of a session may enter: by the same address.
pub fn others(token_hash: &str) -> Stmt {
    let sql = "SELECT w.slug, w.name FROM sessions s
        JOIN members me ON me.workspace_id = s.workspace_id AND me.id = s.member_id
        JOIN members m ON m.email = me.email AND m.workspace_id <> s.workspace_id AND m.active = 1
        JOIN workspaces w ON w.id = m.workspace_id
        WHERE s.token_hash = (?||'') ORDER BY w.name";
    Stmt::new(sql).bind(token_hash)
}

/// Gives a session the age of the one it takes the place of: changing the workspace does not make it younger.
pub fn inherit_age(token_hash: &str, old_token_hash: &str) -> Stmt {
    let sql = "UPDATE sessions SET created_at = (SELECT created_at FROM sessions WHERE token_hash = ?2) WHERE token_hash = ?1";
    Stmt::new(sql).bind(token_hash).bind(old_token_hash)
}

/// Ends one session.
pub fn close(token_hash: &str) -> Stmt {
    Stmt::new("DELETE FROM sessions WHERE token_hash = ?").bind(token_hash)
}

/// Ends all sessions of a member: removed, or with another role.
pub fn close_of_member(workspace: &WorkspaceId, member: &MemberId) -> Stmt {
    Stmt::new("DELETE FROM sessions WHERE workspace_id = ? AND member_id = ?").bind(workspace).bind(member)
}

/// Ends all sessions of a contact.
pub fn close_of_contact(workspace: &WorkspaceId, contact: &ContactId) -> Stmt {
    Stmt::new("DELETE FROM sessions WHERE workspace_id = ? AND contact_id = ?").bind(workspace).bind(contact)
}

/// Ends the sessions that came by a ticket's link: it was replaced.
pub fn close_of_link(workspace: &WorkspaceId, serial: Serial) -> Stmt {
    Stmt::new("DELETE FROM sessions WHERE workspace_id = ? AND only_serial = ?").bind(workspace).bind(serial)
}

/// Ends sessions that nobody can use any more.
pub fn sweep(now: Timestamp) -> Stmt {
    let sql = "DELETE FROM sessions WHERE seen_at <= ?1 OR created_at <= ?2";
    Stmt::new(sql).bind(now.plus(-IDLE_MS)).bind(now.plus(-ABSOLUTE_MS))
}

/// Notes the use of a session, at most every few hours, beside the answer.
pub fn keep_alive(call: &Call) {
    let Some(session) = &call.session else { return };
    if call.ctx.now.since(session.seen_at) < SEEN_MS {
        return;
    }
    let stmt = Stmt::new("UPDATE sessions SET seen_at = ?2 WHERE token_hash = ?1").bind(&session.token_hash).bind(call.ctx.now);
    call.ctx.later(vec![stmt]);
}

impl Session {
    /// Reads the row of [`find`].
    pub fn read(rows: &Rows) -> Result<Option<Self>, Fault> {
        rows.one::<Row>()?.map(Self::of).transpose()
    }

    fn of(row: Row) -> Result<Self, Fault> {
        let actor = match (row.member_id, row.contact_id) {
            (Some(id), None) => Actor::Member(Member {
                id,
                role: row.role.unwrap_or(Role::Collaborator),
                teams: serde_json::from_str(&row.teams).map_err(|e| Fault::new(format!("teams of a member: {e}")))?,
                sees_all: row.agents_see_all == 1,
            }),
            (None, Some(id)) => Actor::Contact(Contact {
                id,
                company: row.company_id,
                standing: row.standing.unwrap_or(Standing::Requester),
                only: row.only_serial,
            }),
            _ => return Err(Fault::new("a session of nobody")),
        };
        Ok(Self {
            token_hash: row.token_hash,
            workspace: row.workspace_id,
            slug: row.slug,
            workspace_name: row.workspace_name,
            policy: Policy {
                reopen_days: row.reopen_days,
                silence_days: row.silence_days,
                reminder_days: row.reminder_days,
                approval_days: row.approval_days,
            },
            actor,
            name: row.name,
            email: row.email,
            lang: row.lang.unwrap_or(Lang::Zh),
            theme: row.theme.unwrap_or(Theme::System),
            single_keys: row.single_keys.is_none_or(|k| k == 1),
            seen_at: row.seen_at,
        })
    }

    /// Which of the applications it belongs to.
    pub fn app(&self) -> App {
        match self.actor {
            Actor::Member(_) => App::Desk,
            _ => App::Portal,
        }
    }

    /// How the audit log names its person.
    pub fn signature(&self) -> String {
        match &self.actor {
            Actor::Member(m) => format!("member:{}", m.id.as_str()),
            Actor::Contact(c) => format!("contact:{}", c.id.as_str()),
            // No session is theirs.
            Actor::Approver(_) | Actor::Timer => "timer".to_owned(),
        }
    }

    /// How it is shown to its person.
    pub fn view(&self, others: Vec<WorkspaceRef>) -> SessionView {
        let (mut member, mut contact) = (None, None);
        match &self.actor {
            Actor::Member(m) => {
                member = Some(MemberSelf {
                    id: m.id.clone(),
                    name: self.name.clone(),
                    email: self.email.clone(),
                    role: m.role,
                    lang: self.lang,
                    theme: self.theme,
                    single_keys: self.single_keys,
                });
            }
            Actor::Contact(c) => {
                contact = Some(ContactSelf {
                    id: if c.only.is_some() { ContactId::from(REQUESTER_BY_LINK) } else { c.id.clone() },
                    name: self.name.clone(),
                    email: self.email.clone(),
                    standing: if c.only.is_some() { Standing::Requester } else { c.standing },
                    only: c.only,
                });
            }
            Actor::Approver(_) | Actor::Timer => {}
        }
        SessionView {
            workspace: WorkspaceRef { slug: self.slug.clone(), name: self.workspace_name.clone() },
            member,
            contact,
            others,
            policy: self.policy.into(),
        }
    }
}

#[derive(Deserialize)]
struct Row {
    token_hash: String,
    workspace_id: WorkspaceId,
    member_id: Option<MemberId>,
    contact_id: Option<ContactId>,
    only_serial: Option<Serial>,
    seen_at: Timestamp,
    slug: Slug,
    workspace_name: Name,
    reopen_days: u32,
    silence_days: u32,
    reminder_days: u32,
    approval_days: u32,
    agents_see_all: u8,
    name: Name,
    email: Email,
    role: Option<Role>,
    lang: Option<Lang>,
    theme: Option<Theme>,
    single_keys: Option<u8>,
    company_id: Option<CompanyId>,
    standing: Option<Standing>,
    teams: String,
}
