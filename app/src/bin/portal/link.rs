//! A requester link: its secret is exchanged for a session of that ticket. It stays in the address until the server has
//! answered, so that a link opened without a network still works after a reload, and leaves the history then.

use app::{
    api::{ApiError, Call},
    dom,
    i18n::tr,
    router,
    ui::{self, live},
};
use leptos::prelude::*;
use shared::wire::session::{SessionView, TicketLink};

use crate::{
    form,
    known::{self, Known},
    paths,
    screens::View,
    state,
};

/// Opens the ticket of a link.
pub fn link(public_id: String) -> AnyView {
    let secret = router::location().hash;
    let failed = RwSignal::new(None::<ApiError>);
    if secret.is_empty() {
        return incomplete();
    }
    let plain = ["/t/", &public_id].concat();
    let open = move || {
        failed.set(None);
        let (public_id, secret) = (public_id.clone(), secret.clone());
        let (plain, link) = (plain.clone(), [&plain, "#", &secret].concat());
        dom::spawn(async move {
            let ask = TicketLink { public_id, secret };
            let outcome = Call::post("/api/v1/ticket-links", &ask).key(&dom::random_id()).send::<SessionView>().await;
            let here = !failed.is_disposed();
            match outcome {
                Ok(session) => opened(session, link, here),
                Err(error) => {
                    // Not even a link that fails stays in the history.
                    if here && !error.may_pass() {
                        router::replace(&plain);
                    }
                    failed.try_set(Some(error));
                }
            }
        });
    };
    open();
    let retry = UnsyncCallback::from(open);
    form::when_online(move || {
        if failed.with_untracked(|failed| failed.as_ref().is_some_and(ApiError::is_offline)) {
            retry.run(());
        }
    });
    let state = live(move || match failed.get() {
        None => ui::skeleton(6),
        Some(error) if error.is("link_invalid") => revoked(),
        Some(error) => ui::failure(error, retry),
    });
    view! { <h1 class="visually-hidden">{tr("打开工单", "Opening your ticket")}</h1>{state} }.into_any()
}

/// The session is there, whichever screen is; only the link's own leads on to the ticket.
fn opened(session: SessionView, link: String, here: bool) {
    let slug = session.workspace.slug.as_str().to_owned();
    let only = session.contact.as_ref().and_then(|contact| contact.only);
    state::came(session);
    if let Some(serial) = only {
        known::keep(&slug, Known { serial, link, title: String::new() });
    }
    if here {
        router::replace(&paths::of(&slug, only.map_or(View::Tickets, View::Ticket)));
    }
}

fn incomplete() -> AnyView {
    ui::empty(
        tr("链接不完整", "The link is incomplete"),
        tr("请从邮件里完整复制链接，包括 # 号后面的部分。", "Copy the whole link from the e-mail, with the part after the # sign."),
        ().into_any(),
    )
}

fn revoked() -> AnyView {
    ui::empty(
        tr("这个链接已失效", "This link no longer works"),
        tr(
            "它可能已被新链接取代。请打开最近一封邮件里的链接，或用邮箱登录。",
            "A newer link may have replaced it. Open the one in your latest e-mail, or sign in with your e-mail.",
        ),
        ().into_any(),
    )
}
