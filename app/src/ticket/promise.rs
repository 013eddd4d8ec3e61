//! What was promised: a chip with words and a bar, the exact time on pointing and focus.

use leptos::prelude::*;
use shared::{
    sla::{Kind, Promise},
    time::Timestamp,
};

use crate::{
    i18n::{self, tr},
    ui::live,
};

/// The chip; moves on with the time. A promise that waits stands still.
pub fn promise_chip(promise: &Promise) -> AnyView {
    let (promise, now) = (promise.clone(), i18n::now());
    let exact = promise.due_at.map_or(tr("等待期间不计时", "The clock stands still while it waits").to_owned(), |due| {
        [kind_words(promise.clock), tr(" 时限：", " due "), &i18n::exact(due.0)].concat()
    });
    let shown = Memo::new(move |_| {
        let now = Timestamp(now.get());
        (look(&promise, now), words(&promise, now), promise.used_at(now))
    });
    live(move || {
        let (class, words, used) = shown.get();
        let exact = exact.clone();
        view! { <span class=class title=exact tabindex="-1" style=("--used", [&used.to_string(), "%"].concat())>{words}</span> }.into_any()
    })
}

/// What a clock promises, in a word.
pub fn kind_words(kind: Kind) -> &'static str {
    kind.label(i18n::lang())
}

/// How long, as short as it can be said: "3 h". Cards are many, so this asks no `Intl`.
pub fn span(ms: i64) -> String {
    let minutes = ms.max(0) / 60_000;
    let (value, unit) = match minutes {
        0..60 => (minutes.max(1), tr(" 分钟", " min")),
        60..2_880 => (minutes / 60, tr(" 小时", " h")),
        _ => (minutes / 1_440, tr(" 天", " d")),
    };
    value.to_string() + unit
}

fn look(promise: &Promise, now: Timestamp) -> &'static str {
    match promise.due_at {
        _ if promise.is_overdue(now) => "due breached",
        None => "due paused",
        Some(_) if promise.warn_at.is_some_and(|warn| warn <= now) => "due close",
        Some(_) => "due",
    }
}

fn words(promise: &Promise, now: Timestamp) -> String {
    match promise.due_at {
        None => tr("暂停计时", "Paused").to_owned(),
        Some(due) if due < now => [kind_words(promise.clock), tr("超时 ", " overdue "), &span(now.since(due))].concat(),
        Some(due) => [kind_words(promise.clock), tr("还剩 ", " in "), &span(due.since(now))].concat(),
    }
}
