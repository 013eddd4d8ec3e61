//! Mail: written into the outbox in the batch of what causes it, sent after that batch.

mod deliver;
mod letters;

use shared::id::{MemberId, WorkspaceId};
use shared::lang::Lang;
use shared::notify::Topic;
use shared::text::Email;
use shared::time::Timestamp;

use crate::context::Ctx;
use crate::db::Stmt;
pub use crate::store::outbox::Whom;
use crate::store::outbox::{self, Bilingual, New, ToMember};
use crate::usecase::quota;
pub use deliver::{deliver, escape, html};
pub use letters::Letter;

/// Where a letter goes.
pub struct Envelope<'a> {
    /// Absent before the workspace exists.
    pub workspace: Option<&'a WorkspaceId>,
    pub to: &'a Email,
    /// The recipient's.
    pub lang: Lang,
}

/// The outbox row of a letter. Where it speaks of a ticket that is being filed in this batch, its number is filled in
/// by the database: nobody else knows it yet.
pub fn post(ctx: &Ctx, envelope: Envelope<'_>, letter: &Letter<'_>) -> Stmt {
    post_if(ctx, true, envelope, letter)
}

/// The same for a letter whose moment is known, the day's limit included.
pub fn post_at(ctx: &Ctx, envelope: Envelope<'_>, letter: &Letter<'_>, at: Timestamp) -> Stmt {
    let (subject, text) = letter.write(envelope.lang);
    let new = New { workspace: envelope.workspace, kind: letter.kind(), to: envelope.to, subject, text, expires_at: None, limit: None };
    outbox::add_known(new, at.max(ctx.now))
}

/// A letter to a member, in the language that the database knows, unless they have switched its topic off.
pub fn post_to_member(ctx: &Ctx, workspace: &WorkspaceId, member: Whom<'_>, topic: Topic, letter: &Letter<'_>) -> Stmt {
    let (chinese, english) = (letter.write(Lang::Zh), letter.write(Lang::En));
    let limit = quota::of_letters(ctx, workspace);
    outbox::add_for_member(ToMember { workspace, member, topic, chinese, english, limit }, ctx.now)
}

/// Letters on one topic to several members, in the same way.
pub fn post_to_each(ctx: &Ctx, workspace: &WorkspaceId, topic: Topic, letters: &[(&MemberId, Letter<'_>)]) -> Option<Stmt> {
    let (_, first) = letters.first()?;
    let each: Vec<Bilingual<'_>> =
        letters.iter().map(|(member, letter)| Bilingual { member, zh: letter.write(Lang::Zh), en: letter.write(Lang::En) }).collect();
    Some(outbox::add_for_each(workspace, topic, first.kind(), &each, &quota::of_letters(ctx, workspace), ctx.now))
}

/// The same, or the same work for nothing: an unknown address must not be told apart by time.
pub fn post_if(ctx: &Ctx, known: bool, envelope: Envelope<'_>, letter: &Letter<'_>) -> Stmt {
    let (subject, text) = letter.write(envelope.lang);
    // Codes are of no use tomorrow, and have limits of their own.
    let expires_at = letter.lasts_ms().map(|ms| ctx.now.plus(ms));
    let limit = envelope.workspace.filter(|_| expires_at.is_none()).map(|workspace| quota::of_letters(ctx, workspace));
    let new = New { workspace: envelope.workspace, kind: letter.kind(), to: envelope.to, subject, text, expires_at, limit };
    outbox::add(new, known, ctx.now)
}
