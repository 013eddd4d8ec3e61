//! The facts beside the conversation, and withdrawing.

use app::{
    i18n::{self, lang, tr},
    ticket::labels::priority_mark,
    ui::{Button, Confirm, Kind, live, when},
};
use leptos::prelude::*;
use shared::{
    ticket::{CloseCode, Command},
    wire::ticket::{Close, TicketView},
};

use super::page::Open;
use crate::state;

/// The facts.
pub fn facts(open: Open) -> AnyView {
    let lines = open.live(|page| lines(&page.ticket).into_any());
    view! {
        <section class="panel">
            <h2>{tr("工单信息", "Details")}</h2>
            <dl class="facts">{lines}</dl>
            {withdraw(open)}
        </section>
    }
    .into_any()
}

fn lines(ticket: &TicketView) -> Vec<AnyView> {
    let severity = [ticket.impact.label(lang()), " · ", ticket.urgency.label(lang())].concat();
    let project = ticket.project_name.as_ref().map(|project| {
        let module = ticket.module_name.as_ref().map(|module| [" / ", module.as_str()].concat()).unwrap_or_default();
        [project.as_str(), &module].concat()
    });
    let texts = [
        (tr("类别", "Kind"), Some(ticket.class.label(lang()).to_owned())),
        (tr("影响", "Impact"), Some(severity)),
        (tr("范围说明", "Who exactly"), ticket.impact_note.clone().map(String::from)),
        (tr("项目", "Project"), project),
        (tr("期望完成", "Wanted by"), ticket.wanted_by.map(|wish| i18n::date(wish.0))),
        (tr("提交人", "Filed by"), Some(String::from(ticket.requester.name.clone()))),
        (tr("关联工单", "Goes on from"), ticket.follow_up_of.map(|serial| ["#", &serial.to_string()].concat())),
    ];
    let mut lines = vec![line(tr("优先级", "Priority"), priority_mark(ticket.priority, ticket.priority_confirmed))];
    lines.extend(texts.into_iter().filter_map(|(name, text)| text.map(|text| line(name, text.into_any()))));
    lines.push(line(tr("提交时间", "Filed"), i18n::date_time(ticket.created_at.0).into_any()));
    lines.push(line(tr("更新", "Updated"), when(ticket.updated_at.0)));
    lines
}

fn line(name: &'static str, value: AnyView) -> AnyView {
    view! { <dt>{name}</dt><dd>{value}</dd> }.into_any()
}

/// Taking the ticket back, before somebody has solved it.
fn withdraw(open: Open) -> AnyView {
    let asked = RwSignal::new(false);
    let may = state::yes(move || open.may(&Command::Close { code: CloseCode::Withdrawn, reason: None, duplicate_of: None }));
    let take_back = move || {
        let body = Close { version: open.version(), code: CloseCode::Withdrawn, reason: None, duplicate_of: None };
        open.command("/closure", &body, tr("工单已撤回", "The ticket is withdrawn"));
    };
    live(move || {
        if !may.get() {
            return ().into_any();
        }
        view! {
                <Button label=tr("撤回工单", "Withdraw the ticket") kind=Kind::Quiet busy=open.busy on_press=move || asked.set(true) />
                <Confirm
                    title=tr("撤回这张工单？", "Withdraw this ticket?")
                    detail=tr("客服将不再处理。记录会保留，之后还可以重新打开。", "Support stops working on it. Its history stays, and you can reopen it later.")
                    action=tr("撤回", "Withdraw")
                    open=asked
                    on_confirm=take_back
                />
        }
        .into_any()
    })
}
