//! Answers cases of the SLA clocks, for the comparison with an independent oracle in `tests/sla`: JSON lines on standard input,
//! an answer a case on standard output.
#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufWriter, Write, stdin, stdout};

use serde::{Deserialize, Serialize};
use shared::id::CalendarId;
use shared::sla::clock::Clocks;
use shared::sla::{Book, Calendar, CalendarDraft, History, Policy, ZoneTable, reckon};
use shared::time::Timestamp;

#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    World { zones: ZoneTable, calendars: Vec<(CalendarId, CalendarDraft)> },
    Case { policies: Vec<Policy>, history: History, now: Timestamp, sums: Sums },
}

/// Three sums with one calendar.
#[derive(Deserialize)]
struct Sums {
    calendar: CalendarId,
    from: Timestamp,
    add_ms: i64,
    until: Timestamp,
}

#[derive(Serialize)]
struct Answer {
    added: Timestamp,
    measured_ms: i64,
    next_opening: Timestamp,
    clocks: Clocks,
}

fn main() {
    let mut calendars: Vec<(CalendarId, Calendar)> = Vec::new();
    let mut out = BufWriter::new(stdout().lock());
    for line in stdin().lock().lines() {
        match serde_json::from_str(&line.unwrap()).unwrap() {
            Line::World { zones, calendars: drafts } => {
                let parse = |(id, draft)| (id, Calendar::parse(&draft, &zones).unwrap());
                calendars = drafts.into_iter().map(parse).collect();
            }
            Line::Case { policies, history, now, sums } => {
                let calendar = &calendars.iter().find(|(id, _)| *id == sums.calendar).unwrap().1;
                let answer = Answer {
                    added: calendar.add(sums.from, sums.add_ms),
                    measured_ms: calendar.measure(sums.from, sums.until),
                    next_opening: calendar.next_opening(sums.from),
                    clocks: reckon(&history, &Book::new(policies, Vec::new(), calendars.clone()).unwrap(), now),
                };
                serde_json::to_writer(&mut out, &answer).unwrap();
                out.write_all(b"\n").unwrap();
            }
        }
    }
}
