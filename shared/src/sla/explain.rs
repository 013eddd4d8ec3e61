//! Why a clock is due when it is: its time from start to end, stretch by stretch, for the page that tests a ticket.

use super::calendar::{Calendar, DayKind, Hours};
use super::clock::{Kind, Replay};
use super::history::History;
use super::policy::Book;
use super::run::{Phase, Run};
use super::span::{Days, Span};
use crate::lang::Lang;
use crate::ticket::WaitingFor;
use crate::time::Timestamp;

/// Most steps that are given; more than a page shows.
pub const STEPS_MAX: usize = 1_000;

words! {
    /// What a stretch of time was to a clock.
    StepKind {
        Counted = "counted", "工作时段，计时", "Open: counted";
        MakeUpDay = "make_up_day", "调休工作日，计时", "Make-up workday: counted";
        Paused = "paused", "等待中，不计时", "Waiting: not counted";
        Closed = "closed", "非工作时段", "Closed";
        Holiday = "holiday", "节假日", "Holiday";
        Stopped = "stopped", "待验证或已关闭，不计时", "To verify or closed: not counted";
    }
}

wire! {
    /// A stretch of time, half-open.
    view Step {
        pub kind: StepKind,
        pub from: Timestamp,
        pub to: Timestamp,
        /// What the clock had counted at its end, in milliseconds.
        pub counted_ms: i64,
        /// The name of the holiday or make-up workday.
        pub name: Option<String>,
        /// What was waited for.
        pub waiting: Option<WaitingFor>,
    }
}

/// The steps of a clock from its start to its due time, or to where it stopped before that; to `now` if it waits. Touching, in
/// order. None while there is no such clock.
pub fn explain(history: &History, book: &Book, kind: Kind, now: Timestamp, lang: Lang) -> Vec<Step> {
    let replay = Replay::of(history, book, now);
    let Some(run) = replay.run(kind) else {
        return Vec::new();
    };
    let clock = run.read(now);
    let end = match (clock.due_at, clock.stopped_at) {
        (Some(due), Some(stopped)) => due.min(stopped),
        (Some(due), None) => due,
        (None, _) => now,
    };
    steps(run, end, lang)
}

fn steps(run: &Run<'_>, end: Timestamp, lang: Lang) -> Vec<Step> {
    let mut steps = Steps { list: Vec::new(), counted_ms: 0 };
    for (from, to, phase) in run.phases(end) {
        let span = Span { from: from.0, to: to.min(end).0 };
        match phase {
            Phase::Stopped => steps.add(StepKind::Stopped, span, None, None),
            Phase::Counting => steps.days(run.terms().calendar, span, None, lang),
            Phase::Waiting(on) => steps.days(run.terms().calendar, span, Some(on), lang),
        }
    }
    steps.list
}

struct Steps {
    list: Vec<Step>,
    counted_ms: i64,
}

impl Steps {
    /// Splits a stretch at the hours of its days.
    fn days(&mut self, calendar: &Calendar, span: Span, waiting: Option<WaitingFor>, lang: Lang) {
        if matches!(calendar.hours, Hours::Always) {
            return self.open(DayKind::Ordinary, span, None, waiting);
        }
        for day in Days::new(&calendar.zone, span.from).take_while(|day| day.span.from < span.to) {
            if self.list.len() >= STEPS_MAX {
                return;
            }
            let hours = calendar.on(day.date);
            let name = hours.name(lang);
            let (shut, end) = (if hours.kind == DayKind::Holiday { StepKind::Holiday } else { StepKind::Closed }, day.span.to.min(span.to));
            let mut at = day.span.from;
            for interval in hours.intervals {
                let part = day.part(interval);
                let part = Span { from: part.from, to: part.to.min(end) };
                if part.from < part.to {
                    self.add(shut, Span { from: at, to: part.from }, None, None);
                    self.open(hours.kind, part, name, waiting);
                    at = part.to;
                }
            }
            let reason = name.filter(|_| shut == StepKind::Holiday);
            self.add(shut, Span { from: at, to: end }, reason, None);
        }
    }

    fn open(&mut self, day: DayKind, span: Span, name: Option<&str>, waiting: Option<WaitingFor>) {
        let kind = match (waiting, day) {
            (Some(_), _) => StepKind::Paused,
            (None, DayKind::MakeUp) => StepKind::MakeUpDay,
            (None, DayKind::Ordinary | DayKind::Holiday) => StepKind::Counted,
        };
        self.add(kind, span, name.filter(|_| kind == StepKind::MakeUpDay), waiting);
    }

    /// Adds a stretch, as part of the last step where nothing else has changed.
    fn add(&mut self, kind: StepKind, span: Span, name: Option<&str>, waiting: Option<WaitingFor>) {
        if span.from >= span.to {
            return;
        }
        if matches!(kind, StepKind::Counted | StepKind::MakeUpDay) {
            self.counted_ms += span.to - span.from;
        }
        let (to, counted_ms) = (Timestamp(span.to), self.counted_ms);
        match self.list.last_mut() {
            Some(last) if (last.kind, last.name.as_deref(), last.waiting) == (kind, name, waiting) => {
                last.to = to;
                last.counted_ms = counted_ms;
            }
            _ => self.list.push(Step { kind, from: Timestamp(span.from), to, counted_ms, name: name.map(str::to_owned), waiting }),
        }
    }
}
