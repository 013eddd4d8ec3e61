//! A policy: for which tickets it is, and what it promises for each priority.

use app::{
    desk::{context, form::Form},
    i18n::{lang, tr},
    ui::*,
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    id::{ProjectId, TagId},
    lang::Lang,
    sla::{
        notation::{read_minutes, write_minutes},
        policy::{Conditions, PriorityTargets, TARGET_MINUTES_MAX, Targets},
    },
    text::Name,
    ticket::{Class, Priority},
};

use super::{Work, is_open};
use crate::parts::checks;

/// What is typed for one priority.
#[derive(Clone, Copy)]
struct Row {
    first: RwSignal<String>,
    next: RwSignal<String>,
    resolution: RwSignal<String>,
    always: RwSignal<bool>,
}

const IDS: [[&str; 3]; 4] = [
    ["p0-first", "p0-next", "p0-resolution"],
    ["p1-first", "p1-next", "p1-resolution"],
    ["p2-first", "p2-next", "p2-resolution"],
    ["p3-first", "p3-next", "p3-resolution"],
];

/// The form of the policy in this place of the list.
pub fn form(work: Work, at: usize, open: RwSignal<bool>) -> AnyView {
    let Some(policy) = work.policies.with_untracked(|all| all.get(at).cloned()) else { return ().into_any() };
    let is_default = work.policies.with_untracked(|all| at + 1 == all.len());
    let form = Form::new();
    let name = RwSignal::new(policy.name.as_str().to_owned());
    let calendar = RwSignal::new(policy.calendar.as_str().to_owned());
    let classes = RwSignal::new(policy.conditions.classes.iter().map(|class| class.as_str().to_owned()).collect::<Vec<_>>());
    let projects = RwSignal::new(policy.conditions.projects.iter().map(|id| id.as_str().to_owned()).collect::<Vec<_>>());
    let tags = RwSignal::new(policy.conditions.tags.clone());
    let languages = RwSignal::new(policy.conditions.languages.iter().map(|lang| lang.as_str().to_owned()).collect::<Vec<_>>());
    let rows = Priority::ALL.iter().map(|priority| row(policy.targets.of(*priority))).collect::<Vec<_>>();
    let typed = rows.clone();
    let before = policy.conditions.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let name = form.check("policy-name", Name::parse(&name.get_untracked()));
        let targets = read(form, &typed);
        let parse = |words: RwSignal<Vec<String>>| words.get_untracked();
        let conditions = Conditions {
            classes: parse(classes).iter().filter_map(|word| Class::parse(word)).collect(),
            projects: parse(projects).into_iter().map(ProjectId::from).collect(),
            languages: parse(languages).iter().filter_map(|word| Lang::parse(word)).collect(),
            tags: parse(tags),
            ..before.clone()
        };
        let (Some(name), Some(targets)) = (name, targets) else { return };
        if !is_default && is_open(&conditions) {
            let words = tr(
                "请至少选一个条件；对所有工单都适用的只有最后一条。",
                "Choose at least one condition: only the last policy is for every ticket.",
            );
            return form.refuse("policy-classes", words);
        }
        let calendar = shared::id::CalendarId::from(calendar.get_untracked());
        work.policies.update(|all| {
            if let Some(policy) = all.get_mut(at) {
                policy.name = name;
                policy.calendar = calendar;
                policy.targets = targets;
                policy.conditions = if is_default { Conditions::NONE } else { conditions };
            }
        });
        work.changed.set(true);
        open.set(false);
    };
    let calendars: Vec<(String, String)> = work
        .calendars
        .with_untracked(|all| all.iter().map(|calendar| (calendar.id.as_str().to_owned(), calendar.name.as_str().to_owned())).collect());
    let whom = (!is_default).then(|| {
        let class_options = Class::ALL.iter().map(|class| (class.as_str().to_owned(), class.label(lang()).to_owned())).collect();
        let project_options: Vec<(String, String)> = context::projects().into_iter().map(|project| (project.id.0, project.name.into())).collect();
        let language_options = vec![("zh".to_owned(), "中文".to_owned()), ("en".to_owned(), "English".to_owned())];
        let of_projects = (!project_options.is_empty())
            .then(|| checks(tr("项目（任一）", "Project (any of)"), "policy-projects", project_options, projects, form.error("policy-projects")));
        // One that is no longer used is offered where it is chosen: to be taken out.
        let tag_options: Vec<(String, String)> = context::tags()
            .into_iter()
            .filter(|tag| tag.active || policy.conditions.tags.contains(&tag.id.0))
            .map(|tag| (tag.id.0.clone(), tag.name.text(lang()).to_owned()))
            .collect();
        let of_tags =
            (!tag_options.is_empty()).then(|| checks(tr("标签（任一）", "Tag (any of)"), "policy-tags", tag_options, tags, form.error("policy-tags")));
        view! {
            {checks(tr("类别（任一；都不选即不限）", "Class (any of; none chosen means all)"), "policy-classes", class_options, classes, form.error("policy-classes"))}
            {of_projects}
            {of_tags}
            {checks(tr("提单人的语言", "Requester's language"), "policy-languages", language_options, languages, form.error("policy-languages"))}
        }
        .into_any()
    });
    let lines: Vec<AnyView> =
        Priority::ALL.iter().zip(&rows).zip(IDS).map(|((priority, row), ids)| line(form, *priority, *row, ids)).collect();
    view! {
        <form class="stack" novalidate on:submit=submit>
            {form.trouble()}
            <TextField id="policy-name" label=tr("名称", "Name") value=name error=form.error("policy-name") max=Name::CHARS_MAX required=true />
            {whom}
            <SelectField id="policy-calendar" label=tr("工作日历", "Business calendar") value=calendar options=calendars required=true />
            <fieldset class="field">
                <legend>{tr("时限，例如 30 分钟、4 小时、1h30m", "Times, such as 30m, 4h or 1h30m")}</legend>
                <table class="targets edit">
                    <thead><tr><td></td><th scope="col">{tr("首次回复", "First reply")}</th><th scope="col">{tr("后续回复", "Next reply")}</th><th scope="col">{tr("解决", "Solution")}</th><th scope="col">"24×7"</th></tr></thead>
                    <tbody>{lines}</tbody>
                </table>
                <p class="field-error" role="alert">{move || form.error("targets").get()}</p>
            </fieldset>
            <footer class="actions"><Button label=tr("确定", "OK") kind=Kind::Primary submit=true /></footer>
        </form>
    }
    .into_any()
}

