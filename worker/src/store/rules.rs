//! The documents of tag and routing rules, and what routing needs to know of the firm.

use serde::Deserialize;
use serde_json::json;
use shared::error::Code;
use shared::id::{CompanyId, MemberId, ModuleId, ProjectId, Serial, TagId, TeamId, WorkspaceId};
use shared::lang::Lang;
use shared::routing::book::{UNCLAIMED_MAX, UNOWNED_MINUTES};
use shared::routing::trial::TRIAL_TICKETS;
use shared::routing::{RoutingBook, RoutingRule};
use shared::tag::{TagRule, starter};
use shared::text::Title;
use shared::ticket::Class;
use shared::time::Timestamp;

use super::sql::Sql;
use super::ticket::{Home, narrow};
use crate::db::{Fault, Rows, Stmt};

/// A document as it is stored.
#[derive(Deserialize)]
struct Stored {
    version: u32,
    book: String,
}

#[derive(Deserialize)]
struct TagRules {
    rules: Vec<TagRule>,
}

#[derive(Deserialize)]
struct RoutingRules {
    rules: Vec<RoutingRule>,
    unowned_minutes: u32,
}

/// The tag rules.
pub fn tags(home: &Home) -> Stmt {
    book(home, "tags")
}

/// The routing rules.
pub fn routing(home: &Home) -> Stmt {
    book(home, "routing")
}

fn book(home: &Home, kind: &str) -> Stmt {
    home.push(Sql::new("SELECT version, book FROM rule_books WHERE workspace_id = ")).and_equals("kind", kind).stmt()
}

/// The version and rules of [`tags`]; version 0 and what every workspace starts with where nobody changed them.
pub fn read_tags(rows: Option<&Rows>) -> Result<(u32, Vec<TagRule>), Fault> {
    let stored: Option<Stored> = rows.map_or(Ok(None), Rows::one)?;
    let book = stored.as_ref().map(|stored| stored.book.as_str());
    Ok((stored.as_ref().map_or(0, |stored| stored.version), tag_rules(book)?))
}

/// The rules of a stored document, or those that every workspace starts with.
pub fn tag_rules(book: Option<&str>) -> Result<Vec<TagRule>, Fault> {
    book.map_or_else(|| Ok(starter::rules()), |book| parsed::<TagRules>(book).map(|book| book.rules))
}

/// The document of [`routing`].
pub fn read_routing(rows: Option<&Rows>) -> Result<RoutingBook, Fault> {
    let stored: Option<Stored> = rows.map_or(Ok(None), Rows::one)?;
    let Some(stored) = stored else {
        return Ok(RoutingBook::starter());
    };
    let RoutingRules { rules, unowned_minutes } = parsed(&stored.book)?;
    Ok(RoutingBook { version: stored.version, rules, unowned_minutes })
}

/// The rules of a stored document; none where there is no document.
pub fn routing_rules(book: Option<&str>) -> Result<Vec<RoutingRule>, Fault> {
    book.map_or_else(|| Ok(Vec::new()), |book| parsed::<RoutingRules>(book).map(|book| book.rules))
}

fn parsed<T: serde::de::DeserializeOwned>(book: &str) -> Result<T, Fault> {
    serde_json::from_str(book).map_err(|e| Fault::new(format!("stored rules: {e}")))
}

/// Saves tag rules over the version that was seen; gives no row where somebody else was faster.
pub fn save_tags(now: Timestamp, workspace: &WorkspaceId, version: u32, rules: &[TagRule]) -> Stmt {
    save(now, workspace, "tags", version, json!({ "rules": rules }).to_string())
}

/// Saves routing rules, in the same way.
pub fn save_routing(now: Timestamp, workspace: &WorkspaceId, book: &RoutingBook) -> Stmt {
    let text = json!({ "rules": book.rules, "unowned_minutes": book.unowned_minutes }).to_string();
    save(now, workspace, "routing", book.version, text)
}

