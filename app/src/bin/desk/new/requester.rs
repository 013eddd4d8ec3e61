//! For whom: a contact who is known, or one who is new.

use std::rc::Rc;

use app::{
    api::Call,
    dom::{self, Debounce},
    i18n::tr,
    ui::{TextField, avatar, live},
};
use leptos::prelude::*;
use shared::{
    id::ContactId,
    text::{Email, Name, Phone, Query},
    wire::{
        people::{ContactView, Contacts, search_query},
        ticket::ContactForm,
    },
};

use app::desk::{form::Form, kept};

/// How long typing rests before it is searched for, in milliseconds.
const QUIET_MS: i32 = 220;

/// Who the ticket is for.
#[derive(Clone, Copy)]
pub struct Requester {
    words: RwSignal<String>,
    found: RwSignal<Option<Vec<ContactView>>>,
    chosen: RwSignal<Option<ContactView>>,
    /// `new` while a contact is being added.
    mode: RwSignal<String>,
    name: RwSignal<String>,
    email: RwSignal<String>,
    phone: RwSignal<String>,
}

impl Requester {
    /// Starts with what was typed before.
    pub fn restored() -> Self {
        let requester = Self {
            words: RwSignal::new(String::new()),
            found: RwSignal::new(None),
            chosen: RwSignal::new(None),
            mode: kept::text("new.mode"),
            name: kept::text("new.name"),
            email: kept::text("new.email"),
            phone: kept::text("new.phone"),
        };
        requester.search_while_typing();
        requester
    }

    /// The known or new contact; `None` once the field that is wrong says so.
    pub fn read(self, form: Form) -> Option<(Option<ContactId>, Option<ContactForm>)> {
        if let Some(contact) = self.chosen.get() {
            return Some((Some(contact.id), None));
        }
        if !self.is_new() {
            form.refuse("new-requester", tr("请选择提单人，或新建联系人。", "Choose the requester, or add a contact."));
            return None;
        }
        let name = form.check("new-name", Name::parse(&self.name.get()));
        let email = form.check("new-email", Email::parse(&self.email.get()));
        let phone = form.check_optional("new-phone", &self.phone.get(), Phone::parse);
        Some((None, Some(ContactForm { name: name?, email: email?, phone: phone? })))
    }

    /// The fields that a reader types into, by their ids.
    pub fn fields(self) -> [(&'static str, RwSignal<String>); 4] {
        [("new-requester", self.words), ("new-name", self.name), ("new-email", self.email), ("new-phone", self.phone)]
    }

    /// The fields that are kept over a reload.
    pub fn kept(self) -> [RwSignal<String>; 4] {
        [self.mode, self.name, self.email, self.phone]
    }

    /// The contact who is known, and was chosen.
    pub fn chosen_id(self) -> Option<ContactId> {
        self.chosen.with_untracked(|chosen| chosen.as_ref().map(|contact| contact.id.clone()))
    }

    /// Empties what is not kept, unless another contact has been chosen since.
    pub fn forget(self, sent: Option<ContactId>) {
        if self.chosen.try_with_untracked(|chosen| chosen.as_ref().map(|contact| contact.id.clone()) == sent) == Some(true) {
            self.words.set(String::new());
            self.chosen.set(None);
        }
    }

    fn is_new(self) -> bool {
        self.mode.with(|mode| mode == "new")
    }

    fn search_while_typing(self) {
        let debounce = Rc::new(Debounce::new());
        Effect::new(move |_| {
            let words = self.words.get();
            debounce.run(QUIET_MS, move || dom::spawn(async move { self.search(words).await }));
        });
    }

    async fn search(self, words: String) {
        let Ok(query) = Query::parse(&words) else {
            self.found.try_set(None);
            return;
        };
        let answer = Call::get(["/api/v1/contacts?", &search_query(&query)].concat()).send::<Contacts>().await;
        if self.words.try_get_untracked() == Some(words) {
            self.found.try_set(answer.ok().map(|found| found.contacts.into_iter().filter(|contact| contact.active).take(8).collect()));
        }
    }
}

/// Search, the choice, or the fields of somebody new.
pub fn fields(requester: Requester, form: Form) -> AnyView {
    let body = live(move || match (requester.chosen.get(), requester.is_new()) {
        (Some(contact), _) => chosen(requester, &contact),
        (None, true) => somebody_new(requester, form),
        (None, false) => search(requester, form),
    });
    view! { <h2>{tr("提单人", "Requester")}</h2> {body} }.into_any()
}

fn search(requester: Requester, form: Form) -> AnyView {
    let results = live(move || {
        let found = requester.found.get()?;
        let lines: Vec<AnyView> = found.into_iter().map(|contact| line(requester, contact)).collect();
        if lines.is_empty() {
            return Some(
                view! { <p class="hint">{tr("没有找到，可以新建联系人。", "Nobody found. Add a contact instead.")}</p> }.into_any(),
            );
        }
        Some(view! { <ul class="picks">{lines}</ul> }.into_any())
    });
    let add = move |_| {
        if requester.name.with_untracked(String::is_empty) {
            requester.name.set(requester.words.get_untracked());
        }
        requester.mode.set("new".to_owned());
    };
    view! {
        <TextField
            id="new-requester"
            kind="search"
            label=tr("查找联系人", "Find a contact")
            hint=tr("输入姓名、邮箱或公司", "A name, an address or a company")
            value=requester.words
            error=form.error("new-requester")
            required=true
        />
        <div aria-live="polite">{results}</div>
        <div><button type="button" class="btn" on:click=add>{tr("新建联系人", "Add a contact")}</button></div>
    }
    .into_any()
}

fn line(requester: Requester, contact: ContactView) -> AnyView {
    let chosen = contact.clone();
    view! { <li><button type="button" class="pick" on:click=move |_| requester.chosen.set(Some(chosen.clone()))>{who(&contact)}</button></li> }.into_any()
}

fn chosen(requester: Requester, contact: &ContactView) -> AnyView {
    view! {
        <div class="row picked">
            {who(contact)}
            <button type="button" class="btn quiet push" on:click=move |_| requester.chosen.set(None)>{tr("更换", "Change")}</button>
        </div>
    }
    .into_any()
}

fn who(contact: &ContactView) -> AnyView {
    let mail = contact.email.as_ref().map(|mail| mail.as_str().to_owned());
    let company = contact.company.as_ref().map(|company| company.name.as_str().to_owned());
    let name = contact.name.as_str();
    view! { <span class="person">{avatar(name)}<strong>{name.to_owned()}</strong><small>{company}{" "}{mail}</small></span> }.into_any()
}

fn somebody_new(requester: Requester, form: Form) -> AnyView {
    view! {
        <TextField id="new-name" label=tr("姓名", "Name") value=requester.name error=form.error("new-name") max=Name::CHARS_MAX required=true />
        <div class="pair">
            <TextField id="new-email" kind="email" label=tr("邮箱", "E-mail") value=requester.email error=form.error("new-email") required=true />
            <TextField id="new-phone" kind="tel" label=tr("电话", "Phone") value=requester.phone error=form.error("new-phone") />
        </div>
        <div><button type="button" class="btn" on:click=move |_| requester.mode.set(String::new())>{tr("查找已有联系人", "Find a known contact")}</button></div>
    }
    .into_any()
}
