//! Approval, initiation and sub-tasks on a ticket: how they stand, and what this member may do about them.

use app::{
    desk::context,
    i18n::{self, lang, tr},
    ui::{Icon, icon, live, when},
};
use leptos::prelude::*;
use shared::{
    text::{Reason, Title},
    ticket::{ApprovalState, Approver, Command, Decision, Gate, SubTask, approval::pending},
    wire::ticket::TicketView,
};

use super::{ask::Question, head::change_button, state::Workspace};

/// What must happen before work starts, or did; nothing for a ticket that never had a gate.
pub fn gate(ws: Workspace) -> Option<AnyView> {
    let (gate, has_record) = ws.ticket.with(|t| (t.gate, t.approval.is_some() || t.initiation.is_some()));
    if gate == Gate::Open && !has_record {
        return None;
    }
    let state = ws.ticket.with(|ticket| match &ticket.initiation {
        Some(_) => initiated(ticket),
        None => approval(ticket),
    });
    Some(view! { <div class="stack tight">{state}<div class="row">{acts(ws)}</div></div> }.into_any())
}

fn approval(ticket: &TicketView) -> AnyView {
    let Some(request) = &ticket.approval else {
        return view! { <span class="chip wait">{ticket.gate.label(lang())}</span> }.into_any();
    };
    let who = match &request.approver {
        Approver::Leads => tr("主管", "A lead").to_owned(),
        Approver::Member(id) => context::member_name(id),
        Approver::Contact(_) => ticket.approver_name.as_ref().map_or_else(String::new, |name| name.as_str().to_owned()),
    };
    let is_pending = request.state == ApprovalState::Pending;
    let chip = if is_pending { "chip wait" } else { "chip" };
    let until = is_pending.then(|| view! { <small>{tr("截止 ", "until ")}{i18n::date_time(request.expires_at.0)}</small> }.into_any());
    let gone = ticket.approver_gone.then(|| {
        let words = tr("审批人已不在，答复不了。请改请他人。", "The approver has left and cannot answer. Please ask somebody else.");
        view! { <p class="field-error">{words}</p> }.into_any()
    });
    let comment = request.comment.as_ref().map(|comment| view! { <q>{comment.as_str().to_owned()}</q> }.into_any());
    view! {
        <span class="row"><span class=chip>{request.state.label(lang())}</span><span>{who}</span>{until}</span>
        {gone}
        <span>{request.reason.as_str().to_owned()}</span>
        {comment}
    }
    .into_any()
}

fn initiated(ticket: &TicketView) -> AnyView {
    let Some(record) = &ticket.initiation else { return ().into_any() };
    let chip = if record.decision == Decision::Go { "chip" } else { "chip wait" };
    let project = record.project.as_ref().and_then(|id| context::projects().into_iter().find(|project| project.id == *id));
    view! {
        <span class="row"><span class=chip>{record.decision.label(lang())}</span><span>{days(record.effort_days)}</span>{when(record.at.0)}</span>
        <span>{record.value.as_str().to_owned()}</span>
        {project.map(|project| view! { <small>{tr("项目：", "Project: ")}{project.name.as_str().to_owned()}</small> }.into_any())}
    }
    .into_any()
}

pub fn days(days: u32) -> String {
    [&days.to_string(), tr(" 人天", if days == 1 { " day of work" } else { " days of work" })].concat()
}

/// What can be done about the gate, each with the words that pass, to learn whether real ones would.
fn acts(ws: Workspace) -> Vec<AnyView> {
    let Ok(words) = Reason::parse("…") else { return Vec::new() };
    let ask = |question: Question, label: &'static str| change_button(label, move || ws.question.set(Some(question.clone())));
    let mut acts = Vec::new();
    if ws.may(&Command::DecideApproval { approved: false, comment: Some(words.clone()) }) {
        acts.push(change_button(tr("批准", "Approve"), move || ws.give(Command::DecideApproval { approved: true, comment: None })));
        acts.push(ask(Question::Refusal, tr("驳回", "Refuse")));
    }
    if ws.may(&Command::RequestApproval { approver: Approver::Leads, reason: words.clone() }) {
        let again = ws.ticket.with(|ticket| pending(&ticket.to_domain()).is_some());
        acts.push(ask(Question::Approval, if again { tr("改请他人", "Ask somebody else") } else { tr("请求审批", "Ask for approval") }));
    }
    if ws.may(&Command::WithdrawApproval) {
        acts.push(change_button(tr("撤回", "Withdraw"), move || ws.give(Command::WithdrawApproval)));
    }
    if ws.may(&Command::PassGate { comment: None }) {
        acts.push(ask(Question::Gate, tr("直接放行", "Let it pass")));
    }
    if ws.may(&Command::Initiate { decision: Decision::Go, value: words, effort_days: 0, project: None }) {
        acts.push(ask(Question::Initiation, tr("立项评估", "Decide on it")));
    } else if ws.ticket.with(|ticket| ticket.gate == Gate::Initiation) {
        acts.push(view! { <small>{tr("由主管处理", "A lead decides")}</small> }.into_any());
    }
    acts
}

/// The sub-tasks, and the button that adds one (R12).
pub fn subtasks(ws: Workspace) -> AnyView {
    let list = live(move || {
        let all = ws.ticket.with(|ticket| ticket.subtasks.clone());
        all.into_iter().map(|subtask| line(ws, subtask)).collect::<Vec<_>>()
    });
    let sample = || Some(Command::AddSubTask { title: Title::parse("…").ok()?, member: context::my_id()?, due: None });
    let add = live(move || {
        sample()
            .filter(|sample| ws.may(sample))
            .map(|_| change_button(tr("添加子任务", "Add a sub-task"), move || ws.question.set(Some(Question::SubTask))))
    });
    view! { <ul class="subtasks">{list}</ul>{add} }.into_any()
}

fn line(ws: Workspace, subtask: SubTask) -> AnyView {
    let (number, done) = (subtask.number, subtask.done_at.is_some());
    let command = Command::MarkSubTask { number, done: !done };
    let may = ws.may(&command);
    let title = subtask.title.as_str().to_owned();
    let label = [if done { tr("重新打开：", "Open again: ") } else { tr("完成：", "Finish: ") }, &title].concat();
    let due = subtask.due.filter(|_| !done).map(|due| {
        let late = due.0 < app::dom::now_ms();
        let class = if late { "chip alarm" } else { "chip" };
        view! { <span class=class>{tr("截止 ", "due ")}{i18n::date(due.0)}</span> }.into_any()
    });
    view! {
        <li class="subtask" class:done=done>
            <button type="button" class="btn quiet square" aria-label=label aria-pressed=done.to_string() disabled=!may on:click=move |_| ws.give(command.clone())>
                {if done { icon(Icon::Check) } else { view! { <span class="box"></span> }.into_any() }}
            </button>
            <span class="grow">{title}</span>
            <small>{context::member_name(&subtask.member)}</small>
            {due}
        </li>
    }
    .into_any()
}
