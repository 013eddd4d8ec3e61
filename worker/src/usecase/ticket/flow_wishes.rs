//! What is asked of a ticket's approval, initiation and sub-tasks, read from a request.

use shared::error::{Code, Refusal};
use shared::ticket::{Approver, Command};
use shared::wire::flows::{AskApproval, DecideApproval, Initiate, MarkSubTask, NewSubTask};
use shared::wire::ticket::Bare;

use super::wish::{Asked, Wish};
use crate::http::call::Failure;

pub fn approval(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let form: AskApproval = asked.form()?;
    let approver = match (form.member, form.contact) {
        (Some(member), None) => Approver::Member(member),
        (None, Some(contact)) => Approver::Contact(contact),
        (None, None) => Approver::Leads,
        // One person is asked.
        (Some(_), Some(_)) => return Err(Refusal::new(Code::FieldInvalid).field("contact").into()),
    };
    Ok(Wish::new(form.version, Command::RequestApproval { approver, reason: form.reason }))
}

pub fn no_approval(asked: &Asked<'_>) -> Result<Wish, Failure> {
    Ok(Wish::new(asked.form::<Bare>()?.version, Command::WithdrawApproval))
}

pub fn approval_decision(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let form: DecideApproval = asked.form()?;
    Ok(Wish::new(form.version, Command::DecideApproval { approved: form.approved, comment: form.comment }))
}

pub fn initiation(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let Initiate { version, decision, value, effort_days, project } = asked.form()?;
    Ok(Wish::new(version, Command::Initiate { decision, value, effort_days, project }))
}

pub fn subtask(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let NewSubTask { version, title, member, due } = asked.form()?;
    Ok(Wish::new(version, Command::AddSubTask { title, member, due }))
}

pub fn subtask_mark(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let form: MarkSubTask = asked.form()?;
    Ok(Wish::new(form.version, Command::MarkSubTask { number: asked.number()?, done: form.done }))
}
