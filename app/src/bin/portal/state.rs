//! What all screens know: which portal this is, and who looks at it.

use std::cell::RefCell;

use app::{
    api::{self, ApiError, Call},
    boot, dom, draft, router,
};
use leptos::prelude::*;
use shared::{
    ticket::Guide,
    wire::{portal::PortalView, session::SessionView},
};

use crate::{calls, known, paths, screens::View, visitor};

/// The portal, once known; came with the page or is asked for.
pub fn portal() -> RwSignal<Option<PortalView>> {
    PORTAL.with(|portal| *portal)
}

/// Why the portal could not be read.
pub fn portal_error() -> RwSignal<Option<ApiError>> {
    PORTAL_ERROR.with(|error| *error)
}

/// The slug of the portal that the address names.
pub fn slug() -> String {
    SLUG.with(|slug| slug.borrow().clone())
}

/// Does something with what the workspace says about its classes, once that is known.
pub fn with_guide<R>(f: impl FnOnce(Option<&Guide>) -> R) -> R {
    portal().with_untracked(|portal| f(portal.as_ref().map(|portal| &portal.guide)))
}

/// Has somebody signed in, or come by a link?
pub fn signed_in() -> bool {
    portal().with_untracked(|portal| portal.as_ref().is_some_and(|portal| portal.contact.is_some()))
}

/// The address names this portal: reads it, unless it came with the page and this from the server.
pub fn enter(slug: &str) {
    let entered = SLUG.with(|current| current.replace(slug.to_owned())) == slug;
    let known = portal().with_untracked(|portal| portal.as_ref().is_some_and(|portal| portal.slug.as_str() == slug));
    if !known {
        portal().set(None);
    }
    if !known || (!entered && boot::from_device()) {
        refresh();
    }
}

/// Reads the portal again, after somebody has come or gone.
pub fn refresh() {
    dom::spawn(async {
        let slug = slug();
        let answer = Call::get(calls::portal(&slug)).text().await;
        let read = answer.and_then(|text| Ok((api::read::<PortalView>(&text)?, text)));
        match read {
            Ok((view, text)) => {
                visitor::keep(&view, &text);
                portal_error().set(None);
                // What has not changed is not drawn anew.
                if portal().with_untracked(|portal| portal.as_ref() != Some(&view)) {
                    portal().set(Some(view));
                }
            }
            // A portal that is shown stays: an older name of it is better than none.
            Err(error) if portal().with_untracked(Option::is_none) => portal_error().set(Some(error)),
            Err(_) => {}
        }
    });
}

/// The same, for what must change when somebody comes or goes while it shows.
pub fn is_signed_in() -> Memo<bool> {
    yes(|| portal().with(|portal| portal.as_ref().is_some_and(|portal| portal.contact.is_some())))
}

/// Somebody has signed in or come by a link.
pub fn came(session: SessionView) {
    let name = session.contact.as_ref().map(|contact| contact.name.clone());
    SLUG.with(|slug| slug.replace(session.workspace.slug.as_str().to_owned()));
    portal().update(|portal| {
        if let Some(portal) = portal {
            portal.contact = name;
        }
    });
    SESSION.with(|held| held.set(Some(session)));
    refresh();
}

/// Who looks, read from the server if not known yet.
pub fn session() -> RwSignal<Option<SessionView>> {
    SESSION.with(|session| *session)
}

/// Asks who looks, unless that is known.
pub fn need_session() {
    if session().with_untracked(Option::is_some) {
        return;
    }
    dom::spawn(async {
        // A session that has ended leads to the sign-in; anything else, the screen's own request tells.
        if let Ok(view) = Call::get("/api/v1/session").send::<SessionView>().await {
            session().set(Some(view));
        }
    });
}

/// Did the reader come by the link of one ticket, and sees that alone?
pub fn by_link() -> bool {
    session().with(|session| session.as_ref().and_then(|session| session.contact.as_ref()).is_some_and(|contact| contact.only.is_some()))
}

/// Ends the session and forgets what this device kept, as others may use it too.
pub fn sign_out() {
    dom::spawn(async {
        let gone = Call::delete("/api/v1/session").send::<()>().await;
        if let Err(error) = gone {
            app::toast::failed(error.message);
            return;
        }
        known::forget_all(&slug());
        visitor::forget(&slug());
        draft::forget_all().await;
        session().set(None);
        portal().update(|portal| {
            if let Some(portal) = portal {
                portal.contact = None;
                portal.projects.clear();
            }
        });
        router::go(&paths::to(View::Home));
    });
}

/// The session has ended: signs in again and comes back here.
pub fn signed_out() {
    let here = untrack(router::location).path;
    if slug().is_empty() || here.ends_with("/sign-in") {
        return;
    }
    session().set(None);
    visitor::forget(&slug());
    router::replace(&paths::with_param(&paths::to(View::SignIn), "next", &here));
}

/// Who may claim the files that a stranger's form has sent; kept with the draft.
pub fn draft_key() -> String {
    let name = ["new.", &slug(), ".key"].concat();
    draft::text(&name).unwrap_or_else(|| {
        let key = dom::random_id();
        draft::keep(&name, &key);
        key
    })
}

/// A yes or no that only tells of changes. Boxed, so that all of them are compiled once.
pub fn yes(ask: impl Fn() -> bool + Send + Sync + 'static) -> Memo<bool> {
    let ask: Box<dyn Fn() -> bool + Send + Sync> = Box::new(ask);
    Memo::new(move |_| ask())
}

thread_local! {
    static SLUG: RefCell<String> = const { RefCell::new(String::new()) };
    static PORTAL: RwSignal<Option<PortalView>> = boot::in_program(|| RwSignal::new(visitor::first_view()));
    static PORTAL_ERROR: RwSignal<Option<ApiError>> = boot::in_program(|| RwSignal::new(None));
    static SESSION: RwSignal<Option<SessionView>> = boot::in_program(|| RwSignal::new(None));
}
