//! Each vendor's form of a message, its signature, and what it answers. By their documents:
//! developer.work.weixin.qq.com/document/path/91770, open.feishu.cn/document/client-docs/bot-v3/add-custom-bot,
//! open.dingtalk.com/document/robots/custom-robot-access.

use data_encoding::BASE64;
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use shared::robot::{Vendor, Webhook};
use shared::time::Timestamp;

use super::digest::{Digest, Said};
use crate::outgoing::{Answer, words};

/// Longest Markdown of WeCom, in bytes.
const WECOM_BYTES_MAX: usize = 4096;
/// Longest text of the others, in bytes: Feishu takes bodies of 20 KB, DingTalk as much; what surrounds the text needs some of it.
const TEXT_BYTES_MAX: usize = 12_000;
/// Kept free for the line about the rest, in bytes.
const REST_BYTES: usize = 200;

/// A request to a vendor.
pub struct Asked {
    /// Without the host.
    pub path: String,
    pub body: String,
}

/// Writes a message.
pub fn write(webhook: &Webhook, secret: Option<&str>, digest: &Digest, now: Timestamp) -> Result<Asked, String> {
    let path = webhook.path();
    match webhook.vendor {
        Vendor::Wecom => {
            let content = markdown(digest, "\n", WECOM_BYTES_MAX);
            Ok(Asked { path, body: json!({ "msgtype": "markdown", "markdown": { "content": content } }).to_string() })
        }
        Vendor::Dingtalk => {
            let text = markdown(digest, "\n\n", TEXT_BYTES_MAX);
            let body = json!({ "msgtype": "markdown", "markdown": { "title": digest.heading, "text": text } }).to_string();
            let path = match secret {
                // Milliseconds; the secret is the key and stands in what is signed.
                Some(secret) => {
                    let sign = signed(secret, &format!("{}\n{secret}", now.0))?;
                    let query = form_urlencoded::Serializer::new(String::new())
                        .append_pair("timestamp", &now.0.to_string())
                        .append_pair("sign", &sign)
                        .finish();
                    format!("{path}&{query}")
                }
                None => path,
            };
            Ok(Asked { path, body })
        }
        Vendor::Feishu => {
            let mut body = json!({ "msg_type": "post", "content": { "post": { "zh_cn": post(digest) } } });
            if let (Some(secret), Some(object)) = (secret, body.as_object_mut()) {
                // Seconds; time and secret together are the key, and nothing is signed with it.
                let at = (now.0 / 1000).to_string();
                object.insert("sign".to_owned(), signed(&format!("{at}\n{secret}"), "")?.into());
                object.insert("timestamp".to_owned(), at.into());
            }
            Ok(Asked { path, body: body.to_string() })
        }
    }
}

/// What an answer means. A refusal travels with status 200 as well: then it is in the body, in the vendor's words.
pub fn judge(answer: &Answer) -> Result<(), String> {
    if !answer.is_good() {
        return Err(answer.words());
    }
    let body: Value = serde_json::from_str(&answer.body).map_err(|_| answer.words())?;
    let number = |names: &[&str]| names.iter().find_map(|name| body.get(name).and_then(Value::as_i64));
    match number(&["errcode", "code", "StatusCode"]) {
        Some(0) => Ok(()),
        Some(code) => {
            let said = ["errmsg", "msg", "StatusMessage"].iter().find_map(|name| body.get(name).and_then(Value::as_str));
            Err(words(&format!("{code}: {}", said.unwrap_or_default())))
        }
        None => Err(answer.words()),
    }
}

/// Whether the vendor wants us to be quiet for a while: by status, or WeCom 45009, DingTalk 130101, Feishu 11232 and 99991400.
pub fn wants_a_pause(error: &str) -> bool {
    ["HTTP 429", "45009:", "130101:", "11232:", "99991400:"].iter().any(|mark| error.starts_with(mark))
}

fn signed(key: &str, text: &str) -> Result<String, String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).map_err(|error| error.to_string())?;
    mac.update(text.as_bytes());
    Ok(BASE64.encode(&mac.finalize().into_bytes()))
}

fn markdown(digest: &Digest, line_end: &str, bytes_max: usize) -> String {
    let mut text = format!("**{}**", digest.heading);
    let mut more = digest.more;
    for line in &digest.lines {
        let Said { before, linked, link, after } = line;
        let next = format!("{line_end}{}[{}]({link}){}", plain(before), plain(linked), plain(after));
        if text.len() + next.len() + REST_BYTES > bytes_max {
            more += 1;
        } else {
            text.push_str(&next);
        }
    }
    if more > 0 {
        text.push_str(&format!("{line_end}[{}]({})", digest.rest(more), digest.link));
    }
    text
}

/// What people wrote, inside of Markdown. The vendors know no escaping: signs that would become links, mentions or
/// headings are put in the wide form that looks the same.
fn plain(text: &str) -> String {
    let wide = |c: char| match c {
        '[' | ']' | '(' | ')' | '<' | '>' | '*' | '_' | '`' | '~' | '!' | '@' | '|' | '\\' => {
            char::from_u32(c as u32 + 0xFEE0).unwrap_or(c)
        }
        c => c,
    };
    text.chars().map(wide).collect()
}

