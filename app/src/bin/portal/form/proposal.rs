//! How severe it is, in plain words, and the priority that follows, with its reason (R3). The wish for a day (R4).

use app::{
    i18n::{lang, tr},
    ticket::labels::priority_mark,
    ui::{Choice, RadioCards, Segmented, TextField},
};
use leptos::prelude::*;
use shared::{
    text::Note,
    ticket::{Impact, Urgency, priority::propose},
};

use super::{
    parts::{part_of, wait},
    values::Form,
};

/// Impact, urgency, what they propose, and the wish.
pub fn severity_fields(form: Form) -> AnyView {
    part_of(3, wait::SEVERITY_MS, move || severity(form))
}

fn severity(form: Form) -> AnyView {
    let impacts = Impact::ALL.iter().map(|impact| Choice::new(impact.as_str(), impact.label(lang()))).collect();
    let urgencies =
        Urgency::ALL.iter().map(|urgency| Choice::new(urgency.as_str(), urgency.label(lang())).detail(explained(*urgency))).collect();
    view! {
        <Segmented id="impact" label=tr("影响到谁？", "Who is affected?") choices=impacts value=form.impact error=form.error("impact") />
        <TextField
            id="impact_note"
            label=tr("具体是哪些人、哪条产线", "Which people, which line")
            value=form.impact_note
            error=form.error("impact_note")
            max=Note::CHARS_MAX
        />
        <RadioCards id="urgency" label=tr("现在还能工作吗？", "Can work go on?") choices=urgencies value=form.urgency error=form.error("urgency") />
        <div class="proposal" aria-live="polite">{move || proposal(form)}</div>
        <TextField
            id="wanted_by"
            kind="date"
            label=tr("期望完成日期", "Wanted by")
            hint=tr("这是您的期望，客服会尽量安排，但不等于承诺。", "Your wish. We try to meet it, but it is no promise.")
            value=form.wanted_by
            error=form.error("wanted_by")
        />
    }
    .into_any()
}

fn explained(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Stopped => tr("业务停了，没有别的办法", "Nothing gets done, and there is no other way"),
        Urgency::Slow => tr("活还能干，但费时费力", "The work gets done, but it takes longer"),
        Urgency::Small => tr("不影响工作，有空再改", "Work is not affected; it can wait"),
    }
}

fn proposal(form: Form) -> AnyView {
    let Some((impact, urgency)) = form.severity() else {
        return view! { <p class="hint">{tr("选好这两项，就能看到建议的优先级。", "Choose both to see the proposed priority.")}</p> }
            .into_any();
    };
    let reason = [impact.label(lang()), " × ", urgency.label(lang())].concat();
    view! {
        <p>
            {tr("建议优先级 ", "Proposed priority ")}
            {priority_mark(propose(impact, urgency), true)}
        </p>
        <p class="hint">{tr("依据：", "Because: ")}{reason}{tr("。客服核对后确认。", ". Support checks and confirms it.")}</p>
    }
    .into_any()
}
