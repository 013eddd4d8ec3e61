//! The timeline: each event as one sentence in the words of the language (R17).

use leptos::prelude::*;
use shared::{
    actor::By,
    id::{MemberId, TeamId},
    text::Reason,
    ticket::{Approver, Class, CloseCode, Event, Gate, Happening, MessageKind, Priority, WaitingFor},
};

use crate::{
    i18n::{lang, tr},
    ui::{paragraphs, when},
};

/// Who reads, and what the people and teams in the events are called.
pub struct Reader<'a> {
    /// The reader's own id, spoken to as "you".
    pub me: &'a str,
    /// Is the reader of the team?
    pub team: bool,
    /// Puts what only the team reads into words; customers do without.
    pub internal: Option<Internal>,
    /// The name of a member, contact or team by id.
    pub name: &'a dyn Fn(&str) -> Option<String>,
}

/// Puts an event of the team's own into words: what was done, and what was said with it.
pub type Internal = fn(&Happening, &Reader<'_>) -> Option<(String, Option<String>)>;

/// An event in words. `who` and `did` make one sentence; `who` is empty where nobody did it.
pub struct Told {
    pub who: String,
    pub did: String,
    /// What was said with it.
    pub quote: Option<String>,
}

/// The events from the newest to the oldest, as list items.
pub fn timeline(events: &[Event], reader: &Reader<'_>) -> Vec<AnyView> {
    events.iter().rev().map(|event| view! { <li>{line(event, reader)}</li> }.into_any()).collect()
}

/// Why a closed ticket was closed, where somebody said so.
pub fn closing_reason(events: &[Event]) -> Option<&Reason> {
    events.iter().rev().find_map(|event| match &event.what {
        Happening::Closed { reason, .. } => Some(reason.as_ref()),
        Happening::Accepted => Some(None),
        _ => None,
    })?
}

/// One event as a line, for a list or between messages.
pub fn line(event: &Event, reader: &Reader<'_>) -> AnyView {
    let class = match event.what {
        Happening::Accepted | Happening::Closed { .. } => "event s-closed",
        Happening::Refused { .. } | Happening::Reopened { .. } => "event s-reopened",
        _ => "event",
    };
    let told = tell(event, reader);
    view! {
        <div class=class>
            <span><b>{told.who}</b>{told.did}</span>
            {when(event.at.0)}
            {told.quote.map(|quote| view! { <div class="quote">{paragraphs(&quote)}</div> }.into_any())}
        </div>
    }
    .into_any()
}

/// Puts an event into words.
pub fn tell(event: &Event, reader: &Reader<'_>) -> Told {
    let who = actor(&event.by, reader);
    let (did, quote): (String, Option<&str>) = match &event.what {
        Happening::Filed { class, priority, team, owner, .. } => {
            let routed = reader.internal.and_then(|words| words(&event.what, reader)).map(|(did, _)| did);
            (filed(*class, *priority, (team, owner.as_ref()), reader) + &routed.unwrap_or_default(), None)
        }
        Happening::Started { owner } => (started(&event.by, owner, reader), None),
        Happening::Proposed { solution, .. } => {
            (tr("提交了解决方案，等待验证", " proposed a solution, to be verified").to_owned(), Some(solution.as_str()))
        }
        Happening::Accepted => (tr("确认问题已解决，工单关闭", " confirmed that it is solved; the ticket is closed").to_owned(), None),
        Happening::Refused { reason } => {
            (tr("反馈问题仍在，退回处理", " said it is still a problem; back to work").to_owned(), Some(reason.as_str()))
        }
        Happening::Reopened { reason } => (tr("重新打开了工单", " reopened the ticket").to_owned(), Some(reason.as_str())),
        Happening::Closed { code: CloseCode::Silence, .. } => {
            let sentence = tr("在约定期限内没有收到回复，工单已自动关闭", "Closed automatically, as no answer came in time");
            return Told { who: String::new(), did: sentence.to_owned(), quote: None };
        }
        Happening::Closed { code, reason, duplicate_of } => (closed(*code, *duplicate_of), reason.as_ref().map(|reason| reason.as_str())),
        Happening::Reminded => {
            let sentence = tr("已提醒提单人验证解决方案", "The requester was reminded to check the solution");
            return Told { who: String::new(), did: sentence.to_owned(), quote: None };
        }
        Happening::Assigned { team, owner } => (assigned(team, owner.as_ref(), reader), None),
        Happening::Prioritised { from, to } => (prioritised(*from, *to), None),
        Happening::Reclassified { from, to } => {
            let words = [tr("把类别从“", " changed the class from “"), from.label(lang()), tr("”改为“", "” to “"), to.label(lang()), "”"];
            (words.concat(), None)
        }
        Happening::GatePassed { gate, comment } => (gate_passed(*gate), comment.as_ref().map(|comment| comment.as_str())),
        Happening::ApprovalRequested { approver, reason, .. } => (asked(approver, reader), Some(reason.as_str())),
        Happening::ApprovalDecided { approved, comment } => {
            let did = if *approved { gate_passed(Gate::Approval) } else { tr("驳回了变更", " refused the change").to_owned() };
            (did, comment.as_ref().map(|comment| comment.as_str()))
        }
        Happening::ApprovalWithdrawn => (tr("撤回了审批申请", " withdrew the request for approval").to_owned(), None),
        Happening::ApprovalExpired => {
            let sentence = tr("审批逾期未答复，已失效", "The request for approval expired without an answer");
            return Told { who: String::new(), did: sentence.to_owned(), quote: None };
        }
        Happening::CollaboratorAdded { .. }
        | Happening::CollaboratorRemoved { .. }
        | Happening::TagAdded { .. }
        | Happening::TagRemoved { .. }
        | Happening::Initiated { .. }
        | Happening::SubTaskAdded { .. }
        | Happening::SubTaskFinished { .. }
        | Happening::SubTaskReopened { .. } => {
            let (did, quote) = reader.internal.and_then(|words| words(&event.what, reader)).unwrap_or_default();
            return Told { who, did, quote };
        }
        Happening::Waited { on, reason } => (waited(*on, reader), Some(reason.as_str())),
        Happening::Resumed => (tr("结束了等待，继续处理", " ended the wait").to_owned(), None),
        Happening::Edited { .. } => (tr("更正了工单信息", " corrected the ticket's details").to_owned(), None),
        Happening::Said { message_kind, .. } => (said(*message_kind), None),
        Happening::Rated { score, comment } => {
            let score = score.value().to_string();
            let words = [tr("给出评价：", " gave a rating of "), &score, tr(" 分（满分 5 分）", " out of 5")].concat();
            (words, comment.as_ref().map(|comment| comment.as_str()))
        }
    };
    Told { who, did, quote: quote.map(str::to_owned) }
}

fn actor(by: &By, reader: &Reader<'_>) -> String {
    match by {
        By::Member(id) => named(id.as_str(), reader),
        By::Contact(id) => known(id.as_str(), reader).unwrap_or_else(|| tr("客户", "The customer").to_owned()),
        By::Timer => tr("系统", "The system").to_owned(),
    }
}

/// A member's name, or what stands for it.
pub fn named(id: &str, reader: &Reader<'_>) -> String {
    known(id, reader).unwrap_or_else(|| tr("客服", "Support").to_owned())
}

fn known(id: &str, reader: &Reader<'_>) -> Option<String> {
    if id == reader.me {
        return Some(tr("您", "You").to_owned());
    }
    (reader.name)(id)
}

fn filed(class: Class, priority: Priority, (team, owner): (&TeamId, Option<&MemberId>), reader: &Reader<'_>) -> String {
    let owner = owner.and_then(|owner| (reader.name)(owner.as_str())).map(|owner| [tr("，负责人：", ", "), &owner].concat());
    let team = (reader.name)(team.as_str());
    let team = team.map(|team| [tr("，由", "; it went to "), &team, tr("受理", ""), &owner.unwrap_or_default()].concat());
    let class = class.label(lang());
    let priority = priority.label(lang());
    [
        tr("提交了工单（", " filed the ticket ("),
        class,
        tr("，建议优先级 ", ", proposed priority "),
        priority,
        tr("）", ")"),
        &team.unwrap_or_default(),
    ]
    .concat()
}

fn started(by: &By, owner: &MemberId, reader: &Reader<'_>) -> String {
    let own = matches!(by, By::Member(id) if id == owner);
    if own {
        return tr("接手并开始处理", " took it and started work").to_owned();
    }
    [tr("安排", " put "), &named(owner.as_str(), reader), tr("开始处理", " to work on it")].concat()
}

fn closed(code: CloseCode, duplicate_of: Option<u32>) -> String {
    let words = match code {
        CloseCode::Duplicate => {
            let other = duplicate_of.map(|serial| [" #", &serial.to_string()].concat()).unwrap_or_default();
            return [tr("关闭了工单：重复于", " closed it as a duplicate of"), &other].concat();
        }
        CloseCode::Withdrawn => tr("撤回了工单", " withdrew the ticket"),
        CloseCode::Rejected => tr("关闭了工单：不予处理", " closed it: it will not be worked on"),
        CloseCode::Answered => tr("关闭了工单：知识库已有解答", " closed it: an article answers it"),
        CloseCode::Confirmed | CloseCode::Silence => tr("关闭了工单", " closed the ticket"),
    };
    words.to_owned()
}

fn assigned(team: &TeamId, owner: Option<&MemberId>, reader: &Reader<'_>) -> String {
    let team = (reader.name)(team.as_str());
    let Some(owner) = owner else {
        let team = team.unwrap_or_else(|| tr("另一个团队", "another team").to_owned());
        return [tr("把工单转给", " passed it to "), &team].concat();
    };
    let team = team.map(|team| [tr("（", " ("), &team, tr("）", ")")].concat()).unwrap_or_default();
    [tr("指定负责人：", " made the owner "), &named(owner.as_str(), reader), &team].concat()
}

fn prioritised(from: Priority, to: Priority) -> String {
    let (old, new) = (from.label(lang()), to.label(lang()));
    if from == to {
        return [tr("确认优先级为 ", " confirmed the priority "), new].concat();
    }
    [tr("把优先级从 ", " changed the priority from "), old, tr(" 调整为 ", " to "), new].concat()
}

fn gate_passed(gate: Gate) -> String {
    match gate {
        Gate::Initiation => tr("完成了立项，可以开始处理", " initiated the request; work can start"),
        Gate::Approval | Gate::Open => tr("批准了变更，可以开始处理", " approved the change; work can start"),
    }
    .to_owned()
}

fn asked(approver: &Approver, reader: &Reader<'_>) -> String {
    let whom = match approver {
        Approver::Member(id) => named(id.as_str(), reader),
        Approver::Contact(id) => known(id.as_str(), reader).unwrap_or_else(|| tr("客户", "the customer").to_owned()),
        Approver::Leads => tr("主管", "a lead").to_owned(),
    };
    [tr("请", " asked "), &whom, tr("审批", " for approval")].concat()
}

fn waited(on: WaitingFor, reader: &Reader<'_>) -> String {
    match on {
        WaitingFor::Customer if !reader.team => tr("在等您的答复", " is waiting for your answer"),
        WaitingFor::Customer => tr("设为等待客户", " set it to wait for the customer"),
        WaitingFor::ThirdParty => tr("设为等待第三方", " set it to wait for a third party"),
        WaitingFor::Approval => tr("设为等待审批", " set it to wait for approval"),
    }
    .to_owned()
}

fn said(kind: MessageKind) -> String {
    match kind {
        MessageKind::Reply => tr("回复了", " replied"),
        MessageKind::Progress => tr("更新了进展", " posted progress"),
        MessageKind::Note => tr("写了内部备注", " wrote an internal note"),
        MessageKind::Email => tr("记录了一封邮件", " recorded an e-mail"),
        MessageKind::Call => tr("记录了一次通话", " recorded a call"),
        MessageKind::Meeting => tr("记录了一次会议", " recorded a meeting"),
    }
    .to_owned()
}
