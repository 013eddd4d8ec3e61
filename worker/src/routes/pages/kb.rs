//! `/kb/…`: what is published, for everyone, for signed-in customers, or for the team. What somebody may not read is not
//! there for them (S5).

use serde::Deserialize;
use shared::actor::Actor;
use shared::error::Code;
use shared::kb::article::{ArticleSlug, Readers};
use shared::lang::Lang;
use shared::text::Slug;
use worker::{Request, ResponseBody};

use super::files;
use crate::context::Ctx;
use crate::http::call::{Failure, Outcome, Reply};
use crate::http::cookies::{self, App};
use crate::http::respond;
use crate::kb::cache;
use crate::kb::page::{self, Page, Place};
use crate::secret;
use crate::store::reading::{self, Article, Moved};
use crate::store::session::{self, Session};

/// Where the players of videos come from.
const PLAYERS: &str = "https://player.bilibili.com https://v.qq.com https://www.youtube-nocookie.com https://player.vimeo.com";

/// Answers `/kb/<workspace>/…`. What is not there is said on a page, too.
pub async fn serve(ctx: &Ctx, request: &Request, parts: &[&str]) -> Outcome {
    match found(ctx, request, parts).await {
        Err(Failure::Refused(refusal, _)) if refusal.code == Code::NotFound => {
            let html = filled(ctx, page::missing(ctx.lang)).await?;
            let mut reply = Reply::other(HTML, ResponseBody::Body(html.into_bytes())).header("vary", "accept-language, cookie");
            reply.status = refusal.code.status();
            Ok(reply)
        }
        outcome => Ok(outcome?.header("content-security-policy", respond::policy_with_players(PLAYERS))),
    }
}

async fn found(ctx: &Ctx, request: &Request, parts: &[&str]) -> Outcome {
    let (slug, rest) = parts.split_first().ok_or(Code::NotFound)?;
    let workspace = Slug::parse(slug).map_err(|_| Code::NotFound)?;
    match rest {
        [] | [""] => home(ctx, request, &workspace, ctx.lang).await,
        ["sitemap.xml"] => sitemap(ctx, &workspace).await,
        [lang] | [lang, ""] => home(ctx, request, &workspace, known(lang)?).await,
        [lang, slug] => article(ctx, request, &workspace, known(lang)?, slug).await,
        _ => Err(Code::NotFound.into()),
    }
}

fn known(lang: &str) -> Result<Lang, Failure> {
    Lang::parse(lang).ok_or_else(|| Code::NotFound.into())
}

async fn article(ctx: &Ctx, request: &Request, workspace: &Slug, lang: Lang, slug: &str) -> Outcome {
    let decoded = percent_encoding::percent_decode_str(slug).decode_utf8().map_err(|_| Code::NotFound)?;
    let slug = ArticleSlug::parse(&decoded).map_err(|_| Code::NotFound)?;
    let name = cache::name(workspace.as_str(), lang.as_str(), slug.as_str());
    let tokens = Tokens::of(ctx, request)?;
    // Who may have published a moment ago is answered by the database.
    if tokens.desk.is_none()
        && let Some(kept) = cache::get(ctx, &name).await?
    {
        return public(request, lang, kept.body, &kept.hash);
    }
    let mut stmts = tokens.look_up(ctx);
    stmts.extend([reading::article(workspace, lang, &slug), reading::moved(workspace, lang, &slug)]);
    let mut rows = ctx.db.batch(stmts).await?;
    let (moved, found) = (rows.pop(), rows.pop());
    let opened = opened(&rows, workspace)?;
    let found: Option<Article> = found.map_or(Ok(None), |rows| rows.one())?;
    let place = Place { origin: &ctx.site.origin, slug: workspace.as_str() };
    let Some(found) = found.filter(|article| opened.contains(&article.readers)) else {
        let moved: Option<Moved> = moved.map_or(Ok(None), |rows| rows.one())?;
        let moved = moved.filter(|moved| opened.contains(&moved.readers)).ok_or(Code::NotFound)?;
        let mut reply = Reply::empty()?.header("location", place.article(lang, &moved.slug));
        reply.status = 301;
        return Ok(reply);
    };
    let html = filled(ctx, page::article(&place, lang, &found)).await?;
    if found.readers != Readers::Everyone {
        return Ok(Reply::other(HTML, ResponseBody::Body(html.into_bytes())));
    }
    let hash = secret::sha256(html.as_bytes());
    cache::put(ctx, &name, &html, &hash).await?;
    public(request, lang, ResponseBody::Body(html.into_bytes()), &hash)
}

