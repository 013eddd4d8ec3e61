//! A ticket as a slip: the stub with serial and priority, the title, and who and what it waits for.

use app::{
    i18n::{lang, tr},
    ticket::{
        labels::{hold_words, serial_mark},
        promise::promise_chip,
    },
    ui::{Icon, avatar, icon, live, priority},
};
use leptos::prelude::*;
use shared::{ticket::Priority, wire::board::Card};

use super::state::Board;
use crate::cards::age;
use app::desk::context;

/// Tags that a card has room for.
const TAGS_SHOWN: usize = 2;

/// The slip of a card.
pub fn slip(board: Board, card: &Card) -> AnyView {
    let serial = card.serial;
    let refusal = live(move || {
        let why = board.refusal.with(|refusal| refusal.as_ref().filter(|(at, _)| *at == serial).map(|(_, why)| why.clone()));
        why.map(|why| view! { <p class="slip-refusal above" role="alert">{icon(Icon::Alert)}<span>{why}</span></p> }.into_any())
    });
    let href = ["/desk/tickets/", &serial.to_string()].concat();
    let customer = card.company.as_ref().map_or(card.class.label(lang()), |company| company.name.as_str()).to_owned();
    let more = [tr("移动或指派 #", "Move or assign #"), &serial.to_string()].concat();
    view! {
        <li class="slip" data-serial=serial>
            <div class="slip-stub">{serial_mark(serial)}{stub_priority(card.priority, card.priority_confirmed)}</div>
            <div class="slip-body">
                <a class="slip-title" href=href draggable="false">{card.title.as_str().to_owned()}</a>
                <div class="slip-meta">
                    {hold(card)}
                    {again(card.reopen_count)}
                    {tags(card)}
                    <div class="slip-foot">
                        <span class="customer">{customer}</span>
                        {due(card)}
                        {owner(card)}
                        <button type="button" class="slip-more" aria-haspopup="menu" aria-label=more>{icon(Icon::More)}</button>
                    </div>
                </div>
            </div>
            {refusal}
        </li>
    }
    .into_any()
}

/// `P2`, or `P2?` while nobody has confirmed it.
pub fn stub_priority(level: Priority, confirmed: bool) -> AnyView {
    let word = ["P", &level.level().to_string(), if confirmed { "" } else { "?" }].concat();
    let label = level.label(lang());
    let title = if confirmed { label.to_owned() } else { [label, tr("（建议，待确认）", " (proposed, to be confirmed)")].concat() };
    view! { <span title=title>{priority(level.level(), word)}</span> }.into_any()
}

/// The waiting or gate badge.
pub fn hold(card: &Card) -> Option<AnyView> {
    hold_words(card.gate, card.waiting).map(|words| view! { <span class="chip wait">{words}</span> }.into_any())
}

/// The first tags, and how many more there are.
pub fn tags(card: &Card) -> Option<AnyView> {
    let names: Vec<String> = untrack(|| card.tags.0.iter().map(context::tag_name).collect());
    let (shown, more) = names.split_at(names.len().min(TAGS_SHOWN));
    let mut chips = shown.to_vec();
    if !more.is_empty() {
        chips.push(["+", &more.len().to_string()].concat());
    }
    (!chips.is_empty()).then(|| {
        let chips: Vec<AnyView> = chips.into_iter().map(|name| view! { <span class="chip">{name}</span> }.into_any()).collect();
        view! { <span class="card-tags" title=names.join(tr("、", ", "))>{chips}</span> }.into_any()
    })
}

/// What has to be kept next; how old it is, where nothing has.
pub fn due(card: &Card) -> AnyView {
    match &card.promise {
        Some(promise) => promise_chip(promise),
        None => view! { <span class="age">{age(card.created_at)}</span> }.into_any(),
    }
}

fn again(count: u32) -> Option<AnyView> {
    (count > 0).then(|| {
        let words = [tr("返工 ", "reopened "), &count.to_string(), tr(" 次", "×")].concat();
        view! { <span class="chip alarm">{words}</span> }.into_any()
    })
}

fn owner(card: &Card) -> AnyView {
    match &card.owner {
        Some(id) => {
            let name = untrack(|| context::member_name(id));
            view! { <span class="slip-owner">{avatar(&name)}<span class="visually-hidden">{name.clone()}</span></span> }.into_any()
        }
        None => {
            let words = tr("未指派", "Unassigned");
            view! { <span class="slip-owner" title=words><span class="avatar none" aria-hidden="true">"?"</span><span class="visually-hidden">{words}</span></span> }
                .into_any()
        }
    }
}