/// Feishu's rich text: parts that are text stay text, so nothing needs to be disarmed.
fn post(digest: &Digest) -> Value {
    let mut bytes = 0;
    let mut more = digest.more;
    let mut content: Vec<Value> = Vec::new();
    for line in &digest.lines {
        let Said { before, linked, link, after } = line;
        bytes += before.len() + linked.len() + link.len() + after.len() + REST_BYTES;
        if bytes > TEXT_BYTES_MAX {
            more += 1;
            continue;
        }
        content.push(json!([
            { "tag": "text", "text": before },
            { "tag": "a", "text": linked, "href": link },
            { "tag": "text", "text": after },
        ]));
    }
    if more > 0 {
        content.push(json!([{ "tag": "a", "text": digest.rest(more), "href": digest.link }]));
    }
    json!({ "title": digest.heading, "content": content })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::robots::Line;
    use shared::lang::Lang;
    use shared::robot::GroupTopic;
    use shared::text::Title;
    use shared::ticket::Priority;

    fn lines(count: usize, title: &str) -> Vec<Line> {
        let line = |serial| Line {
            topic: GroupTopic::Breach,
            serial,
            title: Title::parse(title).unwrap(),
            priority: Priority::P1,
            clock: None,
            owner: None,
        };
        (1..=count as u32).map(line).collect()
    }

    fn webhook(vendor: Vendor, prefix: &str) -> Webhook {
        Webhook::parse(vendor, &format!("{prefix}{}", "a".repeat(36))).unwrap()
    }

    #[test]
    fn r36_a_message_keeps_the_vendors_length_and_says_how_many_are_left_out() {
        let all = lines(50, &"单".repeat(80));
        for lang in [Lang::Zh, Lang::En] {
            let digest = Digest::new(&all, 120, lang, "https://tickets.example.com");
            let wecom =
                write(&webhook(Vendor::Wecom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key="), None, &digest, Timestamp(0));
            let body: Value = serde_json::from_str(&wecom.unwrap().body).unwrap();
            let text = body.pointer("/markdown/content").and_then(Value::as_str).unwrap();
            assert!(text.len() <= WECOM_BYTES_MAX && text.len() > WECOM_BYTES_MAX / 2, "{}", text.len());
            let told = text.matches("/desk/tickets/").count();
            assert!(text.contains(&digest.rest(120 - told as u32)), "{text}");
            for (vendor, prefix) in [
                (Vendor::Feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/"),
                (Vendor::Dingtalk, "https://oapi.dingtalk.com/robot/send?access_token="),
            ] {
                assert!(write(&webhook(vendor, prefix), Some("0123456789"), &digest, Timestamp(0)).unwrap().body.len() < 20_000);
            }
        }
    }

    #[test]
    fn s1_a_title_makes_no_link_mention_or_heading_in_a_group() {
        let digest = Digest::new(&lines(1, "x](https://evil.example) <@all> **b** @所有人"), 1, Lang::Zh, "https://t.example");
        let text = markdown(&digest, "\n", WECOM_BYTES_MAX);
        assert_eq!(text.matches("](").count(), 1, "{text}");
        assert_eq!(text.matches("**").count(), 2, "{text}");
        assert!(!text.contains('<') && !text.contains('@'), "{text}");
    }

    #[test]
    fn r36_an_answer_is_good_only_if_the_vendor_says_so() {
        let judged = |status, body: &str| judge(&Answer { status, body: body.to_owned() });
        assert_eq!(judged(200, r#"{"errcode":0,"errmsg":"ok"}"#), Ok(()));
        assert_eq!(judged(200, r#"{"code":0,"msg":"success","StatusCode":0}"#), Ok(()));
        assert_eq!(judged(200, r#"{"StatusCode":0,"StatusMessage":"success"}"#), Ok(()));
        assert_eq!(judged(200, r#"{"errcode":310000,"errmsg":"sign not match"}"#), Err("310000: sign not match".to_owned()));
        assert_eq!(judged(200, r#"{"code":19021,"msg":"sign match fail"}"#), Err("19021: sign match fail".to_owned()));
        assert_eq!(judged(200, "<html>busy</html>"), Err("HTTP 200: <html>busy</html>".to_owned()));
        assert_eq!(judged(302, ""), Err("HTTP 302:".to_owned()));
        assert!(judged(500, r#"{"errcode":0}"#).is_err() && judged(200, "{}").is_err());
        assert!(wants_a_pause(&judged(429, "slow down").unwrap_err()));
        assert!(wants_a_pause(&judged(200, r#"{"errcode":130101,"errmsg":"send too fast"}"#).unwrap_err()));
        assert!(!wants_a_pause(&judged(200, r#"{"errcode":310000,"errmsg":"x"}"#).unwrap_err()));
    }
}