fn save(now: Timestamp, workspace: &WorkspaceId, kind: &str, seen: u32, book: String) -> Stmt {
    let sql = "INSERT INTO rule_books (workspace_id, kind, version, book, updated_at)
        SELECT ?1, ?2, ?3 + 1, ?4, ?5 WHERE ?3 = 0 OR EXISTS (SELECT 1 FROM rule_books WHERE workspace_id = ?1 AND kind = ?2)
        ON CONFLICT (workspace_id, kind) DO UPDATE SET version = excluded.version, book = excluded.book, updated_at = excluded.updated_at
        WHERE rule_books.version = ?3
        RETURNING version";
    Stmt::new(sql).bind(workspace).bind(kind).bind(seen).bind(book).bind(now)
}

/// How often each rule was right, as a JSON array of [`shared::tag::TagCount`].
pub fn tag_counts(workspace: &WorkspaceId) -> Stmt {
    let sql = "SELECT json_group_array(json_object('tag', tag_id, 'matched', matched, 'removed', removed, 'added', added)) AS json
        FROM tag_counts WHERE workspace_id = ?1";
    Stmt::new(sql).bind(workspace)
}

/// The tags as a JSON array of [`shared::tag::TagRef`]; null where the workspace uses the ones it started with.
pub fn tag_refs(workspace: &WorkspaceId) -> Stmt {
    let sql = "SELECT (SELECT json_group_array(json_object('id', r.value ->> 'id', 'name', r.value -> 'name', 'link', r.value ->> 'link',
            'active', r.value -> 'active')) FROM json_each(b.book, '$.rules') r) AS json
        FROM rule_books b WHERE b.workspace_id = ?1 AND b.kind = 'tags'";
    Stmt::new(sql).bind(workspace)
}

/// The companies that the stored routing rules name, as a JSON array of references.
pub fn companies_of_rules(workspace: &WorkspaceId) -> Stmt {
    let sql = "SELECT json_group_array(json_object('id', id, 'name', name)) AS json FROM companies
        WHERE workspace_id = ?1 AND id IN (SELECT c.value FROM rule_books b, json_each(b.book, '$.rules') r,
            json_each(r.value, '$.on.company') c WHERE b.workspace_id = ?1 AND b.kind = 'routing')";
    Stmt::new(sql).bind(workspace)
}

/// What rules refer to.
#[derive(Debug, Default)]
pub struct Named<'a> {
    pub teams: Vec<&'a TeamId>,
    pub projects: Vec<&'a ProjectId>,
    pub modules: Vec<&'a ModuleId>,
    pub companies: Vec<&'a CompanyId>,
}

/// Which of these the workspace never had. What was closed or has ended is there.
pub fn unknown(workspace: &WorkspaceId, named: &Named<'_>) -> Stmt {
    let sql = "SELECT
        (SELECT json_group_array(value) FROM json_each(?2) WHERE value NOT IN (SELECT id FROM teams WHERE workspace_id = ?1)) AS teams,
        (SELECT json_group_array(value) FROM json_each(?3) WHERE value NOT IN (SELECT id FROM projects WHERE workspace_id = ?1)) AS projects,
        (SELECT json_group_array(value) FROM json_each(?4) WHERE value NOT IN (SELECT id FROM modules WHERE workspace_id = ?1)) AS modules,
        (SELECT json_group_array(value) FROM json_each(?5) WHERE value NOT IN (SELECT id FROM companies WHERE workspace_id = ?1)) AS companies";
    Stmt::new(sql)
        .bind(workspace)
        .bind(json!(named.teams).to_string())
        .bind(json!(named.projects).to_string())
        .bind(json!(named.modules).to_string())
        .bind(json!(named.companies).to_string())
}

/// The row of [`unknown`]: JSON arrays of identifiers.
#[derive(Deserialize)]
struct UnknownRow {
    teams: String,
    projects: String,
    modules: String,
    companies: String,
}

/// What rules refer to and the workspace never had.
#[derive(Debug, Default)]
pub struct Unknown {
    teams: Vec<TeamId>,
    projects: Vec<ProjectId>,
    modules: Vec<ModuleId>,
    companies: Vec<CompanyId>,
}

