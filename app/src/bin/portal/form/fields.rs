//! The fields of the first two steps: the kind of request, then what happened, with photos.

use app::{
    i18n::{lang, tr},
    ticket::guide::{self, Asked},
    ui::{Choice, FileButtons, RadioCards, TextArea, TextField, TrayTiles, catch_files, live},
};
use leptos::prelude::*;
use shared::{
    text::{Body, Title},
    ticket::{Class, DetailKey},
};

use crate::state;

use super::{
    parts::{part_of, wait},
    values::Form,
};

/// Step 1: the class, with guidance and what choosing it brings with it.
pub fn class_fields(form: Form) -> AnyView {
    let choices = Class::ALL
        .iter()
        .map(|class| {
            let guidance = state::with_guide(|own| guide::guidance(own, *class));
            Choice::new(class.as_str(), class.label(lang())).detail(guidance).note(class.consequence(lang()))
        })
        .collect();
    view! { <RadioCards id="class" label=tr("这是哪一类事情？", "What kind of request is it?") choices value=form.class error=form.error("class") /> }
        .into_any()
}

/// Step 2: title, the parts of the class's template, files.
pub fn content_fields(form: Form) -> AnyView {
    part_of(2, wait::CONTENT_MS, move || content(form))
}

fn content(form: Form) -> AnyView {
    let class = Memo::new(move |_| form.class());
    let parts = live(move || class.get().map_or_else(|| ().into_any(), |class| template_fields(form, class).into_any()));
    catch_files(move |files| form.tray.add(files));
    view! {
        <TextField
            id="title"
            label=tr("标题", "Title")
            hint=tr("一句话说清：在哪里、出了什么事", "One sentence: where, and what happens")
            value=form.title
            error=form.error("title")
            max=Title::CHARS_MAX
            required=true
        />
        {parts}
        <div class="field" id="attachments" tabindex="-1">
            <p class="field-name">{tr("照片和附件", "Photos and files")} <small>{tr("选填", "optional")}</small></p>
            <p class="hint">{tr("拍下屏幕上的提示，比文字更快。照片会先在本机压缩。", "A photo of the screen often says it fastest. Photos are made smaller before they are sent.")}</p>
            <FileButtons on_files=move |files| form.tray.add(files) />
            <TrayTiles tray=form.tray />
            <p class="field-error">{form.error("attachments")}</p>
        </div>
    }
    .into_any()
}

fn template_fields(form: Form, class: Class) -> Vec<AnyView> {
    let parts = state::with_guide(|own| guide::parts(own, class));
    form.asked(class).into_iter().zip(parts).map(|((key, value), asked)| template_field(form, key, value, asked)).collect()
}

fn template_field(form: Form, key: DetailKey, value: RwSignal<String>, asked: Asked) -> AnyView {
    let id = field_id(key);
    view! {
        <TextArea
            id
            label=asked.label
            placeholder=asked.hint
            value
            error=form.error(id)
            rows=3
            max=Body::CHARS_MAX
            required=asked.required
        />
    }
    .into_any()
}

/// The same name as `shared::ticket::class::field`, for the life of the page.
fn field_id(key: DetailKey) -> &'static str {
    match key {
        DetailKey::Question => "details.question",
        DetailKey::Tried => "details.tried",
        DetailKey::Steps => "details.steps",
        DetailKey::Expected => "details.expected",
        DetailKey::Actual => "details.actual",
        DetailKey::Change => "details.change",
        DetailKey::Reason => "details.reason",
        DetailKey::Need => "details.need",
        DetailKey::Value => "details.value",
    }
}
