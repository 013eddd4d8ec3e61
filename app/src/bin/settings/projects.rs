//! `/desk/settings/projects`: customer projects and their modules.

use app::{api::Call, draft::Snapshot, i18n::tr, load::Load, toast, ui::*};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    actor::Role,
    error::Refusal,
    id::CompanyId,
    text::Name,
    wire::people::{Companies, EditProject, NewProject, ProjectView},
};

use super::parts::{entries, head, row};
use app::desk::{context, form::Form, kept};

const FIELDS: &[(&str, &str)] =
    &[("name", "project-name"), ("company", "project-company"), ("modules", "project-modules"), ("add_modules", "project-modules")];

/// The page.
pub fn projects() -> AnyView {
    let works = context::my_role() >= Role::Agent;
    let (adding, edit_open) = (RwSignal::new(false), RwSignal::new(false));
    let editing = RwSignal::new(None::<ProjectView>);
    let companies = Load::<Companies>::new(|| "/api/v1/companies".to_owned());
    let kept_name = kept::text("project.name");
    let kept_modules = kept::text("project.modules");
    let about = tr(
        "客户提单时选择项目和模块，工单就知道是哪一期、哪一块。",
        "Customers choose project and module, so a ticket says which roll-out and which part.",
    );
    let list = move || {
        let desk = context::desk()?;
        let mut all = desk.directory.projects.clone();
        all.sort_by_key(|project| !project.active);
        let rows = all.into_iter().map(|project| entry(project, works, companies, editing, edit_open)).collect();
        Some(entries(
            rows,
            tr("还没有项目", "No projects yet"),
            tr("为正在实施的客户建立第一个项目。", "Add the first project of a customer you work for."),
        ))
    };
    view! {
        {head(tr("项目", "Projects"), about, works.then_some((tr("新建项目", "New project"), adding)))}
        {list}
        <Dialog title=tr("新建项目", "New project") open=adding>{new_form(kept_name, kept_modules, companies, adding)}</Dialog>
        <Dialog title=tr("修改项目", "Edit project") open=edit_open>
            {move || editing.get().map(|project| edit_form(project, edit_open))}
        </Dialog>
    }
    .into_any()
}

fn entry(
    project: ProjectView,
    works: bool,
    companies: Load<Companies>,
    editing: RwSignal<Option<ProjectView>>,
    open: RwSignal<bool>,
) -> AnyView {
    let company = companies.value.with(|found| company_name(found.as_ref(), project.company.as_ref()));
    let modules = project.modules.iter().map(|module| module.name.as_str().to_owned()).collect();
    let (name, active) = (project.name.as_str().to_owned(), project.active);
    let items = move || {
        let (edited, id) = (project.clone(), project.id.clone());
        let edit = MenuItem::new(tr("修改", "Edit"), move || {
            editing.set(Some(edited.clone()));
            open.set(true);
        });
        let words = if active { tr("结束项目", "End project") } else { tr("恢复", "Restore") };
        vec![edit, MenuItem::new(words, move || set_active(id.as_str(), !active))]
    };
    row(icon(Icon::Board), &name, active, vec![company], modules, works.then(|| UnsyncCallback::from(items)))
}

fn company_name(found: Option<&Companies>, id: Option<&CompanyId>) -> String {
    let companies = found.map(|found| found.companies.as_slice()).unwrap_or_default();
    companies.iter().find(|company| Some(&company.id) == id).map_or_else(String::new, |company| company.name.as_str().to_owned())
}

fn set_active(id: &str, active: bool) {
    let body = EditProject { name: None, add_modules: Vec::new(), active: Some(active) };
    let (path, id) = (["/api/v1/projects/", id].concat(), id.to_owned());
    app::dom::spawn(async move {
        match Call::patch(path, &body).send::<ProjectView>().await {
            Ok(project) => {
                context::refresh();
                let said = if active { tr("已恢复 ", "Restored ") } else { tr("已结束 ", "Ended ") };
                toast::undoable([said, project.name.as_str()].concat(), move || set_active(&id, !active));
            }
            Err(error) => toast::failed(error.message),
        }
    });
}

fn new_form(name: RwSignal<String>, modules: RwSignal<String>, companies: Load<Companies>, open: RwSignal<bool>) -> AnyView {
    let form = Form::new();
    let company = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        let none = (String::new(), tr("不属于某个客户", "No customer").to_owned());
        let found = companies.value.with(|found| {
            let all = found.as_ref().map(|found| found.companies.as_slice()).unwrap_or_default();
            all.iter().map(|company| (company.id.as_str().to_owned(), company.name.as_str().to_owned())).collect::<Vec<_>>()
        });
        std::iter::once(none).chain(found).collect()
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let parsed = form.check("project-name", Name::parse(&name.get_untracked()));
        let lines = form.check("project-modules", names(&modules.get_untracked()));
        let (Some(parsed), Some(lines)) = (parsed, lines) else {
            return;
        };
        let company = Some(company.get_untracked()).filter(|id| !id.is_empty()).map(CompanyId);
        let body = NewProject { name: parsed, company, modules: lines };
        let words = Snapshot::take(&[name, modules]);
        form.create("/api/v1/projects", &body, FIELDS, move |_: ProjectView| {
            context::refresh();
            toast::done(tr("已新建项目", "Project added"));
            words.forget();
            open.set(false);
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {form.trouble()}
            <TextField id="project-name" label=tr("项目名称", "Project name") value=name error=form.error("project-name") max=Name::CHARS_MAX required=true />
            <SelectField id="project-company" label=tr("客户", "Customer") value=company options error=form.error("project-company") />
            {modules_field(form, modules, tr("模块，每行一个", "Modules, one a line"))}
            <footer class="actions"><Button label=tr("保存", "Save") kind=Kind::Primary submit=true busy=form.busy /></footer>
        </form>
    }
    .into_any()
}

fn edit_form(project: ProjectView, open: RwSignal<bool>) -> AnyView {
    let form = Form::new();
    let (name, modules) = (RwSignal::new(project.name.as_str().to_owned()), RwSignal::new(String::new()));
    let path = ["/api/v1/projects/", project.id.as_str()].concat();
    let there: Vec<AnyView> =
        project.modules.iter().map(|module| view! { <span class="chip">{module.name.as_str().to_owned()}</span> }.into_any()).collect();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let parsed = form.check("project-name", Name::parse(&name.get_untracked()));
        let lines = form.check("project-modules", names(&modules.get_untracked()));
        let (Some(parsed), Some(add_modules)) = (parsed, lines) else {
            return;
        };
        let body = EditProject { name: Some(parsed), add_modules, active: None };
        form.send(Call::patch(path.clone(), &body), FIELDS, move |_: ProjectView| {
            context::refresh();
            toast::done(tr("已保存", "Saved"));
            open.set(false);
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {form.trouble()}
            <TextField id="project-name" label=tr("项目名称", "Project name") value=name error=form.error("project-name") max=Name::CHARS_MAX required=true />
            <div class="row">{there}</div>
            {modules_field(form, modules, tr("新增模块，每行一个", "More modules, one a line"))}
            <footer class="actions"><Button label=tr("保存", "Save") kind=Kind::Primary submit=true busy=form.busy /></footer>
        </form>
    }
    .into_any()
}

fn modules_field(form: Form, value: RwSignal<String>, label: &'static str) -> AnyView {
    view! { <TextArea id="project-modules" label value error=form.error("project-modules") rows=3 /> }.into_any()
}

fn names(lines: &str) -> Result<Vec<Name>, Refusal> {
    lines.lines().filter(|line| !line.trim().is_empty()).map(Name::parse).collect()
}
