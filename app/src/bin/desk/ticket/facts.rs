//! The facts of a ticket, each with what this member may change about it.

use app::{
    i18n,
    i18n::{lang, tr},
    ticket::{labels::priority_mark, timeline::closing_reason},
    ui::{Icon, MenuItem, live, when},
};
use leptos::prelude::*;
use shared::{
    ticket::{Command, Gate, Priority, WaitingFor},
    wire::ticket::TicketView,
};

use super::{
    ask::Question,
    clocks, flows,
    head::{change_button, open_menu, opener},
    people,
    state::Workspace,
    tags,
};
use app::desk::context;

const PRIORITY: &str = "fact-priority";

/// The panel.
pub fn facts(ws: Workspace) -> AnyView {
    let clocks = clocks::load(ws);
    ws.clocks.set_value(Some(clocks));
    view! {
        {clocks::panel(ws, clocks)}
        <div class="panel">
            <h2>{tr("处理", "Work")}</h2>
            <dl class="facts">
                {fact(tr("负责人", "Owner"), people::owner(ws))}
                {fact(tr("团队", "Team"), people::team(ws))}
                {fact(tr("优先级", "Priority"), priority(ws))}
                {fact(tr("等待", "Waiting"), waiting(ws))}
                {move || flows::gate(ws).map(|gate| fact(gate_name(ws), gate))}
                {fact(tr("协作人", "Helping"), people::helpers(ws))}
                {fact(tr("标签", "Tags"), tags::tags(ws))}
                {fact(tr("子任务", "Sub-tasks"), flows::subtasks(ws))}
                {move || minutes(ws)}
            </dl>
        </div>
        <div class="panel">
            <h2>{tr("提单人", "Requester")}</h2>
            {move || ws.ticket.with(requester)}
        </div>
        <div class="panel">
            <h2>{tr("工单", "Ticket")}</h2>
            {move || ws.ticket.with(|ticket| described(ws, ticket))}
        </div>
    }
    .into_any()
}

/// The menu of priorities; also behind the key `P`.
pub fn open_priorities(ws: Workspace) {
    let (now, confirmed) = ws.ticket.with_untracked(|ticket| (ticket.priority, ticket.priority_confirmed));
    let items = Priority::ALL.iter().copied().map(|priority| {
        let current = confirmed && priority == now;
        MenuItem::new(priority.label(lang()), move || {
            if !current {
                ws.give(Command::Prioritise { priority })
            }
        })
        .checked(current)
        .note(ws.clocks.get_value().and_then(|clocks| clocks::otherwise(clocks, priority)).unwrap_or_default())
    });
    open_menu(ws, PRIORITY, items.collect());
}

fn fact(name: &'static str, value: AnyView) -> AnyView {
    view! { <dt>{name}</dt><dd>{value}</dd> }.into_any()
}

fn text(name: &'static str, value: impl Into<String>) -> AnyView {
    let value: String = value.into();
    fact(name, value.into_any())
}

/// The priority, and one press to confirm what the matrix proposed (R3).
fn priority(ws: Workspace) -> AnyView {
    let state = Memo::new(move |_| ws.ticket.with(|ticket| (ticket.priority, ticket.priority_confirmed)));
    let confirm = live(move || {
        let (priority, confirmed) = state.get();
        (!confirmed && ws.may(&Command::Prioritise { priority }))
            .then(|| change_button(tr("确认", "Confirm"), move || ws.give(Command::Prioritise { priority })))
    });
    let change = live(move || {
        let other = Priority::ALL.iter().find(|priority| **priority != state.get().0);
        other.filter(|priority| ws.may(&Command::Prioritise { priority: **priority })).map(|_| {
            opener(PRIORITY, "btn quiet square", tr("更改优先级", "Change the priority"), Icon::Pen, move || open_priorities(ws))
        })
    });
    view! { {move || { let (priority, confirmed) = state.get(); priority_mark(priority, confirmed) }}{confirm}{change} }.into_any()
}

fn waiting(ws: Workspace) -> AnyView {
    let value = live(move || {
        ws.ticket.with(|ticket| match &ticket.waiting {
            Some(waiting) => {
                // The words of a request for approval stand with the request, below.
                let asked = waiting.on == WaitingFor::Approval && ticket.approval.is_some();
                let reason = (!asked).then(|| view! { <span>{waiting.reason.as_str().to_owned()}</span> }.into_any());
                view! { <div class="stack tight"><span class="chip wait">{waiting.on.label(lang())}</span>{reason}{when(waiting.since.0)}</div> }
                    .into_any()
            }
            None => view! { <span class="muted">{tr("没有等待", "Nothing")}</span> }.into_any(),
        })
    });
    let act = move || {
        if ws.may(&Command::Resume) {
            return Some(change_button(tr("结束等待", "End the wait"), move || ws.give(Command::Resume)));
        }
        Question::sample_wait()
            .filter(|sample| ws.may(sample))
            .map(|_| change_button(tr("设为等待", "Set to waiting"), move || ws.question.set(Some(Question::Wait))))
    };
    view! { {value}{act} }.into_any()
}

