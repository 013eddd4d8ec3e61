//! Uploaded files: what is known of them, and where they were put. Their content lies in KV.

use serde::Deserialize;
use shared::id::{AttachmentId, Serial, WorkspaceId};
use shared::time::Timestamp;
use shared::wire::file::AttachmentView;

use super::Home;
use crate::db::Stmt;
use crate::store::sql::Sql;

/// A file.
#[derive(Clone, Debug, Deserialize)]
pub struct FileRow {
    pub workspace_id: WorkspaceId,
    pub id: AttachmentId,
    pub uploader: String,
    pub sha256: String,
    pub name: String,
    pub media_type: String,
    pub bytes: u32,
    /// Where it was put, if it was.
    pub serial: Option<Serial>,
    /// 1: on a message for the team alone.
    pub internal: Option<u8>,
}

impl FileRow {
    /// As clients see it.
    pub fn view(&self) -> AttachmentView {
        AttachmentView { id: self.id.clone(), name: self.name.clone(), media_type: self.media_type.clone(), bytes: self.bytes }
    }
}

/// The key of a file's content in KV: its own, whatever else has the same bytes, so that forgetting one file never
/// takes the content of another, and no two uploads wait for one key.
pub fn content_key(file: &FileRow) -> String {
    format!("files/{}/{}", file.workspace_id.as_str(), file.id.as_str())
}

/// Finds files by id, in no order.
pub fn find(home: &Home, ids: &[AttachmentId]) -> Stmt {
    let sql = Sql::new(
        "SELECT a.workspace_id, a.id, a.uploader, a.sha256, a.name, a.media_type, a.bytes, u.serial, u.internal
        FROM attachments a
        LEFT JOIN attachment_uses u ON u.workspace_id = a.workspace_id AND u.attachment_id = a.id
        WHERE a.workspace_id = ",
    );
    home.push(sql).and_in("a.id", ids).stmt()
}

/// An expression that gives the same as a JSON array, within a select that has the workspace as `w`.
pub fn array(sql: Sql, ids: &[AttachmentId]) -> Sql {
    if ids.is_empty() {
        return sql.text("'[]'");
    }
    sql.text(
        "(SELECT json_group_array(json_object('workspace_id', a.workspace_id, 'id', a.id, 'uploader', a.uploader,
            'sha256', a.sha256, 'name', a.name, 'media_type', a.media_type, 'bytes', a.bytes, 'serial', u.serial,
            'internal', u.internal))
        FROM attachments a
        LEFT JOIN attachment_uses u ON u.workspace_id = a.workspace_id AND u.attachment_id = a.id
        WHERE a.workspace_id = w.id",
    )
    .and_in("a.id", ids)
    .text(")")
}

/// How many files of an uploader wait to be put somewhere.
pub fn waiting(workspace: &WorkspaceId, uploader: &str) -> Stmt {
    let sql = "SELECT count(*) AS n FROM attachments WHERE workspace_id = ?1 AND uploader = ?2 AND used = 0";
    Stmt::new(sql).bind(workspace).bind(uploader)
}

/// Keeps a file.
pub fn insert(file: &FileRow, now: Timestamp) -> Stmt {
    Stmt::new(
        "INSERT INTO attachments (workspace_id, id, uploader, sha256, name, media_type, bytes, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )
    .bind(&file.workspace_id)
    .bind(&file.id)
    .bind(&file.uploader)
    .bind(&file.sha256)
    .bind(&file.name)
    .bind(&file.media_type)
    .bind(file.bytes)
    .bind(now)
}

/// Forgets a file that is used nowhere.
pub fn delete(workspace: &WorkspaceId, id: &AttachmentId) -> Stmt {
    Stmt::new("DELETE FROM attachments WHERE workspace_id = ?1 AND id = ?2 AND used = 0").bind(workspace).bind(id)
}

/// Whether a file is there.
pub fn is_kept(workspace: &WorkspaceId, id: &AttachmentId) -> Stmt {
    Stmt::new("SELECT 1 AS n FROM attachments WHERE workspace_id = ?1 AND id = ?2").bind(workspace).bind(id)
}

/// Files that were uploaded before `since` and put nowhere.
pub fn abandoned(since: Timestamp, limit: u32) -> Stmt {
    Stmt::new(
        "SELECT a.workspace_id, a.id, a.uploader, a.sha256, a.name, a.media_type, a.bytes, NULL AS serial, NULL AS internal
        FROM attachments a INDEXED BY attachments_unused
        WHERE a.used = 0 AND a.created_at < ?1 ORDER BY a.created_at LIMIT (?2+0)",
    )
    .bind(since)
    .bind(limit)
}
