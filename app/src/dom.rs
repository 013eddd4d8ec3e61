//! The few browser calls that everything else is built from.

use std::{cell::RefCell, future::Future, pin::Pin};

use js_sys::{Array, Date, Function, Promise, Uint8Array};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, EventTarget, HtmlElement};

pub use leptos::prelude::{document, window};

/// Milliseconds since 1970, as the reader's clock says.
pub fn now_ms() -> i64 {
    Date::now() as i64
}

/// Waits `ms` milliseconds.
pub async fn sleep(ms: i32) {
    let promise = Promise::new(&mut |resolve: Function, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
    });
    let _ = JsFuture::from(promise).await;
}

/// Runs a future to its end, beside everything else. Boxed here, so that the machinery is compiled once.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    wasm_bindgen_futures::spawn_local(future);
}

/// Runs `f` after the current event and its effects have been handled.
pub fn later(f: impl FnOnce() + 'static) {
    spawn(async move {
        sleep(0).await;
        f();
    });
}

/// 128 random bits as 32 hexadecimal digits, for idempotency keys and draft names.
pub fn random_id() -> String {
    let bytes = Uint8Array::new_with_length(16);
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_array_buffer_view(&bytes);
    }
    let mut id = String::with_capacity(32);
    for byte in bytes.to_vec() {
        for half in [byte >> 4, byte & 15] {
            id.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
    id
}

/// Listens for as long as the page lives.
pub fn listen(target: &EventTarget, event: &str, f: impl FnMut(Event) + 'static) {
    let callback = Closure::<dyn FnMut(Event)>::new(f);
    let _ = target.add_event_listener_with_callback(event, callback.as_ref().unchecked_ref());
    callback.forget();
}

/// Listens for as long as the current component is on the page.
pub fn listen_here(target: &EventTarget, event: &'static str, f: impl FnMut(Event) + 'static) {
    let callback = Closure::<dyn FnMut(Event)>::new(f);
    let _ = target.add_event_listener_with_callback(event, callback.as_ref().unchecked_ref());
    let held = SendWrapper::new((target.clone(), callback));
    on_cleanup(move || {
        let (target, callback) = &*held;
        let _ = target.remove_event_listener_with_callback(event, callback.as_ref().unchecked_ref());
    });
}

/// The element with this id, if it is on the page.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The first element that matches a selector.
pub fn query(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// Gives an element the focus and brings it into view.
pub fn focus(id: &str) {
    if let Some(element) = by_id(id) {
        let _ = element.focus();
    }
}

/// Is the reader typing here, so that single keys must not act?
pub fn takes_text(element: &Element) -> bool {
    match element.tag_name().as_str() {
        "INPUT" | "TEXTAREA" | "SELECT" => true,
        _ => element.closest("[contenteditable=true]").is_ok_and(|found| found.is_some()),
    }
}

/// True on a narrow screen (below 720 CSS pixels), as the style sheet sees it.
pub fn is_phone() -> bool {
    media("(max-width: 719px)")
}

/// True where the first pointer is a finger.
pub fn is_touch() -> bool {
    media("(pointer: coarse)")
}

/// Does a media query match now?
pub fn media(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// A property of a JavaScript object; `undefined` if it is not there.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// Sets a property of a JavaScript object.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = js_sys::Reflect::set(object, &JsValue::from_str(name), value);
}

/// A JavaScript array of one value, which is what `Intl` and `Blob` take.
pub fn one(value: &JsValue) -> Array {
    Array::of1(value)
}

/// Reads from `localStorage`; `None` also where the browser forbids it.
pub fn stored(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Writes to `localStorage`, or removes with `None`. False if the browser refused (full or forbidden).
pub fn store(key: &str, value: Option<&str>) -> bool {
    let Ok(Some(storage)) = window().local_storage() else { return false };
    match value {
        Some(value) => storage.set_item(key, value).is_ok(),
        None => storage.remove_item(key).is_ok(),
    }
}

/// Tells a screen reader something that happened elsewhere on the page.
pub fn announce(text: &str) {
    if let Some(region) = by_id("announcer") {
        // Emptied first, so that the same sentence twice is read twice.
        region.set_text_content(None);
        let text = text.to_owned();
        spawn(async move {
            sleep(60).await;
            region.set_text_content(Some(&text));
        });
    }
}

/// Waits until `quiet_ms` have passed without another call, then runs the newest `f`.
pub struct Debounce {
    timer: RefCell<Option<i32>>,
}

impl Debounce {
    /// Nothing waits yet.
    pub const fn new() -> Self {
        Self { timer: RefCell::new(None) }
    }

    /// Replaces what waits.
    pub fn run(&self, quiet_ms: i32, f: impl FnOnce() + 'static) {
        self.cancel();
        let callback = Closure::once_into_js(f);
        let timer = window().set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), quiet_ms);
        *self.timer.borrow_mut() = timer.ok();
    }

    /// Forgets what waits.
    pub fn cancel(&self) {
        if let Some(timer) = self.timer.borrow_mut().take() {
            window().clear_timeout_with_handle(timer);
        }
    }
}

impl Default for Debounce {
    fn default() -> Self {
        Self::new()
    }
}

/// Scrolls a strip that is wider than the screen so far that the element shows.
pub fn show_sideways(selector: &str) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    if let Some(element) = query(selector) {
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
