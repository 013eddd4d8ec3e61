//! What the form holds, and what a ticket makes of it.

use app::{
    i18n::{self, lang, tr},
    ticket::guide,
    ui::Tray,
};
use leptos::prelude::*;
use shared::{
    error::{Code, Refusal},
    text::{Body, Email, Name, Note, Phone, Title},
    ticket::{Class, Detail, DetailKey, Impact, Urgency, class, guide::required},
    time::Timestamp,
    wire::{
        file::AttachmentView,
        ticket::{ContactForm, NewTicket},
    },
};

use crate::state;

/// What is wrong with the form: the id of the field and what to do about it.
pub type Errors = Vec<(String, String)>;

/// The form: a pointer, so that the many parts that hold it stay small. What it points to is kept for the life of
/// the page, some hundred bytes a visit.
#[derive(Clone, Copy)]
pub struct Form(pub &'static Values);

impl std::ops::Deref for Form {
    type Target = Values;

    fn deref(&self) -> &Values {
        self.0
    }
}

/// The form's values; each is kept with the draft.
pub struct Values {
    pub class: RwSignal<String>,
    pub title: RwSignal<String>,
    /// One for each key, in the order of `DetailKey::ALL`.
    pub details: Vec<(DetailKey, RwSignal<String>)>,
    pub impact: RwSignal<String>,
    pub impact_note: RwSignal<String>,
    pub urgency: RwSignal<String>,
    pub wanted_by: RwSignal<String>,
    pub project: RwSignal<String>,
    pub module: RwSignal<String>,
    pub name: RwSignal<String>,
    pub email: RwSignal<String>,
    pub phone: RwSignal<String>,
    pub tray: Tray,
    /// Beside the fields; gone as soon as a field is corrected.
    pub errors: RwSignal<Errors>,
}

impl Form {
    /// The chosen class.
    pub fn class(self) -> Option<Class> {
        self.class.with(|word| Class::parse(word))
    }

    /// How far the problem reaches and how urgent it is, once both are chosen.
    pub fn severity(self) -> Option<(Impact, Urgency)> {
        let impact = self.impact.with(|word| Impact::parse(word))?;
        let urgency = self.urgency.with(|word| Urgency::parse(word))?;
        Some((impact, urgency))
    }

    /// The message beside a field.
    pub fn error(self, id: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.errors.with(|errors| errors.iter().find(|(of, _)| of == id).map(|(_, message)| message.clone())))
    }

    /// The ticket, or everything that is wrong. Files come when they have been sent.
    pub fn read(self) -> Result<NewTicket, Errors> {
        untrack(|| {
            let mut check = Check::default();
            let ticket = self.parts(&mut check);
            match ticket {
                Some(ticket) if check.errors.is_empty() => Ok(ticket),
                _ => Err(check.errors),
            }
        })
    }

    /// Every part is looked at, so that all errors show at once.
    fn parts(self, check: &mut Check) -> Option<NewTicket> {
        let class = check.take("class", self.class().ok_or(REQUIRED));
        let title = check.take("title", Title::parse(&self.title.get()));
        let details = class.map(|class| self.read_details(class, check));
        let impact = check.take("impact", self.impact.with(|word| Impact::parse(word)).ok_or(REQUIRED));
        let impact_note = check.optional("impact_note", self.impact_note, Note::parse);
        let urgency = check.take("urgency", self.urgency.with(|word| Urgency::parse(word)).ok_or(REQUIRED));
        let wanted_by = check.wish(self.wanted_by);
        let chosen = |value: RwSignal<String>| Some(value.get()).filter(|id| !id.is_empty());
        let contact = if state::signed_in() { None } else { self.read_contact(check) };
        Some(NewTicket {
            class: class?,
            title: title?,
            details: details?,
            impact: impact?,
            impact_note,
            urgency: urgency?,
            wanted_by,
            project: chosen(self.project).map(Into::into),
            module: chosen(self.module).map(Into::into),
            attachments: Vec::new(),
            requester: None,
            contact,
            follow_up_of: super::draft::follow_up_of(),
        })
    }

    fn read_details(self, class: Class, check: &mut Check) -> Vec<Detail> {
        let mut details = Vec::new();
        for (key, value) in self.asked(class) {
            let text = value.get();
            if text.trim().is_empty() {
                continue;
            }
            if let Some(text) = check.take(&class::field(key), Body::parse(&text)) {
                details.push(Detail { key, text });
            }
        }
        // The template's own check finds what is missing; a part that is too long was told above.
        if let Err(refusal) = class.check(&details, &state::with_guide(|guide| required(guide, class))) {
            let id = refusal.field.clone().unwrap_or_default();
            if !check.errors.iter().any(|(of, _)| *of == id) {
                check.refuse(&id, &refusal);
            }
        }
        details
    }

    /// The values of a class's template.
    pub fn asked(self, class: Class) -> Vec<(DetailKey, RwSignal<String>)> {
        class.template().iter().filter_map(|asked| self.details.iter().find(|(key, _)| *key == asked.key).copied()).collect()
    }

    fn read_contact(self, check: &mut Check) -> Option<ContactForm> {
        let name = check.take("contact.name", Name::parse(&self.name.get()));
        let email = check.take("contact.email", Email::parse(&self.email.get()));
        let phone = check.optional("contact.phone", self.phone, Phone::parse);
        Some(ContactForm { name: name?, email: email?, phone })
    }
}

