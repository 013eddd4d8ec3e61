//! Whom it concerns: the project, where the customer has some, and who a stranger is.

use app::{
    i18n::tr,
    ui::{SelectField, TextField, live},
};
use leptos::prelude::*;
use shared::wire::portal::PortalProject;

use super::{
    parts::{part_of, wait},
    values::Form,
};
use crate::{paths, screens::View, state};

/// Project and module, if the customer has any.
pub fn project_fields(form: Form) -> AnyView {
    let projects = Memo::new(|_| state::portal().with(|portal| portal.as_ref().map(|portal| portal.projects.clone()).unwrap_or_default()));
    part_of(3, wait::PEOPLE_MS, move || live(move || choose_project(form, projects.get())))
}

fn choose_project(form: Form, projects: Vec<PortalProject>) -> AnyView {
    if projects.is_empty() {
        return ().into_any();
    }
    let all = StoredValue::new(projects);
    let choices =
        Signal::derive(move || all.with_value(|all| options(all.iter().map(|project| (project.id.as_str(), project.name.as_str())))));
    // A module belongs to its project, so another project empties it.
    Effect::new(move |before: Option<String>| {
        let project = form.project.get();
        if before.is_some_and(|before| before != project) {
            form.module.set(String::new());
        }
        project
    });
    let modules = Signal::derive(move || {
        let project = form.project.get();
        all.with_value(|all| {
            let of = all.iter().find(|known| known.id.as_str() == project);
            options(of.into_iter().flat_map(modules_of))
        })
    });
    let module_field = live(move || {
        if modules.with(Vec::len) < 2 {
            return ().into_any();
        }
        view! { <SelectField id="module" label=tr("模块", "Module") value=form.module options=modules error=form.error("module") /> }
            .into_any()
    });
    view! {
        <div class="pair">
            <SelectField id="project" label=tr("项目", "Project") value=form.project options=choices error=form.error("project") />
            {module_field}
        </div>
    }
    .into_any()
}

fn modules_of(project: &PortalProject) -> impl Iterator<Item = (&str, &str)> {
    project.modules.iter().map(|module| (module.id.as_str(), module.name.as_str()))
}

fn options<'a>(known: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    let none = (String::new(), tr("不确定", "Not sure").to_owned());
    std::iter::once(none).chain(known.map(|(id, name)| (id.to_owned(), name.to_owned()))).collect()
}

/// Who is asking; a signed-in customer is known.
pub fn contact_fields(form: Form) -> AnyView {
    let known = state::is_signed_in();
    part_of(3, wait::PEOPLE_MS, move || live(move || if known.get() { ().into_any() } else { ask_contact(form) }))
}

fn ask_contact(form: Form) -> AnyView {
    let sign_in = paths::with_param(&paths::to(View::SignIn), "next", &paths::to(View::New));
    view! {
        <h3>{tr("我们怎么联系您？", "How do we reach you?")}</h3>
        <div class="pair">
            <TextField
                id="contact.name"
                label=tr("姓名", "Name")
                autocomplete="name"
                value=form.name
                error=form.error("contact.name")
                required=true
            />
            <TextField
                id="contact.phone"
                kind="tel"
                label=tr("电话", "Telephone")
                autocomplete="tel"
                value=form.phone
                error=form.error("contact.phone")
            />
        </div>
        <TextField
            id="contact.email"
            kind="email"
            label=tr("邮箱", "E-mail")
            hint=tr("回复和查看链接都发到这里", "Answers and the link to your ticket go here")
            autocomplete="email"
            value=form.email
            error=form.error("contact.email")
            required=true
        />
        <p class="hint">
            {tr("已是客户？", "A customer already? ")}
            <a href=sign_in>{tr("先登录，可省去这一步", "Sign in first and skip this")}</a>
            {tr("，已填内容会保留。", ". What you wrote stays.")}
        </p>
    }
    .into_any()
}
