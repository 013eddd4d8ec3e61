//! A robot's address and signing secret as the database has them: sealed. They are opened for the moment in which it speaks.

use shared::id::{RobotId, WorkspaceId};
use shared::lang::Lang;
use shared::robot::{Vendor, Webhook};

use crate::context::Site;
use crate::db::Fault;
use crate::seal;

/// Whose these are.
#[derive(Clone, Copy)]
pub struct Whose<'a> {
    pub workspace: &'a WorkspaceId,
    pub robot: &'a RobotId,
}

impl Whose<'_> {
    /// The address as it is kept.
    pub async fn seal_url(self, site: &Site, url: &str) -> Result<String, Fault> {
        seal::seal(&site.secret, &self.place("url"), url).await
    }

    /// The signing secret as it is kept.
    pub async fn seal_secret(self, site: &Site, secret: Option<&str>) -> Result<Option<String>, Fault> {
        match secret {
            Some(secret) => seal::seal(&site.secret, &self.place("secret"), secret).await.map(Some),
            None => Ok(None),
        }
    }

    /// The address in the clear; `None` where the installation has another secret now.
    pub async fn open_url(self, site: &Site, kept: &str) -> Result<Option<String>, Fault> {
        seal::open(&site.secret, &self.place("url"), kept).await
    }

    /// Where it speaks, and what it signs with; else why it cannot, in words for people. An address that is none of a vendor's is
    /// never called, whoever wrote it into the database.
    pub async fn open(
        self,
        site: &Site,
        (vendor, lang): (Vendor, Lang),
        (url, secret): (&str, Option<&str>),
    ) -> Result<(Webhook, Option<String>), String> {
        let lost = || lang.pick("地址已无法读取，请重新填写。", "Its address cannot be read any more. Enter it again.").to_owned();
        let url = self.open_url(site, url).await.map_err(|fault| fault.message)?.ok_or_else(lost)?;
        let webhook = Webhook::parse(vendor, &url).map_err(|refusal| refusal.text(lang))?;
        let Some(secret) = secret else {
            return Ok((webhook, None));
        };
        let secret = seal::open(&site.secret, &self.place("secret"), secret).await.map_err(|fault| fault.message)?;
        Ok((webhook, Some(secret.ok_or_else(lost)?)))
    }

    fn place(self, column: &str) -> String {
        format!("robots/{}/{}/{column}", self.workspace.as_str(), self.robot.as_str())
    }
}
