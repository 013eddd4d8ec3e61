//! Cards of the board and rows of the list: what is known of a ticket at a glance.

use shared::{
    id::{CompanyId, ContactId},
    text::{Reason, Title},
    ticket::{
        Filter, Impact, Ticket, Urgency, Waiting,
        filter::{DueIs, OwnerIs, ProjectIs},
    },
    time::Timestamp,
    wire::{
        board::{Card, CardTags, CompanyRef},
        ticket::TicketView,
    },
};

use app::{
    dom,
    i18n::tr,
    ui::{Line, keyed},
};
use leptos::prelude::*;

use app::desk::context;

/// The ticket behind a card, as far as moving it depends on it. What a card does not tell stays empty: no transition
/// that a member makes looks at it, and the server decides on the whole ticket again.
pub fn stand_in(card: &Card) -> Ticket {
    let waiting = card.waiting.zip(Reason::parse("…").ok());
    Ticket {
        version: card.version,
        status: card.status,
        class: card.class,
        title: card.title.clone(),
        details: Vec::new(),
        impact: Impact::Person,
        impact_note: None,
        urgency: Urgency::Small,
        proposed: card.priority,
        priority: card.priority,
        priority_confirmed: card.priority_confirmed,
        wanted_by: None,
        requester: ContactId(String::new()),
        company: card.company.as_ref().map(|company| CompanyId(company.id.0.clone())),
        project: card.project.clone(),
        module: None,
        team: card.team.clone(),
        owner: card.owner.clone(),
        collaborators: context::my_id().into_iter().collect(),
        tags: Vec::new(),
        gate: card.gate,
        waiting: waiting.map(|(on, reason)| Waiting { on, reason, since: card.updated_at }),
        approval: None,
        initiation: None,
        subtasks: Vec::new(),
        open_subtasks: 0,
        solution: None,
        closing: None,
        rating: None,
        reopen_count: card.reopen_count,
        created_at: card.created_at,
        first_response_at: None,
        first_resolved_at: None,
        resolved_at: None,
        reminded_at: None,
    }
}

/// The card after the ticket behind it has changed.
pub fn changed(card: &Card, ticket: &Ticket, at: Timestamp) -> Card {
    Card {
        version: ticket.version,
        status: ticket.status,
        class: ticket.class,
        priority: ticket.priority,
        priority_confirmed: ticket.priority_confirmed,
        gate: ticket.gate,
        waiting: ticket.waiting.as_ref().map(|waiting| waiting.on),
        team: ticket.team.clone(),
        owner: ticket.owner.clone(),
        reopen_count: ticket.reopen_count,
        updated_at: at,
        ..card.clone()
    }
}

/// The card of a whole ticket.
pub fn card_of(ticket: &TicketView) -> Card {
    Card {
        serial: ticket.serial,
        version: ticket.version,
        title: Title::clone(&ticket.title),
        status: ticket.status,
        class: ticket.class,
        priority: ticket.priority,
        priority_confirmed: ticket.priority_confirmed,
        gate: ticket.gate,
        waiting: ticket.waiting.as_ref().map(|waiting| waiting.on),
        team: ticket.team.clone(),
        owner: ticket.owner.clone(),
        company: ticket.company.as_ref().map(|company| CompanyRef { id: company.id.clone(), name: company.name.clone() }),
        project: ticket.project.clone(),
        reopen_count: ticket.reopen_count,
        tags: CardTags(ticket.tags.iter().map(|tagged| tagged.tag.clone()).collect()),
        promise: ticket.promise.clone(),
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
    }
}

/// Does a filter show this card? Words and tags are the server's to search, so with them every card may be meant.
pub fn shows(filter: &Filter, card: &Card) -> bool {
    let owner = match &filter.owner {
        None => true,
        Some(OwnerIs::Me) => card.owner.is_some() && card.owner == context::my_id(),
        Some(OwnerIs::Nobody | OwnerIs::Unclaimed) => card.owner.is_none(),
        Some(OwnerIs::Member(id)) => card.owner.as_ref() == Some(id),
    };
    let project = match &filter.project {
        None => true,
        Some(ProjectIs::None) => card.project.is_none(),
        Some(ProjectIs::Project(id)) => card.project.as_ref() == Some(id),
    };
    owner
        && project
        && any(&filter.status, &card.status)
        && any(&filter.class, &card.class)
        && any(&filter.priority, &card.priority)
        && (filter.waiting.is_empty() || card.waiting.is_some_and(|on| filter.waiting.contains(&on)))
        && (!filter.reopened || card.reopen_count > 0)
        && filter.due.is_none_or(|due| is_due(card, due))
        && filter.team.as_ref().is_none_or(|team| *team == card.team)
        && filter.company.as_ref().is_none_or(|company| card.company.as_ref().is_some_and(|own| own.id == *company))
}

/// A day, in milliseconds.
const DAY_MS: i64 = 86_400_000;

fn is_due(card: &Card, how: DueIs) -> bool {
    let left = card.promise.as_ref().and_then(|promise| promise.due_at).map(|due| due.0 - dom::now_ms());
    match how {
        DueIs::Overdue => left.is_some_and(|left| left < 0),
        DueIs::Soon => left.is_some_and(|left| (0..=DAY_MS).contains(&left)),
    }
}

/// Cards that are drawn before the page is first painted, and more with each step after it.
const STEP_CARDS: usize = 4;
/// How long a step waits, so that a slow phone answers a finger in between, in milliseconds.
const STEP_MS: i32 = 16;

/// A list of cards that is drawn a few at a time.
#[derive(Clone, Copy)]
pub struct Growing {
    cards: RwSignal<Vec<Card>>,
    drawn: RwSignal<usize>,
}

impl Growing {
    /// Starts with what is there now.
    pub fn new(cards: RwSignal<Vec<Card>>) -> Self {
        let drawn = RwSignal::new(STEP_CARDS);
        dom::spawn(async move {
            while let (Some(there), Some(shown)) = (cards.try_with_untracked(Vec::len), drawn.try_get_untracked()) {
                if shown >= there {
                    break;
                }
                dom::sleep(STEP_MS).await;
                drawn.try_update(|shown| *shown += STEP_CARDS);
            }
            // From here on, whatever comes is little.
            drawn.try_set(usize::MAX);
        });
        Self { cards, drawn }
    }

    /// Are all drawn? What stands below them comes then, so that it need not move.
    pub fn is_whole(self) -> bool {
        self.drawn.get() == usize::MAX
    }

    /// The lines: a card is drawn anew when its ticket has changed.
    pub fn lines(self, draw: impl Fn(&Card) -> AnyView + Copy + Send + 'static) -> AnyView {
        let line = move |card: Card| {
            let key = [card.serial.to_string(), card.version.to_string()].join(".");
            Line::new(key, move || draw(&card))
        };
        keyed(move || self.cards.with(|cards| cards.iter().take(self.drawn.get()).cloned().map(line).collect()))
    }
}

/// How long ago, as short as it can be said: "3 h". Cards are many, so this asks no `Intl`.
pub fn age(at: Timestamp) -> String {
    let minutes = (dom::now_ms() - at.0).max(0) / 60_000;
    let (value, unit) = match minutes {
        0..60 => (minutes.max(1), tr(" 分钟", " min")),
        60..1_440 => (minutes / 60, tr(" 小时", " h")),
        _ => (minutes / 1_440, tr(" 天", " d")),
    };
    value.to_string() + unit
}

fn any<T: PartialEq>(wanted: &[T], value: &T) -> bool {
    wanted.is_empty() || wanted.contains(value)
}
