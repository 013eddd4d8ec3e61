//! Dragging a slip: a mouse lifts it by moving, a finger by holding still. Dropping asks for the same move as key and menu.

use std::{cell::RefCell, rc::Rc};

use app::dom;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use shared::{id::Serial, ticket::Status};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};

use super::{menu::serial_of, state::Board};
use crate::{
    cards::stand_in,
    moves::{Plan, plan},
};

/// How far a mouse moves before it drags, in CSS pixels.
const LIFT_PX: f64 = 5.0;
/// How far a finger may tremble while it holds still.
const TREMBLE_PX: f64 = 10.0;
/// How long a finger holds still before it drags, in milliseconds.
const HOLD_MS: i32 = 380;

/// The drag that is going on, if one is.
#[derive(Clone, Copy)]
pub struct Dragging {
    board: Board,
    now: StoredValue<SendWrapper<Rc<RefCell<State>>>>,
    /// The column under the pointer, and why it would refuse.
    pub over: RwSignal<Option<(Status, Option<String>)>>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    /// A click follows the drop; it must not open the ticket.
    dropped: bool,
}

#[derive(Clone)]
struct Held {
    pointer: i32,
    serial: Serial,
    slip: HtmlElement,
    finger: bool,
    /// Where the pointer went down.
    x: f64,
    y: f64,
    /// The copy that follows the pointer, once lifted.
    ghost: Option<HtmlElement>,
}

impl Dragging {
    /// Follows the pointer for as long as the board is on the page.
    pub fn new(board: Board) -> Self {
        let drag = Self { board, now: StoredValue::new(SendWrapper::new(Rc::default())), over: RwSignal::new(None) };
        let window = dom::window();
        dom::listen_here(&window, "pointermove", move |event| drag.with_pointer(&event, Self::moved));
        dom::listen_here(&window, "pointerup", move |event| drag.with_pointer(&event, Self::released));
        dom::listen_here(&window, "pointercancel", move |event| drag.with_pointer(&event, |drag, _, _| drag.end()));
        dom::listen_here(&window, "keydown", move |event| {
            let escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape");
            if escape && drag.lifted() {
                drag.end();
            }
        });
        drag
    }

