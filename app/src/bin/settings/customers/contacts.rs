//! People of the customers.

use app::{
    api::Call,
    i18n::{lang, tr},
    load::Load,
    toast,
    ui::*,
};
use leptos::prelude::*;
use shared::{
    actor::Standing,
    wire::people::{Companies, ContactView, Contacts, EditContact},
};

use super::{person, search, searched};
use crate::parts::{entries, head, row};

/// The list, and the forms for a new person and for one that is there.
pub fn contacts(works: bool, words: RwSignal<String>) -> AnyView {
    let (adding, edit_open) = (RwSignal::new(false), RwSignal::new(false));
    let editing = RwSignal::new(None::<ContactView>);
    let fields = person::kept_fields();
    let load = Load::<Contacts>::new(|| searched("/api/v1/contacts"));
    let companies = Load::<Companies>::new(|| "/api/v1/companies".to_owned());
    let about = tr(
        "联系人用邮箱验证码登录门户；从门户提单的人会自动出现在这里。",
        "Contacts sign in to the portal with a code; whoever files there appears here by themselves.",
    );
    let list = move |found: RwSignal<Option<Contacts>>| {
        let list = move || {
            let all = found.get().map(|found| found.contacts).unwrap_or_default();
            let rows = all.into_iter().map(|contact| entry(contact, works, load, editing, edit_open)).collect();
            entries(rows, tr("没有找到联系人", "No contact found"), tr("换个说法再找，或新建一位。", "Try other words, or add one."))
        };
        list.into_any()
    };
    view! {
        {head(tr("联系人", "Contacts"), about, works.then_some((tr("新建联系人", "New contact"), adding)))}
        {search(words)}
        {loaded(load, || skeleton(6), list)}
        <Dialog title=tr("新建联系人", "New contact") open=adding>{person::new_form(fields, companies, adding, load)}</Dialog>
        <Dialog title=tr("修改联系人", "Edit contact") open=edit_open>
            {move || editing.get().map(|contact| person::edit_form(contact, companies, edit_open, load))}
        </Dialog>
    }
    .into_any()
}

fn entry(contact: ContactView, works: bool, load: Load<Contacts>, editing: RwSignal<Option<ContactView>>, open: RwSignal<bool>) -> AnyView {
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let detail = vec![
        text(contact.company.as_ref().map(|company| company.name.as_str())),
        text(contact.email.as_ref().map(|email| email.as_str())),
        text(contact.phone.as_ref().map(|phone| phone.as_str())),
    ];
    let chips = if contact.standing == Standing::Manager { vec![contact.standing.label(lang()).to_owned()] } else { Vec::new() };
    let (name, active) = (contact.name.as_str().to_owned(), contact.active);
    let items = move || {
        let (edited, id) = (contact.clone(), contact.id.clone());
        let edit = MenuItem::new(tr("修改", "Edit"), move || {
            editing.set(Some(edited.clone()));
            open.set(true);
        });
        let switch = move || set_active(id.as_str(), !active, load);
        let last = if active {
            MenuItem::new(tr("停用", "Remove"), switch)
                .danger()
                .note(tr("立即退出登录，工单保留。", "Signed out at once; the tickets stay."))
        } else {
            MenuItem::new(tr("恢复", "Restore"), switch)
        };
        vec![edit, last]
    };
    row(avatar(&name), &name, active, detail, chips, works.then(|| UnsyncCallback::from(items)))
}

fn set_active(id: &str, active: bool, load: Load<Contacts>) {
    let body = EditContact { name: None, phone: None, company: None, standing: None, active: Some(active) };
    let (path, id) = (["/api/v1/contacts/", id].concat(), id.to_owned());
    app::dom::spawn(async move {
        match Call::patch(path, &body).send::<ContactView>().await {
            Ok(contact) => {
                load.reload();
                let said = if active { tr("已恢复 ", "Restored ") } else { tr("已停用 ", "Removed ") };
                toast::undoable([said, contact.name.as_str()].concat(), move || set_active(&id, !active, load));
            }
            Err(error) => toast::failed(error.message),
        }
    });
}
