//! What is asked of a ticket, read from a request: one function for each verb.

use serde::de::DeserializeOwned;
use shared::error::{Code, Refusal};
use shared::id::{AttachmentId, MemberId};
use shared::text::Body;
use shared::ticket::rating::Score;
use shared::ticket::{Command, MessageKind};
use shared::wire::ticket::{
    Assign, Bare, Because, Close, Collaborate, Edit, MINUTES_MAX, NewMessage, PassGate, Prioritise, Propose, Rate, Reclassify, Seen, Start,
    Wait,
};

use crate::http::call::Failure;
use crate::http::json;
use crate::store::ticket::write::Words;
use crate::usecase::file;

/// A request as it came.
pub struct Asked<'a> {
    pub params: &'a [(&'static str, String)],
    pub body: &'a str,
}

/// Reads a wish. One of these per route.
pub type Read = fn(&Asked<'_>) -> Result<Wish, Failure>;

/// A command, and what comes with it.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The version that was seen; absent where nothing can be overwritten.
    pub version: Option<u32>,
    pub command: Command,
    /// What is said with it.
    pub words: Option<Words>,
    pub files: Vec<AttachmentId>,
}

impl Wish {
    pub fn new(version: u32, command: Command) -> Self {
        Self { version: Some(version), command, words: None, files: Vec::new() }
    }

    /// A reason is also said in the conversation, with its pictures.
    fn because(form: Because, command: fn(shared::text::Reason) -> Command) -> Result<Self, Failure> {
        let text = Body::parse(form.reason.as_str()).map_err(|r| r.field("reason"))?;
        let words = Words { kind: MessageKind::Reply, text, attendees: None, decisions: None, minutes: 0 };
        Ok(Self { version: Some(form.version), command: command(form.reason), words: Some(words), files: file::asked(&form.attachments)? })
    }
}

pub fn start(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let form: Start = asked.form()?;
    Ok(Wish::new(form.version, Command::Start { owner: form.owner }))
}

pub fn solution(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let form: Propose = asked.form()?;
    Ok(Wish::new(form.version, Command::Propose { solution: form.solution, root_cause: form.root_cause }))
}

pub fn acceptance(asked: &Asked<'_>) -> Result<Wish, Failure> {
    Ok(Wish::new(asked.form::<Bare>()?.version, Command::Accept))
}

pub fn refusal(asked: &Asked<'_>) -> Result<Wish, Failure> {
    Wish::because(asked.form()?, |reason| Command::Refuse { reason })
}

pub fn reopening(asked: &Asked<'_>) -> Result<Wish, Failure> {
    Wish::because(asked.form()?, |reason| Command::Reopen { reason })
}

pub fn closure(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let form: Close = asked.form()?;
    let command = Command::Close { code: form.code, reason: form.reason, duplicate_of: form.duplicate_of };
    Ok(Wish::new(form.version, command))
}

pub fn assignment(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let form: Assign = asked.form()?;
    Ok(Wish::new(form.version, Command::Assign { team: form.team, owner: form.owner }))
}

pub fn priority(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let form: Prioritise = asked.form()?;
    Ok(Wish::new(form.version, Command::Prioritise { priority: form.priority }))
}

pub fn class(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let form: Reclassify = asked.form()?;
    Ok(Wish::new(form.version, Command::Reclassify { class: form.class }))
}

pub fn clearance(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let form: PassGate = asked.form()?;
    Ok(Wish::new(form.version, Command::PassGate { comment: form.comment }))
}

pub fn waiting(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let form: Wait = asked.form()?;
    Ok(Wish::new(form.version, Command::Wait { on: form.on, reason: form.reason }))
}

pub fn resumption(asked: &Asked<'_>) -> Result<Wish, Failure> {
    Ok(Wish::new(asked.form::<Bare>()?.version, Command::Resume))
}

pub fn facts(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let form: Edit = asked.form()?;
    let command = Command::Edit { title: form.title, project: form.project, module: form.module, wanted_by: form.wanted_by };
    Ok(Wish::new(form.version, command))
}

pub fn collaborator(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let version = asked.form::<Collaborate>()?.version;
    Ok(Wish::new(version, Command::AddCollaborator { member: asked.member()? }))
}

pub fn no_collaborator(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let version = asked.form::<Collaborate>()?.version;
    Ok(Wish::new(version, Command::RemoveCollaborator { member: asked.member()? }))
}

pub fn tag(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let version = asked.form::<Seen>()?.version;
    Ok(Wish::new(version, Command::AddTag { tag: asked.part("tag")?.into() }))
}

pub fn no_tag(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let version = asked.form::<Seen>()?.version;
    Ok(Wish::new(version, Command::RemoveTag { tag: asked.part("tag")?.into() }))
}

pub fn rating(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let form: Rate = asked.form()?;
    let score: Score = form.score;
    Ok(Wish::new(form.version, Command::Rate { score, comment: form.comment }))
}

pub fn message(asked: &Asked<'_>) -> Result<Wish, Failure> {
    let form: NewMessage = asked.form()?;
    if form.minutes > MINUTES_MAX {
        return Err(Refusal::new(Code::FieldInvalid).field("minutes").into());
    }
    let files = file::asked(&form.attachments)?;
    Ok(Wish {
        version: None,
        // The message's id is known once the ticket's version is.
        command: Command::Say { kind: form.kind, message: "".into(), minutes: form.minutes },
        words: Some(Words {
            kind: form.kind,
            text: form.text,
            attendees: form.attendees,
            decisions: form.decisions,
            minutes: form.minutes,
        }),
        files,
    })
}

impl Wish {
    /// Without what only the team records with a message: who took part, what was decided.
    pub fn without_records(mut self) -> Self {
        if let Some(words) = &mut self.words {
            (words.attendees, words.decisions) = (None, None);
        }
        self
    }
}

impl Asked<'_> {
    pub(super) fn form<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        json::parse(self.body)
    }

    /// The sub-task in the address. What is no number names nothing.
    pub(super) fn number(&self) -> Result<u32, Failure> {
        let found = self.params.iter().find(|(name, _)| *name == "number");
        found.and_then(|(_, number)| number.parse().ok()).ok_or_else(|| Code::NotFound.into())
    }

    /// The member in the address. What names nobody is refused by the domain.
    fn member(&self) -> Result<MemberId, Failure> {
        self.part("member").map(MemberId::from)
    }

    /// A part of the address.
    fn part(&self, name: &str) -> Result<&str, Failure> {
        let found = self.params.iter().find(|(own, _)| *own == name);
        found.map(|(_, text)| text.as_str()).ok_or_else(|| Code::NotFound.into())
    }
}
