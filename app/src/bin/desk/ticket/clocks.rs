//! The service levels of a ticket: each clock, how its due time comes about, and what another priority would make of it.

use app::{
    i18n::{self, lang, tr},
    load::Load,
    ticket::{
        promise::{kind_words, promise_chip, span},
        steps::steps,
    },
    ui::{Dialog, failure, live},
};
use leptos::prelude::*;
use shared::{
    sla::{Clock, Kind, State},
    ticket::Priority,
    wire::sla::ClocksView,
};

use super::{head::change_button, state::Workspace};
use crate::command;

/// The clocks of a ticket on screen, read anew with each of its versions.
pub fn load(ws: Workspace) -> Load<ClocksView> {
    let version = Memo::new(move |_| ws.ticket.with(|ticket| ticket.version));
    Load::new(move || {
        version.track();
        [&command::path(ws.serial), "/clocks"].concat()
    })
}

/// The panel.
pub fn panel(ws: Workspace, clocks: Load<ClocksView>) -> AnyView {
    let open = RwSignal::new(false);
    let chip = live(move || ws.ticket.with(|ticket| ticket.promise.as_ref().map(promise_chip)));
    let lines = live(move || match (clocks.value.with(|view| view.as_ref().map(lines)), clocks.error.get()) {
        (None, Some(error)) => Some(failure(error, UnsyncCallback::from(move || clocks.reload()))),
        (lines, _) => lines,
    });
    let there = Memo::new(move |_| clocks.value.with(Option::is_some));
    let why = live(move || there.get().then(|| change_button(tr("时限怎么来的", "How these come about"), move || open.set(true))));
    view! {
        <div class="panel clocks">
            <h2>{tr("时限", "Service level")}</h2>
            {chip}
            {lines}
            {why}
            <Dialog title=tr("时限怎么来的", "How these due times come about") open>
                {move || clocks.value.with(|view| view.as_ref().map(explained))}
            </Dialog>
        </div>
    }
    .into_any()
}

/// When a ticket would be due under another priority: a line for the menu.
pub fn otherwise(clocks: Load<ClocksView>, priority: Priority) -> Option<String> {
    clocks.value.with_untracked(|view| {
        let other = view.as_ref()?.otherwise.iter().find(|other| other.priority == priority)?;
        let (kind, at) = match (other.first_response, other.resolution) {
            (Some(reply), _) => (Kind::FirstResponse, reply),
            (None, Some(solution)) => (Kind::Resolution, solution),
            (None, None) => return None,
        };
        Some([kind_words(kind), tr("时限将是 ", " would be due "), &i18n::date_time(at.0)].concat())
    })
}

fn lines(view: &ClocksView) -> AnyView {
    let lines: Vec<AnyView> = view.clocks.each().map(|(kind, clock)| line(kind, clock)).collect();
    view! { <dl class="facts">{lines}</dl> }.into_any()
}

fn line(kind: Kind, clock: &Clock) -> AnyView {
    let state = clock.state.label(lang());
    let value = match (clock.stopped_at, clock.due_at) {
        (Some(at), _) => [state, " · ", &i18n::date_time(at.0)].concat(),
        (None, Some(due)) => i18n::date_time(due.0),
        (None, None) => [state, tr(" · 还剩 ", " · left "), &span(clock.remaining_ms)].concat(),
    };
    let late = clock.state == State::Breached;
    let overdue = late.then(|| {
        let words = [tr("超出 ", "over by "), &span(clock.overdue_ms), tr("（工作时间）", " of working time")].concat();
        view! { <small class="late">{words}</small> }.into_any()
    });
    view! { <dt>{kind_words(kind)}</dt><dd title=clock.due_at.map(|at| i18n::exact(at.0))>{value}{overdue}</dd> }.into_any()
}

fn explained(view: &ClocksView) -> AnyView {
    let broken: Vec<AnyView> = view
        .clocks
        .breaches
        .iter()
        .map(|breach| {
            let words = [kind_words(breach.clock), " · ", breach.priority.label(lang()), " · ", &i18n::date_time(breach.due_at.0)].concat();
            view! { <li>{words}</li> }.into_any()
        })
        .collect();
    let kept =
        (!broken.is_empty()).then(|| view! { <h3>{tr("已发生的超时", "Promises that were not kept")}</h3><ul>{broken}</ul> }.into_any());
    view! { {steps(view)}{kept} }.into_any()
}