/// The ids of uploaded files, from the server's answers.
pub fn attachment_ids(answers: &[String]) -> Vec<shared::id::AttachmentId> {
    answers.iter().filter_map(|answer| shared::json::read::<AttachmentView>(answer)).map(|file| file.id).collect()
}

/// The step of the phone's form in which a field stands.
pub fn step_of(id: &str) -> u8 {
    match id {
        "class" => 1,
        "title" => 2,
        id if id.starts_with("details") || id.starts_with("attachments") => 2,
        _ => 3,
    }
}

/// What a field is called in the summary of errors.
pub fn name_of(form: Form, id: &str) -> String {
    let part = || id.strip_prefix("details.").and_then(DetailKey::parse).zip(form.class.with_untracked(|word| Class::parse(word)));
    let words = match id {
        "class" => tr("类别", "Kind of request"),
        "title" => tr("标题", "Title"),
        "impact" => tr("影响范围", "Who is affected"),
        "impact_note" => tr("范围说明", "Who exactly"),
        "urgency" => tr("紧急程度", "Urgency"),
        "wanted_by" => tr("期望完成日期", "Wanted by"),
        "project" => tr("项目", "Project"),
        "module" => tr("模块", "Module"),
        "contact.name" => tr("姓名", "Name"),
        "contact.email" => tr("邮箱", "E-mail"),
        "contact.phone" => tr("电话", "Telephone"),
        "attachments" => tr("附件", "Files"),
        _ => return part().map_or_else(String::new, |(key, class)| state::with_guide(|own| guide::label(own, class, key))),
    };
    words.to_owned()
}

const REQUIRED: Refusal = Refusal::new(Code::FieldRequired);

#[derive(Default)]
struct Check {
    errors: Errors,
}

impl Check {
    fn take<T>(&mut self, id: &str, outcome: Result<T, Refusal>) -> Option<T> {
        outcome.map_err(|refusal| self.refuse(id, &refusal)).ok()
    }

    fn optional<T>(&mut self, id: &str, value: RwSignal<String>, parse: fn(&str) -> Result<T, Refusal>) -> Option<T> {
        let text = value.get();
        if text.trim().is_empty() { None } else { self.take(id, parse(&text)) }
    }

    /// The end of the wished day, where it is not over yet.
    fn wish(&mut self, value: RwSignal<String>) -> Option<Timestamp> {
        let day = value.get();
        if day.is_empty() {
            return None;
        }
        let end = i18n::end_of_input_date(&day).filter(|end| *end > app::dom::now_ms());
        if end.is_none() {
            self.errors.push(("wanted_by".to_owned(), tr("请选择今天或以后的日期。", "Choose today or a later day.").to_owned()));
        }
        end.map(Timestamp)
    }

    fn refuse(&mut self, id: &str, refusal: &Refusal) {
        self.errors.push((id.to_owned(), refusal.text(lang())));
    }
}
