//! The screens and their paths.

use app::{i18n::tr, router};

use crate::paths;

/// What the address shows.
#[derive(Clone, PartialEq)]
pub enum Screen {
    /// A screen of the portal with this slug.
    Portal(String, View),
    /// A requester link's public id; its secret is the fragment.
    Link(String),
    /// No screen has this path.
    Lost,
}

/// The screens of a portal.
#[derive(Clone, Copy, PartialEq)]
pub enum View {
    Home,
    New,
    Filed(u32),
    SignIn,
    Tickets,
    Ticket(u32),
}

/// The paths that this program shows.
pub fn owns(path: &str) -> bool {
    path.starts_with("/p/") || path.starts_with("/t/")
}

impl router::Screen for Screen {
    fn parse(path: &str) -> Self {
        let mut parts = path.trim_matches('/').split('/');
        let (kind, name) = (parts.next(), parts.next().unwrap_or_default().to_owned());
        let rest = (parts.next(), parts.next(), parts.next());
        let number = |text: &str| text.parse::<u32>().ok().filter(|serial| *serial > 0);
        let view = match rest {
            (None, None, None) => Some(View::Home),
            (Some("new"), None, None) => Some(View::New),
            (Some("filed"), Some(serial), None) => number(serial).map(View::Filed),
            (Some("sign-in"), None, None) => Some(View::SignIn),
            (Some("tickets"), None, None) => Some(View::Tickets),
            (Some("tickets"), Some(serial), None) => number(serial).map(View::Ticket),
            _ => None,
        };
        match (kind, view) {
            (Some("p"), Some(view)) if !name.is_empty() => Self::Portal(name, view),
            (Some("t"), Some(View::Home)) if !name.is_empty() => Self::Link(name),
            _ => Self::Lost,
        }
    }

    fn path(&self) -> String {
        match self {
            Self::Portal(slug, view) => paths::of(slug, *view),
            Self::Link(public_id) => ["/t/", public_id].concat(),
            Self::Lost => "/".to_owned(),
        }
    }

    fn title(&self) -> String {
        let words = match self {
            Self::Portal(_, View::Home) => tr("服务门户", "Help desk"),
            Self::Portal(_, View::New) => tr("提交工单", "File a ticket"),
            Self::Portal(_, View::Filed(serial)) => {
                return [tr("已提交 #", "Filed #"), &serial.to_string()].concat();
            }
            Self::Portal(_, View::SignIn) => tr("登录", "Sign in"),
            Self::Portal(_, View::Tickets) => tr("我的工单", "My tickets"),
            Self::Portal(_, View::Ticket(serial)) => return ["#", &serial.to_string()].concat(),
            Self::Link(_) => tr("打开工单", "Opening your ticket"),
            Self::Lost => tr("没有这个页面", "No such page"),
        };
        words.to_owned()
    }
}
