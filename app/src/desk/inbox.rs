//! The member's inbox: read once a minute while somebody looks, shared by the bell in the bar and the page of entries.

use std::cell::RefCell;

use super::context;
use crate::{
    api::{ApiError, Call},
    dom,
    i18n::tr,
    toast,
    ui::*,
};
use leptos::prelude::*;
use shared::{
    id::{MemberId, Serial},
    wire::channels::{Inbox, ReadInbox, UNREAD_MAX},
};

/// Between two looks, in milliseconds.
const EVERY_MS: i32 = 60_000;

/// What was read last; `None` until it has been.
pub fn inbox() -> Option<Inbox> {
    INBOX.with(ArcRwSignal::get)
}

/// Why it could not be read, as long as nothing has been: what is there stays on screen, and the next look tries again.
pub fn trouble() -> Option<ApiError> {
    TROUBLE.with(ArcRwSignal::get)
}

/// Reads it once it is known whose it is, and once a minute from then on. A hidden tab asks nothing.
fn follow() {
    Effect::new(|_| {
        let me = context::my_id();
        let known = WHOSE.with(|whose| whose.borrow().clone());
        if me.is_none() || me == known {
            return;
        }
        INBOX.with(|inbox| inbox.set(None));
        look();
        if WHOSE.with(|whose| whose.replace(me)).is_none() {
            dom::spawn(every_minute());
        }
    });
}

async fn every_minute() {
    loop {
        dom::sleep(EVERY_MS).await;
        if !dom::document().hidden() && context::my_id().is_some() {
            read().await;
        }
    }
}

/// Reads it now.
pub fn look() {
    dom::spawn(read());
}

/// Marks what is known about a ticket as read: it is on screen.
pub fn seen(serial: Serial) {
    let ids = INBOX.with(|inbox| {
        let of_ticket =
            |inbox: &Inbox| inbox.entries.iter().filter(|entry| entry.serial == serial && !entry.read).map(|entry| entry.id).collect();
        inbox.with_untracked(|inbox| inbox.as_ref().map(of_ticket).unwrap_or_default())
    });
    mark(ids, None);
}

/// Marks everything that is shown as read, and what is older.
pub fn seen_all() {
    let newest =
        INBOX.with(|inbox| inbox.with_untracked(|inbox| inbox.as_ref().and_then(|inbox| inbox.entries.first().map(|entry| entry.id))));
    mark(Vec::new(), newest);
}

fn mark(ids: Vec<i64>, until: Option<i64>) {
    if ids.is_empty() && until.is_none() {
        return;
    }
    dom::spawn(async move {
        match Call::post("/api/v1/inbox/read", &ReadInbox { ids, until }).send::<Inbox>().await {
            Ok(now) => keep(now),
            // Nobody asked for what is read by being on screen; the next look tries again.
            Err(error) if until.is_some() => toast::failed(error.message),
            Err(_) => {}
        }
    });
}

/// The way to the inbox, with how much is unread.
pub fn bell(here: bool) -> AnyView {
    follow();
    let unread = || inbox().map_or(0, |inbox| inbox.unread);
    let label = move || match unread() {
        0 => tr("收件箱", "Inbox").to_owned(),
        n => [tr("收件箱，未读 ", "Inbox, unread: "), &count(n)].concat(),
    };
    let badge = move || (unread() > 0).then(|| view! { <span class="badge" aria-hidden="true">{count(unread())}</span> }.into_any());
    view! {
        <a class="btn quiet square bell" href="/desk/inbox" title=tr("收件箱", "Inbox") aria-label=label aria-current=here.then_some("page")>
            {icon(Icon::Bell)}
            {badge}
        </a>
    }
    .into_any()
}

fn count(unread: u32) -> String {
    if unread >= UNREAD_MAX { "99+".to_owned() } else { unread.to_string() }
}

// What fails is tried again in a minute: the number in the bar is not worth a message, only the page is.
async fn read() {
    match Call::get("/api/v1/inbox").send::<Inbox>().await {
        Ok(now) => keep(now),
        Err(error) => TROUBLE.with(|trouble| trouble.set(Some(error))),
    }
}

fn keep(now: Inbox) {
    TROUBLE.with(|trouble| trouble.set(None));
    INBOX.with(|inbox| {
        if inbox.with_untracked(|old| old.as_ref() != Some(&now)) {
            inbox.set(Some(now));
        }
    });
}

thread_local! {
    static INBOX: ArcRwSignal<Option<Inbox>> = ArcRwSignal::new(None);
    static TROUBLE: ArcRwSignal<Option<ApiError>> = ArcRwSignal::new(None);
    static WHOSE: RefCell<Option<MemberId>> = const { RefCell::new(None) };
}
