//! What is said to a group: a heading and a line for each ticket.

use shared::lang::Lang;
use shared::robot::GroupTopic;

use crate::store::robots::Line;

/// A message before it takes a vendor's form.
pub struct Digest {
    /// Holds the product's name in both scripts: robots that want a keyword find it there.
    pub heading: String,
    /// The most urgent first.
    pub lines: Vec<Said>,
    /// How many more there are than lines.
    pub more: u32,
    pub lang: Lang,
    /// Where all of them are seen.
    pub link: String,
}

/// A line: words, with the part that is a link in the middle.
pub struct Said {
    pub before: String,
    pub linked: String,
    pub link: String,
    pub after: String,
}

impl Digest {
    /// Of what there is to say; `count` is of all, of which `lines` are the first.
    pub fn new(lines: &[Line], count: u32, lang: Lang, origin: &str) -> Self {
        let heading = lang
            .pick(format!("联单 Liandan · {count} 条工单提醒").as_str(), format!("联单 Liandan · {}", notices(count)).as_str())
            .to_owned();
        let lines: Vec<Said> = lines.iter().map(|line| said(line, lang, origin)).collect();
        let more = count.saturating_sub(lines.len() as u32);
        Self { heading, lines, more, lang, link: format!("{origin}/desk/board") }
    }

    /// A message that tests the way.
    pub fn trial(workspace: &str, lang: Lang, origin: &str) -> Self {
        let before = lang.pick("测试消息：群机器人已接通。", "Test: this robot is connected. ");
        let line =
            Said { before: before.to_owned(), linked: workspace.to_owned(), link: format!("{origin}/desk/board"), after: String::new() };
        let heading = lang.pick("联单 Liandan · 测试", "联单 Liandan · Test").to_owned();
        Self { heading, lines: vec![line], more: 0, lang, link: format!("{origin}/desk/board") }
    }

    /// How the rest is told of.
    pub fn rest(&self, more: u32) -> String {
        match self.lang {
            Lang::Zh => format!("还有 {more} 条，请打开看板查看"),
            Lang::En => format!("{more} more: see the board"),
        }
    }
}

fn notices(count: u32) -> String {
    if count == 1 { "1 notice".to_owned() } else { format!("{count} notices") }
}

fn said(line: &Line, lang: Lang, origin: &str) -> Said {
    let clock = line.clock.map(|clock| format!(" · {}", clock.label(lang))).unwrap_or_default();
    let owner = match &line.owner {
        Some(name) => lang.pick(" · 负责人：", " · owner: ").to_owned() + name.as_str(),
        None => lang.pick(" · 无人负责", " · no owner").to_owned(),
    };
    Said {
        before: format!("{} ", line.priority.label(lang)),
        linked: format!("#{:05} {}", line.serial, line.title.as_str()),
        link: format!("{origin}/desk/tickets/{}", line.serial),
        after: format!(" · {}{clock}{owner}", short(line.topic, lang)),
    }
}

fn short(topic: GroupTopic, lang: Lang) -> &'static str {
    match topic {
        GroupTopic::Urgent => lang.pick("新的紧急工单", "new and urgent"),
        GroupTopic::Unowned | GroupTopic::Warning => lang.pick("即将超时", "due soon"),
        GroupTopic::Breach => lang.pick("已超时", "breached"),
        GroupTopic::Escalation => lang.pick("超时升级", "escalated"),
        GroupTopic::Refused => lang.pick("客户退回", "refused"),
    }
}
