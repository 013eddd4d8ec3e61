//! The whole URL table. A row that is not here does not exist, and no row is undocumented: the OpenAPI document is
//! made of it.

use shared::error::Code;
use shared::wire::{people, portal, session};
use worker::Method::{Delete, Get, Patch, Post};

use crate::http::replay::Keyed::Required;
use crate::http::route::{Access, Parameter, Place, Route, schema_of};
use crate::openapi::Document;
use crate::routes;

/// Where the API begins.
pub const API: &str = "/api/v1";

/// An async function as a [`crate::http::route::Handler`].
macro_rules! run {
    ($handler:path) => {
        |call| Box::pin($handler(call))
    };
}

const Q: Parameter = Parameter {
    name: "q",
    place: Place::Query,
    required: false,
    about: "Part of a name, address or telephone number. Empty finds the first by name.",
    schema: schema_of::<Option<shared::text::Query>>,
};

/// Every address of the API.
pub static ROUTES: &[Route] = &[
    Route::new(
        Get,
        "/openapi.json",
        "read_document",
        Access::Anyone,
        run!(routes::document::read),
    )
    .about("This document.")
    .gives::<Document>(200),
    // Getting in
    Route::new(
        Post,
        "/workspaces",
        "ask_for_workspace",
        Access::Anyone,
        run!(routes::session::ask_for_workspace),
    )
    .about(
        "Asks for a new workspace. A code goes to the address; nothing exists until it is entered.",
    )
    .takes::<session::NewWorkspace>()
    .gives::<session::Challenge>(202)
    .refuses(&[Code::SlugTaken, Code::TooManyRequests]),
    Route::new(
        Post,
        "/sign-in",
        "ask_for_code",
        Access::Anyone,
        run!(routes::session::ask),
    )
    .about("Asks for a code by e-mail. The answer is the same for addresses that are not known.")
    .takes::<session::SignIn>()
    .gives::<session::Challenge>(202)
    .refuses(&[Code::TooManyRequests]),
    Route::new(
        Post,
        "/sign-in/code",
        "enter_code",
        Access::Visitor,
        run!(routes::session::enter),
    )
    .about(
        "Signs in with a code, and sets the session cookie. A code for a new workspace creates it.",
    )
    .takes::<session::SignInCode>()
    .gives::<session::SessionView>(200)
    .refuses(&[Code::CodeWrong, Code::SlugTaken, Code::TooManyRequests]),
    // The session
    Route::new(
        Get,
        "/session",
        "read_session",
        Access::Session,
        run!(routes::session::read),
    )
    .about("Who is signed in, where, and which other workspaces the same address may enter.")
    .ahead(routes::session::others)
    .gives::<session::SessionView>(200),
    Route::new(
        Delete,
        "/session",
        "close_session",
        Access::Session,
        run!(routes::session::close),
    )
    .about("Signs out."),
    Route::new(
        Post,
        "/session/workspace",
        "switch_workspace",
        Access::Member,
        run!(routes::session::switch),
    )
    .about("Changes to another workspace of the same address, with a new session.")
    .takes::<session::SwitchWorkspace>()
    .gives::<session::SessionView>(200)
    .refuses(&[Code::NotFound]),
    Route::new(
        Patch,
        "/profile",
        "edit_profile",
        Access::Member,
        run!(routes::session::edit_profile),
    )
    .about("Changes one's own settings. Absent fields stay.")
    .takes::<session::EditProfile>()
    .gives::<session::SessionView>(200),
    // The portal
    Route::new(
        Get,
        "/portal/{slug}",
        "read_portal",
        Access::Visitor,
        run!(routes::portal::read),
    )
    .about("What the customer's pages need before anybody has signed in.")
    .gives::<portal::PortalView>(200)
    .refuses(&[Code::NotFound]),
    // People
    Route::new(
        Get,
        "/directory",
        "read_directory",
        Access::Member,
        run!(routes::people::read_directory),
    )
    .about("Members, teams and projects of the workspace. Addresses are shown to admins.")
    .gives::<people::Directory>(200),
    Route::new(
        Post,
        "/members",
        "add_member",
        Access::Admin,
        run!(routes::people::add_member),
    )
    .about("Invites a member, who signs in with a code to the address.")
    .takes::<people::NewMember>()
    .keyed(Required)
    .gives::<people::MemberView>(201)
    .refuses(&[Code::EmailTaken, Code::TeamUnknown, Code::TooMany]),
    Route::new(
        Patch,
        "/members/{id}",
        "edit_member",
        Access::Admin,
        run!(routes::people::edit_member),
    )
    .about("Changes or removes a member. Another role, or removal, ends their sessions.")
    .takes::<people::EditMember>()
    .gives::<people::MemberView>(200)
    .refuses(&[
        Code::NotFound,
        Code::LastAdmin,
        Code::RecordChanged,
        Code::TeamUnknown,
        Code::TooMany,
    ]),
    Route::new(
        Post,
        "/teams",
        "add_team",
        Access::Admin,
        run!(routes::people::add_team),
    )
    .about("Adds a team. The classes it takes are taken from the teams that had them.")
    .takes::<people::NewTeam>()
    .keyed(Required)
    .gives::<people::TeamView>(201)
    .refuses(&[Code::NameTaken]),
    Route::new(
        Patch,
        "/teams/{id}",
        "edit_team",
        Access::Admin,
        run!(routes::people::edit_team),
    )
    .about("Changes a team. One with open tickets cannot be closed.")
    .takes::<people::EditTeam>()
    .gives::<people::TeamView>(200)
    .refuses(&[
        Code::NotFound,
        Code::NameTaken,
        Code::TeamInUse,
        Code::TooMany,
    ]),
    Route::new(
        Get,
        "/contacts",
        "find_contacts",
        Access::Agent,
        run!(routes::people::find_contacts),
    )
    .about("Contacts by name, address, telephone or company: at most 50.")
    .parameters(&[Q])
    .gives::<people::Contacts>(200)
    .refuses(&[Code::QueryInvalid]),
    Route::new(
        Post,
        "/contacts",
        "add_contact",
        Access::Agent,
        run!(routes::people::add_contact),
    )
    .about("Adds a contact.")
    .takes::<people::NewContact>()
    .keyed(Required)
    .gives::<people::ContactView>(201)
    .refuses(&[Code::EmailTaken, Code::CompanyUnknown]),
    Route::new(
        Patch,
        "/contacts/{id}",
        "edit_contact",
        Access::Agent,
        run!(routes::people::edit_contact),
    )
    .about("Changes or removes a contact. Another standing, or removal, ends their sessions.")
    .takes::<people::EditContact>()
    .gives::<people::ContactView>(200)
    .refuses(&[Code::NotFound, Code::CompanyUnknown]),
    Route::new(
        Get,
        "/companies",
        "find_companies",
        Access::Agent,
        run!(routes::people::find_companies),
    )
    .about("Companies by name: at most 50.")
    .parameters(&[Q])
    .gives::<people::Companies>(200)
    .refuses(&[Code::QueryInvalid]),
    Route::new(
        Post,
        "/companies",
        "add_company",
        Access::Agent,
        run!(routes::people::add_company),
    )
    .about("Adds a customer company.")
    .takes::<people::NewCompany>()
    .keyed(Required)
    .gives::<people::CompanyView>(201)
    .refuses(&[Code::NameTaken]),
    Route::new(
        Post,
        "/projects",
        "add_project",
        Access::Agent,
        run!(routes::people::add_project),
    )
    .about("Adds a customer project with its modules.")
    .takes::<people::NewProject>()
    .keyed(Required)
    .gives::<people::ProjectView>(201)
    .refuses(&[Code::NameTaken, Code::CompanyUnknown, Code::TooMany]),
    Route::new(
        Patch,
        "/projects/{id}",
        "edit_project",
        Access::Agent,
        run!(routes::people::edit_project),
    )
    .about("Changes a project, or adds modules to it.")
    .takes::<people::EditProject>()
    .gives::<people::ProjectView>(200)
    .refuses(&[Code::NotFound, Code::NameTaken, Code::TooMany]),
];
