//! The SLA's types as JSON: read alike by serde and by the browser's own reader, and strict about what a form does not offer.

use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::json::{FromJson, read};
use shared::sla::calendar::{CalendarDraft, DayHours};
use shared::sla::holidays::Region;
use shared::sla::policy::Conditions;
use shared::sla::{Policy, What, ZoneTable, explain, notices, reckon};
use shared::ticket::{Class, Priority, WaitingFor};

use crate::hours::{book, hours, office, on, policy, shanghai as at, ticket, zones};

#[track_caller]
fn alike<T: Serialize + DeserializeOwned + FromJson + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value);
    assert_eq!(read::<T>(&text).as_ref(), Some(value));
}

#[test]
fn r14_what_is_written_is_read() {
    let dates = vec![
        on("2026-02-16", DayHours::Closed),
        on("2024-02-29", DayHours::Weekday { weekday: 6 }),
        on("2026-03-01", DayHours::Hours { intervals: vec![hours(9, 24)] }),
    ];
    alike(&CalendarDraft { region: Some(Region::China), dates, ..office() });
    alike(&zones());
    alike(&Policy {
        conditions: Conditions { classes: vec![Class::Change], tags: vec!["打印".to_owned()], ..Conditions::NONE },
        ..policy("p", "c")
    });
    let life = [
        (at("2026-01-05 10:00"), What::Replied),
        (at("2026-01-05 11:00"), What::CustomerWrote),
        (at("2026-01-05 12:00"), What::Waited { on: WaitingFor::Customer }),
        (at("2026-01-05 16:00"), What::Prioritised { to: Priority::P1 }),
    ];
    let (book, history, now) = (book(&office()), ticket(at("2026-01-05 09:00"), Priority::P3, &life), at("2026-01-09 12:00"));
    let clocks = reckon(&history, &book, now);
    assert!(clocks.next_response.is_some() && !clocks.breaches.is_empty());
    alike(&clocks);
    alike(&notices(&clocks, &book, now)[0]);
    for kind in shared::sla::Kind::ALL {
        explain(&history, &book, *kind, now, shared::lang::Lang::Zh).iter().for_each(alike);
    }
    let text = serde_json::to_string(&history).unwrap();
    assert_eq!(serde_json::from_str::<shared::sla::History>(&text).unwrap(), history);
}

#[test]
fn r14_a_calendar_with_an_unknown_field_or_an_impossible_date_is_refused() {
    let text = serde_json::to_string(&office()).unwrap();
    assert!(serde_json::from_str::<CalendarDraft>(&text.replace("\"zone\"", "\"owner\":1,\"zone\"")).is_err());
    let dated = serde_json::to_string(&CalendarDraft { dates: vec![on("2026-02-16", DayHours::Closed)], ..office() }).unwrap();
    assert!(serde_json::from_str::<CalendarDraft>(&dated).is_ok());
    assert!(serde_json::from_str::<CalendarDraft>(&dated.replace("2026-02-16", "2026-02-30")).is_err());
    assert_eq!(read::<CalendarDraft>(&dated.replace("2026-02-16", "2026-02-30")), None);
    assert_eq!(read::<ZoneTable>("{\"zones\":[{\"name\":\"UTC\"}]}"), None);
}
