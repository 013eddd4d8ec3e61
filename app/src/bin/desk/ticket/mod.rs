//! The workspace of one ticket: its conversation, the composer, and the facts.

mod ask;
mod clocks;
mod composer;
mod conflict;
mod facts;
mod flow_forms;
mod flows;
mod head;
mod internal;
mod outbox;
mod people;
mod presence;
mod state;
mod tags;
mod thread;

use app::{
    dom,
    i18n::tr,
    load::Load,
    router,
    ticket::labels::serial_text,
    ui::{Tabs, live, loaded, skeleton},
};
use leptos::prelude::*;
use shared::{
    id::Serial,
    wire::ticket::{TicketPage, TicketView},
};

use crate::{command, moves::move_dialog};
use app::desk::{frame, inbox};
use state::Workspace;

/// `/desk/tickets/{serial}?view=`.
pub fn ticket(serial: Serial) -> AnyView {
    let load = Load::<TicketPage>::new(move || command::path(serial));
    let missing = Memo::new(move |_| load.error.with(|error| error.as_ref().is_some_and(|error| error.status == 404)));
    frame::ready(move || {
        live(move || {
            if missing.get() {
                return frame::missing();
            }
            loaded(
                load,
                || view! { <div class="page">{skeleton(10)}</div> }.into_any(),
                |page| page.with_untracked(|page| page.as_ref().map(|page| view(Workspace::new(page)))).into_any(),
            )
        })
    })
}

fn view(ws: Workspace) -> AnyView {
    Effect::new(move |_| ws.ticket.with(|ticket| router::set_title(&title(ticket))));
    ws.follow();
    Effect::new(move |_| {
        inbox::inbox();
        inbox::seen(ws.ticket.with_untracked(|ticket| ticket.serial));
    });
    head::keys(ws);
    let mut tabs = vec![("thread", tr("对话", "Conversation").to_owned(), None)];
    if dom::is_phone() {
        tabs.push(("facts", tr("信息", "Details").to_owned(), None));
    }
    tabs.push(("timeline", tr("时间线", "Timeline").to_owned(), None));
    let shown = move || router::param("view").unwrap_or_else(|| "thread".to_owned());
    let timeline = Memo::new(move |_| shown() == "timeline");
    view! {
        <div class="workspace" data-view=shown>
            <div class="workspace-main">
                {head::head(ws)}
                {conflict::banner(ws)}
                <Tabs param="view" label=tr("工单内容", "Parts of the ticket") tabs />
                {move || if timeline.get() { thread::timeline(ws) } else { thread::thread(ws) }}
                <div class="composer-place">{composer::composer(ws)}</div>
            </div>
            <aside class="aside" aria-label=tr("工单信息", "Details")>{facts::facts(ws)}</aside>
            {ws.menu.view()}
            {move_dialog(ws.moving)}
            {ask::dialogs(ws)}
        </div>
    }
    .into_any()
}

fn title(ticket: &TicketView) -> String {
    [&serial_text(ticket.serial), " ", ticket.title.as_str()].concat()
}
