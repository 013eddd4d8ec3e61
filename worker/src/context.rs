//! What one request brings along and may use.

mod site;

use std::net::{IpAddr, Ipv6Addr};
use std::rc::Rc;

use shared::lang::Lang;
use shared::time::Timestamp;
use worker::{Env, Headers, console_error};

use crate::db::{Db, Fault, Injected, Stmt};
use crate::secret;
use crate::{mail, robot};
pub use site::{EMAIL, Limits, MailApi, MailWay, Site};

/// Everything a use case needs beside its arguments. One per request, or per run of the clock.
pub struct Ctx {
    pub db: Db,
    pub env: Env,
    pub site: Rc<Site>,
    /// The only clock: use cases get it from here, tests set it by the request.
    pub now: Timestamp,
    /// In the log and in every problem, so that one finds the other.
    pub request_id: String,
    pub lang: Lang,
    pub client: Client,
    /// Takes work that may outlive the answer. The clock has none: it waits for its work.
    tasks: Option<worker::Context>,
}

/// Who is at the other end of the line, as far as the network tells.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// Counted against quotas, and kept in the audit log as a keyed hash.
    pub address: String,
}

impl Client {
    /// From the address that the network gives. Who has one address of IPv6 has all of its /64 (RFC 6177), and would
    /// be as many clients as they like.
    fn of(address: &str) -> Self {
        let address = match address.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
            Ok(IpAddr::V6(ip)) => {
                let [a, b, c, d, ..] = ip.segments();
                format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
            Ok(IpAddr::V4(ip)) => ip.to_string(),
            Err(_) => address.to_owned(),
        };
        Self { address }
    }
}

impl Ctx {
    /// Reads what a request brings along.
    pub fn new(headers: &Headers, env: Env, site: Rc<Site>, tasks: worker::Context) -> Result<Self, Fault> {
        let now = Timestamp(worker::Date::now().as_millis() as i64);
        let language = headers.get("accept-language")?.unwrap_or_default();
        Ok(Self {
            db: Db::new(&env, injected(headers, &site)?)?,
            now,
            request_id: secret::id(now)?,
            lang: Lang::from_accept_language(&language).unwrap_or(Lang::En),
            client: Client::of(&headers.get("cf-connecting-ip")?.unwrap_or_default()),
            env,
            site,
            tasks: Some(tasks),
        })
    }

    /// For a run of the clock, at its own time.
    pub fn of_clock(env: Env, site: Rc<Site>, now: Timestamp) -> Result<Self, Fault> {
        Ok(Self {
            db: Db::new(&env, Injected::Nothing)?,
            now,
            request_id: secret::id(now)?,
            lang: Lang::En,
            client: Client::default(),
            env,
            site,
            tasks: None,
        })
    }

    /// Writes that nobody waits for, after the answer. What fails is in the log.
    pub fn later(&self, stmts: Vec<Stmt>) {
        let (Some(tasks), Ok(db)) = (&self.tasks, Db::new(&self.env, Injected::Nothing)) else {
            return;
        };
        let request_id = self.request_id.clone();
        tasks.wait_until(async move {
            if let Err(fault) = db.commit(stmts).await {
                console_error!("fault after {request_id}: {}", fault.message);
            }
        });
    }

    /// Sends what lies in the outbox, after the answer. Without a provider it stays there for the mailbox page.
    pub fn deliver_mail(&self) {
        let (Some(tasks), Some(api), Ok(db)) = (&self.tasks, self.site.mail.clone(), Db::new(&self.env, Injected::Nothing)) else {
            return;
        };
        let (env, now) = (self.env.clone(), self.now);
        tasks.wait_until(async move {
            if let Err(fault) = mail::deliver(&db, &env, &api, now).await {
                console_error!("fault while sending mail: {}", fault.message);
            }
        });
    }

    /// Lets robots say what is due, after the answer.
    pub fn deliver_robots(&self) {
        let (Some(tasks), Ok(db)) = (&self.tasks, Db::new(&self.env, Injected::Nothing)) else {
            return;
        };
        let (site, now) = (self.site.clone(), self.now);
        tasks.wait_until(async move {
            if let Err(fault) = robot::deliver(&db, &site, now).await {
                console_error!("fault while robots spoke: {}", fault.message);
            }
        });
    }

    /// A new identifier for a row.
    pub fn new_id(&self) -> Result<String, Fault> {
        secret::id(self.now)
    }
}

fn injected(headers: &Headers, site: &Site) -> Result<Injected, Fault> {
    if !site.fault_injection {
        return Ok(Injected::Nothing);
    }
    Ok(match headers.get("x-fault")?.as_deref() {
        Some("before-commit") => Injected::BeforeCommit,
        Some("after-commit") => Injected::AfterCommit,
        _ => Injected::Nothing,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_addresses_of_one_ipv6_network_are_one_client() {
        let of = |address| Client::of(address).address;
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2::9"));
        assert_ne!(of("2001:db8:1:2::9"), of("2001:db8:1:3::9"));
        assert_eq!(of("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!((of("192.0.2.7").as_str(), of("").as_str()), ("192.0.2.7", ""));
    }
}
