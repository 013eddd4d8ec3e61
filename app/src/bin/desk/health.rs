//! `/desk/projects`: how each customer project stands, the ones in trouble first (R22). Every figure leads to its tickets.

use app::{
    i18n::tr,
    load::Load,
    ui::{empty, live, loaded, skeleton},
};
use leptos::prelude::*;
use shared::wire::health::{Health, ProjectHealth};

/// The page.
pub fn health() -> AnyView {
    let load = Load::<Health>::new(|| "/api/v1/projects/health".to_owned());
    view! {
        <div class="page wide health-page">
            <div class="page-head"><h1>{tr("项目健康", "Project health")}</h1></div>
            <p class="muted settings-about">{tr("按超时、将到期、未关闭排序；点数字查看对应的工单。", "Missed promises first, then what is due soon and what is open. Each figure leads to its tickets.")}</p>
            {loaded(load, || skeleton(6), move |health| live(move || health.with(|health| health.as_ref().map(table))))}
        </div>
    }
    .into_any()
}

fn table(health: &Health) -> AnyView {
    if health.projects.is_empty() {
        let action = view! { <a class="btn primary" href="/desk/settings/projects">{tr("添加项目", "Add a project")}</a> }.into_any();
        return empty(
            tr("还没有项目", "No projects yet"),
            tr("添加项目后，这里显示每个项目的进展。", "Once there are projects, this shows how each one stands."),
            action,
        );
    }
    let rows: Vec<AnyView> = health.projects.iter().map(row).collect();
    view! {
        <div class="scroll">
            <table class="rows health">
                <thead>
                    <tr>
                        <th scope="col">{tr("项目", "Project")}</th>
                        {figures().map(|name| view! { <th scope="col">{name}</th> }.into_any()).into_iter().collect::<Vec<_>>()}
                        <th scope="col">{tr("近 8 周：提交 / 关闭", "8 weeks: filed / closed")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What is counted, in order: heads of columns, and on a phone the figures' own.
fn figures() -> [&'static str; 4] {
    [tr("已超时", "Overdue"), tr("24 小时内到期", "Due in 24 h"), tr("未关闭", "Open"), tr("被退回", "Reopened")]
}

fn row(project: &ProjectHealth) -> AnyView {
    let name = project.name.as_ref().map_or(tr("不属于任何项目", "No project"), |name| name.as_str()).to_owned();
    let company = project.company.as_ref().map(|company| view! { <small class="muted">{company.as_str().to_owned()}</small> }.into_any());
    let [overdue, soon, open, reopened] = figures();
    let figure = |name: &'static str, count: u32, more: &str, class: &'static str| {
        if count == 0 {
            return view! { <td class="figure" data-name=name>{count.to_string()}</td> }.into_any();
        }
        let id = project.project.as_ref().map_or("none", |id| id.as_str());
        let href = ["/desk/tickets?project=", id, "&status=todo,in_progress,verifying", more].concat();
        view! { <td class="figure" data-name=name><a class=class href=href>{count.to_string()}</a></td> }.into_any()
    };
    view! {
        <tr>
            <th scope="row" dir="auto">{name}{company}</th>
            {figure(overdue, project.breached, "&due=overdue", "late")}
            {figure(soon, project.due, "&due=soon", "soon")}
            {figure(open, project.open, "", "")}
            {figure(reopened, project.reopened, "&reopened=yes", "")}
            <td class="trend-cell">{trend(project)}</td>
        </tr>
    }
    .into_any()
}

/// Two bars a week, and the same in words.
fn trend(project: &ProjectHealth) -> AnyView {
    const WIDTH: usize = 12;
    const HEIGHT: u32 = 24;
    let most = project.filed.iter().chain(&project.closed).copied().max().unwrap_or(0).max(1);
    let bar = |place: usize, count: u32, class: &'static str| {
        let height = (count * HEIGHT / most).max(u32::from(count > 0));
        view! { <rect class=class x=place.to_string() y=(HEIGHT - height).to_string() width="5" height=height.to_string() /> }.into_any()
    };
    let bars: Vec<AnyView> = project
        .filed
        .iter()
        .zip(&project.closed)
        .enumerate()
        .flat_map(|(week, (filed, closed))| [bar(week * WIDTH, *filed, "filed"), bar(week * WIDTH + 5, *closed, "closed")])
        .collect();
    let list = |counts: &[u32]| counts.iter().map(u32::to_string).collect::<Vec<_>>().join(tr("、", ", "));
    let words = [tr("提交 ", "Filed "), &list(&project.filed), tr("；关闭 ", "; closed "), &list(&project.closed)].concat();
    view! { <svg class="trend" role="img" aria-label=words viewBox="0 0 96 24" width="96" height="24">{bars}</svg> }.into_any()
}
