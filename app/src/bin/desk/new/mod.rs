//! Filing on behalf of a customer: the phone rings, the agent writes.

mod fields;
mod requester;

use app::{
    dom,
    draft::Snapshot,
    i18n::{self, lang, tr},
    router, toast,
    ui::{Button, Kind, Tray, Unsettled},
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    id::{ModuleId, ProjectId, Serial},
    text::{Body, Note, Title},
    ticket::{Class, Detail, DetailKey, Impact, Urgency},
    time::Timestamp,
    wire::ticket::{Filed, NewTicket},
};

use crate::files;
use app::{
    desk::{context, form::Form, kept},
    ticket::guide,
};
use requester::Requester;

/// What is typed. Each field is kept until the ticket is filed.
#[derive(Clone, Copy)]
struct Draft {
    form: Form,
    requester: Requester,
    class: RwSignal<String>,
    title: RwSignal<String>,
    details: StoredValue<Vec<(DetailKey, RwSignal<String>)>>,
    impact: RwSignal<String>,
    impact_note: RwSignal<String>,
    urgency: RwSignal<String>,
    wanted_by: RwSignal<String>,
    project: RwSignal<String>,
    module: RwSignal<String>,
    tray: Tray,
}

/// Names of the API and the ids of their fields.
const FIELDS: &[(&str, &str)] = &[
    ("class", "new-class"),
    ("title", "new-title"),
    ("impact", "new-impact"),
    ("impact_note", "new-impact-note"),
    ("urgency", "new-urgency"),
    ("wanted_by", "new-wish"),
    ("project", "new-project"),
    ("module", "new-module"),
    ("requester", "new-requester"),
    ("contact.name", "new-name"),
    ("contact.email", "new-email"),
    ("contact.phone", "new-phone"),
];

/// `/desk/new?from={serial}`.
pub fn new_ticket() -> AnyView {
    let draft = Draft::restored();
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        draft.send();
    };
    let follows = router::param("from").and_then(|from| from.parse::<Serial>().ok());
    view! {
        <div class="page new-page">
            <div class="page-head">
                <h1>{tr("代客户新建工单", "File a ticket for a customer")}</h1>
                {follows.map(|from| view! { <span class="muted">{tr("接续 ", "Goes on from ")}{app::ticket::labels::serial_mark(from)}</span> })}
            </div>
            <form class="sheet form" novalidate on:submit=send>
                <section class="form-part">{requester::fields(draft.requester, draft.form)}</section>
                <section class="form-part">{fields::content(draft)}</section>
                <section class="form-part">{fields::severity(draft)}</section>
                <section class="form-part">{fields::place(draft)}</section>
                {draft.form.trouble()}
                <footer class="actions">
                    <span class="draft-note">{tr("草稿自动保存在本机", "The draft is kept on this device")}</span>
                    <Button label=tr("清空", "Start over") kind=Kind::Quiet on_press=move || draft.start_over() />
                    <Button label=tr("提交工单", "File the ticket") kind=Kind::Primary submit=true busy=draft.form.busy />
                </footer>
            </form>
        </div>
    }
    .into_any()
}

impl Draft {
    fn restored() -> Self {
        let details = DetailKey::ALL.iter().map(|key| (*key, kept::text(&["new.", key.as_str()].concat()))).collect();
        let draft = Self {
            form: Form::new(),
            requester: Requester::restored(),
            class: kept::text("new.class"),
            title: kept::text("new.title"),
            details: StoredValue::new(details),
            impact: kept::text("new.impact"),
            impact_note: kept::text("new.impact_note"),
            urgency: kept::text("new.urgency"),
            wanted_by: kept::text("new.wanted_by"),
            project: kept::text("new.project"),
            module: kept::text("new.module"),
            tray: Tray::new(kept::full("new.files"), files::parcel),
        };
        draft.forgive();
        draft
    }

    /// What is being corrected is no longer called wrong.
    fn forgive(self) {
        let mut fields = vec![
            ("new-class", self.class),
            ("new-title", self.title),
            ("new-impact", self.impact),
            ("new-impact-note", self.impact_note),
            ("new-urgency", self.urgency),
        ];
        fields.extend(self.requester.fields());
        self.details.with_value(|all| fields.extend(all.iter().map(|(key, value)| (fields::detail_id(*key), *value))));
        for (field, value) in fields {
            Effect::new(move |_| {
                value.track();
                self.form.changed(field);
            });
        }
    }

    fn class(self) -> Option<Class> {
        self.class.with(|word| Class::parse(word))
    }

    /// The field of a part of the template.
    fn detail(self, key: DetailKey) -> Option<RwSignal<String>> {
        self.details.with_value(|all| all.iter().find(|(own, _)| *own == key).map(|(_, value)| *value))
    }

