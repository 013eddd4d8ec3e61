//! Where one can go: the header of a desktop and the bottom bar of a phone.

use crate::{
    api::Call,
    dom, draft,
    i18n::tr,
    router, toast,
    ui::{Icon, LangSwitch, Menu, MenuItem, ThemeSwitch, icon},
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{actor::Role, text::Slug, wire::session::SwitchWorkspace};

use crate::desk::{
    self, context, inbox,
    screen::{Page, Screen},
};

/// The id of the search in the header.
pub const SEARCH: &str = "search";

/// Brand, places, search, new ticket, and oneself. On a phone the places stand at the bottom, within reach of a thumb.
pub fn header(screen: &Screen) -> AnyView {
    let at = screen.clone();
    let (board, tickets) = (matches!(at, Screen::Board | Screen::Home), matches!(at, Screen::Tickets | Screen::Ticket(_)));
    let projects = at == Screen::Projects;
    let subtasks = at == Screen::SubTasks;
    let articles = matches!(at, Screen::Articles | Screen::Article(_));
    let (new, settings, profile) = (at == Screen::New, matches!(at, Screen::Settings(_)), at == Screen::Profile);
    view! {
        <header class="bar">
            <a class="brand" href="/desk/board">
                <img src="/favicon.svg" alt="" width="24" height="24" />
                <span>{move || context::desk().map_or(tr("联单", "Liandan").to_owned(), |desk| desk.session.workspace.name.as_str().to_owned())}</span>
            </a>
            <nav class="nav bottom" aria-label=tr("主导航", "Main")>
                {place("/desk/board", "place", Icon::Board, tr("看板", "Board"), board)}
                {place("/desk/tickets", "place", Icon::List, tr("工单", "Tickets"), tickets)}
                {move || leads().then(|| place("/desk/projects", "place on-desk", Icon::Chart, tr("项目", "Projects"), projects))}
                {move || place("/desk/subtasks", if works() { "place on-desk" } else { "place" }, Icon::Check, tr("子任务", "Sub-tasks"), subtasks)}
                {move || works().then(|| place("/desk/articles", "place on-desk", Icon::Book, tr("知识库", "Articles"), articles))}
                {place("/desk/new", "place on-phone", Icon::Plus, tr("新建", "New"), new)}
                {move || works().then(|| place("/desk/settings/members", "place on-desk", Icon::Gear, tr("设置", "Settings"), settings))}
                {place("/desk/profile", "place on-phone", Icon::Person, tr("我的", "Me"), profile)}
            </nav>
            <div class="push"></div>
            {search(SEARCH)}
            <a class="btn primary on-desk" href="/desk/new">{icon(Icon::Plus)}<span>{tr("新建工单", "New ticket")}</span></a>
            {inbox::bell(*screen == Screen::Inbox)}
            <LangSwitch />
            <ThemeSwitch />
            {move || context::desk().map(|desk| self_menu(desk.me.name.as_str()))}
        </header>
    }
    .into_any()
}

/// Ends the session on this device; with the drafts, because others may use it too.
pub fn sign_out() {
    dom::spawn(async {
        match Call::delete("/api/v1/session").text().await {
            Err(error) if error.status != 401 => toast::failed(error.message),
            _ => {
                draft::forget_all().await;
                context::leave();
                desk::go(&router::Screen::path(&Screen::SignIn));
            }
        }
    });
}

fn leads() -> bool {
    context::my_role() >= Role::Lead
}

fn works() -> bool {
    context::my_role() >= Role::Agent
}

fn place(href: &'static str, class: &'static str, symbol: Icon, words: &'static str, here: bool) -> AnyView {
    view! { <a class=class href=href aria-current=here.then_some("page")>{icon(symbol)}<span>{words}</span></a> }.into_any()
}

/// Goes to the list; on the list itself it shows what is searched for.
pub fn search(id: &'static str) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(input) = dom::by_id(id) else { return };
        let words = dom::get(&input, "value").as_string().unwrap_or_default();
        let words: String = js_sys::encode_uri_component(words.trim()).into();
        desk::go(&if words.is_empty() { "/desk/tickets".to_owned() } else { ["/desk/tickets?q=", &words].concat() });
    };
    view! {
        <form class="bar-search" role="search" on:submit=submit>
            {icon(Icon::Search)}
            <input
                id=id
                type="search"
                name="q"
                maxlength="100"
                autocomplete="off"
                aria-label=tr("搜索工单", "Search tickets")
                placeholder=tr("搜索标题、内容或编号", "Search words or a number")
                prop:value=move || router::param("q").unwrap_or_default()
            />
            <kbd>"/"</kbd>
        </form>
    }
    .into_any()
}

fn self_menu(name: &str) -> AnyView {
    let items = || {
        let mut items = vec![MenuItem::new(tr("个人设置", "Profile"), || desk::go(&router::Screen::path(&Screen::Profile)))];
        if leads() {
            items.push(MenuItem::new(tr("项目健康", "Project health"), || desk::go("/desk/projects")));
        }
        if works() {
            // In the bar of a desktop; that of a phone has no room for it.
            items.push(MenuItem::new(tr("我的子任务", "My sub-tasks"), || desk::go(&router::Screen::path(&Screen::SubTasks))));
            items.push(MenuItem::new(tr("知识库", "Knowledge base"), || desk::go(&router::Screen::path(&Screen::Articles))));
            items.extend(
                Page::ALL.map(|page| MenuItem::new(page.label(), move || desk::go(&router::Screen::path(&Screen::Settings(page))))),
            );
        }
        items.push(MenuItem::new(tr("快捷键", "Keyboard"), crate::ui::open_help).key("?"));
        if let Some(desk) = context::desk() {
            let enter = |other: shared::wire::session::WorkspaceRef| {
                MenuItem::new([tr("进入 ", "Go to "), other.name.as_str()].concat(), move || switch(other.slug.clone()))
            };
            items.extend(desk.session.others.iter().cloned().map(enter));
        }
        items.push(MenuItem::new(tr("退出登录", "Sign out"), sign_out));
        items
    };
    view! { <Menu label=name class="btn quiet" icon=Icon::Person items=items /> }.into_any()
}

fn switch(slug: Slug) {
    dom::spawn(async move {
        match Call::post("/api/v1/session/workspace", &SwitchWorkspace { slug }).text().await {
            Ok(_) => {
                context::reenter();
                desk::go(&router::Screen::path(&Screen::Board));
            }
            Err(error) => toast::failed(error.message),
        }
    });
}
