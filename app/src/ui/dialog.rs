//! The native `<dialog>`: it traps the focus, closes on Escape and gives the focus back.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::{Button, Icon, IconButton, Kind};
use crate::{dom, i18n::tr};

/// A modal dialog. Its children exist only while it is open, so each opening starts fresh.
#[component]
pub fn Dialog(#[prop(into)] title: String, open: RwSignal<bool>, children: ChildrenFn) -> AnyView {
    let name = title.clone();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let (Some(dialog), open) = (node.get(), open.get()) else { return };
        match (open, dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
                // The browser would take the closing cross, which comes first.
                dom::later(|| {
                    let field = "dialog[open] :is(input, textarea, select, .actions .btn)";
                    if let Some(field) = dom::query(field) {
                        let _ = field.focus();
                    }
                });
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    // A click on the dialog itself and not on something inside is one on the backdrop.
    let outside = move |event: web_sys::MouseEvent| {
        let on = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlDialogElement>().ok());
        if on.is_some() {
            open.set(false);
        }
    };
    // Ctrl+Enter sends what the dialog asks for, as it does in every other place that takes text.
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() != "Enter" || !(event.ctrl_key() || event.meta_key()) || event.is_composing() {
            return;
        }
        if let Some(button) = dom::query("dialog[open] button[type=submit]") {
            event.prevent_default();
            button.click();
        }
    };
    view! {
        <dialog class="dialog" node_ref=node aria-label=name on:close=move |_| open.set(false) on:mousedown=outside on:keydown=keys>
            <div class="dialog-body">
                <header>
                    <h2>{title}</h2>
                    <IconButton icon=Icon::Cross label=tr("关闭", "Close") on_press=move || open.set(false) />
                </header>
                {move || open.get().then(|| children())}
            </div>
        </dialog>
    }
    .into_any()
}

/// Asks before something that cannot be undone; `detail` says what exactly will be gone.
#[component]
pub fn Confirm(
    #[prop(into)] title: String,
    #[prop(into)] detail: String,
    #[prop(into)] action: String,
    open: RwSignal<bool>,
    #[prop(into)] on_confirm: UnsyncCallback<()>,
) -> AnyView {
    let confirm = move || {
        open.set(false);
        on_confirm.run(());
    };
    view! {
        <Dialog title open>
            <p>{detail.clone()}</p>
            <footer class="actions">
                <Button label=tr("取消", "Cancel") on_press=move || open.set(false) />
                <Button label=action.clone() kind=Kind::Danger on_press=confirm />
            </footer>
        </Dialog>
    }
    .into_any()
}
