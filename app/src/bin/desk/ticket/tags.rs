//! What the ticket is about: each tag with the words that brought it (R9), and what an agent corrects.

use app::{
    i18n::{lang, tr},
    ui::{Icon, MenuItem, icon, live},
};
use leptos::prelude::*;
use shared::{
    tag::{TagRef, Tagged},
    ticket::Command,
};

use super::{
    head::{open_menu, opener},
    state::Workspace,
};
use app::desk::context;

const TAGS: &str = "fact-tags";

/// The tags, and the menu that adds one.
pub fn tags(ws: Workspace) -> AnyView {
    let list = live(move || {
        let tags = ws.ticket.with(|ticket| ticket.tags.clone());
        tags.into_iter().map(|tagged| tag(ws, &tagged)).collect::<Vec<_>>()
    });
    let add = live(move || {
        addable(ws).first().map(|_| opener(TAGS, "btn quiet square", tr("添加标签", "Add a tag"), Icon::Plus, move || open(ws)))
    });
    view! { <ul class="tags">{list}</ul>{add} }.into_any()
}

fn open(ws: Workspace) {
    let item = |tag: TagRef| {
        let command = Command::AddTag { tag: tag.id.clone() };
        MenuItem::new(tag.name.text(lang()), move || ws.give(command.clone()))
    };
    open_menu(ws, TAGS, untrack(|| addable(ws)).into_iter().map(item).collect());
}

fn addable(ws: Workspace) -> Vec<TagRef> {
    let may = |tag: &TagRef| tag.active && ws.may(&Command::AddTag { tag: tag.id.clone() });
    context::tags().into_iter().filter(may).collect()
}

fn tag(ws: Workspace, tagged: &Tagged) -> AnyView {
    let known = context::tag(&tagged.tag);
    let name = context::tag_name(&tagged.tag);
    let words = tagged.words.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(tr("、", ", "));
    let why =
        if words.is_empty() { tr("手动添加", "added by hand").to_owned() } else { [tr("因为：", "because of "), &words].concat() };
    let help = known.and_then(|tag| tag.link).map(|link| {
        let label = [tr("自助说明：", "Self-service: "), &name].concat();
        view! { <a href=link.as_str().to_owned() target="_blank" rel="noopener noreferrer" aria-label=label>{tr("自助说明", "Self-service")}</a> }.into_any()
    });
    let command = Command::RemoveTag { tag: tagged.tag.clone() };
    let label = [tr("移除标签：", "Remove the tag "), &name].concat();
    let remove = ws.may(&command).then(|| {
        view! { <button type="button" class="btn quiet square" aria-label=label on:click=move |_| ws.give(command.clone())>{icon(Icon::Cross)}</button> }.into_any()
    });
    view! { <li><span class="chip">{name.clone()}</span><small>{why}</small>{help}{remove}</li> }.into_any()
}
