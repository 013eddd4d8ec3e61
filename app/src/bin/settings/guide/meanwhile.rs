//! Somebody else has saved the guide since it was read (R19): what they changed comes into the form, what was typed here stays,
//! and both are said.

use app::{
    desk::context,
    i18n::{lang, tr},
    ui::Banner,
};
use leptos::prelude::*;
use shared::{
    lang::Lang,
    text::Hint,
    wire::flows::{ClassTeam, GuideView},
};

use super::{Edited, Part};

/// A field of the form.
#[derive(Clone, Copy)]
enum Field {
    Text(RwSignal<String>),
    Team(RwSignal<String>),
    Tick(RwSignal<bool>),
}

impl Field {
    fn now(self) -> String {
        match self {
            Self::Text(text) | Self::Team(text) => text.get_untracked(),
            Self::Tick(on) => ticked(on.get_untracked()).to_owned(),
        }
    }

    fn take(self, value: &str) {
        match self {
            Self::Text(text) | Self::Team(text) => text.set(value.to_owned()),
            Self::Tick(on) => on.set(value == ticked(true)),
        }
    }

    /// A value as people read it.
    fn shown(self, value: &str) -> String {
        match self {
            Self::Team(_) if !value.is_empty() => context::team_name(&value.into()),
            _ if value.is_empty() => tr("（空）", "(empty)").to_owned(),
            _ => value.to_owned(),
        }
    }
}

fn ticked(on: bool) -> &'static str {
    if on { tr("必填", "required") } else { tr("选填", "optional") }
}

/// Brings the newer guide into the form; gives what had changed, a line for each field.
pub fn merge(all: &[Edited], before: &GuideView, newer: &GuideView) -> Vec<String> {
    let (before, newer) = (values(before), values(newer));
    let mut changes = Vec::new();
    for ((name, field), (old, new)) in fields(all).into_iter().zip(before.iter().zip(&newer)) {
        if old == new {
            continue;
        }
        let mine = field.now();
        let change = [name.as_str(), tr("：", ": "), &field.shown(old), " → ", &field.shown(new)].concat();
        if mine == *old || mine == *new {
            field.take(new);
            changes.push(change);
        } else {
            changes.push([&change, tr("（您的修改已保留）", " (yours is kept)")].concat());
        }
    }
    changes
}

/// What had changed, until it is saved again.
pub fn banner(changes: RwSignal<Vec<String>>) -> AnyView {
    let told = move || {
        let lines = changes.get();
        (!lines.is_empty()).then(|| {
            view! {
                <Banner tone="warn boxed">
                    <div>
                        <p><strong>{tr("有人刚保存了指引，您的修改还没有保存。", "Somebody else has just saved the guide, so yours is not saved yet.")}</strong></p>
                        <ul>{lines.into_iter().map(|line| view! { <li dir="auto">{line}</li> }.into_any()).collect::<Vec<_>>()}</ul>
                        <p>{tr("您填写的内容都还在。看过后再保存一次。", "What you typed is still here. Have a look, then save once more.")}</p>
                    </div>
                </Banner>
            }
            .into_any()
        })
    };
    told.into_any()
}

/// The fields with their names, class by class; in the order of [`values`].
fn fields(all: &[Edited]) -> Vec<(String, Field)> {
    let mut found = Vec::new();
    for one in all {
        let class = one.class.label(lang());
        let both = |name: String, texts: super::Texts| {
            Lang::ALL.iter().map(move |own| ([&name, " (", own.label(lang()), ")"].concat(), Field::Text(texts.of(*own))))
        };
        found.extend(both([class, " · ", tr("什么时候选这一类", "When to choose it")].concat(), one.guidance));
        found.push(([class, " · ", tr("默认受理团队", "The team that gets it")].concat(), Field::Team(one.team)));
        for Part { key, label, hint, required } in &one.parts {
            let part = [class, " · ", key.label(lang())].concat();
            found.extend(both([&part, " · ", tr("名称", "Label")].concat(), *label));
            found.extend(both([&part, " · ", tr("示例", "Example")].concat(), *hint));
            found.push((part, Field::Tick(*required)));
        }
    }
    found
}

/// What a guide says in each field. A guide leaves no class and no part out, and its form keeps their order.
fn values(guide: &GuideView) -> Vec<String> {
    let mut found = Vec::new();
    for own in &guide.classes.0 {
        found.extend(Lang::ALL.iter().map(|lang| own.guidance.of(*lang).as_str().to_owned()));
        found.push(team(&guide.teams, own.class));
        for part in &own.parts {
            found.extend(Lang::ALL.iter().map(|lang| part.label.of(*lang).as_str().to_owned()));
            found.extend(Lang::ALL.iter().map(|lang| part.hint.of(*lang).as_ref().map_or("", Hint::as_str).to_owned()));
            found.push(ticked(part.required).to_owned());
        }
    }
    found
}

/// The team of a class; empty for the oldest one.
pub fn team(teams: &[ClassTeam], class: shared::ticket::Class) -> String {
    teams.iter().find(|one| one.class == class).map(|one| one.team.0.clone()).unwrap_or_default()
}
