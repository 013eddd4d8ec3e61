//! `/desk/inbox`: what the member was told, newest first. Opening a ticket reads what is about it.

use app::{
    desk::inbox,
    i18n::{lang, tr},
    ticket::labels::serial_text,
    ui::*,
};
use leptos::prelude::*;
use shared::{notify::Topic, wire::channels::InboxEntry};

/// The page.
pub fn inbox_page() -> AnyView {
    inbox::look();
    let unread = Memo::new(|_| inbox::inbox().map_or(0, |inbox| inbox.unread));
    let all_read = move || {
        (unread.get() > 0)
            .then(|| view! { <Button label=tr("全部标为已读", "Mark all as read") icon=Icon::Check on_press=inbox::seen_all /> }.into_any())
    };
    let list = live(|| match (inbox::inbox(), inbox::trouble()) {
        (None, Some(error)) => failure(error, UnsyncCallback::from(inbox::look)),
        (None, None) => skeleton(6),
        (Some(inbox), _) if inbox.entries.is_empty() => empty(
            tr("没有消息", "Nothing here"),
            tr(
                "有工单指派给您、客户回复或即将超时时，会在这里告诉您。",
                "When a ticket is assigned to you, a customer replies, or time runs short, it is told here.",
            ),
            ().into_any(),
        ),
        (Some(inbox), _) => view! { <ul class="entries">{inbox.entries.into_iter().map(entry).collect::<Vec<_>>()}</ul> }.into_any(),
    });
    view! {
        <div class="page narrow stack">
            <div class="page-head"><h1>{tr("收件箱", "Inbox")}</h1>{all_read}</div>
            <p class="muted">
                {tr("想少收一些？在", "Too much? Choose what you are told in your ")}
                <a href="/desk/profile#notices">{tr("个人设置", "profile")}</a>
                {tr("里选择。", ".")}
            </p>
            {list}
        </div>
    }
    .into_any()
}

fn entry(entry: InboxEntry) -> AnyView {
    let serial = entry.serial;
    let href = ["/desk/tickets/", &serial.to_string()].concat();
    let unread = (!entry.read).then(|| view! { <span class="chip">{tr("未读", "New")}</span> }.into_any());
    view! {
        <li class="entry told" class:unread=!entry.read>
            {icon(symbol(entry.topic))}
            <div class="entry-text">
                <a href=href on:click=move |_| inbox::seen(serial)><b dir="auto">{[&serial_text(serial), " ", entry.title.as_str()].concat()}</b></a>
                <p class="entry-detail"><span>{what(&entry)}</span>{when(entry.at.0)}</p>
            </div>
            <div class="entry-chips">{unread}</div>
        </li>
    }
    .into_any()
}

fn symbol(topic: Topic) -> Icon {
    match topic {
        Topic::Assigned => Icon::Person,
        Topic::Helping => Icon::People,
        Topic::Replied => Icon::Reply,
        Topic::Refused => Icon::Retry,
        Topic::SubTask => Icon::Check,
        Topic::ApprovalAsked | Topic::ApprovalAnswered => Icon::Lock,
        Topic::Warning => Icon::Clock,
        Topic::Breach | Topic::Escalation => Icon::Alert,
    }
}

fn what(entry: &InboxEntry) -> String {
    let by = entry.by.as_ref().map(|name| name.as_str()).unwrap_or_default();
    let clock = entry.clock.map(|clock| clock.label(lang())).unwrap_or_default();
    let said = |zh: &'static str, en: &'static str| [by, tr(zh, en)].concat();
    match entry.topic {
        Topic::Assigned if by.is_empty() => tr("按规则分派给您", "Given to you by a rule").to_owned(),
        Topic::Assigned => said(" 指派给您", " assigned it to you"),
        Topic::Helping => said(" 请您协助", " asks for your help"),
        Topic::Replied => said(" 回复了", " replied"),
        Topic::Refused => said(" 表示还没解决", " says it is not solved"),
        Topic::SubTask => said(" 把一项子任务交给您", " gave you a sub-task"),
        Topic::ApprovalAsked => said(" 请您审批", " asks for your approval"),
        Topic::ApprovalAnswered => match entry.approved {
            Some(true) => said(" 批准了您发起的审批", " approved what you asked for"),
            Some(false) => said(" 驳回了您发起的审批", " refused what you asked for"),
            None => tr("您发起的审批已过期，没有人答复", "Your request for approval has expired: nobody answered").to_owned(),
        },
        Topic::Warning => [clock, tr("即将超时", " is due soon")].concat(),
        Topic::Breach => [clock, tr("已超时", " is breached")].concat(),
        Topic::Escalation => [clock, tr("超时，已升级给您", " is overdue: escalated to you")].concat(),
    }
}
