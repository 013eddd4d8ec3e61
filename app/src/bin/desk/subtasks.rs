//! `/desk/subtasks`: one's own open sub-tasks, the most urgent first (R12). For a collaborator this is the day's work.

use app::{
    dom, i18n,
    i18n::tr,
    load::Load,
    router,
    ticket::labels::serial_mark,
    toast,
    ui::{Button, Icon, empty, icon, live, loaded, skeleton},
};
use leptos::prelude::*;
use shared::{
    ticket::Command,
    wire::flows::{MySubTask, MySubTasks},
};

use crate::command;

/// The screen.
pub fn subtasks() -> AnyView {
    let load = Load::<MySubTasks>::new(|| "/api/v1/subtasks".to_owned());
    let rows = move |all: RwSignal<Option<MySubTasks>>| {
        live(move || {
            let mine = all.with(|all| all.as_ref().map(|all| all.subtasks.clone()).unwrap_or_default());
            if mine.is_empty() {
                return empty(
                    tr("没有待办的子任务", "No open sub-tasks"),
                    tr(
                        "别人把工单的一部分交给您时，会出现在这里，您也会收到邮件。",
                        "What others give you of a ticket shows here; you get a mail, too.",
                    ),
                    ().into_any(),
                );
            }
            view! { <ul class="entries">{mine.into_iter().map(|one| row(one, load)).collect::<Vec<_>>()}</ul> }.into_any()
        })
    };
    view! {
        <div class="page">
            <div class="page-head"><h1>{tr("我的子任务", "My sub-tasks")}</h1></div>
            {loaded(load, || skeleton(6), rows)}
        </div>
    }
    .into_any()
}

fn row(one: MySubTask, load: Load<MySubTasks>) -> AnyView {
    let MySubTask { serial, title, version, subtask } = one;
    let href = router::Screen::path(&app::desk::screen::Screen::Ticket(serial));
    let busy = RwSignal::new(false);
    let finish = move || {
        busy.set(true);
        dom::spawn(async move {
            match command::give(serial, version, &Command::MarkSubTask { number: subtask.number, done: true }).await {
                Ok(_) => toast::done(tr("子任务已完成", "Sub-task finished")),
                // Somebody changed the ticket meanwhile: the list that is read again knows its newer version.
                Err(error) => toast::failed(error.message),
            }
            busy.try_set(false);
            load.reload();
        });
    };
    let due = subtask.due.map(|due| {
        let class = if due.0 < dom::now_ms() { "chip alarm" } else { "chip" };
        view! { <span class=class>{tr("截止 ", "due ")}{i18n::date(due.0)}</span> }.into_any()
    });
    view! {
        <li class="entry mine">
            {icon(Icon::Check)}
            <div class="entry-text">
                <b dir="auto">{subtask.title.as_str().to_owned()}</b>
                <p class="entry-detail"><a href=href>{serial_mark(serial)}" "{title.as_str().to_owned()}</a></p>
            </div>
            <div class="entry-chips">{due}</div>
            <Button label=tr("完成", "Finish") busy on_press=finish />
        </li>
    }
    .into_any()
}
