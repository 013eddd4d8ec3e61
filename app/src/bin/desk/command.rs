//! Commands over HTTP: the value that `decide` judges in the browser is the one that is sent.

use app::{
    api::{ApiError, Call},
    dom,
};
use shared::{
    id::Serial,
    ticket::{Approver, Command},
    wire::{
        flows::{AskApproval, DecideApproval, Initiate, MarkSubTask, NewSubTask},
        problem::Problem,
        ticket::{
            Assign, Bare, Because, Changed, Close, Collaborate, Edit, PassGate, Prioritise, Propose, Reclassify, Seen, Start, TicketView,
            Wait,
        },
    },
};

/// Gives a command for the version that was seen. One intention, one key: a try whose answer was lost is not doubled.
pub async fn give(serial: Serial, version: u32, command: &Command) -> Result<Changed, ApiError> {
    call(&path(serial), version, command.clone()).key(&dom::random_id()).send().await
}

/// Where a ticket is.
pub fn path(serial: Serial) -> String {
    ["/api/v1/tickets/", &serial.to_string()].concat()
}

/// The newer ticket that a refused, out-of-date command comes back with.
pub fn newer(error: &ApiError) -> Option<TicketView> {
    error.extra::<Problem>()?.ticket.map(|ticket| *ticket)
}

fn call(ticket: &str, version: u32, command: Command) -> Call {
    let at = |last: &str| [ticket, last].concat();
    match command {
        Command::Start { owner } => Call::post(at("/start"), &Start { version, owner }),
        Command::Propose { solution, root_cause } => Call::post(at("/solution"), &Propose { version, solution, root_cause }),
        Command::Refuse { reason } => Call::post(at("/refusal"), &Because { version, reason, attachments: Vec::new() }),
        Command::Reopen { reason } => Call::post(at("/reopening"), &Because { version, reason, attachments: Vec::new() }),
        Command::Close { code, reason, duplicate_of } => Call::post(at("/closure"), &Close { version, code, reason, duplicate_of }),
        Command::Assign { team, owner } => Call::put(at("/assignment"), &Assign { version, team, owner }),
        Command::Prioritise { priority } => Call::put(at("/priority"), &Prioritise { version, priority }),
        Command::Reclassify { class } => Call::put(at("/class"), &Reclassify { version, class }),
        Command::PassGate { comment } => Call::post(at("/clearance"), &PassGate { version, comment }),
        Command::Wait { on, reason } => Call::post(at("/waiting"), &Wait { version, on, reason }),
        Command::Resume => Call::post(at("/resumption"), &Bare { version }),
        Command::Edit { title, project, module, wanted_by } => {
            Call::put(at("/facts"), &Edit { version, title, project, module, wanted_by })
        }
        Command::AddCollaborator { member } => Call::put(at(&["/collaborators/", member.as_str()].concat()), &Collaborate { version }),
        Command::RemoveCollaborator { member } => {
            Call::delete_with(at(&["/collaborators/", member.as_str()].concat()), &Collaborate { version })
        }
        Command::AddTag { tag } => Call::put(at(&["/tags/", tag.as_str()].concat()), &Seen { version }),
        Command::RemoveTag { tag } => Call::delete_with(at(&["/tags/", tag.as_str()].concat()), &Seen { version }),
        Command::RequestApproval { approver, reason } => {
            let (member, contact) = match approver {
                Approver::Member(id) => (Some(id), None),
                Approver::Contact(id) => (None, Some(id)),
                Approver::Leads => (None, None),
            };
            Call::put(at("/approval"), &AskApproval { version, member, contact, reason })
        }
        Command::WithdrawApproval => Call::delete_with(at("/approval"), &Bare { version }),
        Command::DecideApproval { approved, comment } => {
            Call::post(at("/approval/decision"), &DecideApproval { version, approved, comment })
        }
        Command::Initiate { decision, value, effort_days, project } => {
            Call::put(at("/initiation"), &Initiate { version, decision, value, effort_days, project })
        }
        Command::AddSubTask { title, member, due } => Call::post(at("/subtasks"), &NewSubTask { version, title, member, due }),
        Command::MarkSubTask { number, done } => {
            Call::put(at(&["/subtasks/", &number.to_string()].concat()), &MarkSubTask { version, done })
        }
        // What a customer, the clock or the composer says does not pass here; the server refuses it by its name.
        Command::Accept | Command::CloseSilent | Command::Remind | Command::ExpireApproval | Command::Say { .. } | Command::Rate { .. } => {
            Call::post(at("/acceptance"), &Bare { version })
        }
    }
}
