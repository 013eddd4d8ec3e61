//! Every screen of the desk and its address, both ways, on one page. Two programs share them out between them.

use crate::{i18n::tr, router};
use shared::id::{ArticleId, Serial};

/// A screen of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    /// `/`: what the product is, create a workspace, or sign in.
    Start,
    /// `/desk/sign-in?to=`.
    SignIn,
    /// `/desk`: shows the board.
    Home,
    /// `/desk/board?<filter>`.
    Board,
    /// `/desk/tickets?<filter>`.
    Tickets,
    /// `/desk/tickets/{serial}`.
    Ticket(Serial),
    /// `/desk/projects`: how they stand.
    Projects,
    /// `/desk/subtasks`: one's own.
    SubTasks,
    /// `/desk/new?from={serial}`.
    New,
    /// `/desk/inbox`.
    Inbox,
    /// `/desk/articles`: those who write the knowledge base.
    Articles,
    /// `/desk/articles/{id}`.
    Article(ArticleId),
    /// `/desk/settings/{page}`.
    Settings(Page),
    /// `/desk/profile`.
    Profile,
    /// Any other path.
    Unknown,
}

/// A page of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    Members,
    Teams,
    Customers,
    Projects,
    Sla,
    Tags,
    Routing,
    Robots,
    Deliveries,
    Guide,
}

impl Page {
    /// In the order of the menu.
    pub const ALL: [Self; 10] = [
        Self::Members,
        Self::Teams,
        Self::Customers,
        Self::Projects,
        Self::Guide,
        Self::Routing,
        Self::Tags,
        Self::Sla,
        Self::Robots,
        Self::Deliveries,
    ];

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Members => tr("成员", "Members"),
            Self::Teams => tr("团队", "Teams"),
            Self::Customers => tr("客户", "Customers"),
            Self::Projects => tr("项目", "Projects"),
            Self::Sla => tr("服务时限", "Service levels"),
            Self::Tags => tr("标签", "Tags"),
            Self::Routing => tr("分派", "Routing"),
            Self::Robots => tr("群机器人", "Robots"),
            Self::Deliveries => tr("投递", "Deliveries"),
            Self::Guide => tr("分类指引", "Guide to classes"),
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Teams => "teams",
            Self::Customers => "customers",
            Self::Projects => "projects",
            Self::Sla => "sla",
            Self::Tags => "tags",
            Self::Routing => "routing",
            Self::Robots => "robots",
            Self::Deliveries => "deliveries",
            Self::Guide => "guide",
        }
    }
}

impl router::Screen for Screen {
    fn parse(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Self::Start,
            ["desk"] => Self::Home,
            ["desk", "sign-in"] => Self::SignIn,
            ["desk", "board"] => Self::Board,
            ["desk", "tickets"] => Self::Tickets,
            ["desk", "tickets", serial] => serial.parse().map_or(Self::Unknown, Self::Ticket),
            ["desk", "projects"] => Self::Projects,
            ["desk", "subtasks"] => Self::SubTasks,
            ["desk", "new"] => Self::New,
            ["desk", "profile"] => Self::Profile,
            ["desk", "inbox"] => Self::Inbox,
            ["desk", "articles"] => Self::Articles,
            ["desk", "articles", id] => Self::Article(ArticleId::from(*id)),
            ["desk", "settings"] => Self::Settings(Page::Members),
            ["desk", "settings", word] => Page::ALL.into_iter().find(|page| page.word() == *word).map_or(Self::Unknown, Self::Settings),
            _ => Self::Unknown,
        }
    }

    fn path(&self) -> String {
        match self {
            Self::Start | Self::Unknown => "/".to_owned(),
            Self::SignIn => "/desk/sign-in".to_owned(),
            Self::Home => "/desk".to_owned(),
            Self::Board => "/desk/board".to_owned(),
            Self::Tickets => "/desk/tickets".to_owned(),
            Self::Ticket(serial) => ["/desk/tickets/", &serial.to_string()].concat(),
            Self::Projects => "/desk/projects".to_owned(),
            Self::SubTasks => "/desk/subtasks".to_owned(),
            Self::New => "/desk/new".to_owned(),
            Self::Inbox => "/desk/inbox".to_owned(),
            Self::Articles => "/desk/articles".to_owned(),
            Self::Article(id) => ["/desk/articles/", id.as_str()].concat(),
            Self::Settings(page) => ["/desk/settings/", page.word()].concat(),
            Self::Profile => "/desk/profile".to_owned(),
        }
    }

    fn title(&self) -> String {
        match self {
            Self::Start => tr("软件实施工单", "Tickets for software implementation").to_owned(),
            Self::SignIn => tr("登录", "Sign in").to_owned(),
            Self::Home | Self::Board => tr("看板", "Board").to_owned(),
            Self::Tickets => tr("工单列表", "Tickets").to_owned(),
            Self::Ticket(serial) => [tr("工单 ", "Ticket "), &serial.to_string()].concat(),
            Self::Projects => tr("项目健康", "Project health").to_owned(),
            Self::SubTasks => tr("我的子任务", "My sub-tasks").to_owned(),
            Self::New => tr("新建工单", "New ticket").to_owned(),
            Self::Inbox => tr("收件箱", "Inbox").to_owned(),
            Self::Articles => tr("知识库", "Knowledge base").to_owned(),
            Self::Article(_) => tr("编辑文章", "Edit an article").to_owned(),
            Self::Settings(page) => page.label().to_owned(),
            Self::Profile => tr("个人设置", "Profile").to_owned(),
            Self::Unknown => tr("页面不存在", "Page not found").to_owned(),
        }
    }
}

/// Which paths the settings' program shows.
pub fn is_settings(path: &str) -> bool {
    matches!(<Screen as router::Screen>::parse(path), Screen::Settings(_)) || path.starts_with("/desk/settings/")
}

/// Which paths the program for writing articles shows.
pub fn is_knowledge(path: &str) -> bool {
    path == "/desk/articles" || path.starts_with("/desk/articles/")
}

/// Which paths the program for daily work shows.
pub fn is_work(path: &str) -> bool {
    (path == "/" || path == "/desk" || path.starts_with("/desk/")) && !is_settings(path) && !is_knowledge(path)
}

/// The sign-in that comes back to an address afterwards.
pub fn sign_in_and_return(at: &router::Location) -> String {
    let mut to = at.path.clone();
    if !at.search.is_empty() {
        to.push('?');
        to.push_str(&at.search);
    }
    let to: String = js_sys::encode_uri_component(&to).into();
    [router::Screen::path(&Screen::SignIn).as_str(), "?to=", &to].concat()
}

/// Where to go after signing in: the address that was asked for if it is one of ours, else the board.
pub fn after_sign_in() -> String {
    let asked = router::param("to").unwrap_or_default();
    if asked.starts_with("/desk/") && !asked.starts_with("/desk/sign-in") { asked } else { router::Screen::path(&Screen::Board) }
}
