//! The mailbox of a development start: every letter, newest first, as a page and as JSON for tests.

use serde::{Deserialize, Serialize};
use shared::error::Code;

use crate::context::Ctx;
use crate::http::call::{Outcome, Reply};
use crate::mail;
use crate::store::outbox;

/// Letters shown.
const SHOWN: u32 = 200;

#[derive(Deserialize, Serialize)]
struct Letter {
    id: i64,
    kind: String,
    to: String,
    subject: String,
    text: String,
    at: i64,
    sent_at: Option<i64>,
}

/// `/dev/mailbox` and `/dev/mailbox.json`.
pub async fn serve(ctx: &Ctx, name: &str) -> Outcome {
    let rows = ctx.db.batch(vec![outbox::newest(SHOWN)]).await?;
    let letters: Vec<Letter> = rows.first().map_or(Ok(Vec::new()), |r| r.all())?;
    match name {
        "mailbox.json" => Reply::ok(&letters),
        "mailbox" => {
            let html = page(ctx, &letters);
            Ok(Reply::other("text/html; charset=utf-8", worker::ResponseBody::Body(html.into_bytes())))
        }
        _ => Err(Code::NotFound.into()),
    }
}

fn page(ctx: &Ctx, letters: &[Letter]) -> String {
    let title = ctx.lang.pick("邮箱（仅开发环境）", "Mailbox (development only)");
    let empty = ctx.lang.pick("还没有邮件。", "No mail yet.");
    let mut html = format!(
        "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
        <title>{title}</title><h1>{title}</h1>",
        ctx.lang.tag()
    );
    if letters.is_empty() {
        html.push_str(&format!("<p>{empty}</p>"));
    }
    for letter in letters {
        html.push_str(&format!(
            "<article><h2>{}</h2><p>→ {}</p>{}</article><hr>",
            mail::escape(&letter.subject),
            mail::escape(&letter.to),
            mail::html(&letter.text, &ctx.site.origin)
        ));
    }
    html
}
