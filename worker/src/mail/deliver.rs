//! Sending what lies in the outbox, through a provider's HTTP API or Cloudflare's own binding. At least once: a row is marked after the provider
//! took it, and claimed for a while before, so that two senders do not take the same one.

use serde::{Deserialize, Serialize};
use shared::time::{HOUR_MS, MINUTE_MS, Timestamp};
use worker::{Env, SendEmailBuilder, console_error};

use crate::context::{EMAIL, MailApi, MailWay};
use crate::db::{Db, Fault};
use crate::outgoing;
use crate::store::outbox;

/// Rows of one run.
const BATCH: u32 = 20;
/// How long a sender may take before another one tries.
const CLAIM_MS: i64 = 2 * MINUTE_MS;
/// Tries before a letter is given up. The waits between them double from a minute: half a day in all.
const ATTEMPTS_MAX: u32 = 10;
/// Longest wait between two tries.
const WAIT_MS_MAX: i64 = 4 * HOUR_MS;

/// Sends what is due.
pub async fn deliver(db: &Db, env: &Env, api: &MailApi, now: Timestamp) -> Result<(), Fault> {
    let claim = outbox::claim(now, now.plus(CLAIM_MS), BATCH);
    let letters: Vec<Letter> = db.batch(vec![claim]).await?.first().map_or(Ok(Vec::new()), |r| r.all())?;
    for letter in letters {
        let outcome = match send(env, api, &letter).await {
            Ok(()) => outbox::sent(letter.id, now),
            Err(error) => {
                console_error!("mail {} was not taken: {error}", letter.id);
                outbox::failed(letter.id, next_try(letter.attempts, now), error)
            }
        };
        db.batch(vec![outcome]).await?;
    }
    Ok(())
}

/// When to try again; never, after the last try.
fn next_try(attempts: u32, now: Timestamp) -> Option<Timestamp> {
    let wait = MINUTE_MS.saturating_mul(1 << attempts.min(ATTEMPTS_MAX)).min(WAIT_MS_MAX);
    (attempts < ATTEMPTS_MAX).then(|| now.plus(wait))
}

async fn send(env: &Env, api: &MailApi, letter: &Letter) -> Result<(), String> {
    match &api.way {
        MailWay::Provider { url, key } => to_provider(url, key, api, letter).await,
        MailWay::Binding => to_cloudflare(env, api, letter).await,
    }
}

async fn to_provider(url: &str, key: &str, api: &MailApi, letter: &Letter) -> Result<(), String> {
    let body = Posted {
        from: &api.from,
        to: &[&letter.recipient],
        subject: &letter.subject,
        text: &letter.text,
        html: &html(&letter.text, &api.origin),
    };
    let body = serde_json::to_string(&body).map_err(|e| e.to_string())?;
    let (bearer, once) = (format!("Bearer {key}"), format!("liandan-outbox-{}", letter.id));
    // Providers that know the second header drop a letter that was sent twice.
    let answer = outgoing::post_json(url, &[("authorization", &bearer), ("idempotency-key", &once)], body).await?;
    if answer.is_good() { Ok(()) } else { Err(answer.words()) }
}

/// Cloudflare makes the MIME message of the parts, so that no header is ever put together from what people wrote.
async fn to_cloudflare(env: &Env, api: &MailApi, letter: &Letter) -> Result<(), String> {
    let words = |error: String| outgoing::words(&error);
    let binding = env.send_email(EMAIL).map_err(|error| words(error.to_string()))?;
    let message = SendEmailBuilder::builder(&api.from, &letter.recipient, &letter.subject)
        .text(&letter.text)
        .html(&html(&letter.text, &api.origin))
        .build();
    binding.send_with_builder(&message).await.map_err(|error| words(String::from(error.message())))?;
    Ok(())
}

/// Plain text as simple HTML: escaped, with paragraphs and links to `origin`.
pub fn html(text: &str, origin: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let lines: Vec<String> = paragraph.split('\n').map(|text| line(text, origin)).collect();
        format!("<p>{}</p>", lines.join("<br>"))
    });
    paragraphs.collect()
}

/// A line that is one of our addresses alone becomes a link. What people wrote stays text: a link to elsewhere in a letter of ours
/// would look like ours.
fn line(line: &str, origin: &str) -> String {
    let escaped = escape(line);
    let is_own = line.strip_prefix(origin).is_some_and(|path| path.starts_with('/')) && !line.contains(char::is_whitespace);
    if is_own { format!("<a href=\"{escaped}\">{escaped}</a>") } else { escaped }
}

/// Text inside HTML, also inside an attribute's quotes.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[derive(Deserialize)]
struct Letter {
    id: i64,
    recipient: String,
    subject: String,
    text: String,
    attempts: u32,
}

#[derive(Serialize)]
struct Posted<'a> {
    from: &'a str,
    to: &'a [&'a str],
    subject: &'a str,
    text: &'a str,
    html: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_html_holds_no_markup_of_others() {
        let text = "Zhao <script>alert(1)</script>\nhttps://a.example/t/1#s\n\nhttps://a.example/\" onclick=\"x";
        assert_eq!(
            html(text, "https://a.example"),
            "<p>Zhao &lt;script&gt;alert(1)&lt;/script&gt;<br><a href=\"https://a.example/t/1#s\">https://a.example/t/1#s</a></p>\
             <p>https://a.example/&quot; onclick=&quot;x</p>"
        );
    }

    #[test]
    fn s1_an_address_that_a_customer_wrote_is_no_link_of_ours() {
        for text in ["https://evil.example/", "https://a.example.evil.example/", "https://a.example@evil.example/", "http://a.example/t"] {
            assert_eq!(html(text, "https://a.example"), format!("<p>{text}</p>"));
        }
    }

    #[test]
    fn waits_double_and_end() {
        let waits: Vec<_> = (1..=10).map(|n| next_try(n, Timestamp(0)).map(|t| t.0 / MINUTE_MS)).collect();
        assert_eq!(waits.first(), Some(&Some(2)));
        assert_eq!(waits.get(8), Some(&Some(240)));
        assert_eq!(waits.last(), Some(&None));
    }
}
