//! `?` shows the keys that act on the current screen.

use leptos::prelude::*;

use super::{Dialog, SingleKeysSwitch, keys};
use crate::i18n::tr;

/// Opens the help, for a button.
pub fn open_help() {
    OPEN.with(|open| open.set(true));
}

/// The help's dialog and its key, for a program that has keys. Placed once, beside the outlet.
#[component]
pub fn Help() -> AnyView {
    keys::start();
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if OPEN.with(ArcRwSignal::get) {
            open.set(true);
            OPEN.with(|asked| asked.set(false));
        }
    });
    keys::on_key("?", tr("快捷键一览", "Show the keys"), open_help);
    view! {
        <Dialog title=tr("快捷键", "Keyboard") open>
            <dl class="key-list">{keys::current().into_iter().map(line).collect::<Vec<_>>()}</dl>
            <SingleKeysSwitch />
        </Dialog>
    }
    .into_any()
}

thread_local! {
    static OPEN: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

fn line(key: keys::Key) -> AnyView {
    let parts: Vec<AnyView> = key
        .keys
        .split([' ', '+'])
        .map(|part| view! { <kbd>{if part == "Mod" { "Ctrl" } else { part }.to_owned()}</kbd> }.into_any())
        .collect();
    view! { <div><dt>{parts}</dt><dd>{key.label}</dd></div> }.into_any()
}
