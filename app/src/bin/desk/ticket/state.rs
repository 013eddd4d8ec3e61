//! A ticket on screen: kept current without disturbing what is being written, and changed by commands.

use app::{
    api::{ApiError, Call},
    dom,
    draft::Snapshot,
    i18n::{lang, tr},
    load::Load,
    toast,
    ui::MenuAt,
};
use leptos::prelude::*;
use shared::{
    id::Serial,
    ticket::{Command, Decision, Event, Status, Ticket},
    wire::sla::ClocksView,
    wire::ticket::{Changed, MessageView, PersonRef, Present, TicketPage, TicketView},
};

use super::{
    ask::Question,
    conflict::{Conflict, differences},
    outbox::{self, Outbox},
    presence,
};
use crate::{
    command,
    moves::{Asked, Moving, Plan, plan},
    undo,
};
use app::desk::context;

/// The ticket on screen.
#[derive(Clone, Copy)]
pub struct Workspace {
    pub serial: Serial,
    pub ticket: RwSignal<TicketView>,
    pub messages: RwSignal<Vec<MessageView>>,
    /// There are messages before the first one here.
    pub older: RwSignal<bool>,
    pub events: RwSignal<Vec<Event>>,
    pub people: RwSignal<Vec<PersonRef>>,
    /// What is written and not yet with the server.
    pub outbox: Outbox,
    pub moving: Moving,
    pub menu: MenuAt,
    /// A command that came too late, and what had changed.
    pub conflict: RwSignal<Option<Conflict>>,
    /// What is being asked in a dialog.
    pub question: RwSignal<Option<Question>>,
    /// Who else has it on screen.
    pub others: RwSignal<Vec<Present>>,
    /// When something was last typed, in milliseconds since 1970.
    pub typed_at: StoredValue<i64>,
    /// What its clocks say, once the facts are on screen.
    pub clocks: StoredValue<Option<Load<ClocksView>>>,
}

impl Workspace {
    /// Shows a page that was read.
    pub fn new(page: &TicketPage) -> Self {
        let slot = StoredValue::new(None::<Self>);
        let moving = Moving::new(move |_, command| {
            if let Some(Some(ws)) = slot.try_get_value() {
                ws.answer(command);
            }
        });
        let ws = Self {
            serial: page.ticket.serial,
            ticket: RwSignal::new(page.ticket.clone()),
            messages: RwSignal::new(page.messages.clone()),
            older: RwSignal::new(page.older_messages),
            events: RwSignal::new(page.events.clone()),
            people: RwSignal::new(page.people.clone()),
            outbox: Outbox::restored(page.ticket.serial),
            moving,
            menu: MenuAt::new(),
            conflict: RwSignal::new(None),
            question: RwSignal::new(None),
            others: RwSignal::new(Vec::new()),
            typed_at: StoredValue::new(0),
            clocks: StoredValue::new(None),
        };
        slot.set_value(Some(ws));
        ws
    }

    /// Reads the ticket again and again while somebody looks at it.
    pub fn follow(self) {
        outbox::follow(self);
        presence::follow(self);
    }

    /// The ticket as the domain decides on it; follows it.
    pub fn domain(self) -> Ticket {
        self.ticket.with(TicketView::to_domain)
    }

    /// Would this command be accepted now? Follows the ticket.
    pub fn may(self, command: &Command) -> bool {
        context::may(&self.domain(), command)
    }

    /// Moves the ticket to a column: at once, after its words, or not at all.
    pub fn move_to(self, to: Status) {
        let ticket = untrack(|| self.domain());
        match plan(&ticket, to) {
            Plan::Go(command) => self.give(command),
            Plan::Ask(step) => self.moving.ask(Asked { serial: self.serial, ticket, step }),
            Plan::Never(why) => toast::failed(why),
        }
    }

    /// Gives a command. What it changes shows at once, and is taken back if it is refused.
    pub fn give(self, command: Command) {
        let before = self.ticket.get_untracked();
        let domain = before.to_domain();
        match context::try_out(&domain, &command) {
            Ok((after, _)) => self.ticket.update(|ticket| show(ticket, &after)),
            Err(refusal) => {
                toast::failed(refusal.text(lang()));
                return;
            }
        }
        let inverse = undo::inverse(&domain, &command);
        dom::spawn(async move {
            match command::give(self.serial, before.version, &command).await {
                Ok(done) => {
                    undo::tell(self.serial, &command, &done, inverse, move |ticket| {
                        self.ticket.try_set(ticket);
                    });
                    self.take(done);
                }
                Err(error) => self.fail(before, command, error),
            }
        });
    }

