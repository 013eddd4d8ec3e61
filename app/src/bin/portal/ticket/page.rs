//! The screen: what is read, kept current, and drawn where. Each part follows its own piece of the answer, so that
//! news arrive without touching what is being typed.

use app::{
    api::{Abort, ApiError, Call},
    dom,
    i18n::tr,
    load::Load,
    router, toast,
    ui::{self, live},
};
use leptos::prelude::*;
use serde::Serialize;
use shared::{
    ticket::{Command, Status, WaitingFor},
    wire::{
        session::SessionView,
        ticket::{Bare, TicketPage, TicketView},
    },
};

use super::{approval, closed, composer, facts, head, history, rights, thread, verdict};
use crate::{
    calls,
    known::{self, Known},
    paths,
    screens::View,
    state,
};

/// How often an open page asks for news, in milliseconds.
const POLL_MS: i32 = 20_000;

/// The open ticket.
#[derive(Clone, Copy)]
pub struct Open {
    pub serial: u32,
    pub page: RwSignal<Option<TicketPage>>,
    /// A command is on its way.
    pub busy: RwSignal<bool>,
}

/// The screen of a ticket.
pub fn screen(serial: u32) -> AnyView {
    let session = state::session();
    let load = Load::<TicketPage>::new(move || calls::ticket(serial, ""));
    let open = Open { serial, page: load.value, busy: RwSignal::new(false) };
    state::need_session();
    open.poll();
    open.name_page();
    let content = move |_| {
        let there = state::yes(move || session.with(Option::is_some));
        live(move || if there.get() { untrack(|| draw(open)) } else { ui::skeleton(8) })
    };
    let gone = state::yes(move || load.error.with(|error| error.as_ref().is_some_and(|error| error.is("not_found"))));
    let part = live(move || if gone.get() { not_yours() } else { ui::loaded(load, || ui::skeleton(8), content) });
    view! { <div class="page">{part}</div> }.into_any()
}

fn not_yours() -> AnyView {
    let action = view! {
        <a class="btn" href=paths::to(View::Tickets)>{tr("我的工单", "My tickets")}</a>
        <a class="btn" href=paths::with_param(&paths::to(View::SignIn), "next", &untrack(router::location).path)>{tr("换个账号登录", "Sign in as somebody else")}</a>
    };
    ui::empty(
        tr("看不到这张工单", "You cannot see this ticket"),
        tr("编号可能有误，或者它属于另一位联系人。", "The number may be wrong, or it belongs to somebody else."),
        action.into_any(),
    )
}

fn draw(open: Open) -> AnyView {
    view! {
        <div class="split">
            <div class="stack ticket-main">
                {head::head(open)}
                {asked(open)}
                {thread::thread(open)}
                {composer::reply(open)}
            </div>
            <aside class="stack">
                {facts::facts(open)}
                {history::history(open)}
            </aside>
        </div>
    }
    .into_any()
}

/// What the ticket wants of its customer now, above everything else.
#[derive(Clone, Copy, PartialEq)]
enum Asked {
    Nothing,
    Verdict,
    Answer,
    Approval,
    Closed,
}

fn asked(open: Open) -> AnyView {
    let asked = Memo::new(move |_| {
        open.ticket(|ticket| match ticket.status {
            Status::Closed => Asked::Closed,
            Status::Verifying if open.may(&Command::Accept) => Asked::Verdict,
            _ if open.may(&Command::DecideApproval { approved: true, comment: None }) => Asked::Approval,
            _ if ticket.waiting.as_ref().is_some_and(|waiting| waiting.on == WaitingFor::Customer) => Asked::Answer,
            _ => Asked::Nothing,
        })
        .unwrap_or(Asked::Nothing)
    });
    live(move || match asked.get() {
        Asked::Nothing => ().into_any(),
        Asked::Verdict => untrack(|| verdict::verdict(open)),
        Asked::Answer => untrack(|| verdict::answer(open)),
        Asked::Approval => untrack(|| approval::approval(open)),
        Asked::Closed => untrack(|| closed::closed(open)),
    })
}

impl Open {
    /// Looks at the ticket; follows it inside of effects and views.
    pub fn ticket<T>(self, look: impl FnOnce(&TicketView) -> T) -> Option<T> {
        self.page.with(|page| page.as_ref().map(|page| look(&page.ticket)))
    }

