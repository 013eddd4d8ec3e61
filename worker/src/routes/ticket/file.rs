//! `/attachments`: uploads, contents, and files that were not used after all.

use serde::Deserialize;
use shared::actor::Actor;
use shared::error::{Code, Refusal};
use shared::id::{AttachmentId, WorkspaceId};

use crate::db::{Rows, Stmt};
use crate::http::call::{Call, Failure, Outcome, Reply};
use crate::http::route::Before;
use crate::store::ticket::file::{self, FileRow};
use crate::store::ticket::{Home, door, row, write};
use crate::usecase::file::{self as files, DRAFT_KEY};
use crate::usecase::quota::{self, Uploads};
use crate::usecase::ticket::seen_by;

/// `POST /attachments`.
pub async fn upload(call: &Call) -> Outcome {
    let me = call.session()?;
    let uploader = write::uploader_of(&me.actor);
    let uploads = Uploads::of_actor(&call.ctx, &me.workspace, &me.actor)?;
    take(call, &me.workspace, uploader, &uploads).await
}

/// `POST /portal/{slug}/attachments`.
pub async fn upload_as_stranger(call: &Call) -> Outcome {
    let uploader = draft(call)?;
    let home = Home::Portal(call.param("slug")?.to_owned());
    let found: Option<Found> = call.ctx.db.one(door::workspace(&home)).await?;
    let workspace = found.ok_or(Code::NotFound)?.id;
    let uploads = Uploads::of_client(&call.ctx, &workspace)?;
    take(call, &workspace, uploader, &uploads).await
}

async fn take(call: &Call, workspace: &WorkspaceId, uploader: String, uploads: &Uploads) -> Outcome {
    let rows = call.ctx.db.batch(vec![uploads.count(), file::waiting(workspace, &uploader)]).await?;
    quota::check(rows.first())?;
    files::check_waiting(number(rows.get(1))?)?;
    files::upload(call, workspace, uploader, uploads).await
}

/// The file and the ticket it was put on, in the round trip of the session.
pub fn load(before: &Before<'_>) -> Vec<Stmt> {
    let id = before.params.iter().find(|(name, _)| *name == "id").map(|(_, id)| id.as_str());
    let (Some(id), Some(hash)) = (id, before.token_hash) else {
        return Vec::new();
    };
    let home = Home::Session(hash.to_owned());
    vec![file::find(&home, &[AttachmentId::from(id)]), row::by_attachment(&home, id)]
}

/// `GET /attachments/{id}`: for whoever may see the ticket; before that, for who uploaded it.
pub async fn read(call: &Call) -> Outcome {
    let actor = call.actor()?;
    let file = found(call.ahead.first())?;
    match file.serial {
        None if file.uploader == write::uploader_of(actor) => {}
        None => return Err(Code::NotFound.into()),
        Some(_) => {
            seen_by(actor, call.ahead.get(1))?;
            if file.internal == Some(1) && !matches!(actor, Actor::Member(_)) {
                return Err(Code::NotFound.into());
            }
        }
    }
    files::serve(call, &file).await
}

/// `DELETE /attachments/{id}`: one's own, while it is on no ticket.
pub async fn delete(call: &Call) -> Outcome {
    let file = found(call.ahead.first())?;
    discard(call, &file, &write::uploader_of(call.actor()?)).await
}

/// `DELETE /portal/{slug}/attachments/{id}`.
pub async fn delete_as_stranger(call: &Call) -> Outcome {
    let uploader = draft(call)?;
    let home = Home::Portal(call.param("slug")?.to_owned());
    let id = AttachmentId::from(call.param("id")?);
    let rows = call.ctx.db.batch(vec![file::find(&home, &[id])]).await?;
    let file = found(rows.first())?;
    discard(call, &file, &uploader).await
}

async fn discard(call: &Call, file: &FileRow, uploader: &str) -> Outcome {
    if file.uploader != uploader || file.serial.is_some() {
        return Err(Code::NotFound.into());
    }
    files::discard(&call.ctx, file).await?;
    Reply::empty()
}

fn found(rows: Option<&Rows>) -> Result<FileRow, Failure> {
    let found: Option<FileRow> = rows.map_or(Ok(None), Rows::one)?;
    Ok(found.ok_or(Code::NotFound)?)
}

fn draft(call: &Call) -> Result<String, Failure> {
    files::draft_uploader(call)?.ok_or_else(|| Refusal::new(Code::FieldRequired).field(DRAFT_KEY).into())
}

fn number(rows: Option<&Rows>) -> Result<u32, Failure> {
    let counted: Option<Counted> = rows.map_or(Ok(None), Rows::one)?;
    Ok(counted.map_or(0, |c| c.n))
}

#[derive(Deserialize)]
struct Counted {
    n: u32,
}

#[derive(Deserialize)]
struct Found {
    id: WorkspaceId,
}