    fn send(self) {
        if self.form.busy.get_untracked() {
            return;
        }
        self.form.clear();
        if untrack(|| self.read()).is_none() {
            return;
        }
        self.form.busy.set(true);
        dom::spawn(async move {
            let files = self.tray.settled().await;
            self.form.busy.try_set(false);
            let files = match files {
                Ok(files) => files,
                Err(Unsettled::Failed) => {
                    return toast::failed(tr(
                        "有附件没有上传成功，请重试或移除后再提交。",
                        "An attachment was not uploaded. Try it again or remove it, then file.",
                    ));
                }
                Err(Unsettled::Left) => {
                    return toast::failed(tr(
                        "工单还没有提交：离开时附件还没传完。内容都留在“新建工单”里。",
                        "The ticket is not filed: files were still on their way when you left. The form keeps it all.",
                    ));
                }
            };
            // Read only now: the reader may have gone on writing while the files were on their way.
            self.form.clear();
            let Some(ticket) = untrack(|| self.read()) else { return };
            let ticket = NewTicket { attachments: files::ids(&files), ..ticket };
            let (words, chosen) = (Snapshot::take(&self.texts()), self.requester.chosen_id());
            self.form.create("/api/v1/tickets", &ticket, FIELDS, move |filed: Filed| {
                files.forget();
                let whole = words.forget();
                self.requester.forget(chosen);
                let number = app::ticket::labels::serial_text(filed.serial);
                if !whole {
                    toast::failed(tr(
                        "提交之后又改动的内容不在工单里，仍留在“新建工单”中。",
                        "What you changed after filing is not in the ticket; the form keeps it.",
                    ));
                }
                toast::done([tr("已提交工单 ", "Filed "), &number].concat());
                if !self.class.is_disposed() {
                    router::go(&router::Screen::path(&app::desk::screen::Screen::Ticket(filed.serial)));
                }
            });
        });
    }

    /// Every field that is kept.
    fn texts(self) -> Vec<RwSignal<String>> {
        let plain = [self.class, self.title, self.impact, self.impact_note, self.urgency, self.wanted_by, self.project, self.module];
        let details = self.details.with_value(|all| all.iter().map(|(_, value)| *value).collect::<Vec<_>>());
        plain.into_iter().chain(details).chain(self.requester.kept()).collect()
    }

    /// The ticket, or `None` once every field that is wrong says so.
    fn read(self) -> Option<NewTicket> {
        let form = self.form;
        let missing = || tr("请选择一项。", "Choose one.");
        let who = self.requester.read(form);
        let class = self.class();
        if class.is_none() {
            form.refuse("new-class", missing());
        }
        let title = form.check("new-title", Title::parse(&self.title.get()));
        let details = class.and_then(|class| self.read_details(class));
        let impact = self.impact.with(|word| Impact::parse(word));
        if impact.is_none() {
            form.refuse("new-impact", missing());
        }
        let impact_note = form.check_optional("new-impact-note", &self.impact_note.get(), Note::parse);
        let urgency = self.urgency.with(|word| Urgency::parse(word));
        if urgency.is_none() {
            form.refuse("new-urgency", missing());
        }
        let project = Some(self.project.get()).filter(|id| !id.is_empty()).map(ProjectId);
        let module = Some(self.module.get()).filter(|id| !id.is_empty() && project.is_some()).map(ModuleId);
        let (requester, contact) = who?;
        Some(NewTicket {
            class: class?,
            title: title?,
            details: details?,
            impact: impact?,
            impact_note: impact_note?,
            urgency: urgency?,
            wanted_by: i18n::end_of_input_date(&self.wanted_by.get()).map(Timestamp),
            project,
            module,
            attachments: Vec::new(),
            requester,
            contact,
            follow_up_of: router::param("from").and_then(|from| from.parse().ok()),
        })
    }

    fn read_details(self, class: Class) -> Option<Vec<Detail>> {
        let mut details = Some(Vec::new());
        for asked in context::with_guide(|own| guide::parts(own, class)) {
            let text = self.detail(asked.key).map(|value| value.get()).unwrap_or_default();
            if text.trim().is_empty() && !asked.required {
                continue;
            }
            match Body::parse(&text) {
                Ok(text) => {
                    if let Some(details) = &mut details {
                        details.push(Detail { key: asked.key, text });
                    }
                }
                Err(refusal) => {
                    self.form.refuse(fields::detail_id(asked.key), refusal.text(lang()));
                    details = None;
                }
            }
        }
        details
    }

    fn start_over(self) {
        self.texts().into_iter().for_each(|value| value.set(String::new()));
        self.requester.forget(self.requester.chosen_id());
        self.tray.clear();
    }
}
