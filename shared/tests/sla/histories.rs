//! R13, R15: what holds over any life of a ticket.

use std::collections::BTreeSet;

use proptest::prelude::*;
use shared::lang::Lang;
use shared::sla::{Happened, History, What, explain, notices, reckon};
use shared::ticket::{Priority, WaitingFor};
use shared::time::{DAY_MS, MINUTE_MS, Timestamp};

use crate::hours::{book, hours, minutes, shanghai, ticket, weekdays};

fn what() -> impl Strategy<Value = What> {
    let priority = proptest::sample::select(Priority::ALL);
    let on = proptest::sample::select(WaitingFor::ALL);
    prop_oneof![
        3 => Just(What::Replied),
        3 => Just(What::CustomerWrote),
        2 => on.prop_map(|on| What::Waited { on }),
        2 => Just(What::Resumed { only: None }),
        1 => Just(What::Resolved),
        1 => Just(What::Reopened),
        1 => Just(What::Closed),
        2 => priority.prop_map(|to| What::Prioritised { to }),
    ]
}

prop_compose! {
    fn life()(created in 0..7 * 1440_i64, priority in proptest::sample::select(Priority::ALL), steps in proptest::collection::vec((0..900_i64, what()), 0..12)) -> History {
        let created = shanghai("2026-01-05 00:00").plus(created * MINUTE_MS);
        let mut at = created;
        let happenings: Vec<_> = steps.into_iter().map(|(gap, what)| { at = at.plus(gap * MINUTE_MS); (at, what) }).collect();
        ticket(created, priority, &happenings)
    }
}

fn lunch() -> shared::sla::Book {
    book(&weekdays("Asia/Shanghai", &[hours(9, 12), minutes(810, 1080)]))
}

fn end(history: &History) -> Timestamp {
    history.happenings.last().map_or(history.created_at, |last| last.at)
}

proptest! {
    #[test]
    fn r13_no_breach_is_ever_taken_back(history in life(), looks in proptest::collection::btree_set(0..20_000_i64, 2..6)) {
        let book = lunch();
        let mut known = BTreeSet::new();
        for look in looks {
            let clocks = reckon(&history, &book, history.created_at.plus(look * MINUTE_MS));
            let now: BTreeSet<_> = clocks.breaches.iter().map(|breach| serde_json::to_string(breach).unwrap()).collect();
            prop_assert!(known.is_subset(&now), "{known:?} then {now:?}");
            known = now;
        }
    }

    /// A sweep that looks only when `next_notice_at` says so misses nothing and is late for nothing.
    #[test]
    fn r15_nothing_falls_due_before_the_next_notice(history in life()) {
        let book = lunch();
        let told = |now| notices(&reckon(&history, &book, now), &book, now).into_iter().map(|notice| notice.key).collect::<BTreeSet<_>>();
        let mut now = end(&history);
        let mut sweeps = 0;
        while let Some(next) = reckon(&history, &book, now).next_notice_at {
            prop_assert_eq!(told(now), told(next.plus(-1)));
            now = next;
            sweeps += 1;
        }
        prop_assert!(sweeps <= 9, "three thresholds of three clocks");
        prop_assert_eq!(told(now), told(now.plus(400 * DAY_MS)));
    }

    #[test]
    fn r15_every_key_is_unique_and_nothing_is_sent_before_it_is_due(history in life()) {
        let book = lunch();
        let now = end(&history).plus(DAY_MS);
        let due = notices(&reckon(&history, &book, now), &book, now);
        let keys: BTreeSet<_> = due.iter().map(|notice| &notice.key).collect();
        prop_assert_eq!(keys.len(), due.len());
        for notice in &due {
            prop_assert!(notice.at <= now && notice.send_at >= notice.at);
            prop_assert!(notice.priority != Priority::P0 || notice.send_at == notice.at);
        }
    }

    #[test]
    fn r14_an_explanation_adds_up(history in life(), later in 0..3_000_i64) {
        let book = lunch();
        let now = end(&history).plus(later * MINUTE_MS);
        let clocks = reckon(&history, &book, now);
        for (kind, clock) in clocks.each() {
            let steps = explain(&history, &book, kind, now, Lang::Zh);
            prop_assert!(steps.windows(2).all(|pair| pair[0].to == pair[1].from));
            let counted = steps.last().map_or(0, |last| last.counted_ms);
            // Up to the due time the whole target is counted, up to a stop or a wait before that what was consumed.
            prop_assert_eq!(counted, if clock.is_open() && clock.due_at.is_some() { clock.target_ms } else { clock.consumed_ms.min(clock.target_ms) });
        }
    }

    #[test]
    fn r13_happenings_out_of_order_count_at_the_instant_of_the_one_before(history in life()) {
        let mut shuffled = history.clone();
        let Some(last) = shuffled.happenings.last().cloned() else { return Ok(()) };
        shuffled.happenings.push(Happened { at: history.created_at, what: What::Replied });
        let mut ordered = history.clone();
        ordered.happenings.push(Happened { at: last.at, what: What::Replied });
        let now = last.at.plus(DAY_MS);
        prop_assert_eq!(reckon(&shuffled, &lunch(), now), reckon(&ordered, &lunch(), now));
    }
}
