//! The form of a contact.

use app::{
    api::Call,
    draft::Snapshot,
    i18n::{lang, tr},
    load::Load,
    toast,
    ui::*,
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    actor::Standing,
    id::CompanyId,
    text::{Email, Name, Phone},
    wire::people::{Companies, ContactView, Contacts, EditContact, NewContact},
};

use app::desk::{form::Form, kept};

const FIELDS: &[(&str, &str)] = &[
    ("name", "contact-name"),
    ("email", "contact-email"),
    ("phone", "contact-phone"),
    ("company", "contact-company"),
    ("standing", "contact-standing"),
];

/// What is typed about a person.
#[derive(Clone, Copy)]
pub struct Fields {
    name: RwSignal<String>,
    email: RwSignal<String>,
    phone: RwSignal<String>,
    company: RwSignal<String>,
    standing: RwSignal<String>,
}

/// Of a person to be added; outside of the dialog, so that closing it by mistake loses nothing.
pub fn kept_fields() -> Fields {
    Fields {
        name: kept::text("contact.name"),
        email: kept::text("contact.email"),
        phone: kept::text("contact.phone"),
        company: RwSignal::new(String::new()),
        standing: RwSignal::new(Standing::Requester.as_str().to_owned()),
    }
}

/// Adds a person.
pub fn new_form(fields: Fields, companies: Load<Companies>, open: RwSignal<bool>, load: Load<Contacts>) -> AnyView {
    let form = Form::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let name = form.check("contact-name", Name::parse(&fields.name.get_untracked()));
        let email = form.check("contact-email", Email::parse(&fields.email.get_untracked()));
        let phone = form.check_optional("contact-phone", &fields.phone.get_untracked(), Phone::parse);
        let (Some(name), Some(email), Some(phone)) = (name, email, phone) else {
            return;
        };
        let body = NewContact { name, email, phone, company: company_of(fields), standing: standing_of(fields) };
        let words = Snapshot::take(&[fields.name, fields.email, fields.phone]);
        form.create("/api/v1/contacts", &body, FIELDS, move |_: ContactView| {
            toast::done(tr("已新建联系人", "Contact added"));
            words.forget();
            fields.company.set(String::new());
            open.set(false);
            load.reload();
        });
    };
    let email = view! { <TextField id="contact-email" label=tr("邮箱", "E-mail") kind="email" value=fields.email error=form.error("contact-email") required=true /> };
    layout(form, fields, companies, email.into_any(), UnsyncCallback::from(submit))
}

/// Changes a person; the e-mail address is who they are and stays.
pub fn edit_form(contact: ContactView, companies: Load<Companies>, open: RwSignal<bool>, load: Load<Contacts>) -> AnyView {
    let form = Form::new();
    let text = |value: Option<&str>| RwSignal::new(value.unwrap_or_default().to_owned());
    let fields = Fields {
        name: text(Some(contact.name.as_str())),
        email: text(None),
        phone: text(contact.phone.as_ref().map(Phone::as_str)),
        company: text(contact.company.as_ref().map(|company| company.id.as_str())),
        standing: text(Some(contact.standing.as_str())),
    };
    let path = ["/api/v1/contacts/", contact.id.as_str()].concat();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let name = form.check("contact-name", Name::parse(&fields.name.get_untracked()));
        let phone = form.check_optional("contact-phone", &fields.phone.get_untracked(), Phone::parse);
        let (Some(name), Some(phone)) = (name, phone) else {
            return;
        };
        let body = EditContact { name: Some(name), phone, company: company_of(fields), standing: Some(standing_of(fields)), active: None };
        form.send(Call::patch(path.clone(), &body), FIELDS, move |_: ContactView| {
            toast::done(tr("已保存", "Saved"));
            open.set(false);
            load.reload();
        });
    };
    let email = contact.email.map(|email| view! { <p class="muted">{email.as_str().to_owned()}</p> }.into_any());
    layout(form, fields, companies, email.into_any(), UnsyncCallback::from(submit))
}

fn layout(form: Form, fields: Fields, companies: Load<Companies>, email: AnyView, submit: UnsyncCallback<(SubmitEvent,)>) -> AnyView {
    let options = Signal::derive(move || {
        let none = (String::new(), tr("不属于某家公司", "No company").to_owned());
        let found = companies.value.with(|found| {
            let all = found.as_ref().map(|found| found.companies.as_slice()).unwrap_or_default();
            all.iter().map(|company| (company.id.as_str().to_owned(), company.name.as_str().to_owned())).collect::<Vec<_>>()
        });
        std::iter::once(none).chain(found).collect()
    });
    let standings: Vec<(String, String)> =
        Standing::ALL.iter().map(|one| (one.as_str().to_owned(), one.label(lang()).to_owned())).collect();
    view! {
        <form class="stack" novalidate on:submit=move |event| submit.run((event,))>
            {form.trouble()}
            <TextField id="contact-name" label=tr("姓名", "Name") value=fields.name error=form.error("contact-name") max=Name::CHARS_MAX required=true />
            {email}
            <TextField id="contact-phone" label=tr("电话", "Phone") kind="tel" value=fields.phone error=form.error("contact-phone") />
            <SelectField id="contact-company" label=tr("公司", "Company") value=fields.company options error=form.error("contact-company") />
            <SelectField
                id="contact-standing"
                label=tr("可见范围", "Sees")
                hint=tr("客户主管能看到并验证本公司的全部工单。", "A customer manager sees and verifies all tickets of the company.")
                value=fields.standing
                options=Signal::derive(move || standings.clone())
                error=form.error("contact-standing")
                required=true
            />
            <footer class="actions"><Button label=tr("保存", "Save") kind=Kind::Primary submit=true busy=form.busy /></footer>
        </form>
    }
    .into_any()
}

fn company_of(fields: Fields) -> Option<CompanyId> {
    Some(fields.company.get_untracked()).filter(|id| !id.is_empty()).map(CompanyId)
}

fn standing_of(fields: Fields) -> Standing {
    fields.standing.with_untracked(|word| Standing::parse(word)).unwrap_or(Standing::Requester)
}
