//! Group robots of 企业微信 (WeCom), 飞书 (Feishu, Lark) and 钉钉 (DingTalk): which there are, and where they may be.
//!
//! A robot's address is not any address: it is one of four prefixes and a token. What is stored was put together from
//! these, so that nobody makes the server call what they like.

use crate::error::{Code, Refusal};

words! {
    /// Whose robot it is.
    Vendor {
        Wecom = "wecom", "企业微信", "WeCom";
        Feishu = "feishu", "飞书", "Feishu (Lark)";
        Dingtalk = "dingtalk", "钉钉", "DingTalk";
    }
}

words! {
    /// What a group is told of.
    GroupTopic {
        Urgent = "urgent", "新的 P0 / P1 工单", "New P0 and P1 tickets";
        Unowned = "unowned", "即将超时仍无人负责", "Due soon, and nobody owns it";
        Warning = "warning", "即将超时", "Due soon";
        Breach = "breach", "已超时", "Breached";
        Escalation = "escalation", "超时升级", "Escalated";
        Refused = "refused", "客户退回或重新打开", "Refused or reopened";
    }
}

/// The ways an address of a vendor may begin: host, path, and what stands before the token.
const PREFIXES: [(Vendor, &str); 4] = [
    (Vendor::Wecom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key="),
    (Vendor::Feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/"),
    (Vendor::Feishu, "https://open.larksuite.com/open-apis/bot/v2/hook/"),
    (Vendor::Dingtalk, "https://oapi.dingtalk.com/robot/send?access_token="),
];

/// Length of a token, in characters: the vendors' have 32 to 64.
const TOKEN_CHARS: std::ops::RangeInclusive<usize> = 16..=128;
/// Length of a signing secret, in characters.
const SECRET_CHARS: std::ops::RangeInclusive<usize> = 8..=128;
/// Characters of an address or secret that are shown again.
const TAIL_CHARS: usize = 4;

/// The address of a robot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    pub vendor: Vendor,
    prefix: &'static str,
    token: String,
}

impl Webhook {
    /// Reads an address as the vendor shows it. Anything else is refused: another host, port or path, a user, a fragment, further parameters.
    pub fn parse(vendor: Vendor, text: &str) -> Result<Self, Refusal> {
        let found = PREFIXES.iter().find_map(|(of, prefix)| Some((*of, *prefix, text.trim().strip_prefix(prefix)?)));
        match found {
            Some((of, prefix, token)) if of == vendor && is_token(token) => Ok(Self { vendor, prefix, token: token.to_owned() }),
            _ => Err(Refusal::new(Code::WebhookInvalid)),
        }
    }

    /// The whole address.
    pub fn url(&self) -> String {
        [self.prefix, &self.token].concat()
    }

    /// Path and query, without the host.
    pub fn path(&self) -> String {
        let after_scheme = self.prefix.split_once("://").map_or("", |(_, rest)| rest);
        let path = after_scheme.split_once('/').map_or("", |(_, path)| path);
        ["/", path, &self.token].concat()
    }

    /// Its end, by which one of several is told from the others.
    pub fn tail(&self) -> String {
        tail(&self.token)
    }
}

/// Checks a signing secret.
pub fn parse_secret(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    match SECRET_CHARS.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic()) {
        true => Ok(text.to_owned()),
        false => Err(Refusal::new(Code::FieldInvalid)),
    }
}

fn is_token(text: &str) -> bool {
    TOKEN_CHARS.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn tail(text: &str) -> String {
    let from = text.chars().count().saturating_sub(TAIL_CHARS);
    text.chars().skip(from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "693a91f6-7abc-4bc4-97a0-0ec2f5a5aaaa";

    #[test]
    fn r36_an_address_of_each_vendor_is_read_and_given_back() {
        for (vendor, prefix) in PREFIXES {
            let url = [prefix, TOKEN].concat();
            let webhook = Webhook::parse(vendor, &format!(" {url}\n")).unwrap();
            assert_eq!((webhook.url(), webhook.tail().as_str()), (url.clone(), "aaaa"));
            assert!(url.ends_with(&webhook.path()) && webhook.path().starts_with('/') && !webhook.path().contains("//"));
            for &other in Vendor::ALL {
                assert_eq!(Webhook::parse(other, &url).is_ok(), other == vendor);
            }
        }
    }

    #[test]
    fn s16_no_other_address_is_a_robots() {
        let bad = [
            "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=T",
            "https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=T",
            "https://qyapi.weixin.qq.com./cgi-bin/webhook/send?key=T",
            "https://qyapi.weixin.qq.com@10.0.0.1/cgi-bin/webhook/send?key=T",
            "https://user:word@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=T",
            "https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=T",
            "https://evil.example/https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=T",
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/../send?key=T",
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=T&key=T",
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=T#x",
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=T/../../x",
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=T%2f",
            "HTTPS://QYAPI.WEIXIN.QQ.COM/cgi-bin/webhook/send?key=T",
            "https://127.0.0.1/cgi-bin/webhook/send?key=T",
            "https://[::ffff:127.0.0.1]/cgi-bin/webhook/send?key=T",
            "https://2130706433/cgi-bin/webhook/send?key=T",
            "//qyapi.weixin.qq.com/cgi-bin/webhook/send?key=T",
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=",
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=T\r\nx: y",
            "",
        ];
        for text in bad {
            for &vendor in Vendor::ALL {
                assert_eq!(Webhook::parse(vendor, &text.replace('T', TOKEN)), Err(Refusal::new(Code::WebhookInvalid)), "{text}");
            }
        }
    }

    #[test]
    fn a_secret_is_one_word() {
        assert_eq!(parse_secret(" SEC0123456789abcdef "), Ok("SEC0123456789abcdef".to_owned()));
        for bad in ["", "short", "two words in it", "密钥密钥密钥密钥", "line\nbreak-in-it"] {
            assert!(parse_secret(bad).is_err(), "{bad}");
        }
    }
}
