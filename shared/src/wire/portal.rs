//! What the customer's pages need before anybody has signed in.

use crate::id::{ModuleId, ProjectId};
use crate::lang::Lang;
use crate::text::{Name, Slug};
use crate::ticket::Guide;

wire! {
    /// `GET /portal/{slug}`; also put into the page, so that the form needs no second request.
    view PortalView {
        pub slug: Slug,
        pub name: Name,
        /// The language the visitor prefers.
        pub lang: Lang,
        /// The visitor's name if signed in.
        pub contact: Option<Name>,
        /// Projects to choose from: a signed-in contact's company's; none for strangers.
        pub projects: Vec<PortalProject>,
        /// What the workspace says of the classes, its own or the usual: the customer's program carries no such text.
        pub guide: Guide,
    }

    /// A project in the form.
    view PortalProject {
        pub id: ProjectId,
        pub name: Name,
        pub modules: Vec<PortalModule>,
    }

    /// A module in the form.
    view PortalModule {
        pub id: ModuleId,
        pub name: Name,
    }
}
