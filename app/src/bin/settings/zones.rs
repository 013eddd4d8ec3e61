//! Time zones as the browser knows them.

use app::dom;
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The names to choose from.
pub fn names() -> Vec<String> {
    let intl = dom::get(&js_sys::global(), "Intl");
    let list = dom::get(&intl, "supportedValuesOf").dyn_into::<Function>().ok();
    let names = list.and_then(|list| list.call1(&intl, &"timeZone".into()).ok()).map(|names| Array::from(&names));
    names.map(|names| names.iter().filter_map(|name| name.as_string()).collect()).unwrap_or_default()
}

/// Whether there is a zone of this name. The list above leaves out other names of the same zones.
pub fn is_known(name: &str) -> bool {
    // Offsets such as `+08:00` pass for zones, too, but know no summer time; the server refuses them.
    let is_name = name.contains(|c: char| c.is_ascii_alphabetic()) && !name.contains(':');
    let format = dom::get(&dom::get(&js_sys::global(), "Intl"), "DateTimeFormat").dyn_into::<Function>().ok();
    let options = js_sys::Object::new();
    let asked = Reflect::set(&options, &"timeZone".into(), &name.into()).is_ok();
    // The constructor throws for an unknown one.
    let made = format.and_then(|format| Reflect::construct(&format, &Array::of2(&JsValue::UNDEFINED, &options)).ok());
    is_name && asked && made.is_some()
}
