//! The current language, and numbers and times as its readers write them, in the reader's own zone.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Date, Function, Intl, Object};
use leptos::prelude::*;
use shared::lang::Lang;
use wasm_bindgen::{JsCast, JsValue};

use crate::dom::{get, now_ms, one, set};

thread_local! {
    static LANG: Cell<Lang> = const { Cell::new(Lang::Zh) };
}

/// The language of the page.
pub fn lang() -> Lang {
    LANG.get()
}

/// The text in the language of the page. A change of language mounts the page anew, so plain text is enough.
pub fn tr(zh: &'static str, en: &'static str) -> &'static str {
    lang().pick(zh, en)
}

/// Only [`crate::boot`] calls this: whoever changes the language must mount the page anew.
pub(crate) fn use_lang(lang: Lang) {
    LANG.set(lang);
}

/// A number with the separators of the language.
pub fn number(value: f64) -> String {
    let options = Object::new();
    Intl::NumberFormat::new(&locale(), &options)
        .format()
        .call1(&JsValue::UNDEFINED, &JsValue::from_f64(value))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// A file size: `814 KB`, `2.3 MB`.
pub fn bytes(count: f64) -> String {
    let (value, unit) = if count < 1_000_000.0 { ((count / 1000.0).ceil(), " KB") } else { ((count / 100_000.0).round() / 10.0, " MB") };
    number(value) + unit
}

/// "3 minutes ago", "in 2 days", "just now", counted from `now_ms`.
pub fn relative(at_ms: i64, now_ms: i64) -> String {
    let seconds = (at_ms - now_ms) / 1000;
    let (value, unit) = match seconds.abs() {
        0..45 => return tr("刚刚", "just now").to_owned(),
        45..2_700 => ((seconds as f64 / 60.0).round(), "minute"),
        2_700..79_200 => ((seconds as f64 / 3_600.0).round(), "hour"),
        79_200..2_246_400 => ((seconds as f64 / 86_400.0).round(), "day"),
        2_246_400..28_857_600 => ((seconds as f64 / 2_629_800.0).round(), "month"),
        _ => ((seconds as f64 / 31_557_600.0).round(), "year"),
    };
    let made = |lang| {
        let options = Object::new();
        set(&options, "numeric", &"auto".into());
        (lang, Intl::RelativeTimeFormat::new(&locale(), &options))
    };
    RELATIVE.with_borrow_mut(|kept| {
        let (_, format) = kept.take_if(|(of, _)| *of == lang()).unwrap_or_else(|| made(lang()));
        let words = format.format(value, unit).into();
        *kept = Some((lang(), format));
        words
    })
}

/// "2026年11月22日 16:05:09 GMT+8": with the zone, for titles of relative times.
pub fn exact(at_ms: i64) -> String {
    format(at_ms, &[("dateStyle", "medium"), ("timeStyle", "long")])
}

/// "11月22日 16:05"; with the year if it is not the current one.
pub fn date_time(at_ms: i64) -> String {
    let options = [("month", "short"), ("day", "numeric"), ("hour", "2-digit"), ("minute", "2-digit"), YEAR];
    format(at_ms, if same_year(at_ms) { &options[..4] } else { &options })
}

/// "11月22日"; with the year if it is not the current one.
pub fn date(at_ms: i64) -> String {
    let options = [("month", "short"), ("day", "numeric"), YEAR];
    format(at_ms, if same_year(at_ms) { &options[..2] } else { &options })
}

/// "16:05".
pub fn clock(at_ms: i64) -> String {
    format(at_ms, &[("hour", "2-digit"), ("minute", "2-digit")])
}

/// `2026-11-22` in the reader's zone: the value of `<input type="date">`.
pub fn input_date(at_ms: i64) -> String {
    let date = Date::new(&JsValue::from_f64(at_ms as f64));
    let utc_as_local = at_ms - date.get_timezone_offset() as i64 * 60_000;
    let text = Date::new(&JsValue::from_f64(utc_as_local as f64)).to_iso_string();
    String::from(text).chars().take(10).collect()
}

/// The instant at which a day of `<input type="date">` begins in the reader's zone.
pub fn start_of_input_date(value: &str) -> Option<i64> {
    let ms = Date::parse(&(value.to_owned() + "T00:00:00"));
    (!ms.is_nan()).then_some(ms as i64)
}

/// The last minute of a day of `<input type="date">` in the reader's zone.
pub fn end_of_input_date(value: &str) -> Option<i64> {
    let ms = Date::parse(&(value.to_owned() + "T23:59:00"));
    (!ms.is_nan()).then_some(ms as i64)
}

/// `2026-11-22T16:05` in the reader's zone: the value of `<input type="datetime-local">`.
pub fn input_date_time(at_ms: i64) -> String {
    let date = Date::new(&JsValue::from_f64(at_ms as f64));
    let utc_as_local = at_ms - date.get_timezone_offset() as i64 * 60_000;
    let text = Date::new(&JsValue::from_f64(utc_as_local as f64)).to_iso_string();
    String::from(text).chars().take(16).collect()
}

/// The instant of such a value.
pub fn instant_of_input(value: &str) -> Option<i64> {
    let ms = Date::parse(value);
    (!ms.is_nan()).then_some(ms as i64)
}

/// The reader's IANA zone, such as `Asia/Shanghai`.
pub fn zone() -> String {
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    get(&format.resolved_options(), "timeZone").as_string().unwrap_or_default()
}

/// The present in milliseconds, moving every 20 seconds: what relative times follow.
pub fn now() -> Signal<i64> {
    NOW.with(|now| now.read_only().into())
}

thread_local! {
    static NOW: ArcRwSignal<i64> = {
        let now = ArcRwSignal::new(now_ms());
        let moving = now.clone();
        crate::dom::spawn(async move {
            loop {
                crate::dom::sleep(20_000).await;
                moving.set(now_ms());
            }
        });
        now
    };
}

const YEAR: (&str, &str) = ("year", "numeric");

fn same_year(at_ms: i64) -> bool {
    Date::new(&JsValue::from_f64(at_ms as f64)).get_full_year() == Date::new_0().get_full_year()
}

// Making a formatter costs a browser twenty times what using it does, and a list uses one fifty times.
thread_local! {
    static RELATIVE: RefCell<Option<(Lang, Intl::RelativeTimeFormat)>> = const { RefCell::new(None) };
    static FORMATS: RefCell<Vec<(Lang, String, Function)>> = const { RefCell::new(Vec::new()) };
}

fn format(at_ms: i64, options: &[(&str, &str)]) -> String {
    let name = options.iter().fold(String::new(), |name, (option, value)| name + option + value);
    let known = |(lang_of, name_of, _): &&(Lang, String, Function)| *lang_of == lang() && *name_of == name;
    let format = FORMATS.with_borrow(|formats| formats.iter().find(known).map(|(_, _, format)| format.clone()));
    let format = format.unwrap_or_else(|| {
        let made = new_format(options);
        FORMATS.with_borrow_mut(|formats| formats.push((lang(), name, made.clone())));
        made
    });
    let text = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(at_ms as f64));
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn new_format(options: &[(&str, &str)]) -> Function {
    let object = Object::new();
    for (name, value) in options {
        set(&object, name, &(*value).into());
    }
    set(&object, "hourCycle", &"h23".into());
    Intl::DateTimeFormat::new(&locale(), &object).format()
}

fn locale() -> Array {
    one(&lang().tag().into()).unchecked_into()
}
