//! Who is signed in, and the firm's directory: read once, shared by every screen, kept over a change of language.
//!
//! The functions follow their signals, so a name on screen changes when the directory does.

use std::{
    cell::{Cell, RefCell},
    sync::Arc,
};

use crate::{
    api::{ApiError, Call},
    boot, dom, i18n, prefs,
};
use leptos::{prelude::*, reactive::graph::Observer};
use shared::{
    actor::{Actor, Member, Role},
    error::Refusal,
    id::{MemberId, TagId, TeamId},
    permission::can_own,
    tag::TagRef,
    ticket::{Command, Event, Guide, Policy, Ticket, decide},
    time::Timestamp,
    wire::{
        people::{Directory, MemberView, ProjectView, TeamView},
        session::{MemberSelf, SessionView, Theme},
    },
};

/// The signed-in member and the firm around them.
#[derive(Debug)]
pub struct Desk {
    pub session: SessionView,
    pub me: MemberSelf,
    pub directory: Directory,
    pub actor: Actor,
    pub policy: Policy,
}

/// The desk, once session and directory are there; follow it inside of effects and views.
pub fn desk() -> Option<Arc<Desk>> {
    with_desk(Clone::clone)
}

/// Why session or directory could not be read.
pub fn failed() -> Option<ApiError> {
    FAILED.with(ArcRwSignal::get)
}

/// Reads session and directory, both at once, unless they are there or on their way.
pub fn enter() {
    if BUSY.get() == 0 && DESK.with(|desk| desk.with_untracked(Option::is_none)) {
        read_both();
    }
}

/// Reads both again: after another workspace was entered, or after a failure.
pub fn reenter() {
    leave();
    enter();
}

/// Reads both again with the old ones still shown: after a change in the settings.
pub fn refresh() {
    if BUSY.get() == 0 {
        read_both();
    }
}

/// Forgets who was signed in.
pub fn leave() {
    FAILED.with(|failed| failed.set(None));
    DESK.with(|desk| desk.set(None));
}

/// The signed-in member's id.
pub fn my_id() -> Option<MemberId> {
    with(|desk| desk.me.id.clone())
}

/// The signed-in member's role; the least one until it is known.
pub fn my_role() -> Role {
    with(|desk| desk.me.role).unwrap_or(Role::Collaborator)
}

/// A member's name; removed ones keep theirs.
pub fn member_name(id: &MemberId) -> String {
    named(|desk| desk.directory.members.iter().find(|member| member.id == *id).map(|member| member.name.as_str().to_owned()))
}

/// A team's name.
pub fn team_name(id: &TeamId) -> String {
    named(|desk| desk.directory.teams.iter().find(|team| team.id == *id).map(|team| team.name.as_str().to_owned()))
}

/// Members who can own a ticket, oneself first.
pub fn owners() -> Vec<MemberView> {
    let me = my_id();
    let able = members().into_iter().filter(|member| can_own(member.role));
    let (mut owners, others): (Vec<_>, Vec<_>) = able.partition(|member| Some(&member.id) == me.as_ref());
    owners.extend(others);
    owners
}

/// Members who still work here.
pub fn members() -> Vec<MemberView> {
    with(|desk| desk.directory.members.iter().filter(|member| member.active).cloned().collect()).unwrap_or_default()
}

/// Does something with what the workspace says about its classes: its own words, or the usual.
pub fn with_guide<R>(f: impl FnOnce(Option<&Guide>) -> R) -> R {
    with_desk(|desk| match desk.as_ref().and_then(|desk| desk.directory.guide.as_ref()) {
        Some(own) => f(Some(own)),
        None => f(shared::ticket::guide::usual().ok().as_ref()),
    })
}

/// Teams that still get tickets.
pub fn teams() -> Vec<TeamView> {
    with(|desk| desk.directory.teams.iter().filter(|team| team.active).cloned().collect()).unwrap_or_default()
}

/// Projects that still run.
pub fn projects() -> Vec<ProjectView> {
    with(|desk| desk.directory.projects.iter().filter(|project| project.active).cloned().collect()).unwrap_or_default()
}

/// Every tag, those no longer used included.
pub fn tags() -> Vec<TagRef> {
    with(|desk| desk.directory.tags.clone()).unwrap_or_default()
}

