//! The whole URL table. A row that is not here does not exist, and no row is undocumented: the OpenAPI document is
//! made of it.

mod parameters;
mod refusals;

use parameters::{AFTER, APP, BEFORE, DRAFT_KEY, DRAFT_KEY_TO_FILE, FILE_NAME, FILTER, LIST, Q};
use refusals::{CHANGE, FILING, MESSAGE, ROUTING, UPLOAD};
use shared::error::Code;
use shared::wire::{board, channels, file, flows, health, kb, people, portal, session, sla, ticket};
use shared::{routing, tag};
use worker::Method::{Delete, Get, Patch, Post, Put};

use crate::http::replay::Keyed::{Optional, Required};
use crate::http::route::{Access, Route};
use crate::routes;
use crate::routes::document::Document;
use crate::usecase::ticket::{change, filing, flow_wishes, reroute, wish};

/// Where the API begins.
pub const API: &str = "/api/v1";

/// An async function as a [`crate::http::route::Handler`].
macro_rules! run {
    ($handler:path) => {
        |call| Box::pin($handler(call))
    };
}

/// A change of a ticket: the wish is read by a function of `usecase::ticket::wish`.
macro_rules! change {
    ($method:ident, $path:literal, $id:literal, $access:ident, $wish:ident) => {
        change!($method, $path, $id, $access, wish, $wish)
    };
    ($method:ident, $path:literal, $id:literal, $access:ident, $wishes:ident, $wish:ident) => {
        Route::new($method, $path, $id, Access::$access, |call| Box::pin(change::run(call, $wishes::$wish)))
            .ahead(|before| change::ahead(before, $wishes::$wish))
            .keyed(Optional)
            .gives::<ticket::Changed>(200)
    };
}

