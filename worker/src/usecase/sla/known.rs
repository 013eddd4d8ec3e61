//! Projects, modules and companies in service levels are the workspace's own.

use serde::Serialize;
use shared::error::{Code, Refusal};
use shared::id::{CompanyId, ModuleId, ProjectId};
use shared::sla::Policy;

use crate::db::Fault;
use crate::http::call::{Call, Failure};
use crate::store::rules;
use crate::store::sla::known;
use crate::store::ticket::Home;

/// What is named, and in which fields.
#[derive(Debug, Default)]
pub struct Named<'a> {
    pub projects: Vec<&'a ProjectId>,
    pub modules: Vec<&'a ModuleId>,
    pub companies: Vec<&'a CompanyId>,
}

impl<'a> Named<'a> {
    /// All that policies name.
    pub fn in_policies(policies: &'a [Policy]) -> Self {
        let mut named = Self::default();
        for conditions in policies.iter().map(|policy| &policy.conditions) {
            named.projects.extend(&conditions.projects);
            named.modules.extend(&conditions.modules);
            named.companies.extend(&conditions.companies);
        }
        named
    }

    /// Refuses what is not there; `fields` are those of project, module and company.
    pub async fn check(&self, call: &Call, fields: [&str; 3]) -> Result<(), Failure> {
        if self.projects.is_empty() && self.modules.is_empty() && self.companies.is_empty() {
            return Ok(());
        }
        let workspace = &call.session()?.workspace;
        let stmt = known::missing(workspace, &json(&self.projects)?, &json(&self.modules)?, &json(&self.companies)?);
        let rows = call.ctx.db.batch(vec![stmt]).await?;
        let missing = |column: &str| rows.first().and_then(|rows| rows.number(column)).unwrap_or(0) > 0;
        let codes = [("projects", Code::ProjectUnknown), ("modules", Code::ModuleUnknown), ("companies", Code::CompanyUnknown)];
        match codes.into_iter().zip(fields).find(|((column, _), _)| missing(column)) {
            Some(((_, code), field)) => Err(Refusal::new(code).field(field).into()),
            None => Ok(()),
        }
    }
}

/// The tags that policies name, each with its field.
pub fn tags_of(policies: &[Policy]) -> Vec<(String, &str)> {
    let named = policies.iter().enumerate().flat_map(|(place, policy)| {
        let tags = policy.conditions.tags.iter().enumerate();
        tags.map(move |(n, tag)| (format!("policies.{place}.conditions.tags.{n}"), tag.as_str()))
    });
    named.collect()
}

/// Refuses tags that the workspace never had. One that is no longer used is there.
pub async fn check_tags(call: &Call, named: &[(String, &str)]) -> Result<(), Failure> {
    if named.is_empty() {
        return Ok(());
    }
    let rows = call.ctx.db.batch(vec![rules::tags(&Home::Workspace(call.session()?.workspace.clone()))]).await?;
    let (_, tags) = rules::read_tags(rows.first())?;
    match named.iter().find(|(_, id)| !tags.iter().any(|tag| tag.id.as_str() == *id)) {
        Some((field, _)) => Err(Refusal::new(Code::TagUnknown).field(field.as_str()).into()),
        None => Ok(()),
    }
}

fn json<T: Serialize>(ids: &[T]) -> Result<String, Fault> {
    serde_json::to_string(ids).map_err(|e| Fault::new(format!("ids: {e}")))
}
