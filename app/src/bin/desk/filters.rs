//! The filters of board and list. They are the address and nothing else, so they can be shared and come back.

use app::{
    i18n::{lang, tr},
    router,
    ui::{Menu, MenuItem, live},
};
use leptos::prelude::*;
use shared::{
    actor::Role,
    routing::{Unclaimed, book::UNCLAIMED_MAX},
    ticket::{
        Class, Filter, Priority, Status, WaitingFor,
        filter::{DueIs, Sort},
    },
};

use crate::poll;
use app::{desk::context, load::Load};

/// The filter of the address; one that cannot be read shows everything.
pub fn current() -> Filter {
    Filter::from_query(&router::search()).unwrap_or_default()
}

/// The same without following it. `None` once another screen is shown, whose address says something else.
pub fn current_untracked() -> Option<Filter> {
    let at = untrack(router::location);
    at.path.starts_with("/desk/").then(|| Filter::from_query(&at.search).unwrap_or_default())
}

/// Where the filtered tickets are read.
pub fn path(base: &str) -> String {
    let query = current().to_query();
    if query.is_empty() { base.to_owned() } else { [base, "?", &query].concat() }
}

/// Is anything filtered?
pub fn is_set() -> bool {
    let mut filter = current();
    filter.sort = None;
    filter != Filter::default()
}

/// Shows everything again.
pub fn clear() {
    router::set_search("");
}

/// The filters of the board; its columns are the states already.
pub fn board_bar() -> AnyView {
    view! {
        {whose()}
        {choose("team", tr("团队", "Team"), Several::No, || context::teams().into_iter().map(|team| (team.id.0, team.name.into())).collect())}
        {classes()}
        {priorities()}
        {projects()}
        {tags()}
        {clear_button()}
    }
    .into_any()
}

/// The filters of the list.
pub fn list_bar() -> AnyView {
    view! {
        {whose()}
        {choose("status", tr("状态", "Status"), Several::Yes, || words(Status::ALL.iter().map(|value| (value.as_str(), value.label(lang())))))}
        {choose("due", tr("时限", "Due"), Several::No, || words(DueIs::ALL.iter().map(|value| (value.as_str(), value.label(lang())))))}
        {choose("reopened", tr("退回", "Reopened"), Several::No, || words([("yes", tr("被退回过", "Came back"))].into_iter()))}
        {choose("waiting", tr("等待", "Waiting"), Several::Yes, || words(WaitingFor::ALL.iter().map(|value| (value.as_str(), value.label(lang())))))}
        {classes()}
        {priorities()}
        {choose("owner", tr("负责人", "Owner"), Several::No, || context::owners().into_iter().map(|member| (member.id.0, member.name.into())).collect())}
        {choose("team", tr("团队", "Team"), Several::No, || context::teams().into_iter().map(|team| (team.id.0, team.name.into())).collect())}
        {projects()}
        {tags()}
        {clear_button()}
        <div class="push">{sort()}</div>
    }
    .into_any()
}

/// May several values of a filter be chosen? They are alternatives.
#[derive(Clone, Copy, PartialEq)]
enum Several {
    Yes,
    No,
}

/// The word of the filter.
const UNCLAIMED: &str = "unclaimed";

type Options = Vec<(String, String)>;

/// Everybody's, mine, or nobody's: the three questions of a morning.
fn whose() -> AnyView {
    let chip = |value: Option<&'static str>, words: &'static str| {
        let pressed = move || router::param("owner").as_deref() == value;
        view! {
            <button type="button" class="chip" aria-pressed=move || if pressed() { "true" } else { "false" } on:click=move |_| router::set_param("owner", value)>
                {words}
            </button>
        }
        .into_any()
    };
    view! {
        {chip(None, tr("全部", "All"))}
        {chip(Some("me"), tr("我的", "Mine"))}
        {chip(Some("none"), tr("未指派", "Unassigned"))}
        {unclaimed()}
    }
    .into_any()
}

/// How often the number of these is asked for, in milliseconds.
const UNCLAIMED_EVERY_MS: i32 = 60_000;

