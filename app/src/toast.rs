//! Short messages at the edge of the page, some with an undo of eight seconds. [`crate::ui::Toasts`] shows them.

use leptos::prelude::*;

use crate::dom;

/// How long an undo is offered, in milliseconds.
pub const UNDO_MS: i32 = 8_000;
/// How long a message without undo stays, in milliseconds.
const MESSAGE_MS: i32 = 5_000;

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Done,
    /// It failed; stays until it is closed.
    Failed,
}

/// One message.
#[derive(Clone)]
pub struct Toast {
    /// Tells it from the others.
    pub id: u32,
    /// What it is about.
    pub tone: Tone,
    /// What it says.
    pub text: String,
    /// Takes back what was done.
    pub undo: Option<UnsyncCallback<()>>,
}

/// Says that something worked.
pub fn done(text: impl Into<String>) {
    push(Tone::Done, text.into(), None);
}

/// Says that something failed and what was kept.
pub fn failed(text: impl Into<String>) {
    push(Tone::Failed, text.into(), None);
}

/// Says what was done and offers for eight seconds to take it back.
pub fn undoable(text: impl Into<String>, undo: impl Fn() + 'static) {
    let undo = crate::boot::in_program(|| UnsyncCallback::from(undo));
    push(Tone::Done, text.into(), Some(undo));
}

/// Removes a message.
pub fn close(id: u32) {
    TOASTS.with(|toasts| toasts.update(|list| list.retain(|toast| toast.id != id)));
}

/// The messages now on the page.
pub fn current() -> Vec<Toast> {
    TOASTS.with(|toasts| toasts.get())
}

thread_local! {
    static TOASTS: ArcRwSignal<Vec<Toast>> = ArcRwSignal::new(Vec::new());
}

fn push(tone: Tone, text: String, undo: Option<UnsyncCallback<()>>) {
    let stay_ms = match (tone, undo) {
        (Tone::Failed, _) => None,
        (Tone::Done, Some(_)) => Some(UNDO_MS),
        (Tone::Done, None) => Some(MESSAGE_MS),
    };
    let id = TOASTS.with(|toasts| {
        let mut list = toasts.get_untracked();
        let id = list.last().map_or(1, |last| last.id + 1);
        // Three at most: more cover the page and nobody reads them.
        if list.len() >= 3 {
            list.remove(0);
        }
        list.push(Toast { id, tone, text, undo });
        toasts.set(list);
        id
    });
    if let Some(ms) = stay_ms {
        dom::spawn(async move {
            dom::sleep(ms).await;
            close(id);
        });
    }
}
