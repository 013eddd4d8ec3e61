//! One entry of a ticket's conversation. What only the team reads looks unmistakably different (R18).

use leptos::prelude::*;
use shared::{
    actor::By,
    ticket::{MessageKind, message::Audience},
    wire::ticket::MessageView,
};

use super::attachments::attachments;
use crate::{
    i18n::{lang, tr},
    ui::{Icon, avatar, icon, paragraphs, when},
};

/// A message as a customer reads it: with its author, kind, time, text and files. `me` is the reader's own id.
pub fn entry(message: &MessageView, me: &str) -> AnyView {
    let reach = (message.kind != MessageKind::Reply).then(|| reach(message.kind, ""));
    drawn(message, me, reach)
}

/// A message as the team reads it: also with who else does.
pub fn team_entry(message: &MessageView, me: &str) -> AnyView {
    let readers = match (&message.by, message.kind.audience()) {
        (By::Contact(_), _) => tr("客户", "Customer"),
        (_, Audience::Internal) => tr("仅团队可见", "Only the team sees this"),
        (_, Audience::Public) => tr("客户可见", "The customer sees this"),
    };
    drawn(message, me, Some(reach(message.kind, readers)))
}

fn drawn(message: &MessageView, me: &str, reach: Option<AnyView>) -> AnyView {
    let internal = message.kind.audience() == Audience::Internal;
    let (side, mine) = match &message.by {
        By::Contact(id) => ("msg customer", id.as_str() == me),
        By::Member(id) if internal => ("msg internal", id.as_str() == me),
        By::Member(id) => ("msg public", id.as_str() == me),
        By::Timer => ("msg public", false),
    };
    let author = if mine { tr("您", "You").to_owned() } else { String::from(message.author.clone()) };
    view! {
        <article class=side>
            <header>
                {avatar(message.author.as_str())}
                <span class="name">{author}</span>
                {reach}
                {when(message.at.0)}
            </header>
            <div class="msg-body">
                {record(message)}
                {paragraphs(message.text.as_str())}
                {attachments(&message.attachments)}
            </div>
        </article>
    }
    .into_any()
}

fn reach(kind: MessageKind, readers: &'static str) -> AnyView {
    let symbol = match kind {
        MessageKind::Call => Icon::Phone,
        MessageKind::Meeting => Icon::Meeting,
        MessageKind::Email => Icon::Mail,
        MessageKind::Progress => Icon::Clock,
        MessageKind::Reply => Icon::Reply,
        MessageKind::Note => Icon::Lock,
    };
    view! { <span class="reach">{icon(symbol)}{kind.label(lang())}{(!readers.is_empty()).then(|| [" · ", readers].concat())}</span> }
        .into_any()
}

/// Who took part, what was decided, how long it took.
fn record(message: &MessageView) -> AnyView {
    let minutes = message.minutes.filter(|minutes| *minutes > 0).map(|minutes| [&minutes.to_string(), tr(" 分钟", " min")].concat());
    let facts = [
        (tr("参加人", "Attended by"), message.attendees.clone().map(String::from)),
        (tr("决定", "Decided"), message.decisions.clone().map(String::from)),
        (tr("用时", "Time spent"), minutes),
    ];
    let lines: Vec<AnyView> =
        facts.into_iter().filter_map(|(name, text)| text.map(|text| view! { <dt>{name}</dt><dd>{text}</dd> }.into_any())).collect();
    if lines.is_empty() {
        return ().into_any();
    }
    view! { <dl class="facts-of-record">{lines}</dl> }.into_any()
}