impl Unknown {
    /// Reads the row of [`unknown`].
    pub fn read(rows: Option<&Rows>) -> Result<Self, Fault> {
        let row: Option<UnknownRow> = rows.map_or(Ok(None), Rows::one)?;
        let row = row.ok_or_else(|| Fault::new("a statement without rows"))?;
        Ok(Self {
            teams: parsed(&row.teams)?,
            projects: parsed(&row.projects)?,
            modules: parsed(&row.modules)?,
            companies: parsed(&row.companies)?,
        })
    }

    /// The first part of a rule that names something unknown: the refusal's code, and the field within the rule.
    pub fn of(&self, rule: &RoutingRule) -> Option<(Code, String)> {
        if self.teams.contains(&rule.team) {
            return Some((Code::TeamUnknown, "team".to_owned()));
        }
        let project = rule.on.project.iter().position(|id| self.projects.contains(id)).map(|n| (Code::ProjectUnknown, "project", n));
        let module = rule.on.module.iter().position(|id| self.modules.contains(id)).map(|n| (Code::ModuleUnknown, "module", n));
        let company = rule.on.company.iter().position(|id| self.companies.contains(id)).map(|n| (Code::CompanyUnknown, "company", n));
        let found = project.or(module).or(company);
        found.map(|(code, name, place)| (code, format!("on.{name}.{place}")))
    }
}

/// Appends the team that gets a class by itself, an expression: the one that has it, else the oldest. `workspace` and
/// `class` are expressions of ours.
pub fn usual_team(sql: Sql, workspace: &str, class: impl FnOnce(Sql) -> Sql) -> Sql {
    let sql = sql
        .text("coalesce((SELECT tc.team_id FROM team_classes tc JOIN teams t ON t.workspace_id = tc.workspace_id AND t.id = tc.team_id WHERE tc.workspace_id = ")
        .text(workspace)
        .text(" AND t.active = 1 AND tc.class = ");
    class(sql)
        .text("), (SELECT t.id FROM teams t WHERE t.workspace_id = ")
        .text(workspace)
        .text(" AND t.active = 1 ORDER BY t.created_at, t.id LIMIT 1))")
}

