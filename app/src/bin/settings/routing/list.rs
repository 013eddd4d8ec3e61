//! The rules in their order. Buttons and Alt with an arrow move them; what is wrong with one stands below it.

use app::{
    dom,
    i18n::{lang, tr},
    ui::*,
};
use leptos::prelude::*;
use shared::{
    routing::{RoutingRule, RuleFlaw, flaws},
    ticket::Class,
    time::Timestamp,
};
use web_sys::KeyboardEvent;

use super::{
    draft::Draft,
    sentence::{condition, outcome},
};
use app::desk::context;

/// The list, and where everything else goes.
pub fn list(draft: Draft, manages: bool, editing: RwSignal<Option<RoutingRule>>, open: RwSignal<bool>) -> AnyView {
    let rows = live(move || {
        let rules = draft.rules.get();
        let found = context::desk().map(|desk| flaws(&rules, &desk.directory, Timestamp(dom::now_ms()))).unwrap_or_default();
        let last = rules.len();
        let found = found.into_iter().chain(std::iter::repeat_with(Vec::new));
        let line = |(place, (rule, flaws)): (usize, (RoutingRule, Vec<RuleFlaw>))| {
            entry(draft, (place, last), rule, &flaws, manages.then_some((editing, open)))
        };
        rules.into_iter().zip(found).enumerate().map(line).collect::<Vec<_>>()
    });
    view! { <ol class="rules">{rows}{move || usual()}</ol> }.into_any()
}

/// The last line, which cannot be moved: the team of the class.
fn usual() -> AnyView {
    let teams = context::teams();
    let of = |class: &Class| {
        let team = teams.iter().find(|team| team.classes.contains(class)).or_else(|| teams.first())?;
        Some([class.label(lang()), " → ", team.name.as_str()].concat())
    };
    let words = Class::ALL.iter().filter_map(of).collect::<Vec<_>>().join(tr("；", "; "));
    view! {
        <li class="rule usual">
            <div class="rule-text"><b>{tr("其余工单：按类别交给团队", "Everything else: the team of the class")}</b><p>{words}</p></div>
            <a href="/desk/settings/teams">{tr("修改", "Change")}</a>
        </li>
    }
    .into_any()
}

type Editing = (RwSignal<Option<RoutingRule>>, RwSignal<bool>);

fn entry(draft: Draft, (place, count): (usize, usize), rule: RoutingRule, flaws: &[RuleFlaw], editing: Option<Editing>) -> AnyView {
    let warnings: Vec<AnyView> = flaws
        .iter()
        .map(|flaw| view! { <p class="rule-flaw">{icon(Icon::Alert)}<span>{flaw.label(lang())}</span></p> }.into_any())
        .collect();
    let name = rule.name.as_str().to_owned();
    let (when, then, active) = (condition(draft, &rule.on), outcome(&rule), rule.active);
    let number = (place + 1).to_string();
    let (keyed, buttons) = (rule.id.clone(), editing.map(|editing| buttons(draft, (place, count), rule, editing)));
    let can_move = buttons.is_some();
    let keys = move |event: KeyboardEvent| {
        let down = event.key() == "ArrowDown";
        if can_move && event.alt_key() && (down || event.key() == "ArrowUp") {
            event.prevent_default();
            let focused = dom::document().active_element().map(|element| element.id()).unwrap_or_default();
            draft.shift(&keyed, down);
            dom::later(move || dom::focus(&focused));
        }
    };
    view! {
        <li class="rule" class:off=!active on:keydown=keys>
            <span class="rule-place">{number}</span>
            <div class="rule-text">
                <b dir="auto">{name}</b>
                <p>{when}" → "<strong>{then}</strong></p>
                {(!active).then(|| view! { <span class="chip">{tr("已停用", "Switched off")}</span> }.into_any())}
                {warnings}
            </div>
            {buttons}
        </li>
    }
    .into_any()
}

fn buttons(draft: Draft, (place, count): (usize, usize), rule: RoutingRule, (editing, open): Editing) -> AnyView {
    let arrow = |down: bool| {
        let (sign, words, key) =
            if down { ("↓", tr("下移：", "Move down: "), "down-") } else { ("↑", tr("上移：", "Move up: "), "up-") };
        let label = [words, rule.name.as_str()].concat();
        let (id, element) = (rule.id.clone(), [key, rule.id.as_str()].concat());
        let own = element.clone();
        let at_end = if down { place + 1 == count } else { place == 0 };
        // The focus stays on the rule that was moved, wherever it is then.
        let press = move |_| {
            draft.shift(&id, down);
            let own = own.clone();
            dom::later(move || dom::focus(&own));
        };
        view! { <button type="button" id=element class="btn quiet square" aria-label=label aria-disabled=at_end.then_some("true") on:click=press>{sign}</button> }.into_any()
    };
    let (up, down) = (arrow(false), arrow(true));
    let label = [tr("更多操作：", "More: "), rule.name.as_str()].concat();
    let items = move || {
        let (edited, switched, id) = (rule.clone(), rule.clone(), rule.id.clone());
        let edit = MenuItem::new(tr("修改", "Edit"), move || {
            editing.set(Some(edited.clone()));
            open.set(true);
        });
        let words = if rule.active { tr("停用", "Switch off") } else { tr("启用", "Switch on") };
        let switch = MenuItem::new(words, move || draft.put(RoutingRule { active: !switched.active, ..switched.clone() }));
        vec![edit, switch, MenuItem::new(tr("删除", "Delete"), move || draft.remove(&id)).danger()]
    };
    view! { <div class="rule-buttons">{up}{down}<Menu label icon=Icon::More compact=true class="btn quiet" items /></div> }.into_any()
}
