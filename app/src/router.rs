//! Which screen the address shows. A program has one enum of screens; a screen and its path turn into each other
//! in one place, so a link to nowhere does not compile. Filters, tabs and pages live in the query.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent, Url};

use crate::dom::{self, document, listen, window};

/// The screens of a program.
pub trait Screen: Clone + PartialEq + Send + Sync + 'static {
    /// The screen of a path; an unknown path is a screen too.
    fn parse(path: &str) -> Self;
    /// The path of this screen.
    fn path(&self) -> String;
    /// What the browser's tab says until the screen knows better.
    fn title(&self) -> String;
}

/// An address inside the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// Decoded by whoever reads a segment; starts with `/`.
    pub path: String,
    /// Without `?`.
    pub search: String,
    /// Without `#`.
    pub hash: String,
}

/// The current address; follow it inside of effects and views.
pub fn location() -> Location {
    LOCATION.with(ArcRwSignal::get)
}

/// The current query without `?`; follow it inside of effects and views.
pub fn search() -> String {
    LOCATION.with(|location| location.with(|l| l.search.clone()))
}

/// The first value of a parameter of the current query.
pub fn param(name: &str) -> Option<String> {
    let params = web_sys::UrlSearchParams::new_with_str(&search()).ok()?;
    params.get(name)
}

/// Sets (or removes with `None`) one parameter. Does not add a step to the history: back leaves the screen.
pub fn set_param(name: &str, value: Option<&str>) {
    let Ok(params) = web_sys::UrlSearchParams::new_with_str(&search()) else { return };
    match value {
        Some(value) => params.set(name, value),
        None => params.delete(name),
    }
    set_search(&String::from(params.to_string()));
}

/// Replaces the query of the current screen, without a step in the history.
pub fn set_search(search: &str) {
    let path = LOCATION.with(|location| location.with_untracked(|l| l.path.clone()));
    replace(&if search.is_empty() { path } else { path + "?" + search });
}

/// Shows another address of this program, with a step in the history.
pub fn go(address: &str) {
    let number = ENTRY.get() + 1.0;
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::from_f64(number), "", Some(address));
    }
    ENTRY.set(number);
    MOVED.set(Moved::Forward);
    update();
}

/// Shows another address in place of the current one.
pub fn replace(address: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::from_f64(ENTRY.get()), "", Some(address));
    }
    update();
}

/// One step back in the history.
pub fn back() {
    if let Ok(history) = window().history() {
        let _ = history.back();
    }
}

/// Leaves the program for an address that the server answers.
pub fn leave(address: &str) {
    let _ = window().location().set_href(address);
}

/// What the browser's tab says; the product's name follows.
pub fn set_title(title: &str) {
    document().set_title(&[title, " · ", crate::i18n::tr("联单", "Liandan")].concat());
}

/// Shows the screen of the address. A change of the query alone keeps the screen; it follows [`param`] by itself.
pub fn outlet<S: Screen>(render: fn(S) -> AnyView) -> AnyView {
    let screen = Memo::new(|_| S::parse(&LOCATION.with(|location| location.with(|l| l.path.clone()))));
    let turn = StoredValue::new(false);
    outlet_view(Box::new(move || {
        let screen = screen.get();
        set_title(&screen.title());
        let view = untrack(|| render(screen));
        arrive();
        // Never the same side twice: the next screen replaces this one instead of being patched into it, so
        // nothing that was typed here shows up there.
        turn.update_value(|turn| *turn = !*turn);
        if turn.get_value() { Side::Left(view) } else { Side::Right(view) }
    }))
}

/// Starts following the address. `owns` says which paths this program shows; other links leave it.
pub fn start(owns: fn(&str) -> bool) {
    let entry = window().history().and_then(|history| history.state()).ok().and_then(|state| state.as_f64());
    ENTRY.set(entry.unwrap_or(0.0));
    update();
    listen(&window(), "popstate", |event| {
        let state = dom::get(&event, "state").as_f64();
        ENTRY.set(state.unwrap_or(0.0));
        MOVED.set(Moved::Back);
        update();
    });
    listen(&window(), "scroll", |_| remember_scroll());
    listen(&document(), "click", move |event| follow_link(&event, owns));
}

