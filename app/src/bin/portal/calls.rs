//! The addresses of the HTTP API that the customer's pages ask.

use app::{dom, draft::Picture, upload::Parcel};
use shared::time::HOUR_MS;

use crate::{form, paths::encoded, state};

/// A portal's own facts.
pub fn portal(slug: &str) -> String {
    ["/api/v1/portal/", slug].concat()
}

/// Where tickets are filed: by a stranger through the portal, else by the session.
pub fn filing() -> String {
    if form::is_strangers() { portal(&state::slug()) + "/tickets" } else { "/api/v1/tickets".to_owned() }
}

/// A ticket, or what belongs to it (`/messages`, `/acceptance`).
pub fn ticket(serial: u32, part: &str) -> String {
    ["/api/v1/tickets/", &serial.to_string(), part].concat()
}

/// How a file of a message goes to the server.
pub fn reply_parcel(picture: &Picture) -> Parcel {
    parcel("/api/v1/attachments".to_owned(), picture, Vec::new())
}

/// How a file of the form goes to the server. A stranger's files are claimed by the draft's key.
pub fn form_parcel(picture: &Picture) -> Parcel {
    if !form::is_strangers() {
        return reply_parcel(picture);
    }
    let key = vec![("x-draft-key", state::draft_key())];
    parcel(portal(&state::slug()) + "/attachments", picture, key)
}

/// How long a file keeps its idempotency key: well below the day after which an upload nobody claimed is gone.
const FILE_KEY_MS: i64 = 12 * HOUR_MS;

/// A file keeps its idempotency key over a reload, so it is not stored twice.
fn parcel(path: String, picture: &Picture, mut headers: Vec<(&'static str, String)>) -> Parcel {
    headers.push(("x-file-name", encoded(&picture.name)));
    let period = (dom::now_ms() / FILE_KEY_MS).to_string();
    headers.push(("idempotency-key", [&picture.id, "-", &period].concat()));
    if picture.blob.type_().is_empty() {
        headers.push(("content-type", "application/octet-stream".to_owned()));
    }
    Parcel { method: "POST", path, headers, blob: picture.blob.clone() }
}
