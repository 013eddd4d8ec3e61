//! What a reader has typed and not yet sent: text in `localStorage`, pictures in IndexedDB. Both survive a reload.

use std::cell::RefCell;

use js_sys::{Array, Function, Promise};
use leptos::prelude::*;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransactionMode};

use crate::dom::{self, get, set, store, stored};

const TEXT_PREFIX: &str = "ld.draft.";
const DATABASE: &str = "liandan";
const PICTURES: &str = "pictures";

thread_local! {
    /// Texts that the browser had no room for, by name: kept as long as the page is open.
    static HELD: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// The text kept under this name.
pub fn text(name: &str) -> Option<String> {
    let held = HELD.with(|held| held.borrow().iter().find(|(of, _)| of == name).map(|(_, text)| text.clone()));
    held.or_else(|| stored(&[TEXT_PREFIX, name].concat()))
}

/// Keeps text; an empty one is forgotten. False if the browser has no room, so that a reload will lose it.
pub fn keep(name: &str, text: &str) -> bool {
    let stored = store(&[TEXT_PREFIX, name].concat(), (!text.is_empty()).then_some(text));
    HELD.with(|held| {
        let mut held = held.borrow_mut();
        held.retain(|(of, _)| of != name);
        if !stored && !text.is_empty() {
            held.push((name.to_owned(), text.to_owned()));
        }
    });
    stored
}

/// A text that starts as it was left and is kept under this name at every stroke, while the component is on the page.
pub fn kept(name: String) -> RwSignal<String> {
    let value = RwSignal::new(text(&name).unwrap_or_default());
    KEPT.with(|all| {
        let mut all = all.borrow_mut();
        all.retain(|(_, other)| !other.is_disposed());
        all.push((name.clone(), value));
    });
    Effect::new(move |before: Option<()>| {
        value.with(|text| {
            // The first run only follows the value.
            if before.is_some() {
                keep(&name, text);
            }
        });
    });
    value
}

thread_local! {
    static KEPT: RefCell<Vec<(String, RwSignal<String>)>> = const { RefCell::new(Vec::new()) };
}

/// What stood in [`kept`] fields when they were sent. It outlives them: the answer may come when another screen is shown.
#[derive(Clone, Default)]
pub struct Snapshot(Vec<Word>);

#[derive(Clone, Serialize)]
struct Word {
    name: String,
    text: String,
}

shared::from_json!(Word { name, text });

impl Snapshot {
    /// Reads the fields.
    pub fn take(fields: &[RwSignal<String>]) -> Self {
        let named = KEPT.with(|all| all.borrow().clone());
        let name_of = |field: &RwSignal<String>| named.iter().find(|(_, value)| value == field).map(|(name, _)| name.clone());
        Self(fields.iter().filter_map(|field| Some(Word { name: name_of(field)?, text: field.try_get_untracked()? })).collect())
    }

    /// It was received, so it is no draft any more. What was typed since stays; false if there is such.
    pub fn forget(&self) -> bool {
        let mut all = true;
        for Word { name, text: sent } in &self.0 {
            // A browser that keeps nothing has nothing to forget.
            match text(name) {
                Some(now) if now != *sent => all = false,
                Some(_) => _ = keep(name, ""),
                None => {}
            }
            // The same fields may be on the page again by now.
            for (_, value) in KEPT.with(|kept| kept.borrow().clone()).into_iter().filter(|(other, _)| other == name) {
                match value.try_get_untracked() {
                    Some(now) if now == *sent => value.set(String::new()),
                    Some(now) if !now.is_empty() => all = false,
                    _ => {}
                }
            }
        }
        all
    }

    /// For a draft: an answer may get lost, and be asked for again after a reload.
    pub fn write(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// What [`Snapshot::write`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        shared::json::read(text).map(Self)
    }
}

/// Forgets text and pictures.
pub fn forget(name: &str) {
    keep(name, "");
    let name = name.to_owned();
    dom::spawn(async move {
        let _ = in_store(IdbTransactionMode::Readwrite, |pictures| pictures.delete(&range(&name)?.into())).await;
    });
}

/// Forgets every draft, when somebody signs out of a device that others use too.
pub async fn forget_all() {
    HELD.with(|held| held.borrow_mut().clear());
    if let Ok(Some(storage)) = dom::window().local_storage() {
        let count = storage.length().unwrap_or(0);
        let names: Vec<String> = (0..count).filter_map(|n| storage.key(n).ok().flatten()).collect();
        for name in names.iter().filter(|name| name.starts_with(TEXT_PREFIX)) {
            store(name, None);
        }
    }
    let _ = in_store(IdbTransactionMode::Readwrite, |pictures| pictures.clear()).await;
}

/// A picture or other file of a draft.
#[derive(Clone)]
pub struct Picture {
    /// Unique in its draft; also orders them.
    pub id: String,
    /// The name it is sent with.
    pub name: String,
    /// The bytes with their type.
    pub blob: Blob,
}

/// Keeps a file with a draft. False if the browser has no room.
pub async fn keep_picture(draft: &str, picture: &Picture) -> bool {
    let record = js_sys::Object::new();
    set(&record, "name", &picture.name.as_str().into());
    set(&record, "blob", &picture.blob);
    let key = [draft, "/", &picture.id].concat();
    in_store(IdbTransactionMode::Readwrite, |pictures| pictures.put_with_key(&record, &key.into())).await.is_ok()
}

/// Forgets one file of a draft.
pub async fn forget_picture(draft: &str, id: &str) {
    let key = [draft, "/", id].concat();
    let _ = in_store(IdbTransactionMode::Readwrite, |pictures| pictures.delete(&key.into())).await;
}

/// The files kept with a draft, in the order of their ids.
pub async fn pictures(draft: &str) -> Vec<Picture> {
    let read = async {
        let range = JsValue::from(range(draft)?);
        let keys = in_store(IdbTransactionMode::Readonly, |pictures| pictures.get_all_keys_with_key(&range)).await?;
        let values = in_store(IdbTransactionMode::Readonly, |pictures| pictures.get_all_with_key(&range)).await?;
        Ok::<_, JsValue>((keys.dyn_into::<Array>()?, values.dyn_into::<Array>()?))
    };
    let Ok((keys, values)) = read.await else { return Vec::new() };
    keys.iter()
        .zip(values.iter())
        .filter_map(|(key, value)| {
            let id = key.as_string()?.rsplit_once('/')?.1.to_owned();
            Some(Picture { id, name: get(&value, "name").as_string()?, blob: get(&value, "blob").dyn_into().ok()? })
        })
        .collect()
}

/// All keys of a draft: `name/` up to, but without, `name0` (the character after the slash).
fn range(draft: &str) -> Result<IdbKeyRange, JsValue> {
    IdbKeyRange::bound_with_lower_open_and_upper_open(&[draft, "/"].concat().into(), &[draft, "0"].concat().into(), false, true)
}

async fn in_store(mode: IdbTransactionMode, ask: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>) -> Result<JsValue, JsValue> {
    let database = open().await?;
    let pictures = database.transaction_with_str_and_mode(PICTURES, mode)?.object_store(PICTURES)?;
    let request = ask(&pictures)?;
    let result = settled(&request).await;
    database.close();
    result
}

async fn open() -> Result<IdbDatabase, JsValue> {
    let factory = dom::window().indexed_db()?.ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(DATABASE, 1)?;
    let opening = request.clone();
    let upgrade = wasm_bindgen::closure::Closure::once_into_js(move || {
        if let Some(database) = opening.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok()) {
            let _ = database.create_object_store(PICTURES);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    settled(&request).await?.dyn_into()
}

async fn settled(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    request.result()
}
