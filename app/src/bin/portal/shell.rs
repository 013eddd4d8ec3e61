//! What stands around every screen: whose portal it is, the way to one's tickets, language, theme, and who is signed in.

use app::{
    i18n::tr,
    router,
    ui::{self, Icon, LangSwitch, Menu, MenuItem, ThemeButton, live},
};
use leptos::prelude::*;

use crate::{paths, screens::View, state};

/// The frame, with the screen once the portal is known.
pub fn shell(screen: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let known = state::yes(|| state::portal().with(Option::is_some));
    let content = live(move || match (known.get(), state::portal_error().get()) {
        (true, _) => untrack(&screen),
        (false, None) => ui::skeleton(4),
        (false, Some(error)) if error.is("not_found") => no_portal(),
        (false, Some(error)) => ui::failure(error, UnsyncCallback::from(state::refresh)),
    });
    let unknown = state::yes(|| state::portal_error().with(|error| error.as_ref().is_some_and(|error| error.is("not_found"))));
    frame(live(move || if unknown.get() { plain_header() } else { header() }), content)
}

/// The frame where no portal is known.
pub fn plain(content: AnyView) -> AnyView {
    frame(plain_header(), content)
}

fn plain_header() -> AnyView {
    view! {
        <span class="brand"><img src="/favicon.svg" alt="" /><span>{tr("联单", "Liandan")}</span></span>
        <span class="push"></span>
        <LangSwitch />
        <ThemeButton />
    }
    .into_any()
}

/// There is no such page.
pub fn lost() -> AnyView {
    ui::empty(
        tr("没有这个页面", "No such page"),
        tr("地址可能不完整，请检查后再试。", "The address may be incomplete. Check it and try again."),
        ().into_any(),
    )
}

fn frame(header: AnyView, content: AnyView) -> AnyView {
    view! {
        <header class="bar">{header}</header>
        <main id="main">{content}</main>
    }
    .into_any()
}

fn header() -> AnyView {
    view! {
        <a class="brand" href=paths::to(View::Home)>
            <img src="/favicon.svg" alt="" />
            <span>{move || state::portal().with(|portal| portal.as_ref().map_or_else(|| tr("联单", "Liandan").to_owned(), |portal| String::from(portal.name.clone())))}</span>
        </a>
        <span class="push"></span>
        <a class="btn quiet" href=paths::to(View::Tickets)>{tr("我的工单", "My tickets")}</a>
        <LangSwitch />
        <ThemeButton />
        {live(who)}
    }
    .into_any()
}

/// A way in, or who is in and the way out.
fn who() -> AnyView {
    let name = state::portal().with(|portal| portal.as_ref().and_then(|portal| portal.contact.clone()));
    let Some(name) = name else {
        return view! {
            <a class="btn quiet square" href=paths::to(View::SignIn) title=tr("登录", "Sign in") aria-label=tr("登录", "Sign in")>
                {ui::icon(Icon::Person)}
            </a>
        }
        .into_any();
    };
    let label = String::from(name);
    let items = || {
        vec![
            MenuItem::new(tr("换个邮箱登录", "Sign in with another address"), || router::go(&paths::to(View::SignIn))),
            MenuItem::new(tr("退出登录", "Sign out"), state::sign_out)
                .note(tr("同时清除本机的草稿和链接", "Also clears drafts and links on this device")),
        ]
    };
    view! { <Menu label icon=Icon::Person compact=true class="btn quiet" items=items /> }.into_any()
}

fn no_portal() -> AnyView {
    ui::empty(
        tr("找不到这个服务门户", "There is no such help desk"),
        tr("请核对地址，或向您的服务商索要链接。", "Check the address, or ask your provider for the link."),
        ().into_any(),
    )
}