/// Every address of the API.
pub static ROUTES: &[Route] = &[
    Route::new(Get, "/openapi.json", "read_document", Access::Anyone, run!(routes::document::read))
        .about("This document.")
        .gives::<Document>(200),
    // Getting in
    Route::new(Post, "/workspaces", "ask_for_workspace", Access::Anyone, run!(routes::session::ask_for_workspace))
        .about("Asks for a new workspace. A code goes to the address; nothing exists until it is entered.")
        .takes::<session::NewWorkspace>()
        .gives::<session::Challenge>(202)
        .refuses(&[Code::SlugTaken, Code::TooManyRequests]),
    Route::new(Post, "/sign-in", "ask_for_code", Access::Anyone, run!(routes::session::ask))
        .about("Asks for a code by e-mail. The answer is the same for addresses that are not known.")
        .takes::<session::SignIn>()
        .gives::<session::Challenge>(202)
        .refuses(&[Code::TooManyRequests]),
    Route::new(Post, "/sign-in/code", "enter_code", Access::Visitor, run!(routes::session::enter))
        .about("Signs in with a code, and sets the session cookie. A code for a new workspace creates it.")
        .takes::<session::SignInCode>()
        .gives::<session::SessionView>(200)
        .refuses(&[Code::CodeWrong, Code::SlugTaken, Code::TooManyRequests]),
    // The session
    Route::new(Get, "/session", "read_session", Access::Session, run!(routes::session::read))
        .about("Who is signed in, where, and which other workspaces the same address may enter.")
        .ahead(routes::session::others)
        .gives::<session::SessionView>(200),
    Route::new(Delete, "/session", "close_session", Access::Session, run!(routes::session::close)).about("Signs out."),
    Route::new(Post, "/session/workspace", "switch_workspace", Access::Member, run!(routes::session::switch))
        .about("Changes to another workspace of the same address, with a new session.")
        .takes::<session::SwitchWorkspace>()
        .gives::<session::SessionView>(200)
        .refuses(&[Code::NotFound]),
    Route::new(Patch, "/profile", "edit_profile", Access::Member, run!(routes::session::edit_profile))
        .about("Changes one's own settings. Absent fields stay.")
        .takes::<session::EditProfile>()
        .gives::<session::SessionView>(200),
    // What reaches members and groups
    Route::new(Get, "/inbox", "read_inbox", Access::Member, run!(routes::channels::read_inbox))
        .about("What the member was told within the product: the newest 50, and how many are unread.")
        .gives::<channels::Inbox>(200),
    Route::new(Post, "/inbox/read", "mark_inbox", Access::Member, run!(routes::channels::mark_inbox))
        .about("Marks one's own entries as read: some, or everything up to one of them.")
        .takes::<channels::ReadInbox>()
        .gives::<channels::Inbox>(200)
        .refuses(&[Code::TooMany]),
    Route::new(Get, "/profile/notices", "read_notices", Access::Member, run!(routes::channels::read_notices))
        .about("What the member is told of, and how.")
        .gives::<channels::Notices>(200),
    Route::new(Put, "/profile/notices", "save_notices", Access::Member, run!(routes::channels::save_notices))
        .about("Says what the member is told of, and how.")
        .takes::<channels::Notices>()
        .gives::<channels::Notices>(200)
        .refuses(&[Code::TooMany]),
    Route::new(Get, "/robots", "list_robots", Access::Admin, run!(routes::channels::read_robots))
        .about("Robots of group chats, without their addresses and secrets.")
        .gives::<channels::Robots>(200),
    Route::new(Post, "/robots", "add_robot", Access::Admin, run!(routes::channels::add_robot))
        .about("Adds a robot of a group chat in WeCom, Feishu or DingTalk.")
        .takes::<channels::NewRobot>()
        .keyed(Required)
        .gives::<channels::RobotView>(201)
        .refuses(&[Code::WebhookInvalid, Code::FieldInvalid, Code::NameTaken, Code::LimitReached]),
    Route::new(Patch, "/robots/{id}", "edit_robot", Access::Admin, run!(routes::channels::edit_robot))
        .about("Changes a robot. Absent fields stay.")
        .takes::<channels::EditRobot>()
        .gives::<channels::RobotView>(200)
        .refuses(&[Code::NotFound, Code::WebhookInvalid, Code::FieldInvalid, Code::NameTaken]),
    Route::new(Delete, "/robots/{id}", "remove_robot", Access::Admin, run!(routes::channels::remove_robot))
        .about("Removes a robot, with what it had yet to say.")
        .refuses(&[Code::NotFound]),
    Route::new(Post, "/robots/{id}/trial", "try_robot", Access::Admin, run!(routes::channels::try_robot))
        .about("Sends a test message, and gives the vendor's answer.")
        .gives::<channels::RobotTrial>(200)
        .refuses(&[Code::NotFound, Code::TooManyRequests]),
    Route::new(Get, "/deliveries", "list_deliveries", Access::Admin, run!(routes::channels::read_deliveries))
        .about("What waits to be delivered and what was given up, by mail and by robot.")
        .gives::<channels::Deliveries>(200),
    Route::new(Post, "/deliveries/{id}/again", "send_again", Access::Admin, run!(routes::channels::send_again))
        .about("Sends again what was given up.")
        .refuses(&[Code::NotFound, Code::DeliveryOver]),
    // The portal
    Route::new(Get, "/portal/{slug}", "read_portal", Access::Visitor, run!(routes::portal::read))
        .about("What the customer's pages need before anybody has signed in.")
        .gives::<portal::PortalView>(200)
        .refuses(&[Code::NotFound]),
    // People
    Route::new(Get, "/directory", "read_directory", Access::Member, run!(routes::people::read_directory))
        .about("Members, teams and projects of the workspace. Addresses are shown to admins.")
        .gives::<people::Directory>(200),
    Route::new(Post, "/members", "add_member", Access::Admin, run!(routes::people::add_member))
        .about("Invites a member, who signs in with a code to the address.")
        .takes::<people::NewMember>()
        .keyed(Required)
        .gives::<people::MemberView>(201)
        .refuses(&[Code::EmailTaken, Code::TeamUnknown, Code::TooMany, Code::LimitReached, Code::TooManyRequests]),
    Route::new(Patch, "/members/{id}", "edit_member", Access::Admin, run!(routes::people::edit_member))
        .about("Changes or removes a member. Another role, or removal, ends their sessions.")
        .takes::<people::EditMember>()
        .gives::<people::MemberView>(200)
        .refuses(&[Code::NotFound, Code::LastAdmin, Code::RecordChanged, Code::TeamUnknown, Code::TooMany]),
    Route::new(Put, "/members/{id}/away", "set_away", Access::Member, run!(routes::people::set_away))
        .about("Says when a member is away: routing gives them nothing then. One's own, or anybody's by leads and admins.")
        .takes::<people::SetAway>()
        .gives::<people::MemberView>(200)
        .refuses(&[Code::NotFound]),
    Route::new(Post, "/teams", "add_team", Access::Admin, run!(routes::people::add_team))
        .about("Adds a team. The classes it takes are taken from the teams that had them.")
        .takes::<people::NewTeam>()
        .keyed(Required)
        .gives::<people::TeamView>(201)
        .refuses(&[Code::NameTaken, Code::LimitReached]),
    Route::new(Patch, "/teams/{id}", "edit_team", Access::Admin, run!(routes::people::edit_team))
        .about("Changes a team. One with open tickets cannot be closed.")
        .takes::<people::EditTeam>()
        .gives::<people::TeamView>(200)
        .refuses(&[Code::NotFound, Code::NameTaken, Code::TeamInUse, Code::TooMany]),
    Route::new(Get, "/contacts", "find_contacts", Access::Agent, run!(routes::people::find_contacts))
        .about("Contacts by name, address, telephone or company: at most 50.")
        .parameters(&[Q])
        .gives::<people::Contacts>(200)
        .refuses(&[Code::QueryInvalid]),
    Route::new(Post, "/contacts", "add_contact", Access::Agent, run!(routes::people::add_contact))
        .about("Adds a contact.")
        .takes::<people::NewContact>()
        .keyed(Required)
        .gives::<people::ContactView>(201)
        .refuses(&[Code::EmailTaken, Code::CompanyUnknown]),
    Route::new(Patch, "/contacts/{id}", "edit_contact", Access::Agent, run!(routes::people::edit_contact))
        .about("Changes or removes a contact. Another standing, or removal, ends their sessions.")
        .takes::<people::EditContact>()
        .gives::<people::ContactView>(200)
        .refuses(&[Code::NotFound, Code::CompanyUnknown, Code::EmailTaken]),
    Route::new(Get, "/companies", "find_companies", Access::Agent, run!(routes::people::find_companies))
        .about("Companies by name: at most 50.")
        .parameters(&[Q])
        .gives::<people::Companies>(200)
        .refuses(&[Code::QueryInvalid]),
    Route::new(Post, "/companies", "add_company", Access::Agent, run!(routes::people::add_company))
        .about("Adds a customer company.")
        .takes::<people::NewCompany>()
        .keyed(Required)
        .gives::<people::CompanyView>(201)
        .refuses(&[Code::NameTaken]),
    Route::new(Post, "/projects", "add_project", Access::Agent, run!(routes::people::add_project))
        .about("Adds a customer project with its modules.")
        .takes::<people::NewProject>()
        .keyed(Required)
        .gives::<people::ProjectView>(201)
        .refuses(&[Code::NameTaken, Code::CompanyUnknown, Code::TooMany, Code::LimitReached]),
    Route::new(Patch, "/projects/{id}", "edit_project", Access::Agent, run!(routes::people::edit_project))
        .about("Changes a project, or adds modules to it.")
        .takes::<people::EditProject>()
        .gives::<people::ProjectView>(200)
        .refuses(&[Code::NotFound, Code::NameTaken, Code::TooMany, Code::LimitReached]),
    Route::new(Get, "/projects/health", "read_project_health", Access::Agent, run!(routes::health::read))
        .about("How each project stands, for leads: open, due, missed and reopened tickets, and eight weeks of filed and closed ones.")
        .gives::<health::Health>(200),
    // Service levels
    Route::new(Get, "/sla", "read_service_levels", Access::Member, run!(routes::sla::read))
        .about("Business calendars and the policies that promise by them, in order.")
        .gives::<sla::SlaSettings>(200),
    Route::new(Put, "/sla", "save_service_levels", Access::Admin, run!(routes::sla::save))
        .about("Changes calendars and policies. Open tickets are reckoned anew; what was broken stays broken.")
        .takes::<sla::SaveSla>()
        .gives::<sla::SlaSettings>(200)
        .refuses(&[
            Code::SettingsChanged,
            Code::SlaInvalid,
            Code::ProjectUnknown,
            Code::ModuleUnknown,
            Code::CompanyUnknown,
            Code::FieldInvalid,
            Code::TooMany,
            Code::BodyTooLarge,
        ]),
    Route::new(Post, "/sla/trial", "try_service_levels", Access::Member, run!(routes::sla::tried))
        .about("What a ticket would be promised, and the steps that lead to each due time.")
        .takes::<sla::Trial>()
        .gives::<sla::ClocksView>(200)
        .refuses(&[Code::FieldInvalid, Code::ProjectUnknown, Code::ModuleUnknown, Code::CompanyUnknown]),
    // Tickets
    Route::new(Get, "/tickets", "list_tickets", Access::Session, run!(routes::ticket::many::list))
        .ahead(routes::ticket::many::load_list)
        .about("A page of the tickets one may see, by filter. The filter is the address.")
        .parameters(LIST)
        .gives::<board::TicketList>(200)
        .refuses(&[Code::QueryInvalid, Code::TextTooLong, Code::CursorInvalid]),
    Route::new(Post, "/tickets", "file_ticket", Access::Session, run!(routes::ticket::one::file))
        .about("Files a ticket: a customer's own, or by an agent on behalf of one.")
        .ahead(filing::ahead)
        .revive(filing::revive)
        .takes::<ticket::NewTicket>()
        .keyed(Required)
        .gives::<ticket::Filed>(201)
        .refuses(FILING),
    Route::new(Post, "/portal/{slug}/tickets", "file_ticket_as_stranger", Access::Anyone, run!(routes::ticket::one::file_as_stranger))
        .about("Files a ticket without an account. The answer carries the link to it.")
        .ahead(filing::ahead_of_stranger)
        .revive(filing::revive)
        .parameters(&[DRAFT_KEY_TO_FILE])
        .takes::<ticket::NewTicket>()
        .keyed(Required)
        .gives::<ticket::Filed>(201)
        .refuses(FILING),
    Route::new(Get, "/tickets/{serial}", "read_ticket", Access::Session, run!(routes::ticket::one::read))
        .about("A ticket with its newest messages and events.")
        .ahead(routes::ticket::one::load)
        .gives::<ticket::TicketPage>(200)
        .refuses(&[Code::NotFound]),
    Route::new(Get, "/tickets/{serial}/messages", "list_messages", Access::Session, run!(routes::ticket::one::read_messages))
        .about("Older messages of a ticket.")
        .ahead(routes::ticket::one::load_older)
        .parameters(&[BEFORE])
        .gives::<ticket::Messages>(200)
        .refuses(&[Code::NotFound, Code::CursorInvalid]),
    Route::new(Get, "/tickets/{serial}/clocks", "read_clocks", Access::Member, run!(routes::sla::clocks))
        .about("A ticket's clocks, how they came about, and what another priority would make of them.")
        .ahead(routes::sla::load)
        .gives::<sla::ClocksView>(200)
        .refuses(&[Code::NotFound]),
    Route::new(Put, "/tickets/{serial}/presence", "note_presence", Access::Member, run!(routes::ticket::presence::note))
        .about("Tells that one has the ticket on screen; gives who else has.")
        .ahead(routes::sla::load)
        .takes::<ticket::Here>()
        .gives::<ticket::Presence>(200)
        .refuses(&[Code::NotFound]),
    change!(Post, "/tickets/{serial}/messages", "add_message", Session, message)
        .about("Adds to the conversation. Needs no version: nothing is overwritten.")
        .takes::<ticket::NewMessage>()
        .keyed(Required)
        .gives::<ticket::Said>(201)
        .refuses(MESSAGE),
    change!(Post, "/tickets/{serial}/start", "start_ticket", Member, start)
        .about("Begins work; with an owner, gives it to them in the same step.")
        .takes::<ticket::Start>()
        .refuses(CHANGE),
    change!(Post, "/tickets/{serial}/solution", "propose_solution", Member, solution)
        .about("Hands a solution to the requester to verify.")
        .takes::<ticket::Propose>()
        .refuses(CHANGE),
    change!(Post, "/tickets/{serial}/acceptance", "accept_solution", Session, acceptance)
        .about("The requester says: solved.")
        .takes::<ticket::Bare>()
        .refuses(CHANGE),
    change!(Post, "/tickets/{serial}/refusal", "refuse_solution", Session, refusal)
        .about("Still broken: back to work, with a reason.")
        .takes::<ticket::Because>()
        .refuses(CHANGE),
    change!(Post, "/tickets/{serial}/reopening", "reopen_ticket", Session, reopening)
        .about("Opens a closed ticket again, with a reason.")
        .takes::<ticket::Because>()
        .refuses(CHANGE),
    change!(Post, "/tickets/{serial}/closure", "close_ticket", Session, closure)
        .about("Closes a ticket that was not solved: duplicate, withdrawn, rejected, answered by an article.")
        .takes::<ticket::Close>()
        .refuses(CHANGE),
    change!(Put, "/tickets/{serial}/rating", "rate_ticket", Session, rating)
        .about("Rates the resolution from 1 to 5; can be changed for twelve hours.")
        .takes::<ticket::Rate>()
        .refuses(CHANGE),
    change!(Put, "/tickets/{serial}/assignment", "assign_ticket", Member, assignment)
        .about("Gives the ticket to a team and, perhaps, an owner.")
        .takes::<ticket::Assign>()
        .refuses(CHANGE),
    change!(Put, "/tickets/{serial}/priority", "prioritise_ticket", Member, priority)
        .about("Confirms or changes the priority.")
        .takes::<ticket::Prioritise>()
        .refuses(CHANGE),
    change!(Put, "/tickets/{serial}/class", "reclassify_ticket", Member, class)
        .about("Changes the class, and with it what must happen before work starts.")
        .takes::<ticket::Reclassify>()
        .refuses(CHANGE),
    change!(Post, "/tickets/{serial}/clearance", "pass_gate", Member, clearance)
        .about("Lets a configuration change pass without asking anybody.")
        .takes::<ticket::PassGate>()
        .refuses(CHANGE),
    change!(Put, "/tickets/{serial}/approval", "request_approval", Member, flow_wishes, approval)
        .about("Asks a member, a contact of the customer or the leads to approve a configuration change. Replaces a request that waits.")
        .takes::<flows::AskApproval>()
        .refuses(CHANGE),
    change!(Delete, "/tickets/{serial}/approval", "withdraw_approval", Member, flow_wishes, no_approval)
        .about("Takes the request for approval back.")
        .takes::<ticket::Bare>()
        .refuses(CHANGE),
    change!(Post, "/tickets/{serial}/approval/decision", "decide_approval", Session, flow_wishes, approval_decision)
        .about("The approver's answer. A refusal needs a comment.")
        .takes::<flows::DecideApproval>()
        .refuses(CHANGE),
    change!(Put, "/tickets/{serial}/initiation", "initiate_ticket", Member, flow_wishes, initiation)
        .about("Records what a new request is worth and takes, and whether it is done.")
        .takes::<flows::Initiate>()
        .refuses(CHANGE),
    change!(Post, "/tickets/{serial}/subtasks", "add_subtask", Member, flow_wishes, subtask)
        .about("Gives a part of the work to a member, who helps from then on.")
        .takes::<flows::NewSubTask>()
        .refuses(CHANGE),
    change!(Put, "/tickets/{serial}/subtasks/{number}", "mark_subtask", Member, flow_wishes, subtask_mark)
        .about("Finishes a sub-task, or opens it again.")
        .takes::<flows::MarkSubTask>()
        .refuses(CHANGE),
    change!(Post, "/tickets/{serial}/waiting", "set_waiting", Member, waiting)
        .about("Says what the ticket waits for.")
        .takes::<ticket::Wait>()
        .refuses(CHANGE),
    change!(Post, "/tickets/{serial}/resumption", "end_waiting", Member, resumption)
        .about("Ends the wait.")
        .takes::<ticket::Bare>()
        .refuses(CHANGE),
    change!(Put, "/tickets/{serial}/facts", "edit_facts", Member, facts)
        .about("Corrects title, project, module and the customer's wish.")
        .takes::<ticket::Edit>()
        .refuses(CHANGE),
    change!(Put, "/tickets/{serial}/collaborators/{member}", "add_collaborator", Member, collaborator)
        .about("Invites a member to help.")
        .takes::<ticket::Collaborate>()
        .refuses(CHANGE),
    change!(Delete, "/tickets/{serial}/collaborators/{member}", "remove_collaborator", Member, no_collaborator)
        .about("Ends an invitation.")
        .takes::<ticket::Collaborate>()
        .refuses(CHANGE),
    change!(Put, "/tickets/{serial}/tags/{tag}", "add_tag", Member, tag)
        .about("Gives the ticket a tag.")
        .takes::<ticket::Seen>()
        .refuses(CHANGE),
    change!(Delete, "/tickets/{serial}/tags/{tag}", "remove_tag", Member, no_tag)
        .about("Takes a tag from the ticket. That a rule had found it stays counted.")
        .takes::<ticket::Seen>()
        .refuses(CHANGE),
    Route::new(Put, "/tickets/{serial}/routing", "route_ticket", Access::Member, run!(reroute::run))
        .about("Gives the ticket to the team and owner that the routing rules name now.")
        .ahead(reroute::ahead)
        .takes::<ticket::Seen>()
        .keyed(Optional)
        .gives::<ticket::Changed>(200)
        .refuses(CHANGE),
    Route::new(Post, "/tickets/{serial}/link", "renew_link", Access::Agent, run!(routes::ticket::link::renew))
        .about("Makes a fresh requester link; the old one and its sessions end.")
        .ahead(routes::ticket::link::load)
        .gives::<ticket::FreshLink>(200)
        .refuses(&[Code::NotFound]),
    Route::new(Post, "/ticket-links", "open_link", Access::Visitor, run!(routes::ticket::link::open))
        .about("Exchanges a requester link for a session of that ticket alone.")
        .takes::<session::TicketLink>()
        .gives::<session::SessionView>(200)
        .refuses(&[Code::LinkInvalid, Code::TooManyRequests]),
    Route::new(Post, "/approval-links", "read_approval_link", Access::Anyone, run!(routes::flows::read_approval_link))
        .about("What the link of a request for approval asks, or why it asks nothing any more. Changes nothing.")
        .takes::<flows::ApprovalLink>()
        .gives::<flows::ApprovalLinkView>(200)
        .refuses(&[Code::LinkInvalid, Code::TooManyRequests]),
    Route::new(Post, "/approval-links/decision", "answer_approval", Access::Anyone, run!(routes::flows::answer_approval))
        .about("Answers a request for approval by its link, once.")
        .takes::<flows::ApprovalAnswer>()
        .gives::<flows::ApprovalLinkView>(200)
        .refuses(&[Code::LinkInvalid, Code::TooManyRequests, Code::ApprovalNotPending, Code::OnlyApprover, Code::FieldRequired]),
    Route::new(Get, "/subtasks", "list_my_subtasks", Access::Member, run!(routes::flows::list_my_subtasks))
        .about("One's own open sub-tasks, the most urgent first: at most 200.")
        .gives::<flows::MySubTasks>(200),
    Route::new(Get, "/guide", "read_guide", Access::Member, run!(routes::flows::read_guide))
        .about("What the workspace says about its classes, how their forms ask, and which team gets them.")
        .gives::<flows::GuideView>(200),
    Route::new(Put, "/guide", "save_guide", Access::Admin, run!(routes::flows::save_guide))
        .about("Changes the classification guide, all of it.")
        .takes::<flows::SaveGuide>()
        .gives::<flows::GuideView>(200)
        .refuses(&[Code::RecordChanged, Code::TeamUnknown]),
    Route::new(Get, "/board", "read_board", Access::Member, run!(routes::ticket::many::board))
        .ahead(routes::ticket::many::load_board)
        .about("The four columns with the first cards of each.")
        .parameters(FILTER)
        .gives::<board::Board>(200)
        .refuses(&[Code::QueryInvalid, Code::TextTooLong]),
    Route::new(Get, "/changes", "list_changes", Access::Member, run!(routes::ticket::many::changes))
        .ahead(routes::ticket::many::load_changes)
        .about("Cards that changed since a board or an earlier answer.")
        .parameters(&[AFTER])
        .gives::<board::Changes>(200)
        .refuses(&[Code::QueryInvalid]),
    // Rules
    Route::new(Get, "/tag-rules", "read_tag_rules", Access::Lead, run!(routes::rules::read_tags))
        .about("The tags with the words that they go by, and how often each was right.")
        .gives::<tag::TagSettings>(200),
    Route::new(Put, "/tag-rules", "save_tag_rules", Access::Admin, run!(routes::rules::save_tags))
        .about("Saves all tags. Where somebody was faster, the refusal holds the newer rules as `newer`.")
        .takes::<tag::TagBook>()
        .gives::<tag::TagSettings>(200)
        .refuses(&[Code::NameTaken, Code::TooMany, Code::RecordChanged]),
    Route::new(Get, "/routing-rules", "read_routing_rules", Access::Lead, run!(routes::rules::read_routing))
        .about("The rules that give new tickets to teams and owners, in order.")
        .gives::<routing::RoutingSettings>(200),
    Route::new(Put, "/routing-rules", "save_routing_rules", Access::Admin, run!(routes::rules::save_routing))
        .about("Saves all routing rules. Where somebody was faster, the refusal holds the newer rules as `newer`.")
        .takes::<routing::RoutingBook>()
        .gives::<routing::RoutingSettings>(200)
        .refuses(ROUTING),
    Route::new(Post, "/routing-rules/trial", "try_routing_rules", Access::Lead, run!(routes::rules::try_routing))
        .about("What these rules would have done to the last 100 tickets. Nothing is written.")
        .takes::<routing::TrialRules>()
        .gives::<routing::Trial>(200)
        .refuses(ROUTING),
    Route::new(Get, "/unclaimed-tickets", "count_unclaimed", Access::Lead, run!(routes::rules::unclaimed))
        .about("How many open tickets nobody has taken for longer than the workspace allows.")
        .gives::<routing::Unclaimed>(200),
    // Articles
    Route::new(Get, "/articles", "list_articles", Access::Agent, run!(routes::articles::list))
        .about("The articles changed last, drafts included: at most 500.")
        .gives::<kb::Articles>(200),
    Route::new(Post, "/articles", "add_article", Access::Agent, run!(routes::articles::add))
        .about("Adds an article with a first text, as a draft.")
        .takes::<kb::NewArticle>()
        .keyed(Required)
        .gives::<kb::ArticleAdded>(201)
        .refuses(&[Code::AddressTaken, Code::LimitReached]),
    Route::new(Get, "/articles/{id}", "read_article", Access::Agent, run!(routes::articles::read))
        .about("An article with the newest text of each language.")
        .gives::<kb::ArticleView>(200)
        .refuses(&[Code::NotFound]),
    Route::new(Put, "/articles/{id}", "edit_article", Access::Agent, run!(routes::articles::edit))
        .about("Changes what all languages of an article share.")
        .takes::<kb::ArticleFacts>()
        .gives::<kb::ArticleView>(200)
        .refuses(&[Code::NotFound, Code::RecordChanged, Code::TooMany, Code::MemberUnknown]),
    Route::new(Put, "/articles/{id}/editions/{lang}", "save_article_text", Access::Agent, run!(routes::articles::save))
        .about("Writes a text. Readers go on seeing the published one.")
        .takes::<kb::SaveText>()
        .gives::<kb::ArticleView>(200)
        .refuses(&[Code::NotFound, Code::RecordChanged, Code::AddressTaken, Code::AddressInvalid]),
    Route::new(Post, "/articles/{id}/editions/{lang}/step", "step_article", Access::Agent, run!(routes::articles::step))
        .about("Submits for review, sends back, publishes or takes down. Leads and admins publish.")
        .takes::<kb::TakeStep>()
        .gives::<kb::ArticleView>(200)
        .refuses(&[Code::NotFound, Code::RecordChanged, Code::ArticleStage]),
    Route::new(Get, "/articles/{id}/editions/{lang}/texts", "list_article_texts", Access::Agent, run!(routes::articles::texts))
        .about("What was written in one language, newest first: at most 100.")
        .gives::<kb::Texts>(200)
        .refuses(&[Code::NotFound]),
    Route::new(Get, "/articles/{id}/editions/{lang}/texts/{number}", "read_article_text", Access::Agent, run!(routes::articles::text))
        .about("A text of the past.")
        .gives::<kb::TextView>(200)
        .refuses(&[Code::NotFound]),
    // Files
    Route::new(Post, "/attachments", "upload_attachment", Access::Session, run!(routes::ticket::file::upload))
        .about("Uploads a file, at most 25 MiB, to be put on a ticket or message within a day.")
        .parameters(&[FILE_NAME])
        .takes_file()
        .keyed(Required)
        .gives::<file::AttachmentView>(201)
        .refuses(UPLOAD),
    Route::new(Get, "/attachments/{id}", "read_attachment", Access::Session, run!(routes::ticket::file::read))
        .about("A file's content, for whoever may see what it was put on.")
        .ahead(routes::ticket::file::load)
        .parameters(&[APP])
        .gives_file()
        .refuses(&[Code::NotFound]),
    Route::new(Delete, "/attachments/{id}", "delete_attachment", Access::Session, run!(routes::ticket::file::delete))
        .about("Removes one's own upload that is on no ticket.")
        .ahead(routes::ticket::file::load)
        .refuses(&[Code::NotFound]),
    Route::new(Post, "/portal/{slug}/attachments", "upload_as_stranger", Access::Anyone, run!(routes::ticket::file::upload_as_stranger))
        .about("Uploads a file for a filing without an account.")
        .parameters(&[FILE_NAME, DRAFT_KEY])
        .takes_file()
        .keyed(Required)
        .gives::<file::AttachmentView>(201)
        .refuses(UPLOAD),
    Route::new(
        Delete,
        "/portal/{slug}/attachments/{id}",
        "delete_attachment_as_stranger",
        Access::Anyone,
        run!(routes::ticket::file::delete_as_stranger),
    )
    .about("Removes an upload of the same draft.")
    .parameters(&[DRAFT_KEY])
    .refuses(&[Code::NotFound, Code::FieldRequired, Code::FieldInvalid]),
];
