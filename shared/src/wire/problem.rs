//! Errors over HTTP: RFC 9457 problem details.

use crate::error::Code;
use crate::wire::ticket::TicketView;

wire! {
    /// `application/problem+json`.
    view Problem {
        /// `about:blank`, as RFC 9457 asks where the code says all.
        pub r#type: String,
        /// The sentence in the reader's language.
        pub title: String,
        pub status: u16,
        pub code: Code,
        /// The field concerned, as a JSON path.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub field: Option<String>,
        /// The limit the sentence speaks of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
        /// What to quote to support; also in the log.
        pub request_id: String,
        /// With `ticket_changed`: the ticket as it is now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub ticket: Option<Box<TicketView>>,
    }
}
