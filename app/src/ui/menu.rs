//! A menu in a native popover: light dismissal and Escape are the browser's, arrows and position are ours.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, MouseEvent};

use super::icon::{Icon, icon};
use crate::dom;

/// One line of a menu.
#[derive(Clone)]
pub struct MenuItem {
    label: String,
    note: String,
    key: &'static str,
    danger: bool,
    refused: bool,
    checked: Option<bool>,
    act: UnsyncCallback<()>,
}

impl MenuItem {
    /// A line that does something.
    pub fn new(label: impl Into<String>, act: impl Fn() + 'static) -> Self {
        Self {
            label: label.into(),
            note: String::new(),
            key: "",
            danger: false,
            refused: false,
            checked: None,
            act: UnsyncCallback::from(act),
        }
    }

    /// A second, smaller line.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// The key that does the same.
    pub fn key(mut self, key: &'static str) -> Self {
        self.key = key;
        self
    }

    /// Takes something away.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Not possible now; the reason stays readable.
    pub fn refused(mut self, reason: impl Into<String>) -> Self {
        self.refused = true;
        self.note(reason)
    }

    /// Is this the current one of several?
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }
}

/// A button that opens a menu. `items` is asked at each opening.
#[component]
pub fn Menu(
    #[prop(into)] label: String,
    #[prop(optional)] icon: Option<Icon>,
    /// Shows the icon alone; the label is spoken.
    #[prop(optional)]
    compact: bool,
    /// The button's class, if not an ordinary button's.
    #[prop(default = "btn")]
    class: &'static str,
    #[prop(into)] items: UnsyncCallback<(), Vec<MenuItem>>,
) -> AnyView {
    let id = ["menu-", &next_number().to_string()].concat();
    let lines = RwSignal::new(Vec::<MenuItem>::new());
    let (target, list_id) = (id.clone(), id.clone());
    let open = move |event: MouseEvent| {
        lines.set(items.run(()));
        if let Some(button) = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
            place(&button, &list_id);
        }
    };
    let words = (!compact).then(|| view! { <span class="menu-words">{label.clone()}</span> });
    view! {
        <button type="button" class=class class:square=compact popovertarget=target aria-haspopup="menu" aria-label=label on:click=open>
            {icon.map(self::icon)}
            {words}
            {(!compact).then(|| self::icon(Icon::Down))}
        </button>
        {list(id, lines)}
    }
    .into_any()
}

thread_local! {
    static MENUS: Cell<u32> = const { Cell::new(0) };
}

fn next_number() -> u32 {
    MENUS.set(MENUS.get() + 1);
    MENUS.get()
}

/// One menu for many places, such as the cards of a board: [`MenuAt::open`] shows it beside an element.
#[derive(Clone, Copy)]
pub struct MenuAt(RwSignal<Vec<MenuItem>>);

impl MenuAt {
    /// Its list must be put on the page once: [`MenuAt::view`].
    pub fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// The list, hidden until it is opened.
    pub fn view(self) -> AnyView {
        list(MENU_AT.to_owned(), self.0)
    }

    /// Shows these lines beside an element.
    pub fn open(self, beside: &HtmlElement, items: Vec<MenuItem>) {
        self.0.set(items);
        place(beside, MENU_AT);
        if let Some(list) = dom::by_id(MENU_AT) {
            let _ = list.show_popover();
        }
    }
}

impl Default for MenuAt {
    fn default() -> Self {
        Self::new()
    }
}

const MENU_AT: &str = "menu-at";

fn list(id: String, lines: RwSignal<Vec<MenuItem>>) -> AnyView {
    let close_id = id.clone();
    let choose = UnsyncCallback::<(MenuItem,)>::from(move |item: MenuItem| {
        if item.refused {
            return;
        }
        if let Some(list) = dom::by_id(&close_id) {
            let _ = list.hide_popover();
        }
        item.act.run(());
    });
    view! {
        <div class="menu" id=id popover="auto" role="menu" on:keydown=walk>
            {move || lines.get().into_iter().map(|item| line(item, choose)).collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}

fn line(item: MenuItem, choose: UnsyncCallback<(MenuItem,)>) -> AnyView {
    let (label, note, key) = (item.label.clone(), item.note.clone(), item.key);
    let (danger, refused, checked) = (item.danger, item.refused, item.checked);
    view! {
        <button
            type="button"
            class="menu-item"
            class:danger=danger
            role=if checked.is_some() { "menuitemradio" } else { "menuitem" }
            aria-checked=checked.map(|on| if on { "true" } else { "false" })
            aria-disabled=refused.then_some("true")
            on:click=move |_| choose.run((item.clone(),))
        >
            <span class="menu-label">{label}</span>
            {(!key.is_empty()).then(|| view! { <kbd>{key}</kbd> }.into_any())}
            {(!note.is_empty()).then(|| view! { <small>{note}</small> }.into_any())}
        </button>
    }
    .into_any()
}

/// Below the button, or above it where there is no room; the style sheet makes it a sheet on a phone.
fn place(button: &HtmlElement, id: &str) {
    let Some(list) = dom::by_id(id) else { return };
    let rect = button.get_bounding_client_rect();
    let (width, height) = (client(&dom::window(), "innerWidth"), client(&dom::window(), "innerHeight"));
    let style = list.style();
    let to_right = rect.left() > width / 2.0;
    let (side, other, x) = if to_right { ("right", "left", width - rect.right()) } else { ("left", "right", rect.left()) };
    let below = rect.bottom() < height * 0.6;
    let (edge, opposite, y) = if below { ("top", "bottom", rect.bottom()) } else { ("bottom", "top", height - rect.top()) };
    let _ = style.set_property(side, &px(x.max(4.0)));
    let _ = style.set_property(other, "auto");
    let _ = style.set_property(edge, &px(y + 4.0));
    let _ = style.set_property(opposite, "auto");
    let first = [id_selector(id), " .menu-item".to_owned()].concat();
    dom::later(move || {
        if let Some(item) = dom::query(&first) {
            let _ = item.focus();
        }
    });
}

/// Arrows, Home and End move between the lines.
fn walk(event: KeyboardEvent) {
    let Some(list) = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
    let Ok(items) = list.query_selector_all(".menu-item") else { return };
    let count = items.length();
    let focused = dom::document().active_element();
    let at = (0..count).find(|n| items.item(*n).as_ref() == focused.as_ref().map(AsRef::as_ref)).unwrap_or(0);
    let next = match event.key().as_str() {
        "ArrowDown" => (at + 1) % count.max(1),
        "ArrowUp" => (at + count.max(1) - 1) % count.max(1),
        "Home" => 0,
        "End" => count.saturating_sub(1),
        _ => return,
    };
    event.prevent_default();
    if let Some(item) = items.item(next).and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
        let _ = item.focus();
    }
}

fn client(window: &web_sys::Window, name: &str) -> f64 {
    dom::get(window, name).as_f64().unwrap_or(0.0)
}

fn px(value: f64) -> String {
    [&(value as i32).to_string(), "px"].concat()
}

fn id_selector(id: &str) -> String {
    ["#", id].concat()
}
