//! Articles: written by agents, published by leads (R26).

use serde_json::json;
use shared::actor::Actor;
use shared::error::{Code, Refusal};
use shared::id::{ArticleId, MemberId};
use shared::kb::article::{ArticleSlug, Edition, Over};
use shared::lang::Lang;
use shared::permission::MayWork;
use shared::time::MINUTE_MS;
use shared::wire::kb::{APPLIES_MAX, ArticleAdded, ArticleFacts, NewArticle, SaveText, TakeStep};

use crate::db::{Fault, Rows, Stmt};
use crate::http::call::{Call, Failure, Outcome, Reply};
use crate::kb;
use crate::store::articles::{self, EditionRow, Key};
use crate::store::{audit, limits};

/// Somebody who goes on writing within this time writes over their own text: saving by itself makes no version a minute.
const SAME_TEXT_MS: i64 = 30 * MINUTE_MS;

/// Those changed last.
pub async fn list(call: &Call, _may: MayWork) -> Outcome {
    let rows = call.ctx.db.batch(vec![articles::list(&call.session()?.workspace)]).await?;
    passed_on(rows.first())
}

/// One with all its editions.
pub async fn read(call: &Call, _may: MayWork, id: &ArticleId) -> Outcome {
    let rows = call.ctx.db.batch(vec![articles::view(key(call, id)?)]).await?;
    passed_on(rows.first())
}

/// What was written in one language.
pub async fn texts(call: &Call, _may: MayWork, id: &ArticleId, lang: Lang) -> Outcome {
    let rows = call.ctx.db.batch(vec![articles::texts(key(call, id)?, lang)]).await?;
    passed_on(rows.first())
}

/// One of them.
pub async fn text(call: &Call, _may: MayWork, id: &ArticleId, lang: Lang, number: u32) -> Outcome {
    let rows = call.ctx.db.batch(vec![articles::text(key(call, id)?, lang, number)]).await?;
    passed_on(rows.first())
}

/// Adds an article with a first text.
pub async fn add(call: &Call, _may: MayWork, form: NewArticle) -> Outcome {
    let ctx = &call.ctx;
    let id = ArticleId::from(ctx.new_id()?);
    let (key, by) = (key(call, &id)?, member(call)?);
    let reply = Reply::json(201, &ArticleAdded { id: id.clone() })?;
    let mut stmts: Vec<Stmt> = call.remember(&reply).into_iter().collect();
    stmts.push(articles::add(ctx.now, key, form.readers, by));
    stmts.push(articles::put_edition(ctx.now, key, form.lang, &own_slug(form.title.as_str(), &id), Edition::NEW, None));
    stmts.push(articles::put_text(ctx.now, key, form.lang, 1, &form.title, form.text.as_ref(), by));
    stmts.push(limits::articles(key.workspace, "title"));
    ctx.db.commit(stmts).await.map_err(|fault| refused(fault, "title"))?;
    Ok(reply)
}

/// Changes what all editions share.
pub async fn edit(call: &Call, _may: MayWork, id: &ArticleId, form: ArticleFacts) -> Outcome {
    if form.applies.len() > APPLIES_MAX {
        return Err(Refusal::new(Code::TooMany).field("applies").limit(APPLIES_MAX as u32).into());
    }
    let key = key(call, id)?;
    let stmts = vec![articles::next_version(call.ctx.now, key, form.version), articles::edit(key, &form), articles::view(key)];
    let rows = call.ctx.db.commit(stmts).await.map_err(|fault| refused(fault, "owner"))?;
    kb::cache::forget(call, id).await?;
    passed_on(rows.last())
}