const HTML: &str = "text/html; charset=utf-8";

/// A page that is the same for everybody. Browsers ask whether it has changed; nothing is taken for new that is not.
fn public(request: &Request, lang: Lang, body: ResponseBody, hash: &str) -> Outcome {
    let tag = format!("\"{}\"", hash.get(..16).unwrap_or(hash));
    let same = request.headers().get("if-none-match")?.is_some_and(|tags| tags.contains(&tag));
    let reply = if same { Reply::unchanged() } else { Reply::other(HTML, body) };
    Ok(reply.header("etag", format!("W/{tag}")).header("cache-control", "public, no-cache").header("content-language", lang.tag()))
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

async fn home(ctx: &Ctx, request: &Request, workspace: &Slug, lang: Lang) -> Outcome {
    let tokens = Tokens::of(ctx, request)?;
    let mut stmts = tokens.look_up(ctx);
    stmts.push(reading::workspace(workspace));
    let mut rows = ctx.db.batch(stmts).await?;
    let named: Option<Named> = rows.pop().map_or(Ok(None), |rows| rows.one())?;
    let opened = opened(&rows, workspace)?;
    let named = named.ok_or(Code::NotFound)?;
    let rows = ctx.db.batch(vec![reading::titles(workspace, Some(lang), &opened)]).await?;
    let titles = rows.first().map_or(Ok(Vec::new()), |rows| rows.all())?;
    let place = Place { origin: &ctx.site.origin, slug: workspace.as_str() };
    let html = filled(ctx, page::home(&place, lang, &named.name, &titles)).await?;
    Ok(Reply::other(HTML, ResponseBody::Body(html.into_bytes()))
        .header("vary", "accept-language, cookie")
        .header("content-language", lang.tag()))
}

async fn sitemap(ctx: &Ctx, workspace: &Slug) -> Outcome {
    let rows = ctx.db.batch(vec![reading::workspace(workspace), reading::titles(workspace, None, &[Readers::Everyone])]).await?;
    if !rows.first().is_some_and(|rows| rows.any()) {
        return Err(Code::NotFound.into());
    }
    let titles: Vec<reading::Title> = rows.get(1).map_or(Ok(Vec::new()), |rows| rows.all())?;
    let place = Place { origin: &ctx.site.origin, slug: workspace.as_str() };
    let xml = page::sitemap(&place, &titles);
    Ok(Reply::other("application/xml; charset=utf-8", ResponseBody::Body(xml.into_bytes())).header("cache-control", "public, no-cache"))
}

async fn filled(ctx: &Ctx, page: Page) -> Result<String, Failure> {
    let shell = files::text(ctx, "/kb.html").await?;
    Ok(shell.replacen("{{lang}}", page.lang.tag(), 1).replacen("{{head}}", &page.head, 1).replacen("{{body}}", &page.body, 1))
}

/// Hashes of the tokens that this browser holds.
struct Tokens {
    desk: Option<String>,
    portal: Option<String>,
}

impl Tokens {
    fn of(ctx: &Ctx, request: &Request) -> Result<Self, Failure> {
        let hash = |app| -> Result<Option<String>, Failure> {
            Ok(cookies::token(request.headers(), Some(app), &ctx.site)?.map(|token| secret::sha256(token.as_bytes())))
        };
        Ok(Self { desk: hash(App::Desk)?, portal: hash(App::Portal)? })
    }

    fn look_up(&self, ctx: &Ctx) -> Vec<crate::db::Stmt> {
        self.desk.iter().chain(&self.portal).map(|hash| session::find(hash, ctx.now)).collect()
    }
}

/// What the people of these sessions may read here. A requester link proves a ticket and no person: it opens nothing.
fn opened(sessions: &[crate::db::Rows], workspace: &Slug) -> Result<Vec<Readers>, Failure> {
    let mut opened = vec![Readers::Everyone];
    for rows in sessions {
        let Some(session) = Session::read(rows)?.filter(|session| session.slug == *workspace) else { continue };
        match session.actor {
            Actor::Member(_) => opened.extend([Readers::Customers, Readers::Team]),
            Actor::Contact(contact) if contact.only.is_none() => opened.push(Readers::Customers),
            _ => {}
        }
    }
    Ok(opened)
}
