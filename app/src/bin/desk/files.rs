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
        headers: vec![("x-file-name", encoded(&picture.name))],
        blob: picture.blob.clone(),
    }
}
