//! The installation: what its variables and secrets say. A bad set-up is refused before anything is served.

use std::cell::OnceCell;
use std::rc::Rc;

use worker::Env;

thread_local! {
    static SITE: OnceCell<Result<Rc<Site>, &'static str>> = const { OnceCell::new() };
}

/// Shortest secret of a production installation, in characters.
const SECRET_CHARS_MIN: usize = 32;
/// What a development start uses where nothing is set. Production refuses it by its beginning.
const DEVELOPMENT_SECRET: &str = "development-secret-that-production-refuses";

/// Where this runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// On somebody's machine: the mailbox page is there, figures are told in headers.
    Development,
    Production,
}

/// How strictly quotas are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    Strict,
    /// A thousand times more, for tests that act as hundreds of people from one address.
    Generous,
}

/// The installation's settings.
#[derive(Clone, Debug)]
pub struct Site {
    pub environment: Environment,
    /// `https://host`, without a slash at the end: links in mails are built from it, and writes must come from it.
    pub origin: String,
    /// The key of keyed hashes.
    pub secret: String,
    pub limits: Limits,
    /// Tests may ask for failures.
    pub fault_injection: bool,
    pub mail: Option<MailApi>,
    /// Where robots are instead of at their vendors: for tests of a development start.
    pub robot_host: Option<String>,
}

/// How mail leaves.
#[derive(Clone, Debug)]
pub struct MailApi {
    pub from: String,
    /// Ours: what a letter's links begin with.
    pub origin: String,
    pub way: MailWay,
}

/// Who takes it.
#[derive(Clone, Debug)]
pub enum MailWay {
    /// A provider's HTTP API.
    Provider { url: String, key: String },
    /// Cloudflare, by the binding [`EMAIL`].
    Binding,
}

/// The `send_email` binding.
pub const EMAIL: &str = "EMAIL";

impl Site {
    /// The installation's settings, read once for as long as this instance of the program lives: they cannot change in
    /// it, and every look at a variable crosses into JavaScript. The error is one sentence for whoever runs it.
    pub fn of(env: &Env) -> Result<Rc<Self>, &'static str> {
        SITE.with(|site| site.get_or_init(|| Self::read(env).map(Rc::new)).clone())
    }

    fn read(env: &Env) -> Result<Self, &'static str> {
        let environment = match text(env, "ENVIRONMENT").as_deref() {
            Some("development") => Environment::Development,
            _ => Environment::Production,
        };
        let development = environment == Environment::Development;
        let origin = text(env, "PUBLIC_ORIGIN")
            .or_else(|| development.then(|| "http://127.0.0.1:8787".to_owned()))
            .ok_or("PUBLIC_ORIGIN is not set. Set it to the address people use, for instance https://tickets.example.com.")?;
        if !development && !origin.starts_with("https://") {
            return Err("PUBLIC_ORIGIN must begin with https:// in production.");
        }
        Ok(Self {
            secret: secret(env, environment)?,
            limits: limits(env, environment),
            fault_injection: development && text(env, "FAULT_INJECTION").as_deref() == Some("on"),
            mail: mail(env, &origin),
            robot_host: text(env, "ROBOT_HOST").filter(|host| development && host.starts_with("http://127.0.0.1:")),
            environment,
            origin,
        })
    }

    /// Whether this is a development start.
    pub fn is_development(&self) -> bool {
        self.environment == Environment::Development
    }

    /// Whether browsers reach us by TLS, so that cookies can be bound to it.
    pub fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }
}

fn secret(env: &Env, environment: Environment) -> Result<String, &'static str> {
    let set = env.secret("APP_SECRET").ok().map(|s| s.to_string()).filter(|s| !s.is_empty());
    match (environment, set) {
        (Environment::Development, set) => Ok(set.unwrap_or_else(|| DEVELOPMENT_SECRET.to_owned())),
        (Environment::Production, Some(set)) if set.chars().count() >= SECRET_CHARS_MIN && !set.starts_with("development") => Ok(set),
        (Environment::Production, _) => {
            Err("APP_SECRET is missing, shorter than 32 characters, or a development one. Set it with: npx wrangler secret put APP_SECRET")
        }
    }
}

fn limits(env: &Env, environment: Environment) -> Limits {
    match (text(env, "RATE_LIMITS").as_deref(), environment) {
        (Some("strict"), _) | (_, Environment::Production) => Limits::Strict,
        _ => Limits::Generous,
    }
}

/// The provider, if one is named; else the binding, if there is one.
fn mail(env: &Env, origin: &str) -> Option<MailApi> {
    let from = text(env, "MAIL_FROM")?;
    let way = match (text(env, "MAIL_API_URL"), text(env, "MAIL_API_KEY")) {
        (Some(url), Some(key)) => MailWay::Provider { url, key },
        _ if env.send_email(EMAIL).is_ok() => MailWay::Binding,
        _ => return None,
    };
    Some(MailApi { from, way, origin: origin.to_owned() })
}

fn text(env: &Env, name: &str) -> Option<String> {
    env.var(name).ok().map(|v| v.to_string()).filter(|v| !v.is_empty())
}