/// Appends those teams of a list that take tickets, with who of each is there: a JSON array of [`shared::routing::Crew`].
/// `workspace` is an expression of ours; `teams` appends a list of identifiers, a select.
pub fn crews(sql: Sql, workspace: &str, now: Timestamp, teams: impl FnOnce(Sql) -> Sql) -> Sql {
    let sql = sql
        .text(
            "(SELECT json_group_array(json_object('team', t.id, 'present', (SELECT json_group_array(m.id ORDER BY m.id)
                FROM team_members tm JOIN members m ON m.workspace_id = tm.workspace_id AND m.id = tm.member_id
                WHERE tm.workspace_id = t.workspace_id AND tm.team_id = t.id AND m.active = 1 AND m.role <> 'collaborator'
                    AND NOT (coalesce(m.away_from <= ",
        )
        .arg(now)
        .text(" AND m.away_until > ")
        .arg(now)
        .text(", 0))))) FROM teams t WHERE t.workspace_id = ")
        .text(workspace)
        .text(" AND t.active = 1 AND t.id IN (");
    teams(sql).text("))")
}

/// The teams that the stored routing rules name, as a select.
pub fn teams_of_rules(sql: Sql, workspace: &str) -> Sql {
    sql.text("SELECT r.value ->> 'team' FROM rule_books b, json_each(b.book, '$.rules') r WHERE b.kind = 'routing' AND b.workspace_id = ")
        .text(workspace)
}

/// The stored routing rules and the crews of the teams that they name: `book` and `crews`.
pub fn routing_with_crews(home: &Home, now: Timestamp) -> Stmt {
    let sql = Sql::new("SELECT (SELECT book FROM rule_books WHERE workspace_id = w.id AND kind = 'routing') AS book, ");
    let sql = crews(sql, "w.id", now, |sql| teams_of_rules(sql, "w.id"));
    home.push(sql.text(" AS crews FROM workspaces w WHERE w.id = ")).stmt()
}

/// The crews of some teams, as the column `json`.
pub fn crews_of(workspace: &WorkspaceId, now: Timestamp, teams: &[&TeamId]) -> Stmt {
    let ids = json!(teams).to_string();
    let sql = Sql::new("SELECT ");
    crews(sql, "w.id", now, |sql| sql.text("SELECT value FROM json_each(").arg(ids).text(")"))
        .text(" AS json FROM workspaces w WHERE w.id = ")
        .arg(workspace)
        .stmt()
}

/// A member who works, and how much.
#[derive(Deserialize)]
pub struct LoadRow {
    pub id: MemberId,
    pub open: u32,
    pub last_routed: Serial,
}

/// How busy every member is.
pub fn loads(home: &Home) -> Stmt {
    home.push(Sql::new(
        "SELECT m.id, m.last_routed, (SELECT count(*) FROM tickets o INDEXED BY tickets_open_by_owner
            WHERE o.workspace_id = m.workspace_id AND o.owner_id = m.id AND o.status <> 'closed') AS open
        FROM members m WHERE m.active = 1 AND m.role <> 'collaborator' AND m.workspace_id = ",
    ))
    .stmt()
}

/// A ticket of which rules are tried.
#[derive(Deserialize)]
pub struct TrialRow {
    pub serial: Serial,
    pub title: Title,
    pub class: Class,
    pub created_at: Timestamp,
    pub team_id: TeamId,
    pub owner_id: Option<MemberId>,
    pub project_id: Option<ProjectId>,
    pub module_id: Option<ModuleId>,
    pub company_id: Option<CompanyId>,
    pub lang: Lang,
    /// JSON: identifiers.
    tags: String,
    /// The team of the class.
    pub usual: TeamId,
}

impl TrialRow {
    /// The tags it has now.
    pub fn tags(&self) -> Result<Vec<TagId>, Fault> {
        parsed(&self.tags)
    }
}

/// The newest tickets of a workspace.
pub fn newest(home: &Home) -> Stmt {
    home.push(tried()).text(" ORDER BY k.serial DESC LIMIT ").arg(TRIAL_TICKETS).stmt()
}

/// One ticket.
pub fn one(home: &Home, serial: Serial) -> Stmt {
    home.push(tried()).and_equals("k.serial", serial).stmt()
}

fn tried() -> Sql {
    let sql = Sql::new(
        "SELECT k.serial, k.title, k.class, k.created_at, k.team_id, k.owner_id, k.project_id, k.module_id, k.company_id, c.lang,
            (SELECT json_group_array(g.tag_id) FROM ticket_tags g
                WHERE g.workspace_id = k.workspace_id AND g.serial = k.serial AND g.removed = 0) AS tags, ",
    );
    usual_team(sql, "k.workspace_id", |sql| sql.text("k.class")).text(
        " AS usual FROM tickets k INDEXED BY tickets_by_serial
            JOIN contacts c ON c.workspace_id = k.workspace_id AND c.id = k.requester_id WHERE k.workspace_id = ",
    )
}

/// How many open tickets nobody has taken for too long, at most [`UNCLAIMED_MAX`], as the column `n`, and the `minutes`.
pub fn unclaimed(workspace: &WorkspaceId, now: Timestamp) -> Stmt {
    let sql = Sql::new("SELECT (SELECT count(*) FROM (SELECT 1 FROM tickets t INDEXED BY tickets_unclaimed WHERE t.workspace_id = ")
        .arg(workspace);
    narrow::unclaimed(sql, workspace, now)
        .text(" LIMIT ")
        .arg(UNCLAIMED_MAX)
        .text(")) AS n, coalesce((SELECT book ->> '$.unowned_minutes' FROM rule_books WHERE kind = 'routing' AND workspace_id = ")
        .arg(workspace)
        .text("), ")
        .arg(UNOWNED_MINUTES)
        .text(") AS minutes")
        .stmt()
}
