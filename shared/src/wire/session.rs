//! Signing in, and who one is.

use crate::actor::{Role, Standing};
use crate::id::{ContactId, MemberId, Serial};
use crate::lang::Lang;
use crate::text::{Email, Name, Slug};
use crate::ticket::Policy;

words! {
    /// The screen theme a member chose.
    Theme {
        System = "system", "跟随系统", "System";
        Light = "light", "浅色", "Light";
        Dark = "dark", "深色", "Dark";
    }
}

wire! {
    /// `POST /workspaces`: asks for a new workspace. Nothing exists until the code is entered.
    request NewWorkspace {
        /// The firm.
        pub name: Name,
        pub slug: Slug,
        /// The first admin.
        pub your_name: Name,
        pub email: Email,
        pub lang: Lang,
        /// Whose hours the first calendar has: an IANA name. One that is not known counts as none.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 64)))]
        pub zone: Option<String>,
    }

    /// `POST /sign-in`: asks for a code by e-mail. The answer is the same for unknown addresses.
    request SignIn {
        pub email: Email,
        /// The portal to sign in to as a customer; absent for members.
        #[serde(default)]
        pub portal: Option<Slug>,
        pub lang: Lang,
    }

    /// What a code is entered against. Held by the browser that asked, so that a code is of no use elsewhere.
    view Challenge {
        pub challenge: String,
        /// Seconds until the code expires.
        pub expires_in: u32,
    }

    /// `POST /sign-in/code`.
    request SignInCode {
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 100)))]
        pub challenge: String,
        /// Six digits.
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 20)))]
        pub code: String,
    }

    /// `POST /ticket-links`: exchanges a requester link for a session of that ticket alone.
    request TicketLink {
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 60)))]
        pub public_id: String,
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 100)))]
        pub secret: String,
    }

    /// `POST /session/workspace`: changes to another workspace of the same address.
    request SwitchWorkspace {
        pub slug: Slug,
    }

    /// A workspace one may enter.
    view WorkspaceRef {
        pub slug: Slug,
        pub name: Name,
    }

    /// `GET /session`.
    view SessionView {
        pub workspace: WorkspaceRef,
        /// A member's identity; absent for customers.
        pub member: Option<MemberSelf>,
        /// A customer's identity; absent for members.
        pub contact: Option<ContactSelf>,
        /// Other workspaces of the same address.
        pub others: Vec<WorkspaceRef>,
        pub policy: PolicyView,
    }

    /// The signed-in member.
    view MemberSelf {
        pub id: MemberId,
        pub name: Name,
        pub email: Email,
        pub role: Role,
        pub lang: Lang,
        pub theme: Theme,
        pub single_keys: bool,
    }

    /// The signed-in customer.
    view ContactSelf {
        pub id: ContactId,
        pub name: Name,
        pub email: Email,
        pub standing: Standing,
        /// The only ticket this session sees, if it came by a link.
        pub only: Option<Serial>,
    }

    /// The workspace's numbers of days.
    view PolicyView {
        pub reopen_days: u32,
        pub silence_days: u32,
        pub reminder_days: u32,
        pub approval_days: u32,
    }

    /// `PATCH /profile`: a member's own settings.
    request EditProfile {
        #[serde(default)]
        pub name: Option<Name>,
        #[serde(default)]
        pub lang: Option<Lang>,
        #[serde(default)]
        pub theme: Option<Theme>,
        #[serde(default)]
        pub single_keys: Option<bool>,
    }
}

impl From<&PolicyView> for Policy {
    fn from(v: &PolicyView) -> Self {
        Self { reopen_days: v.reopen_days, silence_days: v.silence_days, reminder_days: v.reminder_days, approval_days: v.approval_days }
    }
}

impl From<Policy> for PolicyView {
    fn from(p: Policy) -> Self {
        Self { reopen_days: p.reopen_days, silence_days: p.silence_days, reminder_days: p.reminder_days, approval_days: p.approval_days }
    }
}
