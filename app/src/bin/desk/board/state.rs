//! What the board shows, and how a move changes it: at once, and back again with the reason if it is refused.

use app::{
    api::ApiError,
    dom,
    i18n::{lang, tr},
    load::Load,
};
use leptos::prelude::*;
use shared::{
    id::Serial,
    ticket::{Command, Status},
    time::Timestamp,
    wire::{
        board::{Board as Answer, Card},
        ticket::TicketView,
    },
};

use crate::{
    cards::{card_of, changed, shows, stand_in},
    command, filters,
    moves::{Asked, Moving, Plan, plan},
    undo,
};
use app::desk::context;

/// How long a refusal stays beside its card, in milliseconds.
const REFUSAL_MS: i32 = 12_000;

/// The board.
#[derive(Clone, Copy)]
pub struct Board {
    pub load: Load<Answer>,
    pub columns: [Column; 4],
    /// The card that could not be moved, and why.
    pub refusal: RwSignal<Option<(Serial, String)>>,
    pub moving: Moving,
    /// Serials that others changed since the board was read.
    pub pending: RwSignal<Vec<Serial>>,
    pub seq: StoredValue<i64>,
}

/// A column.
#[derive(Clone, Copy)]
pub struct Column {
    pub status: Status,
    pub cards: RwSignal<Vec<Card>>,
    pub count: RwSignal<Option<u32>>,
    pub more: RwSignal<bool>,
}

impl Column {
    fn new(status: Status) -> Self {
        Self { status, cards: RwSignal::new(Vec::new()), count: RwSignal::new(None), more: RwSignal::new(false) }
    }

    /// "12", or "50+" where nobody has counted.
    pub fn count_words(self) -> String {
        match (self.count.get(), self.more.get()) {
            (Some(count), _) => count.to_string(),
            (None, more) => self.cards.with(Vec::len).to_string() + if more { "+" } else { "" },
        }
    }
}

impl Board {
    /// Reads the board of the filter in the address, and again when that changes.
    pub fn new() -> Self {
        let load = Load::new(|| filters::path("/api/v1/board"));
        let [a, b, c, d] = [Status::Todo, Status::InProgress, Status::Verifying, Status::Closed].map(Column::new);
        let slot = StoredValue::new(None::<Self>);
        let board = Self {
            load,
            columns: [a, b, c, d],
            refusal: RwSignal::new(None),
            moving: Moving::new(move |asked, command| {
                if let Some(Some(board)) = slot.try_get_value() {
                    board.answer(asked, command);
                }
            }),
            pending: RwSignal::new(Vec::new()),
            seq: StoredValue::new(0),
        };
        slot.set_value(Some(board));
        Effect::new(move |_| {
            load.value.with(|answer| {
                if let Some(answer) = answer {
                    board.fill(answer)
                }
            })
        });
        board
    }

    /// The column of a status.
    pub fn column(self, status: Status) -> Option<Column> {
        self.columns.into_iter().find(|column| column.status == status)
    }

    /// The card of a serial, if it is on the board.
    pub fn find(self, serial: Serial) -> Option<Card> {
        let found =
            |column: &Column| column.cards.try_with_untracked(|cards| cards.iter().find(|card| card.serial == serial).cloned()).flatten();
        self.columns.iter().find_map(found)
    }

    /// Moves a card to a column: at once, after its words, or not at all.
    pub fn move_to(self, serial: Serial, to: Status) {
        let Some(card) = self.find(serial) else { return };
        self.refusal.set(None);
        let ticket = stand_in(&card);
        match plan(&ticket, to) {
            Plan::Go(command) => self.give(serial, command),
            Plan::Ask(step) => self.moving.ask(Asked { serial, ticket, step }),
            Plan::Never(why) => self.refuse(serial, why),
        }
    }

    /// Gives a command that needs no words. The card shows it at once.
    pub fn give(self, serial: Serial, command: Command) {
        let Some(before) = self.find(serial) else { return };
        let after = match context::try_out(&stand_in(&before), &command) {
            Ok((ticket, _)) => changed(&before, &ticket, Timestamp(dom::now_ms())),
            Err(refusal) => return self.refuse(serial, refusal.text(lang())),
        };
        let inverse = undo::inverse(&stand_in(&before), &command);
        self.put(after);
        focus_card(serial);
        dom::spawn(async move {
            match command::give(serial, before.version, &command).await {
                Ok(done) => {
                    undo::tell(serial, &command, &done, inverse, move |ticket| self.put(card_of(&ticket)));
                    self.put(card_of(&done.ticket));
                }
                Err(error) => {
                    let newer = command::newer(&error);
                    self.put(newer.as_ref().map_or(before, card_of));
                    self.refuse(serial, reason(error, newer.as_ref()));
                }
            }
        });
    }

