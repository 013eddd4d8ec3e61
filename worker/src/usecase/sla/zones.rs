//! Time zones for the domain, which has none of its own: the runtime's, which keeps them current, asked by `Intl`. A
//! database of zones within this program would weigh half as much as all the rest of it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Array, Function, Intl, Object, Reflect};
use shared::sla::ZoneTable;
use shared::sla::zone::{Transition, Zone};
use shared::time::{DAY_MS, Timestamp};
use wasm_bindgen::{JsCast, JsValue};

/// 2020 and 2060, in milliseconds: nothing was filed before, and hardly anything is due later.
const SPAN: (i64, i64) = (1_577_836_800_000, 2_840_140_800_000);
/// Two changes of a zone's offset never come closer than this, in milliseconds.
const STEP: i64 = 20 * DAY_MS;
/// Clocks are changed on the quarter of an hour, in milliseconds.
const GRAIN: i64 = 900_000;

thread_local! {
    static KNOWN: RefCell<BTreeMap<String, Zone>> = const { RefCell::new(BTreeMap::new()) };
}

/// The zones of these names, as far as there are such.
pub fn table<'a>(names: impl IntoIterator<Item = &'a str>) -> ZoneTable {
    ZoneTable { zones: names.into_iter().filter_map(zone).collect() }
}

/// An instant as a mail tells it: in a zone, which is named.
pub fn told(at: Timestamp, zone: &str, locale: &str) -> String {
    let words = format(locale, &[("timeZone", zone), ("dateStyle", "medium"), ("timeStyle", "short")]);
    words.and_then(|words| write(&words, at.0)).map_or_else(String::new, |words| format!("{words} ({zone})"))
}

fn zone(name: &str) -> Option<Zone> {
    if let Some(known) = KNOWN.with_borrow(|known| known.get(name).cloned()) {
        return Some(known);
    }
    // The runtime takes offsets and other spellings too; a name of the IANA database has letters only these.
    let plain = name.contains(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric() || "/_+-".contains(c));
    let found = read(name, &format("en-US", &[("timeZone", name), ("timeZoneName", "longOffset")]).filter(|_| plain)?)?;
    KNOWN.with_borrow_mut(|known| known.insert(name.to_owned(), found.clone()));
    Some(found)
}

fn read(name: &str, zone: &Function) -> Option<Zone> {
    let first = offset(zone, SPAN.0)?;
    let (mut transitions, mut last, mut seen) = (Vec::new(), first, SPAN.0);
    while seen < SPAN.1 {
        let next = seen + STEP;
        let now = offset(zone, next)?;
        if now != last {
            transitions.push(Transition { at: change(zone, seen, next)? / 1_000, offset: now });
            last = now;
        }
        seen = next;
    }
    Some(Zone { name: name.to_owned(), offset: first, transitions })
}

/// The instant at which the offset changes, which it does once between the two.
fn change(zone: &Function, mut before: i64, mut after: i64) -> Option<i64> {
    let old = offset(zone, before)?;
    while after - before > GRAIN {
        let middle = before + (after - before) / 2 / GRAIN * GRAIN;
        if offset(zone, middle)? == old {
            before = middle;
        } else {
            after = middle;
        }
    }
    Some(after)
}

/// Seconds ahead of UTC, from a text such as `1/1/2026, GMT+05:45`.
fn offset(zone: &Function, at: i64) -> Option<i64> {
    let text = write(zone, at)?;
    let (_, offset) = text.split_once("GMT")?;
    if offset.is_empty() {
        return Some(0);
    }
    let sign = if offset.starts_with('-') || offset.starts_with('−') { -1 } else { 1 };
    let parts = offset.trim_start_matches(['+', '-', '−']).split(':').map(|part| part.parse::<i64>().ok());
    let seconds = parts.zip([3_600, 60, 1]).try_fold(0, |sum, (part, unit)| Some(sum + part? * unit))?;
    Some(sign * seconds)
}

fn write(format: &Function, at: i64) -> Option<String> {
    format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(at as f64)).ok()?.as_string()
}

/// A formatter; none where the zone is not known.
fn format(locale: &str, options: &[(&str, &str)]) -> Option<Function> {
    let object = Object::new();
    for (name, value) in options {
        Reflect::set(&object, &(*name).into(), &(*value).into()).ok()?;
    }
    // The constructor throws for an unknown zone, which the binding of js-sys does not say: it is called as what it is.
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let make: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let made = Reflect::construct(&make, &Array::of2(&locale.into(), &object)).ok()?;
    Some(made.unchecked_into::<Intl::DateTimeFormat>().format())
}