type Side = leptos::either::Either<AnyView, AnyView>;

#[derive(Clone, Copy, PartialEq)]
enum Moved {
    First,
    Forward,
    Back,
}

thread_local! {
    static LOCATION: ArcRwSignal<Location> = ArcRwSignal::new(Location::default());
    static ENTRY: Cell<f64> = const { Cell::new(0.0) };
    static MOVED: Cell<Moved> = const { Cell::new(Moved::First) };
    static SCROLLS: RefCell<Vec<(f64, f64)>> = const { RefCell::new(Vec::new()) };
}

fn outlet_view(view: Box<dyn FnMut() -> Side + Send>) -> AnyView {
    view.into_any()
}

fn update() {
    let at = window().location();
    let new = Location {
        path: at.pathname().unwrap_or_default(),
        search: at.search().unwrap_or_default().trim_start_matches('?').to_owned(),
        hash: at.hash().unwrap_or_default().trim_start_matches('#').to_owned(),
    };
    LOCATION.with(|location| {
        if location.with_untracked(|old| *old != new) {
            location.set(new);
        }
    });
}

/// A new screen starts at its top with the focus on its heading; one that was seen before, where it was left.
fn arrive() {
    let moved = MOVED.get();
    if moved == Moved::First {
        return;
    }
    let entry = ENTRY.get();
    let y = SCROLLS.with(|all| all.borrow().iter().find(|(e, _)| *e == entry).map_or(0.0, |(_, y)| *y));
    let y = if moved == Moved::Back { y } else { 0.0 };
    dom::spawn(async move {
        // The screen's own data may still be on its way, so its height too.
        for ms in [0, 60, 200, 500] {
            dom::sleep(ms).await;
            if ENTRY.get() != entry {
                return;
            }
            window().scroll_to_with_x_and_y(0.0, y);
            if ms == 0 {
                focus_heading();
            }
            if y == 0.0 || window().scroll_y().is_ok_and(|now| (now - y).abs() < 2.0) {
                return;
            }
        }
    });
}

fn focus_heading() {
    // A screen that wants the focus in a field has taken it already.
    let taken = document().active_element().is_some_and(|element| element.closest("main").is_ok_and(|m| m.is_some()));
    if taken {
        return;
    }
    if let Some(heading) = dom::query("main h1").or_else(|| dom::query("main")) {
        heading.set_tab_index(-1);
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = heading.focus_with_options(&options);
    }
    dom::announce(&document().title());
}

fn remember_scroll() {
    let (entry, y) = (ENTRY.get(), window().scroll_y().unwrap_or_default());
    SCROLLS.with(|all| {
        let mut all = all.borrow_mut();
        all.retain(|(e, _)| *e != entry);
        all.push((entry, y));
    });
}

/// A plain click on a link to one of our own screens needs no new page.
fn follow_link(event: &Event, owns: fn(&str) -> bool) {
    let Some(click) = event.dyn_ref::<MouseEvent>() else { return };
    if click.default_prevented() || click.button() != 0 || click.meta_key() || click.ctrl_key() || click.shift_key() || click.alt_key() {
        return;
    }
    let link =
        click.target().and_then(|target| target.dyn_into::<Element>().ok()).and_then(|element| element.closest("a[href]").ok().flatten());
    let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else { return };
    if !link.target().is_empty() || link.has_attribute("download") {
        return;
    }
    let (Ok(url), Ok(origin)) = (Url::new(&link.href()), window().location().origin()) else { return };
    let same_place = url.pathname() == window().location().pathname().unwrap_or_default() && !url.hash().is_empty();
    if url.origin() != origin || !owns(&url.pathname()) || same_place {
        return;
    }
    event.prevent_default();
    go(&[url.pathname(), url.search(), url.hash()].concat());
}