    /// Would the domain allow the reader this now?
    pub fn may(self, command: &Command) -> bool {
        state::session().with(|session| {
            let Some(session) = session else { return false };
            self.ticket(|ticket| rights::may(ticket, session, command)).unwrap_or(false)
        })
    }

    /// A piece of the ticket that is drawn anew when there is news.
    pub fn live(self, draw: impl Fn(&TicketPage) -> AnyView + Send + 'static) -> AnyView {
        live(move || self.page.with(|page| page.as_ref().map_or_else(|| ().into_any(), &draw)))
    }

    /// The version that the reader has seen.
    pub fn version(self) -> u32 {
        untrack(|| self.ticket(|ticket| ticket.version)).unwrap_or_default()
    }

    /// The reader's own id.
    pub fn me(self) -> String {
        let id = |session: &Option<SessionView>| session.as_ref()?.contact.as_ref().map(|contact| contact.id.0.clone());
        state::session().with_untracked(id).unwrap_or_default()
    }

    /// Gives a command and shows what came of it. Says so where it failed.
    pub fn command<B: Serialize>(self, part: &'static str, body: &B, done: &'static str) {
        self.command_then(part, body, done, || ());
    }

    /// The same; `then` runs once it was accepted.
    pub fn command_then<B: Serialize>(self, part: &'static str, body: &B, done: &'static str, then: impl FnOnce() + 'static) {
        let call = if part == "/rating" {
            Call::put(calls::ticket(self.serial, part), body)
        } else {
            Call::post(calls::ticket(self.serial, part), body)
        };
        self.give(call, done, Box::new(then));
    }

    /// A command that has only its name.
    pub fn bare(self, part: &'static str, done: &'static str) {
        self.command(part, &Bare { version: self.version() }, done);
    }

    fn give(self, call: Call, done: &'static str, then: Box<dyn FnOnce()>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        dom::spawn(async move {
            match call.key(&dom::random_id()).text().await {
                Ok(_) => {
                    toast::done(done);
                    let _ = self.refresh().await;
                    then();
                }
                Err(error) => {
                    toast::failed(error.message);
                    let _ = self.refresh().await;
                }
            }
            self.busy.try_set(false);
        });
    }

    /// Reads the ticket again.
    pub async fn refresh(self) -> Result<(), ApiError> {
        let new = Call::get(calls::ticket(self.serial, "")).send::<TicketPage>().await?;
        self.accept(new);
        Ok(())
    }

    /// Takes newer facts, and keeps the older messages that were asked for.
    fn accept(self, mut new: TicketPage) {
        self.page.try_update(|page| {
            if let Some(old) = page.take() {
                let first = new.messages.first().map(|message| message.id.clone());
                let before: Vec<_> = old.messages.into_iter().take_while(|message| Some(&message.id) != first.as_ref()).collect();
                // Without a common message they do not join, and the newest page stands alone.
                if new.older_messages && first.is_some() && !before.is_empty() {
                    new.messages.splice(0..0, before);
                    new.older_messages = old.older_messages;
                }
            }
            *page = Some(new);
        });
    }

    /// Asks for news while somebody looks.
    fn poll(self) {
        let abort = Abort::with_component();
        dom::spawn(async move {
            loop {
                dom::sleep(POLL_MS).await;
                let Some(before) = self.page.try_with_untracked(|page| page.as_ref().map(|page| page.ticket.version)) else {
                    return;
                };
                if dom::document().hidden() || self.busy.try_get_untracked() == Some(true) {
                    continue;
                }
                let call = Call::get(calls::ticket(self.serial, "")).abort(&abort);
                let Ok(new) = call.send::<TicketPage>().await else {
                    continue;
                };
                if before != Some(new.ticket.version) {
                    self.accept(new);
                    dom::announce(tr("工单有新动态", "There is news on this ticket"));
                }
            }
        });
    }

    /// The browser's tab, and the list of this device, call the ticket by its title.
    fn name_page(self) {
        Effect::new(move |_| {
            let title = self.ticket(|ticket| String::from(ticket.title.clone()));
            let Some(title) = title else { return };
            router::set_title(&["#", &self.serial.to_string(), " ", &title].concat());
            let slug = state::slug();
            if let Some(known) = known::list(&slug).into_iter().find(|known| known.serial == self.serial && known.title != title) {
                known::keep(&slug, Known { title, ..known });
            }
        });
    }
}