/// What nobody has taken for too long, with its number: shown to leads (R11).
fn unclaimed() -> Option<AnyView> {
    if context::my_role() < Role::Lead {
        return None;
    }
    let load = Load::<Unclaimed>::new(|| "/api/v1/unclaimed-tickets".to_owned());
    poll::while_visible(UNCLAIMED_EVERY_MS, move || load.reload());
    let chip = live(move || {
        let Unclaimed { count, minutes } = load.value.get()?;
        let on = router::param("owner").as_deref() == Some(UNCLAIMED);
        if count == 0 && !on {
            return None;
        }
        let number = if count < UNCLAIMED_MAX { count.to_string() } else { [&count.to_string(), "+"].concat() };
        let label = [tr("超过 ", "Nobody's for more than "), &minutes.to_string(), tr(" 分钟无人负责：", " min: "), &number].concat();
        let class = if count > 0 { "chip alarm" } else { "chip" };
        let press = move |_| router::set_param("owner", (!on).then_some(UNCLAIMED));
        Some(
            view! { <button type="button" class=class aria-pressed=if on { "true" } else { "false" } on:click=press>{label}</button> }
                .into_any(),
        )
    });
    Some(chip)
}

fn classes() -> AnyView {
    choose("class", tr("类别", "Class"), Several::Yes, || words(Class::ALL.iter().map(|value| (value.as_str(), value.label(lang())))))
}

fn priorities() -> AnyView {
    choose("priority", tr("优先级", "Priority"), Several::Yes, || {
        words(Priority::ALL.iter().map(|value| (value.as_str(), value.label(lang()))))
    })
}

fn projects() -> AnyView {
    choose("project", tr("项目", "Project"), Several::No, || {
        let none = ("none".to_owned(), tr("不属于任何项目", "No project").to_owned());
        std::iter::once(none).chain(context::projects().into_iter().map(|project| (project.id.0, project.name.into()))).collect()
    })
}

fn tags() -> AnyView {
    choose("tag", tr("标签", "Tag"), Several::No, || {
        context::tags().into_iter().map(|tag| (tag.id.0, tag.name.text(lang()).to_owned())).collect()
    })
}

/// The order of the list.
fn sort() -> AnyView {
    live(move || {
        let chosen = current().sort();
        let items = move || {
            let item = |sort: &Sort| {
                let (word, usual) = (sort.as_str(), *sort == Sort::Updated);
                MenuItem::new(sort.label(lang()), move || router::set_param("sort", (!usual).then_some(word))).checked(*sort == chosen)
            };
            Sort::ALL.iter().map(item).collect::<Vec<_>>()
        };
        view! { <Menu label=[tr("排序：", "Sort: "), chosen.label(lang())].concat() class="chip" items=items /> }.into_any()
    })
}

/// A chip that says what is chosen and opens the choices.
fn choose(param: &'static str, name: &'static str, several: Several, options: fn() -> Options) -> AnyView {
    live(move || {
        let chosen: Vec<String> = router::param(param).map(|value| value.split(',').map(str::to_owned).collect()).unwrap_or_default();
        let labels: Vec<String> = options().into_iter().filter(|(value, _)| chosen.contains(value)).map(|(_, label)| label).collect();
        let on = !labels.is_empty();
        let label = if on { [name, tr("：", ": "), &labels.join(tr("、", ", "))].concat() } else { name.to_owned() };
        let items = move || options().into_iter().map(|option| item(param, several, &chosen, option)).collect::<Vec<_>>();
        let class = if on { "chip on" } else { "chip" };
        view! { <Menu label class items=items /> }.into_any()
    })
}

/// A line of the menu: chooses the value, or lets go of it.
fn item(param: &'static str, several: Several, chosen: &[String], (value, label): (String, String)) -> MenuItem {
    let on = chosen.contains(&value);
    let mut next: Vec<String> = if several == Several::Yes { chosen.to_vec() } else { Vec::new() };
    next.retain(|other| *other != value);
    if !on {
        next.push(value);
    }
    let next = next.join(",");
    MenuItem::new(label, move || router::set_param(param, (!next.is_empty()).then_some(next.as_str()))).checked(on)
}

fn clear_button() -> AnyView {
    live(move || {
        is_set()
            .then(|| view! { <button type="button" class="btn quiet" on:click=|_| clear()>{tr("清除筛选", "Clear")}</button> }.into_any())
    })
}

fn words(values: impl Iterator<Item = (&'static str, &'static str)>) -> Options {
    values.map(|(value, label)| (value.to_owned(), label.to_owned())).collect()
}
