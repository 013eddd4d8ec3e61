//! Requests to others: JSON by POST. No redirect is followed, and nobody is waited for without end.

use std::time::Duration;

use futures_util::future::{Either, select};
use worker::{AbortController, Delay, Fetch, Headers, Method, Request, RequestInit, RequestRedirect};

/// How long the other side may take.
pub const TIMEOUT: Duration = Duration::from_secs(5);
/// What is said of one that takes longer; screens put it into words.
pub const NO_ANSWER: &str = "timeout";
/// Characters kept of what the other side says.
const WORDS_CHARS_MAX: usize = 300;

/// An answer, whatever its status.
pub struct Answer {
    pub status: u16,
    pub body: String,
}

impl Answer {
    /// Whether the status is a good one.
    pub const fn is_good(&self) -> bool {
        self.status >= 200 && self.status < 300
    }

    /// Status and beginning of the body, for people.
    pub fn words(&self) -> String {
        words(&format!("HTTP {}: {}", self.status, self.body))
    }
}

/// Sends `body` as JSON. The error is words for people.
pub async fn post_json(url: &str, headers: &[(&str, &str)], body: String) -> Result<Answer, String> {
    let stop = AbortController::default();
    let signal = stop.signal();
    let asked = async {
        let sent = Headers::new();
        sent.set("content-type", "application/json")?;
        for (name, value) in headers {
            sent.set(name, value)?;
        }
        let mut init = RequestInit::new();
        init.with_method(Method::Post).with_headers(sent).with_body(Some(body.into())).with_redirect(RequestRedirect::Manual);
        let mut response = Fetch::Request(Request::new_with_init(url, &init)?).send_with_signal(&signal).await?;
        let status = response.status_code();
        Ok(Answer { status, body: response.text().await? })
    };
    match select(Box::pin(asked), Box::pin(Delay::from(TIMEOUT))).await {
        Either::Left((answer, _)) => answer.map_err(|error: worker::Error| words(&error.to_string())),
        Either::Right(_) => {
            stop.abort();
            Err(NO_ANSWER.to_owned())
        }
    }
}

/// What others say, as one line of bounded length without characters that nobody sees.
pub fn words(text: &str) -> String {
    let line = shared::text::clean(text, shared::text::Lines::One);
    match line.char_indices().nth(WORDS_CHARS_MAX) {
        Some((end, _)) => [line.get(..end).unwrap_or_default(), "…"].concat(),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_others_are_one_short_line() {
        assert_eq!(words(" a\r\nb\u{202e}\u{0} "), "a b");
        assert_eq!(words(&"长".repeat(1_000)).chars().count(), WORDS_CHARS_MAX + 1);
    }
}
