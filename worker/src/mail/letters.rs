//! The letters, in both languages. What a stranger typed is never sent to an address that a stranger gave: the
//! confirmation of a filing repeats nothing, so that nobody sends spam through us.

use shared::id::Serial;
use shared::lang::Lang;
use shared::notify::Topic;
use shared::sla::{Kind, Level};
use shared::text::{Body, Name, Reason, Title};
use shared::time::MINUTE_MS;

/// What there is to say.
pub enum Letter<'a> {
    /// A code to sign in with.
    Code { code: &'a str, minutes: i64 },
    /// A code that creates a workspace.
    WorkspaceCode { code: &'a str, minutes: i64 },
    /// A new member.
    Invitation { workspace: &'a Name, by: &'a Name, link: &'a str },
    /// A ticket was filed; its number is filled in by the database.
    Filed { workspace: &'a Name, link: &'a str },
    /// The firm answered in public.
    Replied { serial: Serial, title: &'a Title, by: &'a Name, text: &'a Body, link: &'a str },
    /// A solution waits for the requester's word.
    Solved { serial: Serial, title: &'a Title, by: &'a Name, solution: &'a Body, cause: &'a Reason, days: u32, link: &'a str },
    /// A promise is in danger, or was not kept.
    Notice { serial: Serial, title: &'a Title, level: Level, clock: Kind, due: &'a str, link: &'a str },
    /// Something that concerns a member happened to a ticket. `words` are what was said, by whoever did it.
    Told { topic: Topic, serial: Serial, title: &'a Title, by: &'a str, words: Option<&'a str>, link: &'a str },
    /// A rule gave a member a ticket that is being filed; its number is filled in by the database.
    Routed { title: &'a Title, link: &'a str },
    /// The requester has not said a word for days.
    Reminder { serial: Serial, title: &'a Title, days: u32, link: &'a str },
    /// Somebody is asked to approve a change. The link is theirs alone, and good for one answer.
    ApprovalAsked { serial: Serial, title: &'a Title, by: &'a Name, reason: &'a Reason, days: i64, link: &'a str },
    /// The answer, for who asked.
    ApprovalAnswered { serial: Serial, title: &'a Title, by: &'a Name, approved: bool, comment: Option<&'a Reason>, link: &'a str },
    /// No answer came, for who asked.
    ApprovalExpired { serial: Serial, title: &'a Title, reason: &'a Reason, link: &'a str },
    /// A part of the work was given to a member.
    SubTaskGiven { serial: Serial, title: &'a Title, task: &'a Title, by: &'a Name, link: &'a str },
}

impl Letter<'_> {
    /// Its name in the outbox.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Code { .. } => "code",
            Self::WorkspaceCode { .. } => "workspace_code",
            Self::Invitation { .. } => "invitation",
            Self::Filed { .. } => "filed",
            Self::Replied { .. } => "replied",
            Self::Solved { .. } => "solved",
            Self::Notice { .. } => "notice",
            Self::Told { topic, .. } => topic.as_str(),
            Self::Routed { .. } => Topic::Assigned.as_str(),
            Self::Reminder { .. } => "reminder",
            Self::ApprovalAsked { .. } => "approval_asked",
            Self::ApprovalAnswered { .. } => "approval_answered",
            Self::ApprovalExpired { .. } => "approval_expired",
            Self::SubTaskGiven { .. } => "sub_task_given",
        }
    }

    /// How long it is of any use, in milliseconds; a letter without a code is at any time.
    pub const fn lasts_ms(&self) -> Option<i64> {
        match self {
            Self::Code { minutes, .. } | Self::WorkspaceCode { minutes, .. } => Some(*minutes * MINUTE_MS),
            _ => None,
        }
    }

    /// Subject and plain text.
    pub fn write(&self, lang: Lang) -> (String, String) {
        let (subject, text) = match lang {
            Lang::Zh => self.chinese(),
            Lang::En => self.english(),
        };
        // Each value is one line by its type already; a subject with a line break would forge headers.
        (subject.replace(['\r', '\n'], " "), text)
    }

    fn chinese(&self) -> (String, String) {
        match self {
            Self::Code { code, minutes } => (
                format!("登录验证码 {code}"),
                format!(
                    "您的登录验证码是 {code}，{minutes} 分钟内有效，只能使用一次。\n\n请在申请验证码的浏览器中输入。如果不是您本人操作，请忽略这封邮件，不要把验证码告诉任何人。"
                ),
            ),
            Self::WorkspaceCode { code, minutes } => (
                format!("创建工作区的验证码 {code}"),
                format!(
                    "您正在创建联单工作区，验证码是 {code}，{minutes} 分钟内有效，只能使用一次。\n\n如果不是您本人操作，请忽略这封邮件，什么都不会被创建。"
                ),
            ),
            Self::Invitation { workspace, by, link } => (
                format!("{} 邀请您加入 {}", by.as_str(), workspace.as_str()),
                format!(
                    "{} 把您加入了“{}”的工单系统。\n\n打开下面的地址，用这个邮箱登录（会收到一个验证码，不需要密码）：\n{link}",
                    by.as_str(),
                    workspace.as_str()
                ),
            ),
            Self::Filed { workspace, link } => (
                format!("工单 {{serial}} 已收到 · {}", workspace.as_str()),
                format!(
                    "您提交给“{}”的工单已收到，编号 {{serial}}。\n\n查看进展、补充说明或回复：\n{link}\n\n这个链接只属于您，请不要转发。如果您没有提交过工单，请忽略这封邮件。",
                    workspace.as_str()
                ),
            ),
            Self::Replied { serial, title, by, text, link } => (
                format!("工单 {serial:05} 有新回复：{}", title.as_str()),
                format!("{} 回复了您的工单：\n\n{}\n\n查看和回复：\n{link}", by.as_str(), text.as_str()),
            ),
            Self::Solved { serial, title, by, solution, cause, days, link } => (
                format!("工单 {serial:05} 待您验证：{}", title.as_str()),
                format!(
                    "{} 提交了解决方案：\n\n{}\n\n原因：{}\n\n请告诉我们是否已解决：\n{link}\n\n如果 {days} 天内没有回复，工单会自动关闭，之后仍可重新打开。",
                    by.as_str(),
                    solution.as_str(),
                    cause.as_str()
                ),
            ),
            Self::Notice { serial, title, level, clock, due, link } => (
                format!("{} · 工单 {serial:05} {}：{}", level.label(Lang::Zh), clock.label(Lang::Zh), title.as_str()),
                format!(
                    "工单 {serial:05}“{}”的{}时限是 {due}，{}。\n\n打开工单：\n{link}",
                    title.as_str(),
                    clock.label(Lang::Zh),
                    match level {
                        Level::Warning => "已用去 75%",
                        Level::Breach => "已经超时",
                        Level::Escalation => "超时已达一半，现在升级给您",
                    }
                ),
            ),
            Self::Told { topic, serial, title, by, words, link } => {
                let title = title.as_str();
                let (subject, told) = match topic {
                    Topic::Assigned => {
                        (format!("工单 {serial:05} 已指派给您：{title}"), format!("{by} 把工单 {serial:05}“{title}”指派给您。"))
                    }
                    Topic::Helping => {
                        (format!("请您协助工单 {serial:05}：{title}"), format!("{by} 请您协助处理工单 {serial:05}“{title}”。"))
                    }
                    Topic::Replied => (format!("客户回复了工单 {serial:05}：{title}"), format!("{by} 回复了工单 {serial:05}：")),
                    _ => (format!("工单 {serial:05} 被退回：{title}"), format!("{by} 表示工单 {serial:05} 的问题还没有解决：")),
                };
                (subject, paragraphs(&told, *words, &format!("打开工单：\n{link}")))
            }
            Self::Routed { title, link } => (
                format!("工单 {{serial}} 已分派给您：{}", title.as_str()),
                format!("新工单 {{serial}}“{}”按规则分派给您。\n\n打开工单：\n{link}", title.as_str()),
            ),
            Self::Reminder { serial, title, days, link } => (
                format!("工单 {serial:05} 还在等您验证：{}", title.as_str()),
                format!(
                    "您的工单已有解决方案，还没有收到您的确认。请告诉我们是否已解决：\n{link}\n\n如果 {days} 天内没有回复，工单会自动关闭，之后仍可重新打开。"
                ),
            ),
            Self::ApprovalAsked { serial, title, by, reason, days, link } => (
                format!("请您审批：工单 {serial:05} {}", title.as_str()),
                format!(
                    "{} 请您批准一项配置变更：\n\n{}\n\n查看并批准或驳回：\n{link}\n\n这个链接只属于您，请不要转发；{days} 天内有效，只能答复一次。",
                    by.as_str(),
                    reason.as_str()
                ),
            ),
            Self::ApprovalAnswered { serial, title, by, approved, comment, link } => (
                format!("工单 {serial:05} {}：{}", if *approved { "已获批准" } else { "被驳回" }, title.as_str()),
                format!(
                    "{}{}。{}\n\n查看工单：\n{link}",
                    by.as_str(),
                    if *approved { "批准了变更，可以开始处理" } else { "驳回了变更" },
                    quoted(*comment)
                ),
            ),
            Self::ApprovalExpired { serial, title, reason, link } => (
                format!("工单 {serial:05} 的审批已过期：{}", title.as_str()),
                format!("您发起的审批没有在期限内得到答复：\n\n{}\n\n可以重新发起，或请别人审批：\n{link}", reason.as_str()),
            ),
            Self::SubTaskGiven { serial, title, task, by, link } => (
                format!("工单 {serial:05} 有您的子任务：{}", task.as_str()),
                format!("{} 把工单“{}”的一项子任务交给了您：\n\n{}\n\n查看工单：\n{link}", by.as_str(), title.as_str(), task.as_str()),
            ),
        }
    }

    fn english(&self) -> (String, String) {
        match self {
            Self::Code { code, minutes } => (
                format!("Sign-in code {code}"),
                format!(
                    "Your sign-in code is {code}. It is valid for {minutes} minutes and works once.\n\nEnter it in the browser that asked for it. If that was not you, ignore this mail and tell nobody the code."
                ),
            ),
            Self::WorkspaceCode { code, minutes } => (
                format!("Code {code} to create your workspace"),
                format!(
                    "You are creating a workspace on Liandan. The code is {code}. It is valid for {minutes} minutes and works once.\n\nIf that was not you, ignore this mail and nothing will be created."
                ),
            ),
            Self::Invitation { workspace, by, link } => (
                format!("{} invites you to {}", by.as_str(), workspace.as_str()),
                format!(
                    "{} added you to the ticket system of “{}”.\n\nOpen this address and sign in with this e-mail address (you get a code, there is no password):\n{link}",
                    by.as_str(),
                    workspace.as_str()
                ),
            ),
            Self::Filed { workspace, link } => (
                format!("Ticket {{serial}} received · {}", workspace.as_str()),
                format!(
                    "Your ticket to “{}” was received. Its number is {{serial}}.\n\nSee its progress, add to it or reply:\n{link}\n\nThis link is yours alone; please do not forward it. If you did not file a ticket, ignore this mail.",
                    workspace.as_str()
                ),
            ),
            Self::Replied { serial, title, by, text, link } => (
                format!("New reply on ticket {serial:05}: {}", title.as_str()),
                format!("{} replied to your ticket:\n\n{}\n\nRead and reply:\n{link}", by.as_str(), text.as_str()),
            ),
            Self::Solved { serial, title, by, solution, cause, days, link } => (
                format!("Please verify ticket {serial:05}: {}", title.as_str()),
                format!(
                    "{} proposed a solution:\n\n{}\n\nCause: {}\n\nPlease tell us whether it is solved:\n{link}\n\nWithout an answer the ticket closes by itself in {days} days. You can reopen it afterwards.",
                    by.as_str(),
                    solution.as_str(),
                    cause.as_str()
                ),
            ),
            Self::Notice { serial, title, level, clock, due, link } => (
                format!("{}: {} of ticket {serial:05}: {}", level.label(Lang::En), clock.label(Lang::En), title.as_str()),
                format!(
                    "{} of ticket {serial:05}, \"{}\", is due {due}. {}\n\nOpen the ticket:\n{link}",
                    clock.label(Lang::En),
                    title.as_str(),
                    match level {
                        Level::Warning => "75 % of the time is used up.",
                        Level::Breach => "That time has passed.",
                        Level::Escalation => "It is overdue by half as much again, and is now passed on to you.",
                    }
                ),
            ),
            Self::Told { topic, serial, title, by, words, link } => {
                let title = title.as_str();
                let (subject, told) = match topic {
                    Topic::Assigned => {
                        (format!("Ticket {serial:05} is yours: {title}"), format!("{by} assigned ticket {serial:05}, \"{title}\", to you."))
                    }
                    Topic::Helping => (
                        format!("Please help with ticket {serial:05}: {title}"),
                        format!("{by} asks for your help with ticket {serial:05}, \"{title}\"."),
                    ),
                    Topic::Replied => {
                        (format!("The customer replied on ticket {serial:05}: {title}"), format!("{by} replied on ticket {serial:05}:"))
                    }
                    _ => {
                        (format!("Ticket {serial:05} came back: {title}"), format!("{by} says that ticket {serial:05} is not solved yet:"))
                    }
                };
                (subject, paragraphs(&told, *words, &format!("Open the ticket:\n{link}")))
            }
            Self::Routed { title, link } => (
                format!("Ticket {{serial}} is yours: {}", title.as_str()),
                format!("By a rule, the new ticket {{serial}}, \"{}\", is yours.\n\nOpen the ticket:\n{link}", title.as_str()),
            ),
            Self::Reminder { serial, title, days, link } => (
                format!("Ticket {serial:05} still waits for you: {}", title.as_str()),
                format!(
                    "Your ticket has a solution that you have not confirmed yet. Please tell us whether it is solved:\n{link}\n\nWithout an answer the ticket closes by itself in {days} days. You can reopen it afterwards."
                ),
            ),
            Self::ApprovalAsked { serial, title, by, reason, days, link } => (
                format!("Please approve: ticket {serial:05} {}", title.as_str()),
                format!(
                    "{} asks you to approve a configuration change:\n\n{}\n\nRead it, then approve or refuse:\n{link}\n\nThis link is yours alone; please do not forward it. It is valid for {days} days and takes one answer.",
                    by.as_str(),
                    reason.as_str()
                ),
            ),
            Self::ApprovalAnswered { serial, title, by, approved, comment, link } => (
                format!("Ticket {serial:05} was {}: {}", if *approved { "approved" } else { "refused" }, title.as_str()),
                format!(
                    "{} {}.{}\n\nOpen the ticket:\n{link}",
                    by.as_str(),
                    if *approved { "approved the change; work can start" } else { "refused the change" },
                    quoted(*comment)
                ),
            ),
            Self::ApprovalExpired { serial, title, reason, link } => (
                format!("The approval of ticket {serial:05} has expired: {}", title.as_str()),
                format!("Nobody answered your request in time:\n\n{}\n\nAsk again, or ask somebody else:\n{link}", reason.as_str()),
            ),
            Self::SubTaskGiven { serial, title, task, by, link } => (
                format!("A sub-task for you on ticket {serial:05}: {}", task.as_str()),
                format!(
                    "{} gave you a part of the ticket “{}”:\n\n{}\n\nOpen the ticket:\n{link}",
                    by.as_str(),
                    title.as_str(),
                    task.as_str()
                ),
            ),
        }
    }
}

/// What happened, what was said with it, and what to do.
fn paragraphs(told: &str, words: Option<&str>, ask: &str) -> String {
    [Some(told), words, Some(ask)].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// What somebody said, below the sentence that says what they did.
fn quoted(comment: Option<&Reason>) -> String {
    comment.map(|comment| format!("\n\n{}", comment.as_str())).unwrap_or_default()
}
