//! Where a member's files are sent.

use app::{
    draft::Picture,
    upload::{Parcel, encoded},
};

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
