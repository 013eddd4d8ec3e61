//! A rule as a sentence.

use app::i18n::{lang, tr};
use shared::routing::{Conditions, Hours, Ownership, RoutingRule};

use super::draft::Draft;
use app::desk::context;

/// "Class is fault, and company is Acme".
pub fn condition(draft: Draft, on: &Conditions) -> String {
    let is = |name: &'static str, words: Vec<String>| (!words.is_empty()).then(|| [name, &words.join(tr("、", " or "))].concat());
    let parts = [
        is(tr("类别是", "class is "), on.class.iter().map(|class| class.label(lang()).to_owned()).collect()),
        is(tr("标签有", "tag is "), on.tag.iter().map(context::tag_name).collect()),
        is(tr("项目是", "project is "), on.project.iter().map(|id| project(id.as_str())).collect()),
        is(tr("模块是", "module is "), on.module.iter().map(|id| module(id.as_str())).collect()),
        is(tr("客户是", "customer is "), on.company.iter().map(|id| draft.company(id)).collect()),
        is(tr("语言是", "language is "), on.lang.iter().map(|own| own.label(lang()).to_owned()).collect()),
        on.business_hours.map(|side| [tr("提交于", "filed "), side.label(lang())].concat()),
        on.hours.as_ref().map(|hours| [tr("提交于", "filed "), &hours_words(hours)].concat()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { tr("所有工单", "Every ticket").to_owned() } else { parts.join(tr("，且", ", and ")) }
}

/// "Operations, each in turn".
pub fn outcome(rule: &RoutingRule) -> String {
    let owner = rule.owner.label(lang());
    let team = context::team_name(&rule.team);
    match rule.owner {
        Ownership::Nobody => [&team, tr("，", ", "), owner].concat(),
        Ownership::LeastLoaded | Ownership::RoundRobin => [&team, tr("，负责人：", ", owner: "), owner].concat(),
    }
}

/// A day of the week, 0 being Monday.
pub fn weekday(day: u8) -> &'static str {
    match day {
        0 => tr("周一", "Mon"),
        1 => tr("周二", "Tue"),
        2 => tr("周三", "Wed"),
        3 => tr("周四", "Thu"),
        4 => tr("周五", "Fri"),
        5 => tr("周六", "Sat"),
        _ => tr("周日", "Sun"),
    }
}

/// `22:00`.
pub fn clock(minute: u16) -> String {
    let two = |n: u16| if n < 10 { ["0", &n.to_string()].concat() } else { n.to_string() };
    [&two(minute / 60), ":", &two(minute % 60)].concat()
}

fn hours_words(hours: &Hours) -> String {
    let days = hours.days.iter().map(|day| weekday(*day)).collect::<Vec<_>>().join(tr("、", ", "));
    let days = if days.is_empty() { days } else { days + " " };
    [&days, &clock(hours.from), "–", &clock(hours.until), tr("（", " ("), &hours.zone, tr("）", ")")].concat()
}

fn project(id: &str) -> String {
    let name = |desk: &context::Desk| {
        desk.directory.projects.iter().find(|project| project.id.as_str() == id).map(|project| project.name.as_str().to_owned())
    };
    context::desk().and_then(|desk| name(&desk)).unwrap_or_default()
}

fn module(id: &str) -> String {
    let name = |desk: &context::Desk| {
        let mut modules = desk.directory.projects.iter().flat_map(|project| &project.modules);
        modules.find(|module| module.id.as_str() == id).map(|module| module.name.as_str().to_owned())
    };
    context::desk().and_then(|desk| name(&desk)).unwrap_or_default()
}
