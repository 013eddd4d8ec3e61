//! The dialogs of approval, initiation and sub-tasks.

use app::{
    api::Call,
    desk::{asking::Field, context},
    dom,
    i18n::{self, lang, tr},
    ui::{Choice, RadioCards, SelectField, TextArea, TextField},
};
use leptos::prelude::*;
use shared::{
    id::ProjectId,
    text::{Query, Reason, Title},
    ticket::{Approver, CloseCode, Command, Decision, initiation::EFFORT_DAYS_MAX},
    time::Timestamp,
    wire::people::{Contacts, search_query},
};

use super::{
    ask::{framed, kept},
    state::Workspace,
};
use crate::projects;

/// The value of the choice "the leads"; ids of people are longer.
const LEADS: &str = "leads";

/// Whom to ask, and what for.
pub fn approval(ws: Workspace) -> AnyView {
    let (who, words) = (Field::new(LEADS), kept(ws, "approval"));
    let contacts = customers(ws);
    let send = move || {
        let parse = |word: &str| match word.split_once(':') {
            Some(("member", id)) => Some(Approver::Member(id.into())),
            Some(("contact", id)) => Some(Approver::Contact(id.into())),
            _ => (word == LEADS).then_some(Approver::Leads),
        };
        let approver = who.choose(parse, tr("请选择审批人。", "Choose who approves."));
        let reason = words.parse(Reason::parse);
        Some(Command::RequestApproval { approver: approver?, reason: reason? })
    };
    let options = Signal::derive(move || {
        let me = context::my_id();
        let others = context::members().into_iter().filter(|member| Some(&member.id) != me.as_ref());
        let members =
            others.map(|member| (["member:", member.id.as_str()].concat(), [tr("同事：", "Colleague: "), member.name.as_str()].concat()));
        std::iter::once((LEADS.to_owned(), tr("任意一位主管", "Any lead").to_owned())).chain(contacts.get()).chain(members).collect()
    });
    let fields = view! {
        <SelectField id="approval-who" label=tr("请谁审批？", "Who approves?") value=who.value options error=who.error required=true />
        <TextArea
            id="approval-reason"
            label=tr("请批准什么？", "What is to be approved?")
            hint=tr("审批人会收到邮件，凭邮件里的链接即可答复；客户也会看到这段话。等待期间不计解决时间。", "The approver gets a mail with a link to answer by. The customer sees these words too. The resolution clock stands still meanwhile.")
            value=words.value
            error=words.error
            rows=3
            max=Reason::CHARS_MAX
            required=true
        />
    }
    .into_any();
    framed(ws, fields, tr("发起审批", "Ask for approval"), &[words], send)
}

/// The requester, and who else of the company can be found.
fn customers(ws: Workspace) -> RwSignal<Vec<(String, String)>> {
    let of_customer = |id: &str, name: &str| (["contact:", id].concat(), [tr("客户：", "Customer: "), name].concat());
    let (requester, company) = ws.ticket.with_untracked(|t| (t.requester.clone(), t.company.clone()));
    let found = RwSignal::new(vec![of_customer(requester.id.as_str(), requester.name.as_str())]);
    if let Some((query, company)) = company.and_then(|company| Some((Query::parse(company.name.as_str()).ok()?, company))) {
        dom::spawn(async move {
            let Ok(answer) = Call::get(["/api/v1/contacts?", &search_query(&query)].concat()).send::<Contacts>().await else { return };
            let colleagues = answer.contacts.into_iter().filter(|contact| {
                contact.active
                    && contact.id != requester.id
                    && contact.company.as_ref().is_some_and(|own| own.id.as_str() == company.id.as_str())
            });
            let more: Vec<_> = colleagues.map(|contact| of_customer(contact.id.as_str(), contact.name.as_str())).collect();
            found.try_update(|all| all.extend(more));
        });
    }
    found
}

/// Why the approver says no.
pub fn refusal(ws: Workspace) -> AnyView {
    let words = kept(ws, "approval-refusal");
    let send = move || {
        let comment = words.parse(Reason::parse)?;
        Some(Command::DecideApproval { approved: false, comment: Some(comment) })
    };
    let fields = view! {
        <TextArea id="refusal-comment" label=tr("为什么驳回？", "Why is it refused?") hint=tr("发起人和客户都会看到。", "Whoever asked and the customer see it.") value=words.value error=words.error rows=3 max=Reason::CHARS_MAX required=true />
    }
    .into_any();
    framed(ws, fields, tr("驳回", "Refuse"), &[words], send)
}

