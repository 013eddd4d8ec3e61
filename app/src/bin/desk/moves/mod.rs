//! Moves from column to column: drag, key and menu ask here, and get the same answer.

mod dialog;
mod forms;

use app::i18n::{lang, tr};
use shared::{
    error::{Code, Refusal},
    id::Serial,
    text::{Body, Reason},
    ticket::{CloseCode, Command, Status, Ticket, decide::Move},
};

use app::desk::context;

pub use dialog::{Moving, move_dialog};

/// What a move comes to.
pub enum Plan {
    /// Nothing is to be asked.
    Go(Command),
    /// Words are needed first.
    Ask(Move),
    /// Not possible, and why.
    Never(String),
}

/// A move whose words are being asked for.
#[derive(Clone)]
pub struct Asked {
    pub serial: Serial,
    pub ticket: Ticket,
    pub step: Move,
}

/// What would come of moving a ticket to a column.
pub fn plan(ticket: &Ticket, to: Status) -> Plan {
    let Some(step) = Move::between(ticket.status, to) else {
        return Plan::Never(no_way(ticket.status, to));
    };
    let command = sample(step, ticket);
    match context::try_out(ticket, &command) {
        Err(refusal) => Plan::Never(why(step, &refusal)),
        Ok(_) if step == Move::Start && ticket.owner.is_some() => Plan::Go(Command::Start { owner: None }),
        Ok(_) => Plan::Ask(step),
    }
}

/// The column before or after; what `[` and `]` aim at.
pub fn beside(status: Status, steps: isize) -> Option<Status> {
    let at = Status::ALL.iter().position(|s| *s == status)?;
    Status::ALL.get(at.checked_add_signed(steps)?).copied()
}

/// "Move to In progress".
pub fn move_words(to: Status) -> String {
    [tr("移到“", "Move to “"), to.label(lang()), "”"].concat()
}

/// The command with words that pass, to learn whether real ones would.
fn sample(step: Move, ticket: &Ticket) -> Command {
    let words = (Body::parse("…"), Reason::parse("…"));
    match (step, words) {
        (Move::Start, _) => Command::Start { owner: ticket.owner.clone().or_else(context::my_id) },
        (Move::Propose, (Ok(solution), Ok(root_cause))) => Command::Propose { solution, root_cause },
        (Move::Refuse, (_, Ok(reason))) => Command::Refuse { reason },
        (Move::Reopen, (_, Ok(reason))) => Command::Reopen { reason },
        (Move::Close, _) => Command::Close { code: CloseCode::Withdrawn, reason: None, duplicate_of: None },
        _ => Command::Accept,
    }
}

fn why(step: Move, refusal: &Refusal) -> String {
    match (step, refusal.code) {
        (Move::Accept, Code::NotAllowed) => {
            tr("是否解决由客户确认；到期未回复会自动关闭。", "Only the customer says “solved”. Without an answer it closes by itself.")
                .to_owned()
        }
        (Move::Reopen, Code::NotAllowed) => tr("只有主管或提单人可以重新打开。", "Only a lead or the requester can reopen it.").to_owned(),
        _ => refusal.text(lang()),
    }
}

fn no_way(from: Status, to: Status) -> String {
    if from == to {
        return tr("工单已在这一列。", "It is in this column already.").to_owned();
    }
    match (from, to) {
        (Status::Todo, Status::Verifying) => tr("请先开始处理，再提交解决方案。", "Start work first, then propose a solution."),
        (Status::InProgress, Status::Todo) => tr(
            "已开始处理的工单不能退回“待处理”；可以设为等待或换负责人。",
            "Work has started. Set it to waiting or change its owner instead.",
        ),
        (Status::Verifying | Status::Closed, Status::Todo) => tr("工单只能退回“处理中”。", "It can only go back to “In progress”."),
        _ => tr("已关闭的工单只能重新打开到“处理中”。", "A closed ticket can only be reopened to “In progress”."),
    }
    .to_owned()
}
