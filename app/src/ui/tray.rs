//! The files of a form: shrunk, kept with the draft, sent one after the other, each with progress, retry and remove.

use std::cell::RefCell;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::{Blob, File, Url};

use super::{Icon, IconButton, icon, live, shrink::shrink};
use crate::{
    api, dom,
    draft::{self, Picture},
    i18n,
    i18n::tr,
    toast,
    upload::{self, Parcel, Upload},
};

/// Most files of one message.
pub const FILES_MAX: usize = 10;
/// Largest file in bytes, after shrinking: 25 MiB.
pub const FILE_BYTES_MAX: f64 = 26_214_400.0;

/// One file of a form.
#[derive(Clone)]
pub struct TrayItem {
    /// Unique in this tray.
    pub number: u32,
    /// Name, and bytes with their type.
    pub picture: SendWrapper<Picture>,
    /// Where its upload stands.
    pub state: RwSignal<Upload>,
    preview: Option<String>,
}

/// The files of a form. Copy it to wherever it is needed.
#[derive(Clone, Copy)]
pub struct Tray {
    /// In the order in which they were given.
    pub items: RwSignal<Vec<TrayItem>>,
    draft: StoredValue<String>,
    parcel: fn(&Picture) -> Parcel,
    sending: RwSignal<bool>,
    /// How many lots of files are still being shrunk, or read from the draft.
    coming: RwSignal<u32>,
}

/// Why not all files of a form are with the server.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Unsettled {
    /// One has failed; its tile says why.
    Failed,
    /// The form has left the page; its draft is kept.
    Left,
}

/// Files that the server has, of one form.
pub struct Settled {
    draft: String,
    /// The file's id in the draft, and the server's answer.
    files: Vec<(String, String)>,
}

impl Settled {
    /// The server's answers, in the order of the files.
    pub fn answers(&self) -> Vec<String> {
        self.files.iter().map(|(_, answer)| answer.clone()).collect()
    }

    /// Those with such an answer.
    pub fn part(mut self, wanted: impl Fn(&str) -> bool) -> Self {
        self.files.retain(|(_, answer)| wanted(answer));
        self
    }

    /// Forgets them, once they have been received with their form. Files that were added since stay.
    pub fn forget(&self) {
        let sent = |picture: &Picture| self.files.iter().any(|(id, _)| *id == picture.id);
        // The form may have left the page, or be there again.
        for tray in TRAYS.with(|trays| trays.borrow().clone()) {
            tray.items.try_update(|items| {
                items.iter().filter(|item| sent(&item.picture)).for_each(revoke);
                items.retain(|item| !sent(&item.picture));
            });
        }
        let (draft, files) = (self.draft.clone(), self.files.clone());
        dom::spawn(async move {
            for (id, _) in files {
                draft::forget_picture(&draft, &id).await;
            }
        });
    }
}

thread_local! {
    static TRAYS: RefCell<Vec<Tray>> = const { RefCell::new(Vec::new()) };
}

impl Tray {
    /// `draft` keeps the files over a reload (empty: nowhere); `parcel` says where a file is sent.
    pub fn new(draft: impl Into<String>, parcel: fn(&Picture) -> Parcel) -> Self {
        let tray = Self {
            items: RwSignal::new(Vec::new()),
            draft: StoredValue::new(draft.into()),
            parcel,
            sending: RwSignal::new(false),
            coming: RwSignal::new(0),
        };
        TRAYS.with(|trays| {
            let mut trays = trays.borrow_mut();
            trays.retain(|other| !other.items.is_disposed());
            trays.push(tray);
        });
        tray.restore();
        let online = api::online();
        Effect::new(move |_| {
            if online.get() {
                untrack(|| tray.retry_offline());
            }
        });
        on_cleanup(move || tray.forget_previews());
        tray
    }

    /// Takes more files. Those that are too many or too large are refused with a message each.
    pub fn add(self, files: Vec<File>) {
        self.coming.update(|lots| *lots += 1);
        dom::spawn(async move {
            for file in files {
                self.add_one(file).await;
            }
            self.coming.try_update(|lots| *lots -= 1);
        });
    }

    /// Removes one, also from the draft; gives up its upload.
    pub fn remove(self, number: u32) {
        upload::give_up(number);
        let Some(items) = self.items.try_get_untracked() else { return };
        if let Some(item) = items.iter().find(|item| item.number == number) {
            let (draft, id) = (self.draft.get_value(), item.picture.id.clone());
            revoke(item);
            dom::spawn(async move { draft::forget_picture(&draft, &id).await });
        }
        self.items.update(|items| items.retain(|item| item.number != number));
    }

    /// Tries one again.
    pub fn retry(self, number: u32) {
        let items = self.items.get_untracked();
        if let Some(item) = items.iter().find(|item| item.number == number) {
            item.state.set(Upload::Waiting);
            self.send();
        }
    }

    /// Waits until nothing is on its way, neither to the server nor into the tray.
    pub async fn settled(self) -> Result<Settled, Unsettled> {
        while self.sending.try_get_untracked() == Some(true) || self.coming.try_get_untracked().is_some_and(|lots| lots > 0) {
            dom::sleep(80).await;
        }
        let (Some(items), Some(draft)) = (self.items.try_get_untracked(), self.draft.try_get_value()) else { return Err(Unsettled::Left) };
        let file = |item: TrayItem| match item.state.get_untracked() {
            Upload::Done(answer) => Ok((item.picture.id.clone(), answer)),
            _ => Err(Unsettled::Failed),
        };
        Ok(Settled { draft, files: items.into_iter().map(file).collect::<Result<_, _>>()? })
    }

