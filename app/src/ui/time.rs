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

/// A time limit as a chip: words and a bar of the part that is used up. A paused one stands still.
pub fn due(start_ms: i64, due_ms: i64, paused: bool) -> AnyView {
    let now = i18n::now();
    let used = move || {
        let whole = (due_ms - start_ms).max(1);
        ((now.get() - start_ms) * 100 / whole).clamp(0, 100) as u32
    };
    let class = move || match (paused, used()) {
        (true, _) => "due paused",
        (_, used) if used >= 100 => "due breached",
        (_, used) if used >= 75 => "due close",
        _ => "due",
    };
    let words = move || {
        let words = i18n::relative(due_ms, now.get());
        if paused { [i18n::tr("已暂停 · ", "paused · "), &words].concat() } else { words }
    };
    view! {
        <span class=class title=i18n::exact(due_ms) style=("--used", move || [&used().to_string(), "%"].concat())>
            {words}
        </span>
    }
    .into_any()
}

fn iso(at_ms: i64) -> String {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at_ms as f64));
    if date.get_time().is_nan() { String::new() } else { date.to_iso_string().into() }
}
