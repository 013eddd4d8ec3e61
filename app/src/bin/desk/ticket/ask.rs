//! The dialogs of a ticket: what it waits for, its clearance, its facts, and the requester's link.

use app::{
    draft::Snapshot,
    i18n,
    i18n::{lang, tr},
    ui::{Button, Choice, Dialog, Kind, RadioCards, SelectField, TextArea, TextField, live},
};
use leptos::prelude::*;
use shared::{
    id::{ModuleId, ProjectId},
    text::{Reason, Title},
    ticket::{Command, WaitingFor},
    time::Timestamp,
};

use super::{flow_forms, head::copy, state::Workspace};
use crate::projects;
use app::desk::{
    asking::{self, Field},
    context, kept,
};

/// What is asked.
#[derive(Clone, PartialEq)]
pub enum Question {
    Wait,
    Gate,
    Approval,
    Refusal,
    Initiation,
    /// After a request was turned down.
    Rejection,
    SubTask,
    Edit,
    /// Shows the requester's link.
    Link(String),
}

impl Question {
    /// A wait with a reason that passes, to learn whether a real one would.
    pub fn sample_wait() -> Option<Command> {
        Some(Command::Wait { on: WaitingFor::Customer, reason: Reason::parse("…").ok()? })
    }
}

/// The dialog of whatever is asked.
pub fn dialogs(ws: Workspace) -> AnyView {
    live(move || {
        let question = ws.question.get()?;
        let open = RwSignal::new(true);
        Effect::new(move |_| {
            if !open.get() {
                ws.question.set(None);
            }
        });
        let title = match &question {
            Question::Wait => tr("设为等待", "Set to waiting"),
            Question::Gate => tr("直接放行", "Let it pass"),
            Question::Approval => tr("请求审批", "Ask for approval"),
            Question::Refusal => tr("驳回变更", "Refuse the change"),
            Question::Initiation => tr("立项评估", "Initiation"),
            Question::Rejection => tr("关闭工单", "Close the ticket"),
            Question::SubTask => tr("添加子任务", "Add a sub-task"),
            Question::Edit => tr("编辑工单", "Edit the ticket"),
            Question::Link(_) => tr("客户链接", "The requester's link"),
        };
        let body = move || match &question {
            Question::Wait => wait(ws),
            Question::Gate => gate(ws),
            Question::Approval => flow_forms::approval(ws),
            Question::Refusal => flow_forms::refusal(ws),
            Question::Initiation => flow_forms::initiation(ws),
            Question::Rejection => flow_forms::rejection(ws),
            Question::SubTask => flow_forms::subtask(ws),
            Question::Edit => edit(ws),
            Question::Link(link) => link_view(link.clone()),
        };
        Some(view! { <Dialog title open>{untrack(&body)}</Dialog> }.into_any())
    })
}

fn wait(ws: Workspace) -> AnyView {
    let (on, words) = (Field::new(""), kept(ws, "wait"));
    let send = move || {
        let chosen = on.choose(WaitingFor::parse, tr("请选择在等谁。", "Choose who is waited for."));
        let reason = words.parse(Reason::parse);
        Some(Command::Wait { on: chosen?, reason: reason? })
    };
    let choices = WaitingFor::ALL.iter().map(|on| Choice::new(on.as_str(), on.label(lang()))).collect::<Vec<_>>();
    let fields = view! {
        <RadioCards id="wait-on" label=tr("在等谁？", "Who is waited for?") choices value=on.value error=on.error />
        <TextArea
            id="wait-reason"
            label=tr("等什么", "What for?")
            hint=tr("客户也会看到；等待期间不计解决时间。", "The customer sees it too. The resolution clock stands still meanwhile.")
            value=words.value
            error=words.error
            rows=2
            max=Reason::CHARS_MAX
            required=true
        />
    }
    .into_any();
    framed(ws, fields, tr("设为等待", "Set to waiting"), &[words], send)
}

