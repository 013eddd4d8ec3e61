//! What reaches people: a member's inbox and switches, the robots of groups, and what could not be delivered.

use crate::id::{RobotId, Serial};
use crate::notify::Topic;
use crate::robot::{GroupTopic, Vendor};
use crate::sla::Kind;
use crate::text::{Name, Title};
use crate::time::Timestamp;

/// Entries of an inbox that are shown: the newest.
pub const INBOX_MAX: u32 = 50;
/// Unread entries are counted up to here.
pub const UNREAD_MAX: u32 = 100;
/// Most robots of a workspace.
pub const ROBOTS_MAX: u32 = 10;
/// Deliveries of each kind that are shown: the newest.
pub const DELIVERIES_MAX: u32 = 100;

words! {
    /// What carries a delivery.
    Carrier {
        Mail = "mail", "邮件", "Mail";
        Robot = "robot", "群机器人", "Robot";
    }
}

wire! {
    /// `GET /inbox`.
    view Inbox {
        /// Newest first.
        pub entries: Vec<InboxEntry>,
        /// Of all, not only of those shown; at most 100.
        pub unread: u32,
    }

    /// Something a member was told.
    view InboxEntry {
        /// Rises with each entry.
        pub id: i64,
        pub topic: Topic,
        pub serial: Serial,
        pub title: Title,
        /// Whose doing it was; absent where it was the clock's.
        pub by: Option<Name>,
        /// The promise that a notice is about.
        pub clock: Option<Kind>,
        /// What became of a request for approval; absent where nobody answered it, and in other entries.
        pub approved: Option<bool>,
        pub at: Timestamp,
        pub read: bool,
    }

    /// `POST /inbox/read`: marks entries as read.
    request ReadInbox {
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
        pub ids: Vec<i64>,
        /// Everything up to this entry.
        #[serde(default)]
        pub until: Option<i64>,
    }

    /// `GET` and `PUT /profile/notices`: what a member is told of, and how. A topic that is not named is told both ways.
    request Notices {
        #[cfg_attr(feature = "schema", schemars(length(max = 10)))]
        pub topics: Vec<NoticeSwitch>,
    }

    /// A topic's two switches.
    request NoticeSwitch {
        pub topic: Topic,
        /// Within the product. The breach of a P0 is told there even so.
        pub app: bool,
        pub mail: bool,
    }

    /// `GET /robots`.
    view Robots {
        pub robots: Vec<RobotView>,
    }

    /// A robot of a group chat. Address and secret are never given back.
    view RobotView {
        pub id: RobotId,
        pub vendor: Vendor,
        pub name: Name,
        /// The last four characters of the address.
        pub tail: String,
        /// Whether its messages are signed.
        pub signed: bool,
        pub topics: Vec<GroupTopic>,
        pub active: bool,
        /// What the vendor said when it last refused a message; absent once it has taken one again.
        pub error: Option<String>,
    }

    /// `POST /robots`.
    request NewRobot {
        pub vendor: Vendor,
        pub name: Name,
        /// The whole address that the vendor shows.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 300)))]
        pub url: String,
        /// For robots that want signatures.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
        pub secret: Option<String>,
        #[cfg_attr(feature = "schema", schemars(length(max = 6)))]
        pub topics: Vec<GroupTopic>,
    }

    /// `PATCH /robots/{id}`. Absent fields stay.
    request EditRobot {
        #[serde(default)]
        pub name: Option<Name>,
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 300)))]
        pub url: Option<String>,
        /// An empty one ends the signing.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 200)))]
        pub secret: Option<String>,
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 6)))]
        pub topics: Option<Vec<GroupTopic>>,
        #[serde(default)]
        pub active: Option<bool>,
    }

    /// `POST /robots/{id}/trial`: what the vendor made of a test message.
    view RobotTrial {
        pub taken: bool,
        /// In its own words.
        pub answer: String,
    }

    /// `GET /deliveries`.
    view Deliveries {
        /// Newest first.
        pub deliveries: Vec<DeliveryView>,
        /// Whether this installation sends mail at all.
        pub sends_mail: bool,
    }

    /// Something that has not been delivered.
    view DeliveryView {
        pub id: String,
        pub carrier: Carrier,
        /// An address, or a robot's name.
        pub to: String,
        pub subject: String,
        pub created_at: Timestamp,
        /// When it is tried next; absent where it was given up.
        pub next_at: Option<Timestamp>,
        pub attempts: u32,
        /// What the other side said last.
        pub error: Option<String>,
    }
}