/// Writes a text: the first of a language, the next one, or over the writer's own of a moment ago.
pub async fn save(call: &Call, _may: MayWork, id: &ArticleId, lang: Lang, form: SaveText) -> Outcome {
    let (ctx, key, by) = (&call.ctx, key(call, id)?, member(call)?);
    let row = find(call, key, lang).await?;
    let edition = match row.edition() {
        None => Edition::NEW,
        Some(edition) => edition.written(over(&row, by, call)),
    };
    let before = row.slug.clone();
    let slug = match (form.slug, row.slug) {
        (Some(slug), _) | (None, Some(slug)) => slug,
        (None, None) => own_slug(form.title.as_str(), id),
    };
    let stmts = vec![
        articles::next_version(ctx.now, key, form.version),
        articles::put_edition(ctx.now, key, lang, &slug, edition, None),
        articles::put_text(ctx.now, key, lang, edition.latest, &form.title, form.text.as_ref(), by),
        articles::view(key),
    ];
    let rows = ctx.db.commit(stmts).await.map_err(|fault| refused(fault, "slug"))?;
    // A draft changes no page; another address does.
    if before.is_some_and(|before| before != slug) {
        kb::cache::forget(call, id).await?;
    }
    passed_on(rows.last())
}

/// Submits, sends back, publishes or takes down.
pub async fn step(call: &Call, _may: MayWork, id: &ArticleId, lang: Lang, form: TakeStep) -> Outcome {
    let (ctx, me, key) = (&call.ctx, call.session()?, key(call, id)?);
    let row = find(call, key, lang).await?;
    let (edition, slug) = row.edition().zip(row.slug).ok_or(Code::NotFound)?;
    let after = edition.step(form.step, &me.actor)?;
    let detail = json!({ "lang": lang, "step": form.step, "text": edition.latest });
    let stmts = vec![
        articles::next_version(ctx.now, key, form.version),
        articles::put_edition(ctx.now, key, lang, &slug, after, form.note.as_ref()),
        audit::entry(ctx, &me.workspace, &me.signature(), "step_article", id.as_str(), &detail)?,
        articles::view(key),
    ];
    let rows = ctx.db.commit(stmts).await.map_err(|fault| refused(fault, "step"))?;
    kb::cache::forget(call, id).await?;
    passed_on(rows.last())
}

async fn find(call: &Call, key: Key<'_>, lang: Lang) -> Result<EditionRow, Failure> {
    call.ctx.db.one(articles::edition(key, lang)).await?.ok_or_else(|| Code::NotFound.into())
}

fn over(row: &EditionRow, by: &MemberId, call: &Call) -> Over {
    let own = row.member_id.as_ref() == Some(by);
    let lately = row.at.is_some_and(|at| call.ctx.now.0 - at.0 < SAME_TEXT_MS);
    if own && lately { Over::Newest } else { Over::Nothing }
}

/// The address of a title, made its own by the beginning of the article's id where many articles have one title.
fn own_slug(title: &str, id: &ArticleId) -> ArticleSlug {
    ArticleSlug::of_title(title)
        .with_end(&id.as_str().chars().rev().filter(char::is_ascii_alphanumeric).take(SLUG_END_CHARS).collect::<String>())
}

/// Enough that two articles of one title hardly ever meet; if they do, the second is refused and its title changed.
const SLUG_END_CHARS: usize = 4;

fn key<'a>(call: &'a Call, id: &'a ArticleId) -> Result<Key<'a>, Failure> {
    Ok(Key { workspace: &call.session()?.workspace, article: id })
}

fn member(call: &Call) -> Result<&MemberId, Failure> {
    match call.actor()? {
        Actor::Member(member) => Ok(&member.id),
        _ => Err(Code::NotAllowed.into()),
    }
}

fn refused(fault: Fault, field: &str) -> Failure {
    if let Some(passed) = limits::passed(&fault) {
        return Refusal::new(Code::LimitReached).limit(passed.most).field(passed.field).into();
    }
    match fault {
        fault if articles::is_changed(&fault) => Code::RecordChanged.into(),
        fault if fault.is_taken("editions.") => Refusal::new(Code::AddressTaken).field(field).into(),
        fault if fault.is_dangling() => Refusal::new(Code::MemberUnknown).field(field).into(),
        fault => fault.into(),
    }
}

fn passed_on(rows: Option<&Rows>) -> Outcome {
    let text = rows.and_then(|rows| rows.js_text("json")).ok_or(Code::NotFound)?;
    Reply::passed_on(&[text])
}
