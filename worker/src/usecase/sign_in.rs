//! Signing in: an address asks for a code, the code opens a session. An unknown address gets the same answer for the
//! same work. A code is bound to the challenge that only the asking browser holds.

use shared::error::{Code, Refusal};
use shared::id::{ContactId, MemberId, WorkspaceId};
use shared::text::Email;
use shared::time::MINUTE_MS;
use shared::wire::session::{Challenge, NewWorkspace, SignIn, SignInCode};

use super::quota::{self, CODES_BY_CLIENT, CODES_BY_CLIENT_AND_EMAIL, CODES_BY_EMAIL, TRIES_BY_CLIENT};
use super::workspace;
use crate::context::Ctx;
use crate::db::{Fault, Stmt};
use crate::http::call::Failure;
use crate::http::cookies::App;
use crate::mail::{self, Envelope, Letter};
use crate::secret;
use crate::store::login::{self, Found, NewChallenge, Purpose};
use crate::store::session::{self, Session};
use crate::store::{audit, workspace as workspaces};

/// How long a code is good for.
const CODE_MINUTES: i64 = 10;
/// Longest name of a time zone; the longest that there is has 32 characters.
const ZONE_CHARS_MAX: usize = 64;

/// `POST /sign-in`.
pub async fn ask(ctx: &Ctx, form: &SignIn) -> Result<Challenge, Failure> {
    let find = match &form.portal {
        None => login::member_by_email(&form.email),
        Some(slug) => login::contact_by_email(slug, &form.email),
    };
    let (found, within): (Option<Found>, bool) = counted(ctx, &form.email, find).await?;
    // Beyond the limits of an address nothing is sent, and the answer is that to an address that is not known.
    let known = within && found.as_ref().is_some_and(|f| f.id.is_some());
    // No such portal: no such address either.
    let purpose = match (&form.portal, &found) {
        (Some(_), Some(_)) => Purpose::Contact,
        _ => Purpose::Member,
    };
    let workspace = found.map(|f| f.workspace_id).filter(|_| purpose == Purpose::Contact);
    let code = secret::digits()?;
    let letter = Letter::Code { code: &code, minutes: CODE_MINUTES };
    let envelope = Envelope { workspace: workspace.as_ref(), to: &form.email, lang: form.lang };
    let mail = mail::post_if(ctx, known, envelope, &letter);
    let sent = known.then_some(code.as_str());
    challenge(ctx, purpose, &form.email, sent, workspace.as_ref(), None, mail).await
}

/// `POST /workspaces`.
pub async fn ask_for_workspace(ctx: &Ctx, form: &NewWorkspace) -> Result<Challenge, Failure> {
    if form.zone.as_ref().is_some_and(|zone| zone.chars().count() > ZONE_CHARS_MAX) {
        return Err(Refusal::new(Code::FieldInvalid).field("zone").into());
    }
    let (taken, within): (Option<Found>, bool) = counted(ctx, &form.email, workspaces::by_slug(&form.slug)).await?;
    if taken.is_some() {
        return Err(Refusal::new(Code::SlugTaken).field("slug").into());
    }
    let code = secret::digits()?;
    let letter = Letter::WorkspaceCode { code: &code, minutes: CODE_MINUTES };
    let mail = mail::post_if(ctx, within, Envelope { workspace: None, to: &form.email, lang: form.lang }, &letter);
    let wish = serde_json::to_string(form).map_err(|e| Fault::new(format!("a wish cannot be written: {e}")))?;
    let sent = within.then_some(code.as_str());
    challenge(ctx, Purpose::Workspace, &form.email, sent, None, Some(wish), mail).await
}

/// `POST /sign-in/code`. Gives the session and the cookie's value.
pub async fn enter(ctx: &Ctx, form: &SignInCode, old: Option<&Session>) -> Result<Entered, Failure> {
    quota::shield(ctx, "SIGN_IN_LIMIT").await?;
    let challenge_hash = secret::sha256(form.challenge.as_bytes());
    let tries = TRIES_BY_CLIENT.count(ctx, &ctx.client.address)?;
    let rows = ctx.db.batch(vec![tries, login::try_one(&challenge_hash, ctx.now)]).await?;
    quota::check(rows.first())?;
    let wrong = || Failure::from(Refusal::new(Code::CodeWrong).field("code"));
    let found: Option<login::Challenge> = rows.get(1).map_or(Ok(None), |r| r.one())?;
    let found = found.ok_or_else(wrong)?;
    let typed: String = form.code.chars().filter(|c| !c.is_whitespace()).collect();
    let hash = code_hash(ctx, &challenge_hash, &typed)?;
    if !found.code_hash.as_deref().is_some_and(|stored| secret::same(stored, &hash)) {
        return Err(wrong());
    }
    let door = door(ctx, &found).await?.ok_or_else(wrong)?;
    open(ctx, &challenge_hash, door, old).await?.ok_or_else(wrong)
}

/// Counts, and reads along what there is to know; also whether a code may go to the address. The client is told of its
/// own limit alone: whatever it learned of an address's, it would learn of other people.
async fn counted<T: serde::de::DeserializeOwned>(ctx: &Ctx, email: &Email, find: Stmt) -> Result<(Option<T>, bool), Failure> {
    quota::shield(ctx, "SIGN_IN_LIMIT").await?;
    let (client, email) = (ctx.client.address.as_str(), email.as_str());
    let both = CODES_BY_CLIENT_AND_EMAIL.of(ctx, &format!("{client} {email}"))?;
    let mut stmts = quota::chain(vec![CODES_BY_CLIENT.of(ctx, client)?, both, CODES_BY_EMAIL.of(ctx, email)?]);
    let place = stmts.len();
    stmts.push(find);
    let rows = ctx.db.batch(stmts).await?;
    quota::check(rows.first())?;
    let within = rows.iter().take(place).try_fold(true, |all, row| quota::is_within(row).map(|one| all && one))?;
    Ok((rows.get(place).map_or(Ok(None), |r| r.one())?, within))
}