fn gate(ws: Workspace) -> AnyView {
    let comment = kept(ws, "gate");
    let send = move || comment.parse_optional(Reason::parse).map(|comment| Command::PassGate { comment });
    let fields = view! {
        <p>{tr("不请人审批，直接放行这项配置变更；意见会留在时间线里。", "Lets this change pass without asking anybody. The comment stays in the timeline.")}</p>
        <TextArea id="gate-comment" label=tr("意见", "Comment") value=comment.value error=comment.error rows=3 max=Reason::CHARS_MAX />
    }
    .into_any();
    framed(ws, fields, tr("放行", "Let it pass"), &[comment], send)
}

fn edit(ws: Workspace) -> AnyView {
    let now = ws.ticket.get_untracked();
    let title = Field::new(now.title.as_str());
    let project = RwSignal::new(now.project.map(|id| id.0).unwrap_or_default());
    let module = RwSignal::new(now.module.map(|id| id.0).unwrap_or_default());
    let wish = RwSignal::new(now.wanted_by.map(|at| i18n::input_date(at.0)).unwrap_or_default());
    let send = move || {
        let title = title.parse(Title::parse)?;
        let project = Some(project.get_untracked()).filter(|id| !id.is_empty()).map(ProjectId);
        let module = Some(module.get_untracked()).filter(|id| !id.is_empty() && project.is_some()).map(ModuleId);
        let same_day = now.wanted_by.filter(|at| i18n::input_date(at.0) == wish.get_untracked());
        let wanted_by = same_day.or_else(|| i18n::end_of_input_date(&wish.get_untracked()).map(Timestamp));
        Some(Command::Edit { title, project, module, wanted_by })
    };
    let fields = view! {
        <TextField id="edit-title" label=tr("标题", "Title") value=title.value error=title.error max=Title::CHARS_MAX required=true />
        <SelectField id="edit-project" label=tr("项目", "Project") value=project options=Signal::derive(projects::options) />
        <SelectField id="edit-module" label=tr("模块", "Module") value=module options=Signal::derive(move || projects::modules(&project.get())) />
        <TextField id="edit-wish" label=tr("期望完成", "Wanted by") kind="date" value=wish />
    }
    .into_any();
    framed(ws, fields, tr("保存", "Save"), &[], send)
}

fn link_view(link: String) -> AnyView {
    let text = link.clone();
    view! {
        <p>{tr("把链接发给提单人，打开即可查看、回复和验证这张工单，无需登录。", "Send it to the requester: it opens this ticket to read, reply and verify without signing in.")}</p>
        <input class="input" readonly aria-label=tr("链接", "Link") value=link on:focus=|event| select(&event) />
        <footer class="actions"><Button label=tr("复制", "Copy") kind=Kind::Primary on_press=move || copy(&text, tr("已复制客户链接", "The link is copied")) /></footer>
    }
    .into_any()
}

fn select(event: &web_sys::FocusEvent) {
    use wasm_bindgen::JsCast;
    if let Some(input) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        input.select();
    }
}

/// Words that survive a closed dialog, a refusal and a reload.
pub(super) fn kept(ws: Workspace, question: &str) -> Field {
    Field::over(kept::text(&["ask.", &ws.serial.to_string(), ".", question].concat()))
}

/// The dialog's form; `words` are those of its fields that are kept until the command was accepted.
pub(super) fn framed(
    ws: Workspace,
    fields: AnyView,
    action: &'static str,
    words: &[Field],
    command: impl Fn() -> Option<Command> + 'static,
) -> AnyView {
    let words: Vec<RwSignal<String>> = words.iter().map(|field| field.value).collect();
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None));
    let send = move || {
        let Some(command) = command() else { return };
        let domain = untrack(|| ws.domain());
        match context::try_out(&domain, &command) {
            Err(refusal) => trouble.set(Some(refusal.text(lang()))),
            Ok(_) => ws.give_from_dialog(command, Snapshot::take(&words), busy, trouble),
        }
    };
    asking::framed(fields, action, (busy, trouble), move || ws.question.set(None), send)
}
