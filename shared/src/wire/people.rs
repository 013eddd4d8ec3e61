//! Members, teams, customers and projects.

use crate::actor::{Role, Standing};
use crate::id::{CompanyId, ContactId, MemberId, ModuleId, ProjectId, TeamId};
use crate::lang::Lang;
use crate::tag::TagRef;
use crate::text::{Email, Name, Phone, Query};
use crate::ticket::{Class, Guide};
use crate::time::Timestamp;

wire! {
    /// `GET /directory`: everything of the firm that screens name by id. Small; customers are searched instead.
    view Directory {
        pub members: Vec<MemberView>,
        pub teams: Vec<TeamView>,
        pub projects: Vec<ProjectView>,
        /// Tags of tickets, those no longer used included.
        pub tags: Vec<TagRef>,
        /// What the workspace says of the classes, where that is not the usual.
        pub guide: Option<Guide>,
    }

    /// A member. Removed ones stay, inactive, so that old tickets can name them.
    view MemberView {
        pub id: MemberId,
        pub name: Name,
        /// Shown to admins only.
        pub email: Option<Email>,
        pub role: Role,
        pub teams: Vec<TeamId>,
        pub active: bool,
        /// While they are away, routing gives them no ticket.
        pub away: Option<Away>,
    }

    /// When a member is away: from an instant until another.
    request Away {
        pub from: Timestamp,
        pub until: Timestamp,
    }

    /// `PUT /members/{id}/away`. Absent means: there.
    request SetAway {
        #[serde(default)]
        pub away: Option<Away>,
    }

    /// `POST /members`: invites; they sign in with a code to the address.
    request NewMember {
        pub name: Name,
        pub email: Email,
        pub role: Role,
        #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
        pub teams: Vec<TeamId>,
        pub lang: Lang,
    }

    /// `PATCH /members/{id}`. Absent fields stay.
    request EditMember {
        #[serde(default)]
        pub name: Option<Name>,
        #[serde(default)]
        pub role: Option<Role>,
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
        pub teams: Option<Vec<TeamId>>,
        #[serde(default)]
        pub active: Option<bool>,
    }

    /// A team, and the classes whose tickets it gets by default.
    view TeamView {
        pub id: TeamId,
        pub name: Name,
        pub classes: Vec<Class>,
        pub active: bool,
    }

    /// `POST /teams`.
    request NewTeam {
        pub name: Name,
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 4)))]
        pub classes: Vec<Class>,
    }

    /// `PATCH /teams/{id}`. Taking a class gives it to this team and takes it from the other.
    request EditTeam {
        #[serde(default)]
        pub name: Option<Name>,
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 4)))]
        pub classes: Option<Vec<Class>>,
        #[serde(default)]
        pub active: Option<bool>,
    }

    /// A customer company.
    view CompanyView {
        pub id: CompanyId,
        pub name: Name,
    }

    /// `POST /companies`.
    request NewCompany {
        pub name: Name,
    }

    /// `GET /companies?q=`.
    view Companies {
        pub companies: Vec<CompanyView>,
    }

    /// A person of a customer.
    view ContactView {
        pub id: ContactId,
        pub name: Name,
        pub email: Option<Email>,
        pub phone: Option<Phone>,
        pub company: Option<CompanyView>,
        pub standing: Standing,
        pub active: bool,
    }

    /// `POST /contacts`.
    request NewContact {
        pub name: Name,
        pub email: Email,
        #[serde(default)]
        pub phone: Option<Phone>,
        #[serde(default)]
        pub company: Option<CompanyId>,
        pub standing: Standing,
    }

    /// `PATCH /contacts/{id}`. Absent fields stay; `active: false` removes the person and revokes their sessions.
    request EditContact {
        #[serde(default)]
        pub name: Option<Name>,
        #[serde(default)]
        pub phone: Option<Phone>,
        #[serde(default)]
        pub company: Option<CompanyId>,
        #[serde(default)]
        pub standing: Option<Standing>,
        #[serde(default)]
        pub active: Option<bool>,
    }

    /// `GET /contacts?q=`: at most 50, by name.
    view Contacts {
        pub contacts: Vec<ContactView>,
    }

    /// A customer project and its modules.
    view ProjectView {
        pub id: ProjectId,
        pub name: Name,
        pub company: Option<CompanyId>,
        pub modules: Vec<ModuleView>,
        pub active: bool,
    }

    /// A module of a project.
    view ModuleView {
        pub id: ModuleId,
        pub name: Name,
    }

    /// `POST /projects`.
    request NewProject {
        pub name: Name,
        #[serde(default)]
        pub company: Option<CompanyId>,
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
        pub modules: Vec<Name>,
    }

    /// `PATCH /projects/{id}`. `add_modules` adds to what is there.
    request EditProject {
        #[serde(default)]
        pub name: Option<Name>,
        #[serde(default)]
        #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
        pub add_modules: Vec<Name>,
        #[serde(default)]
        pub active: Option<bool>,
    }
}

impl Away {
    /// Whether it is a stretch of time at all.
    pub fn is_sound(&self) -> bool {
        self.from.is_valid() && self.until.is_valid() && self.from < self.until
    }

    /// Whether it holds at an instant.
    pub fn covers(&self, now: Timestamp) -> bool {
        self.from <= now && now < self.until
    }
}

/// Most members of a workspace; removed ones count, because they stay in the directory.
pub const MEMBERS_MAX: u32 = 500;
/// Most teams of a workspace.
pub const TEAMS_MAX: u32 = 100;
/// Most projects of a workspace.
pub const PROJECTS_MAX: u32 = 1_000;
/// Most modules of one project.
pub const MODULES_OF_PROJECT_MAX: u32 = 200;
/// Most modules of all projects of a workspace.
pub const MODULES_MAX: u32 = 3_000;
/// Most entries of one search.
pub const FOUND_MAX: u32 = 50;

/// The query string of a search for people.
pub fn search_query(q: &Query) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair("q", q.as_str()).finish()
}
