//! The registry of keys. What is registered acts and stands in the help; nothing else does. A program without
//! [`super::Help`] has no keys.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use crate::{dom, prefs};

/// How long the second key of `g b` may take, in milliseconds.
const SEQUENCE_MS: i64 = 1_200;

/// A key and what it does.
#[derive(Clone)]
pub struct Key {
    /// `c`, `g b`, `Mod+Enter`, `Mod+k`, `?`, `[`, `Escape`, `ArrowLeft`; `Mod` is Ctrl or ⌘.
    pub keys: &'static str,
    /// For the help.
    pub label: &'static str,
    act: UnsyncCallback<()>,
    number: u32,
}

/// Makes a key act while the current component is on the page. The newest registration of a key wins.
pub fn on_key(keys: &'static str, label: &'static str, act: impl Fn() + 'static) {
    let number = COUNT.get();
    COUNT.set(number + 1);
    KEYS.with(|all| all.borrow_mut().push(Key { keys, label, act: UnsyncCallback::from(act), number }));
    on_cleanup(move || KEYS.with(|all| all.borrow_mut().retain(|key| key.number != number)));
}

/// The keys that act now, the newest of each.
pub fn current() -> Vec<Key> {
    let mut seen: Vec<Key> = Vec::new();
    for key in KEYS.with(|all| all.borrow().clone()).into_iter().rev() {
        if seen.iter().all(|other| other.keys != key.keys) {
            seen.push(key);
        }
    }
    seen.reverse();
    seen
}

/// Starts listening, once.
pub(super) fn start() {
    if STARTED.replace(true) {
        return;
    }
    dom::listen(&dom::document(), "keydown", |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            press(event);
        }
    });
}

thread_local! {
    static KEYS: RefCell<Vec<Key>> = const { RefCell::new(Vec::new()) };
    static STARTED: Cell<bool> = const { Cell::new(false) };
    static COUNT: Cell<u32> = const { Cell::new(0) };
    static BEFORE: RefCell<(String, i64)> = const { RefCell::new((String::new(), 0)) };
}

fn press(event: &KeyboardEvent) {
    // 229 is what browsers send for a key that an input method has taken.
    if event.is_composing() || event.key_code() == 229 || event.default_prevented() || event.alt_key() {
        return;
    }
    let modified = event.ctrl_key() || event.meta_key();
    let on = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if !modified && (!prefs::single_keys() || on.is_some_and(|element| dom::takes_text(&element))) {
        return;
    }
    // A dialog keeps its keys to itself: Ctrl+Enter in one must not send what waits behind it.
    if dom::query("dialog[open]").is_some() {
        return;
    }
    let key = name(event, modified);
    let now = dom::now_ms();
    let (before, at) = BEFORE.replace((key.clone(), now));
    let sequence = [before.as_str(), " ", key.as_str()].concat();
    let all = current();
    let in_sequence = all.iter().find(|known| now - at < SEQUENCE_MS && known.keys == sequence);
    if let Some(found) = in_sequence.or_else(|| all.iter().find(|known| known.keys == key)) {
        event.prevent_default();
        found.act.run(());
    }
}

fn name(event: &KeyboardEvent, modified: bool) -> String {
    let key = event.key();
    let key = if key.chars().count() == 1 { key.to_lowercase() } else { key };
    if modified { ["Mod+", &key].concat() } else { key }
}
