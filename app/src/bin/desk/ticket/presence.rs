//! Others who have the ticket on screen (R19): seen in its head, and above the composer while they write.

use app::{
    api::Call,
    dom,
    i18n::tr,
    ui::{avatar, live},
};
use leptos::prelude::*;
use shared::wire::ticket::{Here, Presence, Present};

use super::state::Workspace;
use crate::{command, poll};

/// How often one's own presence is told and that of others asked for, in milliseconds.
const EVERY_MS: i32 = 8_000;
/// Whoever has typed within this many milliseconds is writing.
const TYPING_MS: i64 = 10_000;

/// Tells and asks for as long as the ticket is on screen, and reads the ticket anew when its version has changed.
pub fn follow(ws: Workspace) {
    tell(ws);
    poll::while_visible(EVERY_MS, move || tell(ws));
}

fn tell(ws: Workspace) {
    dom::spawn(async move {
        let Some(typed_at) = ws.typed_at.try_get_value() else { return };
        let body = Here { typing: dom::now_ms() - typed_at < TYPING_MS };
        let call = Call::put([&command::path(ws.serial), "/presence"].concat(), &body);
        if let Ok(presence) = call.send::<Presence>().await {
            if ws.others.try_with_untracked(|others| *others != presence.people) == Some(true) {
                ws.others.try_set(presence.people);
            }
            if ws.ticket.try_with_untracked(|ticket| ticket.version < presence.version) == Some(true) {
                ws.read_now();
            }
        }
    });
}

/// Small pictures of who else is here.
pub fn here(ws: Workspace) -> AnyView {
    live(move || {
        let faces: Vec<AnyView> = ws.others.with(|others| {
            others
                .iter()
                .map(|person| {
                    let name = person.name.as_str();
                    let title = [name, if person.typing { tr(" 正在回复", " is writing") } else { tr(" 也在看", " is here too") }].concat();
                    view! { <span class="present" class:typing=person.typing title=title.clone()>{avatar(name)}<span class="visually-hidden">{title.clone()}</span></span> }.into_any()
                })
                .collect()
        });
        (!faces.is_empty()).then(|| view! { <span class="row presence" role="status">{faces}</span> }.into_any())
    })
}

/// Says who is writing, where one would write.
pub fn writing(ws: Workspace) -> AnyView {
    let names = Memo::new(move |_| {
        let name = |person: &Present| person.name.as_str().to_owned();
        ws.others.with(|others| others.iter().filter(|person| person.typing).map(name).collect::<Vec<_>>())
    });
    live(move || {
        let names = names.get();
        let words = [
            names.join(tr("、", ", ")).as_str(),
            if names.len() == 1 {
                tr(" 正在写回复…", " is writing a reply…")
            } else {
                tr(" 正在写回复…", " are writing replies…")
            },
        ]
        .concat();
        (!names.is_empty()).then(|| view! { <p class="writing" role="status">{words}</p> }.into_any())
    })
}