/// A tag.
pub fn tag(id: &TagId) -> Option<TagRef> {
    with(|desk| desk.directory.tags.iter().find(|tag| tag.id == *id).cloned()).flatten()
}

/// A tag's name.
pub fn tag_name(id: &TagId) -> String {
    tag(id).map_or_else(String::new, |tag| tag.name.text(i18n::lang()).to_owned())
}

/// What the command would do now, or why it is refused: the same function that decides on the server.
pub fn try_out(ticket: &Ticket, command: &Command) -> Result<(Ticket, Event), Refusal> {
    let desk = desk().ok_or(shared::error::Code::SignInRequired)?;
    decide(ticket, command, &desk.actor, desk.policy, Timestamp(dom::now_ms()))
}

/// Would it be accepted now?
pub fn may(ticket: &Ticket, command: &Command) -> bool {
    try_out(ticket, command).is_ok()
}

thread_local! {
    static DESK: ArcRwSignal<Option<Arc<Desk>>> = ArcRwSignal::new(None);
    static FAILED: ArcRwSignal<Option<ApiError>> = ArcRwSignal::new(None);
    static BUSY: Cell<u8> = const { Cell::new(0) };
    static SESSION: RefCell<Option<SessionView>> = const { RefCell::new(None) };
    static DIRECTORY: RefCell<Option<Directory>> = const { RefCell::new(None) };
}

fn read_both() {
    BUSY.set(2);
    read("/api/v1/session", |session| SESSION.with(|slot| *slot.borrow_mut() = Some(session)));
    read("/api/v1/directory", |directory| DIRECTORY.with(|slot| *slot.borrow_mut() = Some(directory)));
}

fn read<T: shared::json::FromJson + 'static>(path: &'static str, keep: fn(T)) {
    dom::spawn(async move {
        let outcome = Call::get(path).send::<T>().await;
        BUSY.set(BUSY.get().saturating_sub(1));
        match outcome {
            Ok(value) => keep(value),
            Err(error) if error.status == 401 => {}
            Err(error) => FAILED.with(|failed| failed.set(Some(error))),
        }
        if BUSY.get() == 0 {
            let session = SESSION.with(|slot| slot.borrow_mut().take());
            let directory = DIRECTORY.with(|slot| slot.borrow_mut().take());
            if let (Some(session), Some(directory)) = (session, directory) {
                settle(session, directory);
            }
        }
    });
}

fn settle(session: SessionView, directory: Directory) {
    let Some(me) = session.member.clone() else {
        // A session of the portal is none here.
        crate::desk::replace(&crate::router::Screen::path(&crate::desk::screen::Screen::SignIn));
        return;
    };
    wear(&me);
    let teams = directory.members.iter().find(|member| member.id == me.id).map(|member| member.teams.clone());
    // What the server shows is what may be seen, so nothing on screen is hidden from this actor.
    let member = Member { id: me.id.clone(), role: me.role, teams: teams.unwrap_or_default(), sees_all: true };
    let policy = Policy::from(&session.policy);
    let desk = Desk { session, me, directory, actor: Actor::Member(member), policy };
    FAILED.with(|failed| failed.set(None));
    DESK.with(|signal| signal.set(Some(Arc::new(desk))));
}

/// A device on which nothing was chosen takes the member's own settings.
fn wear(me: &MemberSelf) {
    if prefs::chosen_theme().is_none() && me.theme != Theme::System {
        prefs::set_theme(me.theme);
    }
    if prefs::chosen_single_keys().is_none() && !me.single_keys {
        prefs::keep_single_keys(false);
    }
    if prefs::chosen_lang().is_none() && me.lang != i18n::lang() {
        boot::set_lang(me.lang);
    }
}

fn with<R>(f: impl FnOnce(&Desk) -> R) -> Option<R> {
    with_desk(|desk| desk.as_deref().map(f))
}

/// Follows the desk where something can follow, and just looks where an event asks.
fn with_desk<R>(f: impl FnOnce(&Option<Arc<Desk>>) -> R) -> R {
    DESK.with(|desk| if Observer::get().is_some() { desk.with(f) } else { desk.with_untracked(f) })
}

fn named(f: impl FnOnce(&Desk) -> Option<String>) -> String {
    with(f).flatten().unwrap_or_default()
}
