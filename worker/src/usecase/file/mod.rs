//! Files: uploaded first, put on a ticket when it is filed or something is said, read by whoever may see that ticket.

mod content;
mod kind;
mod name;

use shared::error::{Code, Refusal};
use shared::id::{AttachmentId, WorkspaceId};
use shared::ticket::file::{ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX};

use crate::context::Ctx;
use crate::db::{Fault, Rows};
use crate::http::body;
use crate::http::call::{Call, Failure, Outcome, Reply};
use crate::secret;
use crate::store::ticket::file::{self, FileRow};
use crate::usecase::quota::Uploads;

/// Most files that one person or draft may have uploaded without putting them anywhere.
const WAITING_MAX: u32 = 200;
/// Length of a draft key, in characters: at least 128 random bits.
const DRAFT_KEY_CHARS: std::ops::RangeInclusive<usize> = 22..=100;
/// The header that binds a stranger's files to their filing.
pub const DRAFT_KEY: &str = "x-draft-key";

/// Takes an upload. What is refused is refused before anything is stored.
pub async fn upload(call: &Call, workspace: &WorkspaceId, uploader: String, uploads: &Uploads) -> Outcome {
    let headers = call.request.headers();
    let given = headers.get("x-file-name")?.unwrap_or_default();
    let (name, extension) = name::read(&given).map_err(|code| Refusal::new(code).field("x-file-name"))?;
    let bytes = body::read(&call.request, ATTACHMENT_BYTES_MAX, Code::FileTooLarge).await?;
    let looked_at = kind::needed(&extension).map_or_else(|| bytes.to_vec(), |head| bytes.slice(0, head).to_vec());
    let media_type = kind::check(&extension, &looked_at)?;
    let sha256 = secret::sha256_of_file(&bytes).await?;
    call.key.iter().for_each(|key| key.comes_with(&sha256));
    let row = FileRow {
        workspace_id: workspace.clone(),
        id: AttachmentId::from(call.ctx.new_id()?),
        uploader,
        sha256,
        name,
        media_type: media_type.to_owned(),
        bytes: bytes.length(),
        serial: None,
        internal: None,
    };
    // The content first: a row without content would be a file that nobody can read.
    content::put(&call.ctx, &row, &bytes).await?;
    let reply = Reply::json(201, &row.view())?;
    let mut stmts = vec![file::insert(&row, call.ctx.now), uploads.add(row.bytes)];
    stmts.extend(call.remember(&reply));
    if let Err(fault) = call.ctx.db.commit(stmts).await {
        forget_unless_kept(call, &row).await?;
        return Err(fault.into());
    }
    Ok(reply)
}

/// Of a file whose row did not come about (a twin was first, or the database failed), the content would lie there for
/// ever. But a failure may also be an answer that got lost: then the row is there.
async fn forget_unless_kept(call: &Call, row: &FileRow) -> Result<(), Fault> {
    let found = call.ctx.db.batch(vec![file::is_kept(&row.workspace_id, &row.id)]).await?;
    match found.first().is_some_and(Rows::any) {
        true => Ok(()),
        false => content::delete(&call.ctx, row).await,
    }
}

/// Refuses a hoard: files that are uploaded and never used.
pub fn check_waiting(waiting: u32) -> Result<(), Failure> {
    if waiting < WAITING_MAX {
        return Ok(());
    }
    Err(Refusal::new(Code::TooManyRequests).into())
}

/// Gives a file's content, as a type that was checked, to a reader who was.
pub async fn serve(call: &Call, row: &FileRow) -> Outcome {
    let etag = format!("\"{}\"", row.sha256);
    let known = call.request.headers().get("if-none-match")?.is_some_and(|seen| seen.contains(&etag));
    let reply = if known { Reply::unchanged() } else { whole(call, row).await? };
    Ok(reply.header("etag", etag).header("cache-control", "private, max-age=31536000, immutable").header("vary", "cookie"))
}

async fn whole(call: &Call, row: &FileRow) -> Outcome {
    let body = content::get(&call.ctx, row).await?.ok_or(Code::NotFound)?;
    let how = if row.view().is_image() { "inline" } else { "attachment" };
    Ok(Reply::other(row.media_type.clone(), body)
        .header("content-disposition", name::disposition(how, &row.name))
        .header("content-security-policy", "default-src 'none'; sandbox; frame-ancestors 'none'"))
}

/// Forgets an unused file and its content. One that was put somewhere a moment before stays.
pub async fn discard(ctx: &Ctx, row: &FileRow) -> Result<(), Failure> {
    let rows = ctx.db.commit(vec![file::delete(&row.workspace_id, &row.id)]).await?;
    if rows.first().is_some_and(|r| r.changes > 0) {
        content::delete(ctx, row).await?;
    }
    Ok(())
}

/// The key under which a stranger's draft owns its files.
pub fn draft_uploader(call: &Call) -> Result<Option<String>, Failure> {
    let Some(key) = call.request.headers().get(DRAFT_KEY)? else {
        return Ok(None);
    };
    let plain = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if !plain || !DRAFT_KEY_CHARS.contains(&key.len()) {
        return Err(Refusal::new(Code::FieldInvalid).field(DRAFT_KEY).into());
    }
    Ok(Some(format!("draft:{}", secret::sha256(key.as_bytes()))))
}

/// The ids of a form, each once, if they are not too many.
pub fn asked(ids: &[AttachmentId]) -> Result<Vec<AttachmentId>, Refusal> {
    if ids.len() > ATTACHMENTS_MAX {
        return Err(Refusal::new(Code::TooManyAttachments).field("attachments").limit(ATTACHMENTS_MAX as u32));
    }
    let mut once: Vec<AttachmentId> = Vec::new();
    for id in ids {
        if !once.contains(id) {
            once.push(id.clone());
        }
    }
    Ok(once)
}

/// The files of a form, in its order: each is there, belongs to this uploader, and is used nowhere yet.
pub fn claim(asked: &[AttachmentId], found: Vec<FileRow>, uploader: Option<&str>) -> Result<Vec<FileRow>, Refusal> {
    let gone = || Refusal::new(Code::AttachmentUnknown).field("attachments");
    asked
        .iter()
        .map(|id| {
            let row = found.iter().find(|f| f.id == *id).ok_or_else(gone)?;
            let own = uploader.is_some_and(|u| secret::same(u, &row.uploader)) && row.serial.is_none();
            own.then(|| row.clone()).ok_or_else(gone)
        })
        .collect()
}
