//! Time zones of rules, from the platform's own database: how far a zone's wall clock is ahead of UTC at one instant.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::Intl::DateTimeFormat;
use js_sys::{Array, Object, Reflect};
use shared::error::{Code, Refusal};
use shared::routing::RoutingRule;
use shared::sla::zone::{Zone, ZoneTable};
use shared::time::Timestamp;
use wasm_bindgen::{JsCast, JsValue};

use crate::db::Fault;

/// Longest name of a zone, in bytes; the longest of the IANA's has 32.
const NAME_BYTES_MAX: usize = 64;
const MINUTE_SECONDS: i64 = 60;
const HOUR_SECONDS: i64 = 60 * MINUTE_SECONDS;

thread_local! {
    // To make a formatter takes as long as a thousand uses of it.
    static FORMATS: RefCell<HashMap<String, Option<DateTimeFormat>>> = RefCell::default();
}

/// The zones that rules name, as they are at one instant. One that the platform does not know is left out.
pub fn at<'a>(rules: impl Iterator<Item = &'a RoutingRule>, at: Timestamp) -> Result<ZoneTable, Fault> {
    let mut zones: Vec<Zone> = Vec::new();
    for hours in rules.filter_map(|rule| rule.on.hours.as_ref()) {
        if zones.iter().any(|zone| zone.name == hours.zone) {
            continue;
        }
        if let Some(offset) = offset(&hours.zone, at)? {
            zones.push(Zone::fixed(&hours.zone, offset));
        }
    }
    Ok(ZoneTable { zones })
}

/// Refuses rules with a zone that is not known.
pub fn check(rules: &[RoutingRule]) -> Result<(), Refusal> {
    for (place, rule) in rules.iter().enumerate() {
        if rule.on.hours.as_ref().is_some_and(|hours| with_format(&hours.zone, |format| format.is_none())) {
            return Err(Refusal::new(Code::FieldInvalid).field(format!("rules.{place}.on.hours.zone")));
        }
    }
    Ok(())
}

/// In seconds.
fn offset(zone: &str, at: Timestamp) -> Result<Option<i64>, Fault> {
    with_format(zone, |format| {
        let Some(format) = format else { return Ok(None) };
        let date = js_sys::Date::new(&JsValue::from_f64(at.0 as f64));
        for part in format.format_to_parts(&date).iter() {
            let text = |name: &str| Reflect::get(&part, &name.into()).ok().and_then(|value| value.as_string()).unwrap_or_default();
            if text("type") == "timeZoneName" {
                return parsed(&text("value")).map(Some).ok_or_else(|| Fault::new("a zone's offset cannot be read"));
            }
        }
        Err(Fault::new("a date without a zone"))
    })
}

fn with_format<T>(zone: &str, then: impl FnOnce(Option<&DateTimeFormat>) -> T) -> T {
    FORMATS.with_borrow_mut(|formats| {
        // Names of other lengths than any zone's are not worth remembering.
        if zone.is_empty() || zone.len() > NAME_BYTES_MAX {
            return then(None);
        }
        then(formats.entry(zone.to_owned()).or_insert_with(|| made(zone)).as_ref())
    })
}

fn made(zone: &str) -> Option<DateTimeFormat> {
    let options = Object::new();
    for (name, value) in [("timeZone", zone), ("timeZoneName", "longOffset")] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    // An unknown zone makes the constructor throw, which a direct call would not survive.
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: js_sys::Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let made = Reflect::construct(&constructor, &Array::of2(&"en-US".into(), &options)).ok()?;
    Some(made.unchecked_into())
}

/// Reads `GMT+05:30`, `GMT-03:00` or `GMT`.
fn parsed(text: &str) -> Option<i64> {
    let rest = text.strip_prefix("GMT")?;
    if rest.is_empty() {
        return Some(0);
    }
    let (sign, digits) = match rest.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => (-1, rest.strip_prefix(['-', '\u{2212}'])?),
    };
    let mut parts = digits.split(':').map(|part| part.parse::<i64>().ok());
    let hours = parts.next()??;
    let minutes = parts.next().unwrap_or(Some(0))?;
    let seconds = parts.next().unwrap_or(Some(0))?;
    Some(sign * (hours * HOUR_SECONDS + minutes * MINUTE_SECONDS + seconds))
}

#[cfg(test)]
mod tests {
    use super::parsed;

    #[test]
    fn r11_the_offset_of_a_zone_is_read_as_the_platform_writes_it() {
        let table = [("GMT", 0), ("GMT+08:00", 28_800), ("GMT-03:30", -12_600), ("GMT+05:45", 20_700), ("GMT-00:44:30", -2_670)];
        for (text, offset) in table {
            assert_eq!(parsed(text), Some(offset), "{text}");
        }
        for text in ["", "UTC", "GMT+", "GMT+x:00", "China Standard Time"] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }
}