    /// A pointer goes down on the board.
    pub fn press(self, event: &PointerEvent) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let on_button = target.closest("button").ok().flatten().is_some();
        let slip = target.closest(".slip").ok().flatten().and_then(|slip| slip.dyn_into::<HtmlElement>().ok());
        let (Some(slip), false, 0) = (slip, on_button, event.button()) else { return };
        let Some(serial) = serial_of(&slip) else { return };
        let finger = event.pointer_type() != "mouse";
        let (pointer, x, y) = (event.pointer_id(), f64::from(event.client_x()), f64::from(event.client_y()));
        self.change(|state| {
            state.dropped = false;
            state.held = Some(Held { pointer, serial, slip, finger, x, y, ghost: None });
        });
        if finger {
            dom::spawn(async move {
                dom::sleep(HOLD_MS).await;
                if self.held().is_some_and(|held| held.pointer == pointer && held.ghost.is_none()) {
                    self.lift(x, y);
                }
            });
        }
    }

    /// While a slip is held by a finger the page must neither scroll nor open the link's own menu.
    pub fn hold_page(self, event: &Event) {
        let finger = self.held().is_some_and(|held| held.finger);
        if self.lifted() || (finger && event.type_() == "contextmenu") {
            event.prevent_default();
        }
    }

    /// Takes the click that a browser makes of the drop. True if there was one.
    pub fn swallow(self, event: &MouseEvent) -> bool {
        let dropped = self.change(|state| std::mem::take(&mut state.dropped)).unwrap_or(false);
        if dropped {
            event.prevent_default();
        }
        dropped
    }

    fn moved(self, held: Held, event: &PointerEvent) {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let way = (x - held.x).abs().max((y - held.y).abs());
        match (held.ghost, held.finger) {
            (Some(ghost), _) => self.follow(&ghost, held.serial, x - held.x, y - held.y, x, y),
            (None, true) if way > TREMBLE_PX => self.end(),
            (None, false) if way > LIFT_PX => self.lift(x, y),
            _ => {}
        }
    }

    fn released(self, held: Held, _: &PointerEvent) {
        let to = self.over.try_get_untracked().flatten();
        let lifted = held.ghost.is_some();
        self.end();
        if !lifted {
            return;
        }
        self.change(|state| state.dropped = true);
        // Where the drop makes no click, the next one is meant.
        dom::later(move || {
            self.change(|state| state.dropped = false);
        });
        if let Some((to, _)) = to {
            self.board.move_to(held.serial, to);
        }
    }

    /// A copy follows the pointer; the slip itself stays, pale.
    fn lift(self, x: f64, y: f64) {
        let Some(held) = self.held() else { return };
        let Some(ghost) = held.slip.clone_node_with_deep(true).ok().and_then(|node| node.dyn_into::<HtmlElement>().ok()) else { return };
        let rect = held.slip.get_bounding_client_rect();
        let style = ghost.style();
        for (name, value) in [("left", rect.left()), ("top", rect.top()), ("width", rect.width())] {
            let _ = style.set_property(name, &px(value));
        }
        ghost.set_class_name("slip ghost");
        let _ = ghost.set_attribute("aria-hidden", "true");
        let _ = held.slip.class_list().add_1("dragging");
        if let Some(body) = dom::document().body() {
            let _ = body.append_child(&ghost);
            let _ = body.class_list().add_1("is-dragging");
        }
        self.follow(&ghost, held.serial, x - held.x, y - held.y, x, y);
        self.change(|state| {
            if let Some(held) = &mut state.held {
                held.ghost = Some(ghost);
            }
        });
    }

    fn follow(self, ghost: &HtmlElement, serial: Serial, dx: f64, dy: f64, x: f64, y: f64) {
        let _ = ghost.style().set_property("translate", &[px(dx), px(dy)].join(" "));
        let below = dom::document().element_from_point(x as f32, y as f32);
        let place = below.and_then(|element| element.closest("[data-drop]").ok().flatten());
        let status = place.and_then(|place| place.get_attribute("data-drop")).and_then(|word| Status::parse(&word));
        if self.over.try_get_untracked().flatten().map(|(status, _)| status) != status {
            self.over.try_set(status.and_then(|to| Some((to, self.objection(serial, to)?))));
        }
    }

    /// `None` over the slip's own column, where dropping changes nothing.
    fn objection(self, serial: Serial, to: Status) -> Option<Option<String>> {
        let card = self.board.find(serial).filter(|card| card.status != to)?;
        Some(match plan(&stand_in(&card), to) {
            Plan::Never(why) => Some(why),
            Plan::Go(_) | Plan::Ask(_) => None,
        })
    }

    fn end(self) {
        if let Some(held) = self.change(|state| state.held.take()).flatten() {
            let _ = held.slip.class_list().remove_1("dragging");
            if let Some(ghost) = held.ghost {
                ghost.remove();
            }
        }
        if let Some(body) = dom::document().body() {
            let _ = body.class_list().remove_1("is-dragging");
        }
        self.over.try_set(None);
    }

    fn with_pointer(self, event: &Event, f: fn(Self, Held, &PointerEvent)) {
        let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
        if let Some(held) = self.held().filter(|held| held.pointer == event.pointer_id()) {
            f(self, held, event);
        }
    }

    fn lifted(self) -> bool {
        self.held().is_some_and(|held| held.ghost.is_some())
    }

    fn held(self) -> Option<Held> {
        self.change(|state| state.held.clone()).flatten()
    }

    fn change<R>(self, f: impl FnOnce(&mut State) -> R) -> Option<R> {
        self.now.try_with_value(|now| f(&mut now.borrow_mut()))
    }
}

fn px(value: f64) -> String {
    [&(value as i32).to_string(), "px"].concat()
}
