//! Customer companies, contacts, projects.

use shared::id::{CompanyId, ContactId, WorkspaceId};
use shared::time::Timestamp;
use shared::wire::people::{CompanyView, ContactView, EditContact, EditProject, FOUND_MAX, ModuleView, NewContact, ProjectView};

use crate::context::Ctx;
use crate::db::Stmt;

/// Adds a company.
pub fn add_company(now: Timestamp, workspace: &WorkspaceId, company: &CompanyView) -> Stmt {
    Stmt::new("INSERT INTO companies (workspace_id, id, name, created_at) VALUES (?, ?, ?, ?)")
        .bind(workspace)
        .bind(&company.id)
        .bind(&company.name)
        .bind(now)
}

/// The company of an id.
pub fn company(workspace: &WorkspaceId, id: &CompanyId) -> Stmt {
    Stmt::new("SELECT id, name FROM companies WHERE workspace_id = ? AND id = ?").bind(workspace).bind(id)
}

/// Companies whose name holds a text, as a JSON array of [`CompanyView`].
pub fn companies(workspace: &WorkspaceId, text: &str) -> Stmt {
    // `instr`, because LIKE takes patterns of 50 bytes at most: 16 Chinese characters.
    let sql = "SELECT json_group_array(json_object('id', id, 'name', name)) AS json FROM (
        SELECT id, name FROM companies WHERE workspace_id = ?1 AND instr(lower(name), ?2) > 0 ORDER BY name LIMIT (?3+0))";
    Stmt::new(sql).bind(workspace).bind(text.to_lowercase()).bind(FOUND_MAX)
}

/// Adds a contact.
pub fn add_contact(ctx: &Ctx, workspace: &WorkspaceId, id: &ContactId, form: &NewContact) -> Stmt {
    let sql = "INSERT INTO contacts (workspace_id, id, name, email, phone, company_id, standing, lang, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT lang FROM workspaces WHERE id = ?1), ?8)";
    Stmt::new(sql)
        .bind(workspace)
        .bind(id)
        .bind(&form.name)
        .bind(&form.email)
        .bind(form.phone.as_ref())
        .bind(form.company.as_ref())
        .bind(form.standing)
        .bind(ctx.now)
}

/// A new contact as it is shown.
pub fn contact_view(id: &ContactId, form: &NewContact, company: Option<CompanyView>) -> ContactView {
    ContactView {
        id: id.clone(),
        name: form.name.clone(),
        email: Some(form.email.clone()),
        phone: form.phone.clone(),
        company,
        standing: form.standing,
        active: true,
    }
}

/// Changes a contact.
pub fn edit_contact(workspace: &WorkspaceId, id: &str, edit: &EditContact) -> Stmt {
    let sql = "UPDATE contacts SET name = coalesce(?3, name), phone = coalesce(?4, phone),
        company_id = coalesce(?5, company_id), standing = coalesce(?6, standing), active = coalesce(?7, active)
        WHERE workspace_id = ?1 AND id = ?2";
    Stmt::new(sql)
        .bind(workspace)
        .bind(id)
        .bind(edit.name.as_ref())
        .bind(edit.phone.as_ref())
        .bind(edit.company.as_ref())
        .bind(edit.standing)
        .bind(edit.active)
}

const CONTACT_JSON: &str = "SELECT json_group_array(json_object('id', c.id, 'name', c.name, 'email', coalesce(c.former_email, c.email),
        'phone', c.phone, 'standing', c.standing, 'active', json(iif(c.active, 'true', 'false')),
        'company', CASE WHEN o.id IS NULL THEN NULL ELSE json_object('id', o.id, 'name', o.name) END)) AS json";

/// One contact, as a JSON array of [`ContactView`].
pub fn contact(workspace: &WorkspaceId, id: &str) -> Stmt {
    let sql = format!(
        "{CONTACT_JSON} FROM contacts c LEFT JOIN companies o ON o.workspace_id = c.workspace_id AND o.id = c.company_id
        WHERE c.workspace_id = (?1||'') AND c.id = (?2||'')"
    );
    Stmt::new(sql).bind(workspace).bind(id)
}

/// Contacts whose name, address, telephone or company holds a text, as a JSON array of [`ContactView`].
pub fn contacts(workspace: &WorkspaceId, text: &str) -> Stmt {
    let sql = format!(
        "{CONTACT_JSON} FROM (
            SELECT p.* FROM contacts p LEFT JOIN companies f ON f.workspace_id = p.workspace_id AND f.id = p.company_id
            WHERE p.workspace_id = (?1||'') AND (?2 = '' OR instr(lower(p.name), ?2) > 0 OR instr(coalesce(p.former_email, p.email), ?2) > 0
                OR instr(coalesce(p.phone, ''), ?2) > 0 OR instr(lower(coalesce(f.name, '')), ?2) > 0)
            ORDER BY p.active DESC, p.name, p.id LIMIT (?3+0)) c
        LEFT JOIN companies o ON o.workspace_id = c.workspace_id AND o.id = c.company_id"
    );
    Stmt::new(sql).bind(workspace).bind(text.to_lowercase()).bind(FOUND_MAX)
}

/// Adds a project.
pub fn add_project(now: Timestamp, workspace: &WorkspaceId, project: &ProjectView) -> Stmt {
    Stmt::new("INSERT INTO projects (workspace_id, id, name, company_id, created_at) VALUES (?, ?, ?, ?, ?)")
        .bind(workspace)
        .bind(&project.id)
        .bind(&project.name)
        .bind(project.company.as_ref())
        .bind(now)
}

/// Adds modules, but none whose name is there.
pub fn add_modules(workspace: &WorkspaceId, project: &str, modules: &[ModuleView]) -> Stmt {
    let sql = "INSERT OR IGNORE INTO modules (workspace_id, id, project_id, name)
        SELECT ?1, value ->> 'id', ?2, value ->> 'name' FROM json_each(?3)";
    Stmt::new(sql).bind(workspace).bind(project).bind(serde_json::json!(modules).to_string())
}

/// Changes a project.
pub fn edit_project(workspace: &WorkspaceId, id: &str, edit: &EditProject) -> Stmt {
    let sql = "UPDATE projects SET name = coalesce(?3, name), active = coalesce(?4, active)
        WHERE workspace_id = ?1 AND id = ?2";
    Stmt::new(sql).bind(workspace).bind(id).bind(edit.name.as_ref()).bind(edit.active)
}

/// Projects with their modules, as a JSON array of [`ProjectView`]: all of them, or the one of an id.
pub fn projects(workspace: &WorkspaceId, id: Option<&str>) -> Stmt {
    let sql = "SELECT json_group_array(json_object('id', p.id, 'name', p.name, 'company', p.company_id,
            'active', json(iif(p.active, 'true', 'false')),
            'modules', (SELECT json_group_array(json_object('id', m.id, 'name', m.name)) FROM
                (SELECT id, name FROM modules WHERE workspace_id = p.workspace_id AND project_id = p.id ORDER BY id) m))) AS json
        FROM (SELECT * FROM projects WHERE workspace_id = ?1 AND (?2 IS NULL OR id = ?2) ORDER BY name, id) p";
    Stmt::new(sql).bind(workspace).bind(id)
}