fn gate_name(ws: Workspace) -> &'static str {
    let initiation = ws.ticket.with(|ticket| ticket.initiation.is_some() || ticket.gate == Gate::Initiation);
    if initiation { tr("立项", "Initiation") } else { tr("审批", "Approval") }
}

fn minutes(ws: Workspace) -> Option<AnyView> {
    let minutes = ws.ticket.with(|ticket| ticket.minutes)?;
    (minutes > 0).then(|| text(tr("已用时", "Time spent"), minutes.to_string() + tr(" 分钟", " min")))
}

/// What was filed, and what was made of it.
fn described(ws: Workspace, ticket: &TicketView) -> AnyView {
    let none = || tr("无", "None").to_owned();
    let project = match (&ticket.project_name, &ticket.module_name) {
        (Some(project), Some(module)) => [project.as_str(), " / ", module.as_str()].concat(),
        (Some(project), None) => project.as_str().to_owned(),
        _ => none(),
    };
    let impact = match &ticket.impact_note {
        Some(note) => [ticket.impact.label(lang()), tr("：", ": "), note.as_str()].concat(),
        None => ticket.impact.label(lang()).to_owned(),
    };
    let wish = ticket.wanted_by.map_or_else(none, |wish| i18n::date(wish.0));
    let edit = Command::Edit { title: ticket.title.clone(), project: None, module: None, wanted_by: None };
    let refusal = context::try_out(&ticket.to_domain(), &edit).err();
    let editable = refusal.is_none_or(|refusal| refusal.code == shared::error::Code::NothingChanged);
    view! {
        <dl class="facts">
            {text(tr("类别", "Class"), ticket.class.label(lang()))}
            {text(tr("影响", "Impact"), impact)}
            {text(tr("紧急", "Urgency"), ticket.urgency.label(lang()))}
            {fact(tr("系统建议", "Proposed"), priority_mark(ticket.proposed, true))}
            {text(tr("期望完成", "Wanted by"), wish)}
            {text(tr("项目", "Project"), project)}
            {fact(tr("提交", "Filed"), when(ticket.created_at.0))}
            {ticket.first_response_at.map(|at| fact(tr("首次回复", "First reply"), when(at.0)))}
            {ticket.resolved_at.map(|at| fact(tr("提交方案", "Solution"), when(at.0)))}
            {(ticket.reopen_count > 0).then(|| text(tr("退回次数", "Reopened"), ticket.reopen_count.to_string()))}
            {ticket.closing.as_ref().map(|closing| closed(ws, closing))}
            {ticket.rating.as_ref().map(rating)}
            {ticket.follow_up_of.map(|other| linked(tr("接续工单", "Follows"), other))}
        </dl>
        {editable.then(|| change_button(tr("编辑", "Edit"), move || ws.question.set(Some(Question::Edit))))}
    }
    .into_any()
}

fn closed(ws: Workspace, closing: &shared::ticket::Closing) -> AnyView {
    let reason = ws.events.with(|events| closing_reason(events).map(|reason| text(tr("说明", "Explanation"), reason.as_str())));
    view! {
        {text(tr("关闭原因", "Closed as"), closing.code.label(lang()))}
        {closing.duplicate_of.map(|other| linked(tr("重复于", "Duplicate of"), other))}
        {reason}
    }
    .into_any()
}

fn rating(rating: &shared::ticket::rating::Rating) -> AnyView {
    let score = [&rating.score.value().to_string(), tr(" 分（满分 5）", " of 5")].concat();
    let words = match &rating.comment {
        Some(comment) => [&score, tr("：", ": "), comment.as_str()].concat(),
        None => score,
    };
    text(tr("客户评价", "Rating"), words)
}

fn linked(name: &'static str, serial: u32) -> AnyView {
    let href = ["/desk/tickets/", &serial.to_string()].concat();
    fact(name, view! { <a href=href>{app::ticket::labels::serial_mark(serial)}</a> }.into_any())
}

fn requester(ticket: &TicketView) -> AnyView {
    let who = &ticket.requester;
    let mail = who.email.as_ref().map(|mail| {
        let mail = mail.as_str().to_owned();
        fact(tr("邮箱", "E-mail"), view! { <a href=["mailto:", &mail].concat()>{mail.clone()}</a> }.into_any())
    });
    let phone = who.phone.as_ref().map(|phone| {
        let phone = phone.as_str().to_owned();
        fact(tr("电话", "Phone"), view! { <a href=["tel:", &phone].concat()>{phone.clone()}</a> }.into_any())
    });
    // Whoever typed the address may be somebody else: the team should see it before it answers.
    let typed = who.filed_as.as_ref().map(|typed| {
        let phone = typed.phone.as_ref().map_or("", |phone| phone.as_str());
        text(tr("提交时自称", "Called themselves"), [typed.name.as_str(), " ", phone].concat().trim_end())
    });
    view! {
        <dl class="facts">
            {text(tr("姓名", "Name"), who.name.as_str())}
            {typed}
            {ticket.company.as_ref().map(|company| text(tr("公司", "Company"), company.name.as_str()))}
            {mail}
            {phone}
        </dl>
    }
    .into_any()
}
