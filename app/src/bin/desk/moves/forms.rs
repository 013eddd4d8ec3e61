//! The words that each move asks for.

use app::{
    i18n::{lang, tr},
    ui::{Choice, RadioCards, SelectField, TextArea, TextField, live},
};
use leptos::prelude::*;
use shared::{
    id::MemberId,
    text::{Body, Reason},
    ticket::{CloseCode, Command, decide::Move},
};

use super::{Asked, Moving};
use app::desk::{
    asking::{self, Field},
    context, kept,
};

/// The form of a move.
pub(super) fn form(moving: Moving, asked: Asked) -> AnyView {
    match asked.step {
        Move::Start | Move::Accept => start(moving, &asked),
        Move::Propose => propose(moving, &asked),
        Move::Refuse => because(moving, &asked, tr("为什么退回？", "Why does it go back?"), |reason| Command::Refuse { reason }),
        Move::Reopen => because(moving, &asked, tr("为什么重新打开？", "Why is it reopened?"), |reason| Command::Reopen { reason }),
        Move::Close => close(moving, &asked),
    }
}

/// An unowned ticket: who takes it?
fn start(moving: Moving, asked: &Asked) -> AnyView {
    let me = context::my_id();
    let owner = RwSignal::new(asked.ticket.owner.clone().or(me.clone()).map(|id| id.0).unwrap_or_default());
    let people = context::owners().into_iter().map(move |member| {
        let name = member.name.as_str();
        let words = if Some(&member.id) == me.as_ref() { [tr("我（", "Me ("), name, tr("）", ")")].concat() } else { name.to_owned() };
        (member.id.0, words)
    });
    let people: Vec<(String, String)> = people.collect();
    let send = move || moving.answer(Command::Start { owner: Some(MemberId(owner.get_untracked())) }, &[]);
    let fields = view! {
        <p>{tr("这张工单还没有负责人。谁来接手？", "Nobody owns this ticket yet. Who takes it?")}</p>
        <SelectField id="start-owner" label=tr("负责人", "Owner") value=owner options=Signal::derive(move || people.clone()) required=true />
    }
    .into_any();
    framed(moving, fields, tr("接手并开始", "Take it and start"), send)
}

fn propose(moving: Moving, asked: &Asked) -> AnyView {
    let (solution, root_cause) = (kept(asked, "solution"), kept(asked, "cause"));
    let send = move || {
        if let (Some(text), Some(cause)) = (solution.parse(Body::parse), root_cause.parse(Reason::parse)) {
            moving.answer(Command::Propose { solution: text, root_cause: cause }, &[solution.value, root_cause.value]);
        }
    };
    let fields = view! {
        <TextArea
            id="move-solution"
            label=tr("解决方案", "Solution")
            hint=tr("客户会看到并据此验证：做了什么、怎么确认。", "The customer reads it to verify: what was done, and how to check.")
            value=solution.value
            error=solution.error
            rows=5
            max=Body::CHARS_MAX
            required=true
        />
        <TextArea
            id="move-cause"
            label=tr("根本原因", "Root cause")
            hint=tr("一句话即可，用于避免再次发生。", "One sentence is enough; it helps to keep it from happening again.")
            value=root_cause.value
            error=root_cause.error
            rows=2
            max=Reason::CHARS_MAX
            required=true
        />
    }
    .into_any();
    framed(moving, fields, tr("提交，请客户验证", "Hand over for verification"), send)
}

fn because(moving: Moving, asked: &Asked, question: &'static str, command: fn(Reason) -> Command) -> AnyView {
    let reason = kept(asked, "reason");
    let send = move || {
        if let Some(parsed) = reason.parse(Reason::parse) {
            moving.answer(command(parsed), &[reason.value]);
        }
    };
    let hint = tr("客户也会看到。", "The customer sees it too.");
    let field = view! { <TextArea id="move-reason" label=question hint value=reason.value error=reason.error max=Reason::CHARS_MAX required=true /> };
    framed(moving, field.into_any(), tr("移到“处理中”", "Move to “In progress”"), send)
}

/// Codes that a person of the firm may close with; the requester's own words come last.
const CODES: [CloseCode; 4] = [CloseCode::Duplicate, CloseCode::Answered, CloseCode::Rejected, CloseCode::Withdrawn];

fn close(moving: Moving, asked: &Asked) -> AnyView {
    let (code, other, reason) = (Field::new(""), Field::new(""), kept(asked, "closing"));
    let own = asked.serial;
    let send = move || {
        let Some(chosen) = code.choose(CloseCode::parse, tr("请选择关闭原因。", "Choose why it is closed.")) else { return };
        let parsed = match chosen {
            CloseCode::Rejected => reason.parse(Reason::parse).map(Some),
            _ => reason.parse_optional(Reason::parse),
        };
        let number = |text: &str| text.trim().trim_start_matches('#').parse().ok().filter(|serial| *serial != own);
        let duplicate_of = match chosen {
            CloseCode::Duplicate => other.choose(number, tr("请填写另一张工单的编号。", "Give the number of the other ticket.")).map(Some),
            _ => Some(None),
        };
        if let (Some(reason_given), Some(duplicate_of)) = (parsed, duplicate_of) {
            moving.answer(Command::Close { code: chosen, reason: reason_given, duplicate_of }, &[reason.value]);
        }
    };
    let choices = CODES.iter().map(|code| Choice::new(code.as_str(), code.label(lang())).detail(meaning(*code))).collect::<Vec<_>>();
    let duplicate = live(move || {
        code.value
            .with(|code| code == CloseCode::Duplicate.as_str())
            .then(|| view! { <TextField id="move-other" label=tr("重复于哪张工单", "Duplicate of") placeholder="#" value=other.value error=other.error required=true /> })
    });
    let label = tr("说明", "Explanation");
    let fields = view! {
        <RadioCards id="move-code" label=tr("关闭原因", "Why is it closed?") choices value=code.value error=code.error />
        {duplicate}
        <TextArea id="move-closing" label value=reason.value error=reason.error rows=3 max=Reason::CHARS_MAX />
    }
    .into_any();
    framed(moving, fields, tr("关闭工单", "Close the ticket"), send)
}

fn meaning(code: CloseCode) -> &'static str {
    match code {
        CloseCode::Duplicate => tr("另一张工单已在处理同一问题；不请客户评价", "Another ticket covers it; no rating is asked"),
        CloseCode::Answered => tr("已有文章解答", "An article answers it"),
        CloseCode::Rejected => tr("不做，须说明理由", "It will not be done; a reason is needed"),
        CloseCode::Withdrawn => tr("客户不再需要", "The customer no longer needs it"),
        CloseCode::Confirmed | CloseCode::Silence => "",
    }
}

fn framed(moving: Moving, fields: AnyView, action: &'static str, send: impl Fn() + 'static) -> AnyView {
    asking::framed(fields, action, (moving.busy, moving.error), move || moving.asked.set(None), send)
}

/// Words that survive a closed dialog, a refusal and a reload.
fn kept(asked: &Asked, field: &str) -> Field {
    Field::over(kept::text(&["move.", &asked.serial.to_string(), ".", field].concat()))
}
