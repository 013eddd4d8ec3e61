//! Attachments (R2).

use crate::id::AttachmentId;

wire! {
    /// An uploaded file. Its content is at `/attachments/{id}`.
    view AttachmentView {
        pub id: AttachmentId,
        pub name: String,
        /// The checked media type, never the claimed one.
        pub media_type: String,
        pub bytes: u32,
    }
}

impl AttachmentView {
    /// Whether a browser may show it as a picture.
    pub fn is_image(&self) -> bool {
        matches!(self.media_type.as_str(), "image/png" | "image/jpeg" | "image/gif" | "image/webp")
    }
}
