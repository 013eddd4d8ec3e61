//! Where a member's files are sent.

use app::{
    draft::Picture,
    ui::Settled,
    upload::{Parcel, encoded},
};
use shared::{id::AttachmentId, wire::file::AttachmentView};

/// The upload of one file. It belongs to nobody until a message or ticket claims it.
pub fn parcel(picture: &Picture) -> Parcel {
    Parcel {
        method: "POST",
        path: "/api/v1/attachments".to_owned(),
        // The same file tried again is the same upload.
        headers: vec![("x-file-name", encoded(&picture.name)), ("idempotency-key", picture.id.clone())],
        blob: picture.blob.clone(),
    }
}

/// The ids of files that the server has.
pub fn ids(files: &Settled) -> Vec<AttachmentId> {
    files.answers().iter().filter_map(|answer| shared::json::read::<AttachmentView>(answer)).map(|file| file.id).collect()
}
