//! A ticket to test the service levels with: what it would be promised, and how that comes about.

use app::{
    api::Call,
    desk::{context, form::Form},
    dom,
    i18n::{self, lang, tr},
    ticket::{promise::kind_words, steps::steps},
    ui::*,
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    id::{ProjectId, TagId},
    ticket::{Class, Priority},
    time::Timestamp,
    wire::sla::{ClocksView, Trial},
};

use super::Work;

/// The panel.
pub fn trial(work: Work) -> AnyView {
    let form = Form::new();
    let class = RwSignal::new(Class::Fault.as_str().to_owned());
    let priority = RwSignal::new(Priority::P2.as_str().to_owned());
    let project = RwSignal::new(String::new());
    let tag = RwSignal::new(String::new());
    let at = RwSignal::new(i18n::input_date_time(dom::now_ms()));
    let result = RwSignal::new(None::<ClocksView>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (Some(class), Some(priority)) = (Class::parse(&class.get_untracked()), Priority::parse(&priority.get_untracked())) else {
            return;
        };
        let Some(at) = i18n::instant_of_input(&at.get_untracked()) else {
            form.clear();
            return form.refuse("trial-at", tr("请选择日期和时间。", "Choose a date and a time."));
        };
        let project = Some(project.get_untracked()).filter(|id| !id.is_empty()).map(ProjectId::from);
        let tag = Some(tag.get_untracked()).filter(|id| !id.is_empty()).map(TagId::from);
        let body = Trial { class, priority, at: Timestamp(at), project, module: None, company: None, tag, lang: None };
        form.send(Call::post("/api/v1/sla/trial", &body), &[("at", "trial-at")], move |view: ClocksView| result.set(Some(view)));
    };
    let classes = Class::ALL.iter().map(|class| (class.as_str().to_owned(), class.label(lang()).to_owned())).collect::<Vec<_>>();
    let priorities =
        Priority::ALL.iter().map(|priority| (priority.as_str().to_owned(), priority.label(lang()).to_owned())).collect::<Vec<_>>();
    let mut projects = vec![(String::new(), tr("任意项目", "Any project").to_owned())];
    projects.extend(context::projects().into_iter().map(|project| (project.id.0, project.name.into())));
    let mut tags = vec![(String::new(), tr("无标签", "No tag").to_owned())];
    tags.extend(context::tags().into_iter().filter(|tag| tag.active).map(|tag| (tag.id.0.clone(), tag.name.text(lang()).to_owned())));
    let outcome = live(move || result.with(|view| view.as_ref().map(shown)));
    let stale = live(move || {
        work.changed.get().then(|| view! { <p class="hint">{tr("按已保存的设置试算，未保存的修改不在内。", "This uses what is saved; unsaved changes are not part of it.")}</p> }.into_any())
    });
    view! {
        <section class="stack">
            <h2>{tr("试算一张工单", "Test a ticket")}</h2>
            {stale}
            <form class="tester panel" novalidate on:submit=submit>
                {form.trouble()}
                <SelectField id="trial-class" label=tr("类别", "Class") value=class options=classes required=true />
                <SelectField id="trial-priority" label=tr("优先级", "Priority") value=priority options=priorities required=true />
                <SelectField id="trial-project" label=tr("项目", "Project") value=project options=projects required=true />
                <SelectField id="trial-tag" label=tr("标签", "Tag") value=tag options=tags required=true />
                <div class="field">
                    <label for="trial-at">{tr("提交时间", "Filed at")}</label>
                    <input class="input" type="datetime-local" id="trial-at" prop:value=move || at.get() on:input=move |event| at.set(event_target_value(&event)) />
                    <p class="field-error">{move || form.error("trial-at").get()}</p>
                </div>
                <Button label=tr("试算", "Test") submit=true busy=form.busy />
            </form>
            <div aria-live="polite">{outcome}</div>
        </section>
    }
    .into_any()
}

fn shown(view: &ClocksView) -> AnyView {
    let lines: Vec<AnyView> = view
        .clocks
        .each()
        .map(|(kind, clock)| {
            let due = clock.due_at.map(|at| i18n::exact(at.0));
            view! { <dt>{kind_words(kind)}</dt><dd>{due}</dd> }.into_any()
        })
        .collect();
    view! { <div class="panel"><dl class="facts">{lines}</dl>{steps(view)}</div> }.into_any()
}
