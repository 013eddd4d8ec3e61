//! How due times come about: the policy, and each clock's time from its start stretch by stretch.

use leptos::prelude::*;
use shared::{
    sla::{Clock, explain::Step, notation::write_minutes},
    wire::sla::ClocksView,
};

use super::promise::kind_words;
use crate::i18n::{self, lang, tr};

/// Stretches of one clock that are shown; there are more only where a ticket waits for months.
const STEPS_MAX: usize = 60;

/// The explanation of all clocks.
pub fn steps(view: &ClocksView) -> AnyView {
    let of = |kind| view.clocks.each().find(|(of, _)| *of == kind).map(|(_, clock)| clock);
    let clocks: Vec<AnyView> = view
        .steps
        .iter()
        .filter_map(|steps| {
            let clock = of(steps.clock)?;
            let rows: Vec<AnyView> = steps.steps.iter().take(STEPS_MAX).map(step).collect();
            let head = [kind_words(steps.clock), " · ", &summary(clock)].concat();
            Some(view! { <details class="reckoning"><summary>{head}</summary><ol>{rows}</ol></details> }.into_any())
        })
        .collect();
    let policy = [tr("策略：", "Policy: "), view.policy_name.as_str(), tr("，工作时间按 ", ", by the hours of "), &view.zone].concat();
    let may_move = view.may_move.then(|| {
        let words = tr(
            "其中有时限落在尚未公布节假日的年份，放假安排公布后可能会变。",
            "A due time lies in a year whose public holidays are not announced yet. It may still move.",
        );
        view! { <p class="hint">{words}</p> }.into_any()
    });
    view! { <p class="muted">{policy}</p>{may_move}{clocks} }.into_any()
}

/// To the minute: whoever adds the stretches up arrives at the target.
fn exactly(ms: i64) -> String {
    write_minutes(u32::try_from(ms / 60_000).unwrap_or(0), lang())
}

fn summary(clock: &Clock) -> String {
    let target = [tr("目标 ", "target "), &exactly(clock.target_ms)].concat();
    match clock.due_at {
        Some(due) => [&target, tr("，到 ", ", due "), &i18n::date_time(due.0)].concat(),
        None => [&target, tr("，已用 ", ", used "), &exactly(clock.consumed_ms)].concat(),
    }
}

fn step(step: &Step) -> AnyView {
    let times = [&i18n::date_time(step.from.0), " – ", &i18n::date_time(step.to.0)].concat();
    let what = match (&step.name, step.waiting) {
        (Some(name), _) => [step.kind.label(lang()), tr("（", " ("), name, tr("）", ")")].concat(),
        (None, Some(waiting)) => [step.kind.label(lang()), tr("：", ": "), waiting.label(lang())].concat(),
        (None, None) => step.kind.label(lang()).to_owned(),
    };
    let counted = [tr("累计 ", "so far "), &exactly(step.counted_ms)].concat();
    view! { <li class=["step-", step.kind.as_str()].concat()><span>{times}</span><span>{what}</span><small>{counted}</small></li> }
        .into_any()
}
