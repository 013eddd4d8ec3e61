//! The fields of the ticket itself; the same template, examples and matrix as the customer's form.

use app::{
    desk::context,
    i18n::{lang, tr},
    ticket::{
        guide::{self, Asked},
        labels::priority_mark,
    },
    ui::{Choice, FileButtons, RadioCards, Segmented, SelectField, TextArea, TextField, TrayTiles, catch_files, live},
};
use leptos::prelude::*;
use shared::{
    text::{Body, Note, Title},
    ticket::{Class, DetailKey, Impact, Urgency, priority::propose},
};

use super::Draft;
use crate::projects;

/// Class, title, the parts of its template, files.
pub(super) fn content(draft: Draft) -> AnyView {
    let classes = Class::ALL
        .iter()
        .map(|class| Choice::new(class.as_str(), class.label(lang())).detail(context::with_guide(|own| guide::guidance(own, *class))))
        .collect::<Vec<_>>();
    let class = Memo::new(move |_| draft.class());
    let parts = live(move || {
        class.get().map(|class| {
            context::with_guide(|own| guide::parts(own, class)).into_iter().map(|asked| part(draft, asked)).collect::<Vec<_>>()
        })
    });
    catch_files(move |given| draft.tray.add(given));
    view! {
        <RadioCards id="new-class" label=tr("类别", "Class") choices=classes value=draft.class error=draft.form.error("new-class") />
        <TextField id="new-title" label=tr("标题", "Title") value=draft.title error=draft.form.error("new-title") max=Title::CHARS_MAX required=true />
        {parts}
        <div class="field">
            <p class="field-name">{tr("附件", "Files")}</p>
            <FileButtons on_files=move |given| draft.tray.add(given) />
            <TrayTiles tray=draft.tray />
        </div>
    }
    .into_any()
}

/// Impact and urgency, and the priority that the matrix makes of them (R3).
pub(super) fn severity(draft: Draft) -> AnyView {
    let impacts = Impact::ALL.iter().map(|impact| Choice::new(impact.as_str(), impact.label(lang()))).collect::<Vec<_>>();
    let urgencies = Urgency::ALL.iter().map(|urgency| Choice::new(urgency.as_str(), urgency.label(lang()))).collect::<Vec<_>>();
    let proposed = live(move || {
        let impact = draft.impact.with(|word| Impact::parse(word))?;
        let urgency = draft.urgency.with(|word| Urgency::parse(word))?;
        Some(view! { <p class="row">{tr("建议优先级", "Proposed priority")}{priority_mark(propose(impact, urgency), true)}</p> }.into_any())
    });
    view! {
        <Segmented id="new-impact" label=tr("影响到谁？", "Who is affected?") choices=impacts value=draft.impact error=draft.form.error("new-impact") />
        <TextField
            id="new-impact-note"
            label=tr("具体是哪些人、哪条产线", "Which people, which line")
            value=draft.impact_note
            error=draft.form.error("new-impact-note")
            max=Note::CHARS_MAX
        />
        <Segmented id="new-urgency" label=tr("还能工作吗？", "Can work go on?") choices=urgencies value=draft.urgency error=draft.form.error("new-urgency") />
        <div aria-live="polite">{proposed}</div>
    }
    .into_any()
}

/// The project it belongs to, and the day the customer wishes.
pub(super) fn place(draft: Draft) -> AnyView {
    view! {
        <div class="pair">
            <SelectField id="new-project" label=tr("项目", "Project") value=draft.project options=Signal::derive(projects::options) error=draft.form.error("new-project") />
            <SelectField
                id="new-module"
                label=tr("模块", "Module")
                value=draft.module
                options=Signal::derive(move || projects::modules(&draft.project.get()))
                error=draft.form.error("new-module")
            />
        </div>
        <TextField id="new-wish" kind="date" label=tr("期望完成", "Wanted by") value=draft.wanted_by error=draft.form.error("new-wish") />
    }
    .into_any()
}

fn part(draft: Draft, asked: Asked) -> Option<AnyView> {
    let (id, value) = (detail_id(asked.key), draft.detail(asked.key)?);
    let field = view! {
        <TextArea
            id
            label=asked.label
            placeholder=asked.hint
            value
            error=draft.form.error(id)
            rows=3
            max=Body::CHARS_MAX
            required=asked.required
        />
    };
    Some(field.into_any())
}

/// The field of a part of the template.
pub(super) const fn detail_id(key: DetailKey) -> &'static str {
    match key {
        DetailKey::Question => "new-question",
        DetailKey::Tried => "new-tried",
        DetailKey::Steps => "new-steps",
        DetailKey::Expected => "new-expected",
        DetailKey::Actual => "new-actual",
        DetailKey::Change => "new-change",
        DetailKey::Reason => "new-reason",
        DetailKey::Need => "new-need",
        DetailKey::Value => "new-value",
    }
}