    /// Gives a command that was asked for in a dialog; the dialog closes when it is accepted.
    pub fn give_from_dialog(self, command: Command, words: Snapshot, busy: RwSignal<bool>, trouble: RwSignal<Option<String>>) {
        let before = self.ticket.get_untracked();
        busy.set(true);
        trouble.set(None);
        dom::spawn(async move {
            let outcome = command::give(self.serial, before.version, &command).await;
            // The dialog may have been closed meanwhile, and another one opened.
            let here = busy.try_set(false).is_none();
            match outcome {
                Ok(done) => {
                    words.forget();
                    if here {
                        // A request that is turned down may as well be closed.
                        let turned_down = matches!(command, Command::Initiate { decision: Decision::No, .. });
                        self.question.set(turned_down.then_some(Question::Rejection));
                    }
                    undo::tell(self.serial, &command, &done, None, |_| ());
                    self.take(done);
                }
                Err(error) => {
                    let why = self.late(&before, error);
                    if here {
                        trouble.set(Some(why));
                    } else {
                        toast::failed(["#", &self.serial.to_string(), tr("：", ": "), &why].concat());
                    }
                }
            }
        });
    }

    /// Takes the answer to a command.
    pub fn take(self, done: Changed) {
        self.ticket.try_set(done.ticket);
        self.happened(done.event);
    }

    /// Adds an event to the timeline.
    pub fn happened(self, event: Event) {
        self.events.try_update(|events| {
            if events.iter().all(|known| known.version != event.version) {
                events.push(event);
            }
        });
    }

    /// Adds a message to the conversation.
    pub fn said(self, message: MessageView) {
        self.messages.try_update(|messages| {
            if messages.iter().all(|known| known.id != message.id) {
                messages.push(message);
            }
        });
    }

    /// Sends a move whose words were given.
    fn answer(self, command: Command) {
        let before = self.ticket.get_untracked();
        dom::spawn(async move {
            match command::give(self.serial, before.version, &command).await {
                Ok(done) => {
                    self.moving.done();
                    undo::tell(self.serial, &command, &done, None, |_| ());
                    self.take(done);
                    self.read_now();
                }
                Err(error) => {
                    let why = self.late(&before, error);
                    self.moving.refused(why);
                }
            }
        });
    }

    /// A refusal or reopening also leaves a message; it is read rather than guessed.
    pub fn read_now(self) {
        dom::spawn(async move {
            if let Ok(page) = Call::get(command::path(self.serial)).send::<TicketPage>().await {
                self.renew(page);
            }
        });
    }

    /// What a dialog says of a failure. A newer ticket is shown at once; sending again means it.
    fn late(self, before: &TicketView, error: ApiError) -> String {
        let Some(newer) = command::newer(&error) else { return error.message };
        let changes = differences(before, &newer).join(tr("；", "; "));
        self.ticket.try_set(newer);
        self.read_now();
        [&error.message, " ", &changes].concat()
    }

    fn fail(self, before: TicketView, command: Command, error: ApiError) {
        if self.conflict.is_disposed() {
            toast::failed(["#", &self.serial.to_string(), tr("：", ": "), &error.message].concat());
            return;
        }
        match command::newer(&error) {
            Some(newer) => {
                let changes = differences(&before, &newer);
                self.ticket.try_set(newer);
                self.conflict.try_set(Some(Conflict { command, changes }));
                self.read_now();
            }
            None => {
                self.ticket.try_set(before);
                toast::failed(error.message);
            }
        }
    }

    /// Takes a page that was read again, if it tells something new.
    fn renew(self, page: TicketPage) {
        let known = self.ticket.try_with_untracked(|ticket| ticket.version);
        if known.is_none_or(|known| page.ticket.version < known) {
            return;
        }
        if known != Some(page.ticket.version) {
            self.ticket.try_set(page.ticket);
        }
        for message in page.messages {
            self.said(message);
        }
        for event in page.events {
            self.happened(event);
        }
        self.people.try_set(page.people);
    }
}

/// Shows what a command changes before the server has said so.
fn show(ticket: &mut TicketView, after: &Ticket) {
    ticket.status = after.status;
    ticket.class = after.class;
    ticket.priority = after.priority;
    ticket.priority_confirmed = after.priority_confirmed;
    ticket.team = after.team.clone();
    ticket.owner = after.owner.clone();
    ticket.collaborators = after.collaborators.clone();
    ticket.tags = after.tags.clone();
    ticket.gate = after.gate;
    ticket.waiting = after.waiting.clone();
    ticket.approval = after.approval.clone();
    ticket.initiation = after.initiation.clone();
    ticket.subtasks = after.subtasks.clone();
    ticket.open_subtasks = after.open_subtasks;
}
