//! Whether projects, modules and companies that policies name are there.

use shared::id::WorkspaceId;

use crate::db::Stmt;

/// Of each list (JSON: ids) how many name nothing: `projects`, `modules`, `companies`.
pub fn missing(workspace: &WorkspaceId, projects: &str, modules: &str, companies: &str) -> Stmt {
    let sql = "SELECT
        (SELECT count(*) FROM json_each(?2) j WHERE NOT EXISTS
            (SELECT 1 FROM projects p WHERE p.workspace_id = ?1 AND p.id = j.value)) AS projects,
        (SELECT count(*) FROM json_each(?3) j WHERE NOT EXISTS
            (SELECT 1 FROM modules m WHERE m.workspace_id = ?1 AND m.id = j.value)) AS modules,
        (SELECT count(*) FROM json_each(?4) j WHERE NOT EXISTS
            (SELECT 1 FROM companies c WHERE c.workspace_id = ?1 AND c.id = j.value)) AS companies";
    Stmt::new(sql).bind(workspace).bind(projects).bind(modules).bind(companies)
}