    /// Forgets all files, when their form is begun anew.
    pub fn clear(self) {
        self.forget_previews();
        draft::forget(&self.draft.get_value());
        self.items.set(Vec::new());
    }

    fn restore(self) {
        let draft = self.draft.get_value();
        if draft.is_empty() {
            return;
        }
        self.coming.update(|lots| *lots += 1);
        dom::spawn(async move {
            for picture in draft::pictures(&draft).await {
                self.push(picture);
            }
            self.coming.try_update(|lots| *lots -= 1);
            self.send();
        });
    }

    async fn add_one(self, file: File) {
        if self.items.try_with_untracked(Vec::len).unwrap_or(FILES_MAX) >= FILES_MAX {
            toast::failed(tr("最多 10 个文件。", "Ten files at most."));
            return;
        }
        let name = file.name();
        let original: Blob = file.into();
        let blob = shrink(original.clone()).await;
        if blob.size() > FILE_BYTES_MAX {
            toast::failed([&name, tr("：文件超过 25 MB。", ": larger than 25 MB.")].concat());
            return;
        }
        // A redrawn picture is a JPEG, whatever it was before.
        let name = if blob == original { name } else { jpeg_name(&name) };
        let picture = Picture { id: [dom::now_ms().to_string(), dom::random_id()].concat(), name, blob };
        let draft = self.draft.try_get_value().unwrap_or_default();
        if !draft.is_empty() {
            draft::keep_picture(&draft, &picture).await;
        }
        self.push(picture);
        self.send();
    }

    fn push(self, picture: Picture) {
        let preview = picture.blob.type_().starts_with("image/").then(|| Url::create_object_url_with_blob(&picture.blob).ok()).flatten();
        let state = crate::boot::in_program(|| RwSignal::new(Upload::Waiting));
        let picture = SendWrapper::new(picture);
        let number = upload::next_number();
        self.items.try_update(|items| {
            items.push(TrayItem { number, picture, state, preview });
        });
    }

    /// Sends what waits, one after the other: a phone's uplink is no faster with two.
    fn send(self) {
        if self.sending.try_get_untracked() != Some(false) {
            return;
        }
        self.sending.set(true);
        dom::spawn(async move {
            while let Some(item) = self.next_waiting() {
                let parcel = (self.parcel)(&item.picture);
                let _ = upload::send(item.number, parcel, item.state).await;
            }
            self.sending.try_set(false);
        });
    }

    fn next_waiting(self) -> Option<TrayItem> {
        let items = self.items.try_get_untracked()?;
        items.into_iter().find(|item| item.state.get_untracked() == Upload::Waiting)
    }

    fn retry_offline(self) {
        for item in self.items.get_untracked() {
            if matches!(item.state.get_untracked(), Upload::Failed(error) if error.is_offline()) {
                item.state.set(Upload::Waiting);
            }
        }
        self.send();
    }

    fn forget_previews(self) {
        self.items.try_with_untracked(|items| items.iter().for_each(revoke));
    }
}

/// The tiles of a tray.
#[component]
pub fn TrayTiles(tray: Tray) -> AnyView {
    view! {
        <ul class="tiles">{move || tray.items.get().into_iter().map(|item| tile(tray, item)).collect::<Vec<_>>()}</ul>
    }
    .into_any()
}

fn tile(tray: Tray, item: TrayItem) -> AnyView {
    let number = item.number;
    let state = item.state;
    let (name, size) = (item.picture.name.clone(), i18n::bytes(item.picture.blob.size()));
    let picture = match item.preview {
        Some(url) => view! { <img src=url alt="" /> }.into_any(),
        None => icon(Icon::Clip),
    };
    let status = live(move || {
        let words = match state.get() {
            Upload::Waiting => tr("等待上传", "Waiting").to_owned(),
            Upload::Sending(percent) => [tr("上传 ", "Sending "), &percent.to_string(), "%"].concat(),
            Upload::Done(_) => size.clone(),
            Upload::Failed(error) => error.message,
        };
        words.into_any()
    });
    let retry = live(move || {
        if !matches!(state.get(), Upload::Failed(error) if error.may_pass()) {
            return ().into_any();
        }
        view! { <IconButton icon=Icon::Retry label=tr("重试", "Try again") on_press=move || tray.retry(number) /> }.into_any()
    });
    view! {
        <li class="tile" class:failed=move || matches!(state.get(), Upload::Failed(_))>
            <span class="tile-picture">{picture}</span>
            <span class="tile-name">{name}</span>
            <span class="tile-state" role="status">{status}</span>
            <progress max="100" value=move || percent(&state.get()).to_string() hidden=move || !matches!(state.get(), Upload::Sending(_))></progress>
            <span class="tile-actions">
                {retry}
                <IconButton icon=Icon::Cross label=tr("移除", "Remove") on_press=move || tray.remove(number) />
            </span>
        </li>
    }
    .into_any()
}

fn percent(state: &Upload) -> u8 {
    match state {
        Upload::Sending(percent) => *percent,
        Upload::Done(_) => 100,
        Upload::Waiting | Upload::Failed(_) => 0,
    }
}

fn revoke(item: &TrayItem) {
    if let Some(url) = &item.preview {
        let _ = Url::revoke_object_url(url);
    }
}

fn jpeg_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    [stem, ".jpg"].concat()
}
