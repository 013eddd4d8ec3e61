//! Names of people and companies: those that are known, and those that are addressed with a title.

use super::{Kind, Span, around};
use crate::kb::words::is_cjk;

/// Family names of nine in ten Chinese people.
const FAMILIES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
/// How people are addressed, and what must not follow: 李工 is a person, 李工作 is not.
const TITLES: &[(&str, &str)] = &[
    ("经理", ""),
    ("主任", ""),
    ("老师", ""),
    ("先生", ""),
    ("女士", ""),
    ("小姐", ""),
    ("主管", ""),
    ("会计", "凭科期准制政年"),
    ("师傅", ""),
    ("部长", ""),
    ("厂长", ""),
    ("科长", ""),
    ("组长", ""),
    ("班长", ""),
    ("总监", ""),
    ("工程师", ""),
    ("总", "部账数是量额计共体结之价公成和"),
    ("工", "作单序艺时厂具人资程业位种号装段期况会"),
];
/// What stands before a name.
const LABELS: &[&str] = &["联系人", "姓名", "申请人", "报修人", "提单人", "操作员", "客户名称", "收件人"];
const LATIN_TITLES: &[&str] = &["Mr. ", "Mrs. ", "Ms. ", "Mr ", "Mrs ", "Ms ", "Dr. ", "Contact: ", "Name: "];
/// Most given characters between family name and title.
const GIVEN_MAX: usize = 2;

/// Every place of names that are known. Latin ones are whole words in any case.
pub fn known(text: &str, names: &[&str]) -> Vec<Span> {
    let lower = text.to_ascii_lowercase();
    let names = names.iter().map(|name| name.trim().to_ascii_lowercase()).filter(|name| name.chars().count() > 1);
    let mut spans = Vec::new();
    for name in names {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_cjk(c));
        for (start, part) in lower.match_indices(&name) {
            let range = start..start + part.len();
            let (before, after) = around(&lower, &range);
            let within = (latin(before) && latin(part.chars().next())) || (latin(after) && latin(part.chars().next_back()));
            if !within {
                spans.push(Span { range, kind: Kind::Name });
            }
        }
    }
    spans
}

/// Names by how they are addressed: 张经理, 王建国先生, 联系人：李雷, Mr. Smith.
pub fn addressed(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = TITLES.iter().flat_map(|(title, not)| titled(text, title, not)).collect();
    for label in LABELS {
        spans.extend(labelled(text, label));
    }
    for title in LATIN_TITLES {
        spans.extend(latin(text, title));
    }
    spans
}

fn titled<'t>(text: &'t str, title: &'t str, not: &'t str) -> impl Iterator<Item = Span> + 't {
    text.match_indices(title).filter_map(move |(at, _)| {
        let end = at + title.len();
        let follows = text.get(end..)?.chars().next();
        if follows.is_some_and(|c| not.contains(c)) {
            return None;
        }
        let before: Vec<(usize, char)> = text.get(..at)?.char_indices().rev().take(GIVEN_MAX + 1).take_while(|(_, c)| is_cjk(*c)).collect();
        // The nearest family name: 找张经理 is 张经理.
        let (start, _) = before.into_iter().find(|(_, c)| FAMILIES.contains(*c))?;
        Some(Span { range: start..end, kind: Kind::Name })
    })
}

fn labelled<'t>(text: &'t str, label: &'t str) -> impl Iterator<Item = Span> + 't {
    text.match_indices(label).filter_map(move |(at, _)| {
        let rest = text.get(at + label.len()..)?;
        let inner = rest.trim_start_matches([' ', '　']).strip_prefix([':', '：'])?.trim_start_matches([' ', '　']);
        let start = text.len() - inner.len();
        let length: usize = inner.chars().take(20).take_while(|c| c.is_alphanumeric() || *c == '·').map(char::len_utf8).sum();
        (length > 0).then(|| Span { range: start..start + length, kind: Kind::Name })
    })
}

/// A title and up to two words with a capital.
fn latin<'t>(text: &'t str, title: &'t str) -> impl Iterator<Item = Span> + 't {
    text.match_indices(title).filter_map(move |(at, _)| {
        let (before, _) = around(text, &(at..at));
        let start = at + title.len();
        let mut end = start;
        for word in text.get(start..)?.split(' ').take(2) {
            let length: usize = word.chars().take_while(|c| c.is_alphabetic() || "'-".contains(*c)).map(char::len_utf8).sum();
            if !word.starts_with(char::is_uppercase) {
                break;
            }
            end = end.max(start) + usize::from(end > start) + length;
            if length < word.len() {
                break;
            }
        }
        (end > start && !before.is_some_and(char::is_alphanumeric)).then_some(Span { range: start..end, kind: Kind::Name })
    })
}