    /// Says beside a card why it stays where it is.
    pub fn refuse(self, serial: Serial, why: String) {
        dom::announce(&why);
        let said = Some((serial, why));
        self.refusal.try_set(said.clone());
        focus_card(serial);
        dom::spawn(async move {
            dom::sleep(REFUSAL_MS).await;
            if self.refusal.try_get_untracked() == Some(said) {
                self.refusal.try_set(None);
            }
        });
    }

    /// Shows this state of a card where it belongs now.
    pub fn put(self, card: Card) {
        let Some(filter) = filters::current_untracked() else { return };
        let from = self.columns.iter().find(|column| holds(column, card.serial)).copied();
        let to = self.column(card.status).filter(|_| shows(&filter, &card));
        if let Some(from) = from {
            from.cards.try_update(|cards| cards.retain(|other| other.serial != card.serial));
        }
        recount(from, to);
        if let Some(to) = to {
            to.cards.try_update(|cards| {
                let at = cards.iter().position(|other| before(&card, other)).unwrap_or(cards.len());
                cards.insert(at, card);
            });
        }
    }

    /// Sends a move whose words were given; its card moves when the server has accepted them.
    fn answer(self, asked: Asked, command: Command) {
        dom::spawn(async move {
            match command::give(asked.serial, asked.ticket.version, &command).await {
                Ok(done) => {
                    self.moving.done();
                    self.put(card_of(&done.ticket));
                    focus_card(asked.serial);
                    undo::tell(asked.serial, &command, &done, None, |_| ());
                }
                Err(error) => {
                    let newer = command::newer(&error);
                    if let Some(newer) = &newer {
                        self.put(card_of(newer));
                        // The same words may be sent again for the newer version.
                        self.moving.asked.try_update(|asked| {
                            if let Some(asked) = asked {
                                asked.ticket = newer.to_domain()
                            }
                        });
                    }
                    self.moving.refused(reason(error, newer.as_ref()));
                }
            }
        });
    }

    fn fill(self, answer: &Answer) {
        self.seq.set_value(answer.seq);
        self.pending.set(Vec::new());
        for read in &answer.columns {
            let Some(column) = self.column(read.status) else { continue };
            column.count.set(read.count);
            column.more.set(read.more);
            column.cards.set(read.cards.clone());
        }
    }
}

fn holds(column: &Column, serial: Serial) -> bool {
    column.cards.try_with_untracked(|cards| cards.iter().any(|card| card.serial == serial)).unwrap_or(false)
}

fn recount(from: Option<Column>, to: Option<Column>) {
    if from.map(|column| column.status) == to.map(|column| column.status) {
        return;
    }
    if let Some(from) = from {
        from.count.try_update(|count| *count = count.map(|count| count.saturating_sub(1)));
    }
    if let Some(to) = to {
        to.count.try_update(|count| *count = count.map(|count| count + 1));
    }
}

/// The order of a column: by priority, oldest first; closed ones newest first.
fn before(card: &Card, other: &Card) -> bool {
    if card.status == Status::Closed {
        return card.updated_at >= other.updated_at;
    }
    (card.priority.level(), card.created_at, card.serial) < (other.priority.level(), other.created_at, other.serial)
}

fn reason(error: ApiError, newer: Option<&TicketView>) -> String {
    match newer {
        Some(newer) => {
            let owner = newer.owner.as_ref().map(context::member_name).unwrap_or_else(|| tr("未指派", "nobody").to_owned());
            let now = [tr(" 现在：", " Now: "), newer.status.label(lang()), tr("，负责人 ", ", owner "), &owner, tr("。", ".")].concat();
            error.message + &now
        }
        None => error.message,
    }
}

/// The card is drawn anew where it goes, so it gets the focus back there; keys go on from it.
fn focus_card(serial: Serial) {
    dom::later(move || {
        let link = ["[data-serial=\"", &serial.to_string(), "\"] .slip-title"].concat();
        let busy = dom::query("dialog[open]").is_some();
        if let (Some(link), false) = (dom::query(&link), busy) {
            let _ = link.focus();
        }
    });
}
