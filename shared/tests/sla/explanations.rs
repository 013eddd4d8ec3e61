//! "Test a ticket": why a clock is due when it is.

use shared::lang::Lang;
use shared::sla::calendar::{CalendarDraft, DayHours};
use shared::sla::clock::Kind;
use shared::sla::explain::{Step, StepKind};
use shared::sla::holidays::Region;
use shared::sla::{What, explain, reckon};
use shared::ticket::{Priority, WaitingFor};
use shared::time::{HOUR_MS, Timestamp};

use crate::hours::{book, hours, office, on, shanghai as at, ticket};

fn line(step: &Step) -> (StepKind, Timestamp, i64) {
    (step.kind, step.to, step.counted_ms / HOUR_MS)
}

#[test]
fn r14_a_due_time_over_the_spring_festival_is_explained_step_by_step() {
    let book = book(&CalendarDraft { region: Some(Region::China), ..office() });
    let history = ticket(at("2026-02-13 16:00"), Priority::P2, &[]);
    let steps = explain(&history, &book, Kind::Resolution, at("2026-02-13 16:00"), Lang::Zh);
    let lines: Vec<_> = steps.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            (StepKind::Counted, at("2026-02-13 18:00"), 2),
            (StepKind::Closed, at("2026-02-14 09:00"), 2),
            (StepKind::MakeUpDay, at("2026-02-14 18:00"), 11),
            (StepKind::Closed, at("2026-02-15 00:00"), 11),
            (StepKind::Holiday, at("2026-02-24 00:00"), 11),
            (StepKind::Closed, at("2026-02-24 09:00"), 11),
            (StepKind::Counted, at("2026-02-24 18:00"), 20),
            (StepKind::Closed, at("2026-02-25 09:00"), 20),
            (StepKind::Counted, at("2026-02-25 13:00"), 24),
        ]
    );
    assert_eq!(steps[4].name.as_deref(), Some("春节"));
    let english = explain(&history, &book, Kind::Resolution, at("2026-02-13 16:00"), Lang::En);
    assert_eq!((english[4].name.as_deref(), english[2].name.as_deref()), (Some("Spring Festival"), Some("Spring Festival")));
    assert!(steps.windows(2).all(|pair| pair[0].to == pair[1].from), "no moment is left out");
}

#[test]
fn r14_waits_and_verifying_are_steps_of_their_own() {
    let life = [
        (at("2026-01-05 10:00"), What::Waited { on: WaitingFor::Customer }),
        (at("2026-01-05 12:00"), What::CustomerWrote),
        (at("2026-01-05 14:00"), What::Resolved),
        (at("2026-01-06 10:00"), What::Reopened),
    ];
    let (book, history) = (book(&office()), ticket(at("2026-01-05 09:00"), Priority::P1, &life));
    let now = at("2026-01-06 11:00");
    let steps = explain(&history, &book, Kind::Resolution, now, Lang::En);
    let lines: Vec<_> = steps.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            (StepKind::Counted, at("2026-01-05 10:00"), 1),
            (StepKind::Paused, at("2026-01-05 12:00"), 1),
            (StepKind::Counted, at("2026-01-05 14:00"), 3),
            (StepKind::Stopped, at("2026-01-06 10:00"), 3),
            (StepKind::Counted, at("2026-01-06 15:00"), 8),
        ]
    );
    assert_eq!(steps[1].waiting, Some(WaitingFor::Customer));
    assert_eq!(steps.last().map(|step| step.to), reckon(&history, &book, now).resolution.due_at);
    assert_eq!(explain(&history, &book, Kind::NextResponse, now, Lang::En), [], "there is no such clock");
}

#[test]
fn r14_a_clock_that_stopped_or_waits_is_explained_up_to_there() {
    let book = book(&CalendarDraft {
        dates: vec![on("2026-01-06", DayHours::Closed), on("2026-01-10", DayHours::Hours { intervals: vec![hours(10, 12)] })],
        ..office()
    });
    let waits = [(at("2026-01-05 17:00"), What::Waited { on: WaitingFor::Approval })];
    let history = ticket(at("2026-01-05 16:00"), Priority::P2, &waits);
    let steps = explain(&history, &book, Kind::Resolution, at("2026-01-07 10:00"), Lang::Zh);
    let lines: Vec<_> = steps.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            (StepKind::Counted, at("2026-01-05 17:00"), 1),
            (StepKind::Paused, at("2026-01-05 18:00"), 1),
            (StepKind::Closed, at("2026-01-06 00:00"), 1),
            (StepKind::Holiday, at("2026-01-07 00:00"), 1),
            (StepKind::Closed, at("2026-01-07 09:00"), 1),
            (StepKind::Paused, at("2026-01-07 10:00"), 1),
        ]
    );
    let replied = ticket(at("2026-01-05 16:00"), Priority::P2, &[(at("2026-01-05 16:30"), What::Replied)]);
    let steps = explain(&replied, &book, Kind::FirstResponse, at("2026-01-07 10:00"), Lang::Zh);
    assert_eq!(steps.iter().map(|step| (step.kind, step.to)).collect::<Vec<_>>(), [(StepKind::Counted, at("2026-01-05 16:30"))]);
}

#[test]
fn r14_a_clock_by_day_and_night_is_one_step() {
    let history = ticket(at("2026-01-10 23:00"), Priority::P0, &[]);
    let steps = explain(&history, &book(&office()), Kind::Resolution, at("2026-01-10 23:00"), Lang::En);
    assert_eq!(steps.iter().map(line).collect::<Vec<_>>(), [(StepKind::Counted, at("2026-01-11 03:00"), 4)]);
}
