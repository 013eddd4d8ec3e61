//! Links of requests for approval: `/a/<public id>#<secret>`. Each is one person's, and good for one answer. Opening it
//! changes nothing, because programs that look through mail open what they find.

use shared::actor::{Actor, Person, Role};
use shared::error::{Code, Refusal};
use shared::ticket::{ApprovalState, Approver, Command};
use shared::wire::flows::{ApprovalAnswer, ApprovalAsked, ApprovalLink, ApprovalLinkView, LinkState};

use super::draft::{Scene, draft, load};
use super::wish::Wish;
use super::{TRIES, collided};
use crate::context::Ctx;
use crate::db::Rows;
use crate::http::call::{Call, Failure, Outcome, Reply};
use crate::secret;
use crate::store::ticket::Home;
use crate::store::ticket::flows::{self, LinkRow};
use crate::store::ticket::row::{self, Stored};
use crate::usecase::quota::{self, LINKS_BY_CLIENT};
use crate::usecase::sla::book;

/// A link that exists, and its ticket.
struct Found {
    link: LinkRow,
    stored: Stored,
    state: LinkState,
}

/// `POST /approval-links`: what is asked, or why nothing is any more.
pub async fn read(call: &Call) -> Outcome {
    let form: ApprovalLink = call.json()?;
    let found = find(&call.ctx, &form.public_id, &form.secret).await?;
    let request = (found.state == LinkState::Open).then(|| asked(&found)).flatten();
    Reply::ok(&ApprovalLinkView { state: found.state, request })
}

/// `POST /approval-links/decision`: the answer.
pub async fn decide(call: &Call) -> Outcome {
    let form: ApprovalAnswer = call.json()?;
    let command = Command::DecideApproval { approved: form.approved, comment: form.comment.clone() };
    let wish = Wish { version: None, command, words: None, files: Vec::new() };
    for _ in 0..TRIES {
        let Found { link, state, .. } = find(&call.ctx, &form.public_id, &form.secret).await?;
        match state {
            LinkState::Open => {}
            LinkState::Gone => return Err(Code::OnlyApprover.into()),
            _ => return Err(Code::ApprovalNotPending.into()),
        }
        let actor = Actor::Approver(person(&link).ok_or(Code::LinkInvalid)?);
        let home = Home::Workspace(link.workspace_id.clone());
        let rows = call.ctx.db.batch(load(&home, link.serial, &wish)).await?;
        let shelf = book::of(&call.ctx.db, &link.workspace_id, row::sla_version(rows.first())).await?;
        let (ctx, workspace, book) = (&call.ctx, &link.workspace_id, &shelf.book);
        let scene = Scene { ctx, workspace, policy: link.policy(), book, actor: &actor, name: link.name.as_ref() };
        let draft = match draft(&scene, &wish, &rows) {
            // Somebody else settled it between the two looks: the next one says how.
            Err(Failure::Refused(refusal, _)) if refusal.code == Code::NotFound => continue,
            draft => draft?,
        };
        match call.ctx.db.commit(draft.stmts).await {
            Err(fault) if collided(&fault) => {}
            Err(fault) => return Err(fault.into()),
            Ok(_) => {
                call.ctx.deliver_mail();
                let state = if form.approved { LinkState::Approved } else { LinkState::Refused };
                return Reply::ok(&ApprovalLinkView { state, request: None });
            }
        }
    }
    Err(Code::ApprovalNotPending.into())
}

/// The link of a letter. A wrong id and a wrong secret get the same answer. A link that is over has no secret any more,
/// and says that it is over, and nothing of the ticket.
async fn find(ctx: &Ctx, public_id: &str, given: &str) -> Result<Found, Failure> {
    let counted = LINKS_BY_CLIENT.count(ctx, &ctx.client.address)?;
    let rows = ctx.db.batch(vec![counted, flows::find_link(public_id), row::by_approval_link(public_id)]).await?;
    quota::check(rows.first())?;
    let invalid = || Refusal::new(Code::LinkInvalid);
    let link: LinkRow = rows.get(1).map_or(Ok(None), Rows::one)?.ok_or_else(invalid)?;
    let stored = rows.get(2).map_or(Ok(None), row::read)?.ok_or_else(invalid)?;
    let right = link.secret_hash.as_ref().is_none_or(|hash| secret::same(hash, &secret::sha256(given.as_bytes())));
    if !right {
        return Err(invalid().into());
    }
    let state = state_of(&link, &stored);
    Ok(Found { link, stored, state })
}

fn state_of(link: &LinkRow, stored: &Stored) -> LinkState {
    let Some(request) = stored.view.approval.as_ref() else {
        return LinkState::Overtaken;
    };
    if request.request != link.request {
        return LinkState::Replaced;
    }
    match request.state {
        ApprovalState::Approved => LinkState::Approved,
        ApprovalState::Refused => LinkState::Refused,
        ApprovalState::Withdrawn => LinkState::Withdrawn,
        ApprovalState::Expired => LinkState::Expired,
        ApprovalState::Overtaken => LinkState::Overtaken,
        ApprovalState::Pending if link.secret_hash.is_some() && may_still(link, &request.approver, stored) => LinkState::Open,
        ApprovalState::Pending => LinkState::Gone,
    }
}

/// Whether the person is still there, and still what made them the approver.
fn may_still(link: &LinkRow, approver: &Approver, stored: &Stored) -> bool {
    let is_there = link.name.is_some();
    is_there
        && match approver {
            Approver::Member(_) => true,
            Approver::Leads => link.role.is_some_and(|role| role >= Role::Lead),
            Approver::Contact(id) => {
                let company = stored.view.company.as_ref().map(|c| &c.id);
                *id == stored.view.requester.id || (company.is_some() && link.company_id.as_ref() == company)
            }
        }
}

fn person(link: &LinkRow) -> Option<Person> {
    match (&link.member_id, &link.contact_id) {
        (Some(id), _) => Some(Person::Member(id.clone())),
        (None, Some(id)) => Some(Person::Contact(id.clone())),
        (None, None) => None,
    }
}

/// Enough of the ticket to decide on.
fn asked(found: &Found) -> Option<ApprovalAsked> {
    let (link, view) = (&found.link, &found.stored.view);
    let request = view.approval.as_ref()?;
    Some(ApprovalAsked {
        workspace: link.workspace_name.clone(),
        serial: view.serial,
        title: view.title.clone(),
        details: view.details.clone(),
        reason: request.reason.clone(),
        // Whoever asked may have been removed since.
        asked_by: link.asked_by.clone().unwrap_or_else(|| link.workspace_name.clone()),
        expires_at: request.expires_at,
    })
}
