//! A command that came too late: what others had changed, and whether to give it again (R19).

use app::{
    i18n::{lang, tr},
    ui::{Banner, Button, Kind, live},
};
use leptos::prelude::*;
use shared::{ticket::Command, wire::ticket::TicketView};

use super::state::Workspace;
use app::desk::context;

/// A refused command and what had changed before it.
#[derive(Clone)]
pub struct Conflict {
    pub command: Command,
    pub changes: Vec<String>,
}

/// Tells of the command that was not carried out, while it is undecided.
pub fn banner(ws: Workspace) -> AnyView {
    live(move || {
        ws.conflict.get().map(|conflict| {
            let changes = conflict.changes.join(tr("；", "; "));
            let again = move || {
                ws.conflict.set(None);
                ws.give(conflict.command.clone());
            };
            view! {
                <Banner tone="warn boxed">
                    <p>
                        <strong>{tr("工单刚被他人更新，您的操作没有执行。", "Someone else has just changed this ticket, so your change was not made. ")}</strong>
                        {changes}
                    </p>
                    <Button label=tr("仍然执行", "Apply it again") kind=Kind::Primary on_press=again />
                    <Button label=tr("放弃", "Discard") on_press=move || ws.conflict.set(None) />
                </Banner>
            }
            .into_any()
        })
    })
}

/// What differs between two states of a ticket, in words.
pub fn differences(before: &TicketView, now: &TicketView) -> Vec<String> {
    let owner = |ticket: &TicketView| ticket.owner.as_ref().map_or_else(|| tr("未指派", "nobody").to_owned(), context::member_name);
    let waiting = |ticket: &TicketView| ticket.waiting.as_ref().map_or(tr("无", "nothing"), |waiting| waiting.on.label(lang())).to_owned();
    let facts = [
        (tr("状态", "Status"), before.status.label(lang()).to_owned(), now.status.label(lang()).to_owned()),
        (tr("负责人", "Owner"), owner(before), owner(now)),
        (tr("团队", "Team"), before.team_name.as_str().to_owned(), now.team_name.as_str().to_owned()),
        (tr("优先级", "Priority"), before.priority.label(lang()).to_owned(), now.priority.label(lang()).to_owned()),
        (tr("类别", "Class"), before.class.label(lang()).to_owned(), now.class.label(lang()).to_owned()),
        (tr("等待", "Waiting for"), waiting(before), waiting(now)),
        (tr("标题", "Title"), before.title.as_str().to_owned(), now.title.as_str().to_owned()),
    ];
    let changed = facts.into_iter().filter(|(_, old, new)| old != new);
    let mut lines: Vec<String> = changed.map(|(name, old, new)| [name, tr("：", ": "), &old, " → ", &new].concat()).collect();
    if lines.is_empty() {
        lines.push(tr("有新的消息或记录", "There are new messages").to_owned());
    }
    lines
}
