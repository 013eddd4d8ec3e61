//! Challenges: what was asked for with an address, until its code comes back.

use serde::Deserialize;
use shared::id::WorkspaceId;
use shared::text::{Email, Slug};
use shared::time::Timestamp;

use crate::db::Stmt;

/// Wrong codes a challenge endures.
pub const TRIES_MAX: u32 = 5;

/// A challenge as it is written.
pub struct NewChallenge<'a> {
    pub challenge_hash: String,
    pub purpose: Purpose,
    pub email: &'a Email,
    /// Absent where no code shall fit.
    pub code_hash: Option<String>,
    pub workspace: Option<&'a WorkspaceId>,
    /// JSON of the wished workspace.
    pub wish: Option<String>,
    pub now: Timestamp,
    pub expires_at: Timestamp,
}

/// What a challenge leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    Member,
    Contact,
    Workspace,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Contact => "contact",
            Self::Workspace => "workspace",
        }
    }
}

/// A challenge that was found.
#[derive(Debug, Deserialize)]
pub struct Challenge {
    pub purpose: Purpose,
    pub email: Email,
    pub code_hash: Option<String>,
    pub workspace_id: Option<WorkspaceId>,
    pub wish: Option<String>,
}

/// Writes a challenge.
pub fn add(new: NewChallenge<'_>) -> Stmt {
    let sql = "INSERT INTO login_codes (challenge_hash, purpose, email, code_hash, workspace_id, wish, created_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    Stmt::new(sql)
        .bind(new.challenge_hash)
        .bind(new.purpose.as_str())
        .bind(new.email)
        .bind(new.code_hash)
        .bind(new.workspace)
        .bind(new.wish)
        .bind(new.now)
        .bind(new.expires_at)
}

/// Counts a try and finds the challenge, if it is still open.
pub fn try_one(challenge_hash: &str, now: Timestamp) -> Stmt {
    let sql = "UPDATE login_codes SET attempts = attempts + 1
        WHERE challenge_hash = ?1 AND expires_at > ?2 AND attempts < ?3
        RETURNING purpose, email, code_hash, workspace_id, wish";
    Stmt::new(sql).bind(challenge_hash).bind(now).bind(TRIES_MAX)
}

/// Uses a code up. The statements after it hold `changes() = 1`, so that a code opens one door once.
pub fn consume(challenge_hash: &str) -> Stmt {
    Stmt::new("UPDATE login_codes SET code_hash = NULL WHERE challenge_hash = ? AND code_hash IS NOT NULL").bind(challenge_hash)
}

/// The member of an address: of several workspaces in the one that was used last, else in the one that was joined first.
/// A session tells of its use; the audit log still knows of it when the session was closed.
pub fn member_by_email(email: &Email) -> Stmt {
    let sql = "SELECT m.workspace_id, m.id FROM members m WHERE m.email = ?1 AND m.active = 1
        ORDER BY max(
            coalesce((SELECT max(s.seen_at) FROM sessions s WHERE s.workspace_id = m.workspace_id AND s.member_id = m.id), 0),
            coalesce((SELECT a.at FROM audit a WHERE a.actor = 'member:' || m.id AND a.action IN ('sign_in', 'create_workspace')
                ORDER BY a.id DESC LIMIT 1), 0)) DESC, m.created_at, m.workspace_id
        LIMIT 1";
    Stmt::new(sql).bind(email)
}

/// The portal's workspace, and its contact of this address if there is one.
pub fn contact_by_email(slug: &Slug, email: &Email) -> Stmt {
    let sql = "SELECT w.id AS workspace_id, c.id FROM workspaces w
        LEFT JOIN contacts c ON c.workspace_id = w.id AND c.email = (?2||'') AND c.active = 1 WHERE w.slug = (?1||'')";
    Stmt::new(sql).bind(slug).bind(email)
}

/// The contact of an address in a workspace.
pub fn contact_in(workspace: &WorkspaceId, email: &Email) -> Stmt {
    let sql = "SELECT workspace_id, id FROM contacts WHERE workspace_id = ?1 AND email = ?2 AND active = 1";
    Stmt::new(sql).bind(workspace).bind(email)
}

/// Forgets what has expired.
pub fn sweep(now: Timestamp) -> Stmt {
    Stmt::new("DELETE FROM login_codes WHERE expires_at <= ?").bind(now)
}

/// A person by address.
#[derive(Debug, Deserialize)]
pub struct Found {
    pub workspace_id: WorkspaceId,
    pub id: Option<String>,
}