async fn challenge(
    ctx: &Ctx,
    purpose: Purpose,
    email: &Email,
    code: Option<&str>,
    workspace: Option<&WorkspaceId>,
    wish: Option<String>,
    mail: Stmt,
) -> Result<Challenge, Failure> {
    let challenge = secret::token()?;
    let challenge_hash = secret::sha256(challenge.as_bytes());
    // Also hashed where nothing is sent, so that the work is the same.
    let hash = code_hash(ctx, &challenge_hash, code.unwrap_or_default())?;
    let expires_at = ctx.now.plus(CODE_MINUTES * MINUTE_MS);
    let add = login::add(NewChallenge {
        challenge_hash,
        purpose,
        email,
        code_hash: code.map(|_| hash),
        workspace,
        wish,
        now: ctx.now,
        expires_at,
    });
    ctx.db.commit(vec![add, mail]).await?;
    ctx.deliver_mail();
    Ok(Challenge { challenge, expires_in: (CODE_MINUTES * 60) as u32 })
}

fn code_hash(ctx: &Ctx, challenge_hash: &str, code: &str) -> Result<String, Fault> {
    secret::keyed(&ctx.site.secret, &format!("code:{challenge_hash}:{code}"))
}

/// What a right code leads to.
struct Door {
    app: App,
    actor: String,
    token: String,
    /// What must exist before the session.
    first: Vec<Stmt>,
    session: Stmt,
    workspace: WorkspaceId,
}

/// An opened session.
#[derive(Debug)]
pub struct Entered {
    /// The cookie's value.
    pub token: String,
    pub app: App,
    pub view: shared::wire::session::SessionView,
}

async fn door(ctx: &Ctx, found: &login::Challenge) -> Result<Option<Door>, Failure> {
    if found.purpose == Purpose::Workspace {
        return new_workspace(ctx, found).map(Some);
    }
    let find = match &found.workspace_id {
        Some(workspace) => login::contact_in(workspace, &found.email),
        None => login::member_by_email(&found.email),
    };
    let Some(person) = ctx.db.one::<Found>(find).await? else {
        return Ok(None);
    };
    let Some(id) = person.id else { return Ok(None) };
    let workspace = person.workspace_id;
    let (app, (token, session)) = match found.purpose {
        Purpose::Contact => (App::Portal, session::open_contact(ctx, &workspace, &ContactId::from(id.as_str()), None)?),
        _ => (App::Desk, session::open_member(ctx, &workspace, &MemberId::from(id.as_str()))?),
    };
    let kind = if app == App::Desk { "member" } else { "contact" };
    Ok(Some(Door { app, actor: format!("{kind}:{id}"), token, first: Vec::new(), session, workspace }))
}

fn new_workspace(ctx: &Ctx, found: &login::Challenge) -> Result<Door, Failure> {
    let wish = found.wish.as_deref().unwrap_or_default();
    let wish: NewWorkspace = serde_json::from_str(wish).map_err(|e| Fault::new(format!("a wish cannot be read: {e}")))?;
    let made = workspace::create(ctx, &wish)?;
    let (token, session) = session::open_member(ctx, &made.workspace, &made.admin)?;
    Ok(Door {
        app: App::Desk,
        actor: format!("member:{}", made.admin.as_str()),
        token,
        first: made.stmts,
        session,
        workspace: made.workspace,
    })
}

/// Uses the code up and opens the session, in one batch. `None` where the code was used a moment before.
async fn open(ctx: &Ctx, challenge_hash: &str, door: Door, old: Option<&Session>) -> Result<Option<Entered>, Failure> {
    let token_hash = secret::sha256(door.token.as_bytes());
    let is_new = !door.first.is_empty();
    let mut stmts = door.first;
    // A second batch of the same wish fails as a whole: its slug is taken.
    stmts.push(login::consume(challenge_hash));
    let consumed = stmts.len() - 1;
    stmts.push(session::only_if_changed(door.session));
    if !is_new {
        let nothing = serde_json::json!({});
        let entry = audit::entry(ctx, &door.workspace, &door.actor, "sign_in", "", &nothing)?;
        stmts.push(audit::only_if_changed(entry));
    }
    // A session is never carried over a sign-in.
    stmts.extend(old.filter(|o| o.app() == door.app).map(|o| session::close(&o.token_hash)));
    stmts.push(session::find(&token_hash, ctx.now));
    let found = stmts.len() - 1;
    // Whoever has just made a workspace wants to be in this one.
    stmts.extend((!is_new).then(|| session::others(&token_hash)));
    let rows = ctx.db.commit(stmts).await.map_err(|fault| match fault.is_taken("workspaces.slug") {
        true => Refusal::new(Code::SlugTaken).field("slug").into(),
        false => Failure::from(fault),
    })?;
    if rows.get(consumed).is_none_or(|r| r.changes != 1) {
        return Ok(None);
    }
    let others = rows.get(found + 1).map_or(Ok(Vec::new()), |r| r.all())?;
    let opened = rows.get(found).map_or(Ok(None), Session::read)?;
    Ok(opened.map(|s| Entered { token: door.token, app: door.app, view: s.view(others) }))
}
