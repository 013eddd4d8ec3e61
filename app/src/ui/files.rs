//! Ways to give files: camera and album on a phone, a button, paste and drop anywhere on the page.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, Event, File, FileList, HtmlInputElement};

use super::icon::{Icon, icon};
use crate::{dom, i18n::tr};

/// What takes the files.
pub type OnFiles = UnsyncCallback<(Vec<File>,)>;

/// Two buttons on a phone (camera, album or files), one elsewhere.
#[component]
pub fn FileButtons(#[prop(into)] on_files: OnFiles) -> AnyView {
    let touch = dom::is_touch();
    view! {
        <div class="file-buttons">
            {touch.then(|| picker(Icon::Camera, tr("拍照", "Camera"), Some("image/*"), true, on_files))}
            {if touch {
                picker(Icon::Album, tr("相册或文件", "Album or files"), None, false, on_files)
            } else {
                picker(Icon::Clip, tr("选择文件", "Choose files"), None, false, on_files)
            }}
            {(!touch).then(|| view! { <p class="hint">{tr("也可以直接粘贴或拖进来", "or paste or drop them anywhere")}</p> }.into_any())}
        </div>
    }
    .into_any()
}

/// Takes files that are pasted or dropped anywhere on the page while the current component is there.
pub fn catch_files(on_files: impl Fn(Vec<File>) + 'static) {
    let on_files = OnFiles::from(on_files);
    let document = dom::document();
    dom::listen_here(&document, "paste", move |event| {
        let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
        hand_over(&event, data.and_then(|data| data.files()), on_files);
    });
    dom::listen_here(&document, "dragover", |event| {
        if event.dyn_ref::<DragEvent>().is_some_and(carries_files) {
            event.prevent_default();
        }
    });
    dom::listen_here(&document, "drop", move |event| {
        let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
        hand_over(&event, data.and_then(|data| data.files()), on_files);
    });
}

fn carries_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().iter().any(|kind| kind == "Files"))
}

/// Text on the clipboard is left to the field that it is pasted into.
fn hand_over(event: &Event, files: Option<FileList>, on_files: OnFiles) {
    let files = list(files);
    if !files.is_empty() {
        event.prevent_default();
        on_files.run((files,));
    }
}

fn picker(symbol: Icon, words: &'static str, accept: Option<&'static str>, camera: bool, on_files: OnFiles) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let chosen = move |event: Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        on_files.run((list(input.files()),));
        // Emptied, so that the same file can be chosen again after it was removed.
        input.set_value("");
    };
    let press = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <button type="button" class="btn" on:click=press>
            {icon(symbol)}
            <span>{words}</span>
        </button>
        <input
            type="file"
            hidden=true
            node_ref=input
            accept=accept
            capture=camera.then_some("environment")
            multiple=!camera
            on:change=chosen
        />
    }
    .into_any()
}

fn list(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|n| files.item(n)).collect()
}
