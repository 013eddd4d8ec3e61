//! Says what a command did, and offers for eight seconds to take it back where a command undoes it.

use app::{
    dom,
    i18n::{lang, tr},
    toast,
};
use shared::{
    id::Serial,
    ticket::{Command, Ticket},
    wire::ticket::{Changed, TicketView},
};

use crate::command;
use app::desk::context;

/// The command that undoes another one; assignments, priorities and tags have one.
pub fn inverse(before: &Ticket, command: &Command) -> Option<Command> {
    match command {
        Command::Assign { .. } => Some(Command::Assign { team: before.team.clone(), owner: before.owner.clone() }),
        Command::Prioritise { priority } if *priority != before.priority => Some(Command::Prioritise { priority: before.priority }),
        Command::AddTag { tag } => Some(Command::RemoveTag { tag: tag.clone() }),
        Command::RemoveTag { tag } => Some(Command::AddTag { tag: tag.clone() }),
        _ => None,
    }
}

/// Says what was done. `show` gets the ticket when it was taken back.
pub fn tell(serial: Serial, command: &Command, done: &Changed, inverse: Option<Command>, show: impl Fn(TicketView) + Clone + 'static) {
    let text = ["#", &serial.to_string(), " ", &sentence(command, &done.ticket)].concat();
    let Some(inverse) = inverse else {
        toast::done(text);
        return;
    };
    let version = done.ticket.version;
    toast::undoable(text, move || {
        let (inverse, show) = (inverse.clone(), show.clone());
        dom::spawn(async move {
            match command::give(serial, version, &inverse).await {
                Ok(back) => show(back.ticket),
                Err(error) if error.is("ticket_changed") => {
                    toast::failed(tr("工单之后又有更新，没有撤销。", "The ticket has changed since, so nothing was undone."));
                }
                Err(error) => toast::failed(error.message),
            }
        });
    });
}

fn sentence(command: &Command, ticket: &TicketView) -> String {
    let owner = || ticket.owner.as_ref().map(context::member_name);
    match command {
        Command::Assign { .. } => match owner() {
            Some(name) => [tr("已指派给 ", "assigned to "), &name].concat(),
            None => [tr("已转给 ", "passed to "), ticket.team_name.as_str()].concat(),
        },
        Command::Prioritise { .. } => [tr("优先级：", "priority: "), ticket.priority.label(lang())].concat(),
        Command::Reclassify { .. } => [tr("类别：", "class: "), ticket.class.label(lang())].concat(),
        Command::PassGate { .. } => tr("已放行，可以开始处理", "cleared; work can start").to_owned(),
        Command::RequestApproval { .. } => tr("已发起审批", "asked for approval").to_owned(),
        Command::WithdrawApproval => tr("已撤回审批", "request for approval withdrawn").to_owned(),
        Command::DecideApproval { approved: true, .. } => tr("已批准", "approved").to_owned(),
        Command::DecideApproval { approved: false, .. } => tr("已驳回", "refused").to_owned(),
        Command::Initiate { decision, .. } => [tr("立项结论：", "initiation: "), decision.label(lang())].concat(),
        Command::AddSubTask { member, .. } => [tr("子任务已交给 ", "sub-task given to "), &context::member_name(member)].concat(),
        Command::MarkSubTask { done: true, .. } => tr("子任务已完成", "sub-task finished").to_owned(),
        Command::MarkSubTask { done: false, .. } => tr("子任务已重新打开", "sub-task open again").to_owned(),
        Command::Wait { on, .. } => on.label(lang()).to_owned(),
        Command::Resume => tr("已结束等待", "no longer waiting").to_owned(),
        Command::Edit { .. } => tr("信息已更新", "details updated").to_owned(),
        Command::AddCollaborator { member } => [tr("已邀请协作：", "asked to help: "), &context::member_name(member)].concat(),
        Command::RemoveCollaborator { member } => [tr("已移除协作：", "no longer helping: "), &context::member_name(member)].concat(),
        Command::AddTag { tag } => [tr("已加标签：", "tagged: "), &context::tag_name(tag)].concat(),
        Command::RemoveTag { tag } => [tr("已移除标签：", "no longer tagged: "), &context::tag_name(tag)].concat(),
        _ => [tr("已移到“", "moved to “"), ticket.status.label(lang()), "”"].concat(),
    }
}
