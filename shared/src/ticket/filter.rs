//! Filters of lists and boards, and their query strings. The chips on screen are the address (R20).

use form_urlencoded::{Serializer, parse};

use super::class::Class;
use super::priority::Priority;
use super::status::{Status, WaitingFor};
use crate::error::{Code, Refusal};
use crate::id::{CompanyId, ID_BYTES_MAX, MemberId, ProjectId, TagId, TeamId};
use crate::text::Query;

/// Whose tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnerIs {
    Me,
    Nobody,
    /// Nobody's, for longer than the workspace allows: what leads are shown (R11).
    Unclaimed,
    Member(MemberId),
}

words! {
    /// How the next promise of a ticket stands.
    DueIs {
        Overdue = "overdue", "已超时", "Overdue";
        Soon = "soon", "24 小时内到期", "Due within 24 hours";
    }
}

words! {
    /// The order of a list.
    Sort {
        Updated = "updated", "最近更新", "Recently updated";
        Created = "created", "最新提交", "Newest";
        Priority = "priority", "优先级", "Priority";
        Due = "due", "最先到期", "Due first";
    }
}

/// Which project a ticket belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjectIs {
    /// To none.
    None,
    Project(ProjectId),
}

/// What a list shows. Empty means everything the actor may see; values of one field are alternatives, fields add up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub status: Vec<Status>,
    pub class: Vec<Class>,
    pub priority: Vec<Priority>,
    pub waiting: Vec<WaitingFor>,
    pub owner: Option<OwnerIs>,
    pub team: Option<TeamId>,
    pub company: Option<CompanyId>,
    pub project: Option<ProjectIs>,
    pub due: Option<DueIs>,
    /// That came back at least once.
    pub reopened: bool,
    pub tag: Option<TagId>,
    /// Words in title, description and messages, or a serial.
    pub text: Option<Query>,
    pub sort: Option<Sort>,
}

impl Filter {
    /// The order asked for, else the usual one. By due time only what is not closed is listed.
    pub fn sort(&self) -> Sort {
        let usual = if self.due.is_some() { Sort::Due } else { Sort::Updated };
        match self.sort.unwrap_or(usual) {
            // Of what is closed, nothing is due.
            Sort::Due if self.status.contains(&Status::Closed) => Sort::Updated,
            sort => sort,
        }
    }

    /// Reads a query string. Unknown names are someone else's; unknown values are refused by name.
    pub fn from_query(query: &str) -> Result<Self, Refusal> {
        let mut filter = Self::default();
        for (name, value) in parse(query.trim_start_matches('?').as_bytes()) {
            if value.is_empty() {
                continue;
            }
            match name.as_ref() {
                "status" => filter.status = list(&name, &value, Status::parse)?,
                "class" => filter.class = list(&name, &value, Class::parse)?,
                "priority" => filter.priority = list(&name, &value, Priority::parse)?,
                "waiting" => filter.waiting = list(&name, &value, WaitingFor::parse)?,
                "owner" => {
                    filter.owner = Some(match value.as_ref() {
                        "me" => OwnerIs::Me,
                        "none" => OwnerIs::Nobody,
                        "unclaimed" => OwnerIs::Unclaimed,
                        id => OwnerIs::Member(id_of(&name, id)?.into()),
                    });
                }
                "team" => filter.team = Some(id_of(&name, &value)?.into()),
                "company" => filter.company = Some(id_of(&name, &value)?.into()),
                "project" => {
                    filter.project = Some(match value.as_ref() {
                        "none" => ProjectIs::None,
                        id => ProjectIs::Project(id_of(&name, id)?.into()),
                    });
                }
                "due" => filter.due = Some(DueIs::parse(&value).ok_or_else(|| invalid(&name))?),
                "reopened" => filter.reopened = flag(&name, &value)?,
                "tag" => filter.tag = Some(id_of(&name, &value)?.into()),
                "q" => filter.text = Some(Query::parse(&value).map_err(|r| r.field("q"))?),
                "sort" => filter.sort = Some(Sort::parse(&value).ok_or_else(|| invalid(&name))?),
                _ => {}
            }
        }
        Ok(filter)
    }

    /// The canonical query string, without `?`; empty for the empty filter.
    pub fn to_query(&self) -> String {
        let mut out = Serializer::new(String::new());
        words(&mut out, "status", self.status.iter().map(|v| v.as_str()));
        words(&mut out, "class", self.class.iter().map(|v| v.as_str()));
        words(&mut out, "priority", self.priority.iter().map(|v| v.as_str()));
        words(&mut out, "waiting", self.waiting.iter().map(|v| v.as_str()));
        let owner = self.owner.as_ref().map(|o| match o {
            OwnerIs::Me => "me",
            OwnerIs::Nobody => "none",
            OwnerIs::Unclaimed => "unclaimed",
            OwnerIs::Member(id) => id.as_str(),
        });
        words(&mut out, "owner", owner.into_iter());
        words(&mut out, "team", self.team.iter().map(|v| v.as_str()));
        words(&mut out, "company", self.company.iter().map(|v| v.as_str()));
        let project = self.project.as_ref().map(|p| match p {
            ProjectIs::None => "none",
            ProjectIs::Project(id) => id.as_str(),
        });
        words(&mut out, "project", project.into_iter());
        words(&mut out, "due", self.due.iter().map(|v| v.as_str()));
        words(&mut out, "reopened", self.reopened.then_some("yes").into_iter());
        words(&mut out, "tag", self.tag.iter().map(|v| v.as_str()));
        words(&mut out, "q", self.text.iter().map(|v| v.as_str()));
        words(&mut out, "sort", self.sort.iter().map(|v| v.as_str()));
        out.finish()
    }
}

fn words<'a>(out: &mut Serializer<'_, String>, name: &str, values: impl Iterator<Item = &'a str>) {
    let joined = values.collect::<Vec<_>>().join(",");
    if !joined.is_empty() {
        out.append_pair(name, &joined);
    }
}

fn list<T: PartialEq>(name: &str, value: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Refusal> {
    let mut values = Vec::new();
    for word in value.split(',') {
        let item = read(word).ok_or_else(|| invalid(name))?;
        if !values.contains(&item) {
            values.push(item);
        }
    }
    Ok(values)
}

fn flag(name: &str, value: &str) -> Result<bool, Refusal> {
    if value == "yes" { Ok(true) } else { Err(invalid(name)) }
}

fn id_of(name: &str, value: &str) -> Result<String, Refusal> {
    let plain = value.len() <= ID_BYTES_MAX && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if plain { Ok(value.to_owned()) } else { Err(invalid(name)) }
}

fn invalid(name: &str) -> Refusal {
    Refusal::new(Code::QueryInvalid).field(name)
}
