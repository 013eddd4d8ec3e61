//! Starts a program: panic hook, language, address, keys, and the page itself.

use std::{any::Any, cell::RefCell};

use leptos::{mount::mount_to, prelude::*};
use shared::lang::Lang;
use wasm_bindgen::{JsCast, JsValue};

use crate::{api, dom, i18n, prefs, router, ui};

/// What makes a program.
pub struct Program {
    /// The value of `x-liandan-app`, `desk` or `portal`.
    pub name: &'static str,
    /// Which paths it shows itself.
    pub owns: fn(&str) -> bool,
    /// Where to go when the session has ended.
    pub signed_out: fn(),
    /// The page, below the toasts and the help.
    pub root: fn() -> AnyView,
}

/// Starts the program in place of the first paint's markup.
pub fn start(program: Program) {
    install_panic_hook();
    i18n::use_lang(prefs::chosen_lang().unwrap_or_else(page_lang));
    api::configure(program.name, program.signed_out);
    ROOT.with(|root| *root.borrow_mut() = Some(program.root));
    OWNER.with(|owner| owner.set());
    router::start(program.owns);
    mount();
}

/// What the server put into the page: `#boot`, JSON.
pub fn data() -> Option<String> {
    dom::by_id("boot")?.text_content()
}

/// Was the page perhaps kept on this device (`public/sw.js`)? Then it may be older, and it knows nobody.
pub fn from_device() -> bool {
    let workers = dom::get(&dom::window().navigator(), "serviceWorker");
    !dom::get(&workers, "controller").is_falsy()
}

/// Shows the page in another language and remembers the choice.
pub fn set_lang(lang: Lang) {
    prefs::keep_lang(lang);
    i18n::use_lang(lang);
    // The button that called this is about to be unmounted, so its event must be over.
    dom::later(mount);
}

/// Makes signals and callbacks that live as long as the program, whichever component asks for them.
pub fn in_program<T>(f: impl FnOnce() -> T) -> T {
    OWNER.with(|owner| owner.with(f))
}

thread_local! {
    static OWNER: Owner = Owner::new();
    static ROOT: RefCell<Option<fn() -> AnyView>> = const { RefCell::new(None) };
    static MOUNTED: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
}

fn mount() {
    let (Some(root), Some(host)) = (ROOT.with(|root| *root.borrow()), dom::by_id("app")) else { return };
    if let Some(html) = dom::document().document_element() {
        let _ = html.set_attribute("lang", i18n::lang().tag());
    }
    MOUNTED.with(|mounted| drop(mounted.borrow_mut().take()));
    host.set_text_content(None);
    let handle = mount_to(host, move || ui::page(root()));
    MOUNTED.with(|mounted| *mounted.borrow_mut() = Some(Box::new(handle)));
}

/// The language that the server wrote into the page (from `Accept-Language`).
fn page_lang() -> Lang {
    let lang = dom::document().document_element().and_then(|html| html.get_attribute("lang")).unwrap_or_default();
    if lang.starts_with("en") { Lang::En } else { Lang::Zh }
}

/// A panic ends the program for good. The overlay is markup of the page itself, shown by the style sheet and
/// answered by `public/early.js`, so it needs nothing of us.
fn install_panic_hook() {
    std::panic::set_hook(Box::new(|info| {
        log_error(&info.to_string());
        if let Some(html) = dom::document().document_element() {
            let _ = html.set_attribute("data-program", "failed");
        }
    }));
}

/// To the browser's console, where the browser tests look for it.
fn log_error(text: &str) {
    let error = dom::get(&dom::get(&js_sys::global(), "console"), "error");
    if let Some(error) = error.dyn_ref::<js_sys::Function>() {
        let _ = error.call1(&JsValue::UNDEFINED, &JsValue::from_str(text));
    }
}
