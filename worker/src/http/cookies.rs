//! The two session cookies: one browser may be a member at the desk and a customer in a portal.

use worker::Headers;

use crate::context::Site;
use crate::db::Fault;

/// Which of the two applications is speaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum App {
    Desk,
    Portal,
}

impl App {
    /// The value of `x-liandan-app` or `?app=`.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "desk" => Some(Self::Desk),
            "portal" => Some(Self::Portal),
            _ => None,
        }
    }

    /// The cookie's name. `__Host-` binds it to this host and to TLS (RFC 6265bis §4.1.3.2).
    pub fn cookie(self, is_secure: bool) -> &'static str {
        match (self, is_secure) {
            (Self::Desk, true) => "__Host-ld_desk",
            (Self::Desk, false) => "ld_desk",
            (Self::Portal, true) => "__Host-ld_portal",
            (Self::Portal, false) => "ld_portal",
        }
    }
}

/// The session token of the application that speaks; without a word about it the desk's, else the portal's.
pub fn token(headers: &Headers, app: Option<App>, site: &Site) -> Result<Option<String>, Fault> {
    let cookies = headers.get("cookie")?.unwrap_or_default();
    let of = |app: App| value(&cookies, app.cookie(site.is_secure()));
    Ok(match app {
        Some(app) => of(app),
        None => of(App::Desk).or_else(|| of(App::Portal)),
    })
}

/// The `Set-Cookie` that keeps a session for as long as it can live.
pub fn set(app: App, token: &str, site: &Site) -> String {
    header(app, token, crate::store::session::ABSOLUTE_MS / 1000, site)
}

/// The `Set-Cookie` that forgets a session.
pub fn clear(app: App, site: &Site) -> String {
    header(app, "", 0, site)
}

fn header(app: App, value: &str, seconds: i64, site: &Site) -> String {
    let secure = if site.is_secure() { "; Secure" } else { "" };
    format!("{}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}", app.cookie(site.is_secure()))
}

fn value(cookies: &str, name: &str) -> Option<String> {
    cookies.split(';').filter_map(|pair| pair.trim().split_once('=')).find(|(n, v)| *n == name && !v.is_empty()).map(|(_, v)| v.to_owned())
}
