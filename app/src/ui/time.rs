//! Times: relative to read, exact on pointing, focus and for screen readers.

use leptos::prelude::*;

use crate::i18n;

/// "3 minutes ago", kept current; the exact time is its title.
pub fn when(at_ms: i64) -> AnyView {
    let now = i18n::now();
    let exact = i18n::exact(at_ms);
    view! {
        <time class="time" datetime=iso(at_ms) title=exact tabindex="-1">
            {move || i18n::relative(at_ms, now.get())}
        </time>
    }
    .into_any()
}

fn iso(at_ms: i64) -> String {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at_ms as f64));
    if date.get_time().is_nan() { String::new() } else { date.to_iso_string().into() }
}