/// Value, effort and the decision on a new request (R7).
pub fn initiation(ws: Workspace) -> AnyView {
    let before = ws.ticket.with_untracked(|ticket| ticket.initiation.clone());
    let (decision, value) = (Field::new(""), kept(ws, "initiation"));
    let effort = Field::new(before.as_ref().map(|record| record.effort_days.to_string()).unwrap_or_default());
    let project = RwSignal::new(before.and_then(|record| record.project).map(|id| id.0).unwrap_or_default());
    let send = move || {
        let chosen = decision.choose(Decision::parse, tr("请选择结论。", "Choose a decision."));
        let value = value.parse(Reason::parse);
        let days = |text: &str| text.trim().parse::<u32>().ok().filter(|days| *days <= EFFORT_DAYS_MAX);
        let days = effort.choose(days, tr("请填写 0–1000 的整数天数。", "Enter whole days, 0 to 1000."));
        let project = Some(project.get_untracked()).filter(|id| !id.is_empty()).map(ProjectId);
        Some(Command::Initiate { decision: chosen?, value: value?, effort_days: days?, project })
    };
    let notes = |decision| match decision {
        Decision::Go => tr("可以开始处理", "Work can start"),
        Decision::NotNow => tr("保留在待处理，以后再评估", "Stays to do, to be decided later"),
        Decision::No => tr("接着可以“不予处理”关闭工单", "The ticket can then be closed as rejected"),
    };
    let choices = Decision::ALL.iter().map(|one| Choice::new(one.as_str(), one.label(lang())).detail(notes(*one))).collect::<Vec<_>>();
    let fields = view! {
        <RadioCards id="initiation-decision" label=tr("结论", "Decision") choices value=decision.value error=decision.error />
        <TextArea id="initiation-value" label=tr("价值与理由", "Value, and why") hint=tr("仅团队可见。", "Only the team sees it.") value=value.value error=value.error rows=3 max=Reason::CHARS_MAX required=true />
        <div class="pair">
            <TextField id="initiation-effort" label=tr("预计工作量（人天）", "Effort (days)") value=effort.value error=effort.error required=true />
            <SelectField id="initiation-project" label=tr("关联项目", "Project") value=project options=Signal::derive(projects::options) />
        </div>
    }
    .into_any();
    framed(ws, fields, tr("记录结论", "Record the decision"), &[value], send)
}

/// After a "no": closes the ticket as rejected, for the reason that was just given.
pub fn rejection(ws: Workspace) -> AnyView {
    let said = ws.ticket.with_untracked(|ticket| ticket.initiation.as_ref().map(|record| record.value.as_str().to_owned()));
    let words = Field::new(said.unwrap_or_default());
    let send = move || {
        let reason = words.parse(Reason::parse)?;
        Some(Command::Close { code: CloseCode::Rejected, reason: Some(reason), duplicate_of: None })
    };
    let fields = view! {
        <p>{tr("已记录“不立项”。要以“不予处理”关闭这张工单吗？", "“No” is recorded. Close the ticket as rejected?")}</p>
        <TextArea id="rejection-reason" label=tr("给客户的理由", "The reason, for the customer") value=words.value error=words.error rows=3 max=Reason::CHARS_MAX required=true />
    }
    .into_any();
    framed(ws, fields, tr("关闭工单", "Close the ticket"), &[], send)
}

/// A part of the work, for a member.
pub fn subtask(ws: Workspace) -> AnyView {
    let (title, member, due) = (kept(ws, "subtask"), Field::new(""), RwSignal::new(String::new()));
    let send = move || {
        let title = title.parse(Title::parse);
        let chosen = member.choose(|id| (!id.is_empty()).then(|| id.into()), tr("请选择由谁来做。", "Choose who does it."));
        let due = i18n::end_of_input_date(&due.get_untracked()).map(Timestamp);
        Some(Command::AddSubTask { title: title?, member: chosen?, due })
    };
    let options = Signal::derive(|| {
        let members = context::members().into_iter().map(|member| (member.id.0, member.name.into()));
        std::iter::once((String::new(), tr("请选择", "Choose").to_owned())).chain(members).collect()
    });
    let fields = view! {
        <TextField id="subtask-title" label=tr("要做什么", "What is to be done") value=title.value error=title.error max=Title::CHARS_MAX required=true />
        <div class="pair">
            <SelectField id="subtask-member" label=tr("由谁来做", "Who does it") value=member.value options error=member.error required=true />
            <TextField id="subtask-due" kind="date" label=tr("截止日期", "Due") value=due />
        </div>
        <p class="hint">{tr("对方会收到邮件，并成为这张工单的协作人。子任务全部完成后才能提交解决方案。", "They get a mail and help on the ticket from then on. A solution waits until all sub-tasks are done.")}</p>
    }
    .into_any();
    framed(ws, fields, tr("添加", "Add"), &[title], send)
}