/// For which tickets a policy is, in a line.
pub fn sentence(conditions: &Conditions) -> String {
    let projects = context::projects();
    let named = |id: &ProjectId| {
        let project = projects.iter().find(|project| project.id == *id);
        project.map_or(tr("已停用的项目", "a project that is over"), |project| project.name.as_str()).to_owned()
    };
    let parts = [
        conditions.classes.iter().map(|class| class.label(lang()).to_owned()).collect::<Vec<_>>(),
        conditions.projects.iter().map(named).collect(),
        conditions.languages.iter().map(|lang| if *lang == Lang::Zh { "中文" } else { "English" }.to_owned()).collect(),
        conditions.tags.iter().map(|id| context::tag_name(&TagId(id.clone()))).collect(),
    ];
    let parts = parts.iter().filter(|part| !part.is_empty()).map(|part| part.join(tr(" 或 ", " or ")));
    parts.collect::<Vec<_>>().join(tr("，且 ", ", and "))
}

fn row(targets: &Targets) -> Row {
    let text = |minutes: u32| RwSignal::new(write_minutes(minutes, lang()));
    Row {
        first: text(targets.first_response),
        next: text(targets.next_response.unwrap_or(targets.first_response)),
        resolution: text(targets.resolution),
        always: RwSignal::new(targets.always),
    }
}

fn line(form: Form, priority: Priority, row: Row, ids: [&'static str; 3]) -> AnyView {
    let names = [tr("首次回复", "First reply"), tr("后续回复", "Next reply"), tr("解决", "Solution")];
    let cells: Vec<AnyView> = [row.first, row.next, row.resolution]
        .into_iter()
        .zip(ids)
        .zip(names)
        .map(|((value, id), name)| {
            let error = form.error(id);
            let label = [priority.label(lang()), " · ", name].concat();
            view! {
                <td><input class="input" id=id aria-label=label aria-invalid=move || error.get().map(|_| "true")
                    prop:value=move || value.get() on:input=move |event| { value.set(event_target_value(&event)); form.changed(id); form.changed("targets"); } /></td>
            }
            .into_any()
        })
        .collect();
    let always = [priority.label(lang()), " · 24×7"].concat();
    view! {
        <tr>
            <th scope="row">{priority.label(lang())}</th>
            {cells}
            <td><input type="checkbox" aria-label=always prop:checked=move || row.always.get() on:change=move |_| row.always.update(|always| *always = !*always) /></td>
        </tr>
    }
    .into_any()
}

/// The targets as typed, if all of them can be read; what cannot is marked.
fn read(form: Form, rows: &[Row]) -> Option<PriorityTargets> {
    let mut all = Vec::new();
    let mut sound = true;
    for (row, ids) in rows.iter().zip(IDS) {
        let mut minutes = [0; 3];
        for ((value, id), slot) in [row.first, row.next, row.resolution].into_iter().zip(ids).zip(&mut minutes) {
            match read_minutes(&value.get_untracked()).filter(|minutes| (1..=TARGET_MINUTES_MAX).contains(minutes)) {
                Some(read) => *slot = read,
                None => {
                    sound = false;
                    form.refuse(id, "!");
                }
            }
        }
        let [first_response, next, resolution] = minutes;
        let next_response = (next != first_response).then_some(next);
        all.push(Targets { first_response, next_response, resolution, always: row.always.get_untracked() });
    }
    if !sound {
        form.refuse(
            "targets",
            tr(
                "标出的时限无法识别，请写成 30 分钟、4 小时 这样，最长一年。",
                "The times that are marked cannot be read. Write them as 30m or 4h, a year at most.",
            ),
        );
        return None;
    }
    let [p0, p1, p2, p3] = <[Targets; 4]>::try_from(all).ok()?;
    Some(PriorityTargets { p0, p1, p2, p3 })
}
