//! Customer companies, their people and projects.

use serde_json::json;
use shared::error::{Code, Refusal};
use shared::id::{CompanyId, ContactId, ModuleId, ProjectId};
use shared::permission::MayWork;
use shared::text::Name;
use shared::wire::people::{CompanyView, EditContact, EditProject, ModuleView, NewCompany, NewContact, NewProject, ProjectView};

use super::{LIST_MAX, at_most, first_of, keyed, taken};
use crate::http::call::{Call, Failure, Outcome, Reply};
use crate::store::{audit, customers, limits, session};

/// Adds a company.
pub async fn add_company(call: &Call, _may: MayWork, form: NewCompany) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    let view = CompanyView { id: CompanyId::from(ctx.new_id()?), name: form.name };
    let reply = Reply::json(201, &view)?;
    let stmts = vec![customers::add_company(ctx.now, &me.workspace, &view)];
    ctx.db.commit(keyed(call, &reply, stmts)).await.map_err(|f| taken(f, "companies.", Code::NameTaken, "name"))?;
    Ok(reply)
}

/// Adds a contact.
pub async fn add_contact(call: &Call, _may: MayWork, form: NewContact) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    let company = company(call, form.company.as_ref()).await?;
    let id = ContactId::from(ctx.new_id()?);
    let reply = Reply::json(201, &customers::contact_view(&id, &form, company))?;
    let mut stmts = vec![customers::add_contact(ctx, &me.workspace, &id, &form)];
    let detail = json!({ "email": form.email, "standing": form.standing, "company": form.company });
    stmts.push(audit::entry(ctx, &me.workspace, &me.signature(), "add_contact", id.as_str(), &detail)?);
    ctx.db.commit(keyed(call, &reply, stmts)).await.map_err(|f| taken(f, "contacts.", Code::EmailTaken, "email"))?;
    Ok(reply)
}

/// Changes a contact. Removal or another standing ends their sessions.
pub async fn edit_contact(call: &Call, _may: MayWork, id: &str, form: EditContact) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    company(call, form.company.as_ref()).await?;
    let mut stmts = vec![customers::edit_contact(&me.workspace, id, &form)];
    if form.active == Some(false) || form.standing.is_some() {
        stmts.push(session::close_of_contact(&me.workspace, &ContactId::from(id)));
    }
    // Nothing of this is done for a contact that is not there.
    let entry = audit::entry(ctx, &me.workspace, &me.signature(), "edit_contact", id, &json!(form))?;
    stmts.insert(1, audit::only_if_changed(entry));
    stmts.push(customers::contact(&me.workspace, id));
    // Who comes back may find the address with somebody else.
    let rows = ctx.db.commit(stmts).await.map_err(|f| taken(f, "contacts.", Code::EmailTaken, "active"))?;
    Reply::ok(&first_of(rows.last())?)
}

/// Adds a project with its modules.
pub async fn add_project(call: &Call, _may: MayWork, form: NewProject) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    at_most(form.modules.len(), LIST_MAX, "modules")?;
    company(call, form.company.as_ref()).await?;
    let modules = modules(call, form.modules)?;
    let id = ProjectId::from(ctx.new_id()?);
    let view = ProjectView { id, name: form.name, company: form.company, modules, active: true };
    let reply = Reply::json(201, &view)?;
    let mut stmts = vec![customers::add_project(ctx.now, &me.workspace, &view)];
    stmts.push(customers::add_modules(&me.workspace, view.id.as_str(), &view.modules));
    stmts.push(limits::projects(&me.workspace, "name"));
    stmts.push(limits::modules(&me.workspace, "modules"));
    ctx.db.commit(keyed(call, &reply, stmts)).await.map_err(|f| taken(f, "projects.", Code::NameTaken, "name"))?;
    Ok(reply)
}

/// Changes a project.
pub async fn edit_project(call: &Call, _may: MayWork, id: &str, form: EditProject) -> Outcome {
    let (ctx, me) = (&call.ctx, call.session()?);
    at_most(form.add_modules.len(), LIST_MAX, "add_modules")?;
    // The key of modules refers to the project, so it must be there.
    first_of(ctx.db.batch(vec![customers::projects(&me.workspace, Some(id))]).await?.first())?;
    let mut stmts = vec![customers::edit_project(&me.workspace, id, &form)];
    let modules = modules(call, form.add_modules)?;
    stmts.push(customers::add_modules(&me.workspace, id, &modules));
    stmts.push(limits::modules_of(&me.workspace, id, "add_modules"));
    stmts.push(limits::modules(&me.workspace, "add_modules"));
    stmts.push(customers::projects(&me.workspace, Some(id)));
    let rows = ctx.db.commit(stmts).await.map_err(|f| taken(f, "projects.", Code::NameTaken, "name"))?;
    Reply::ok(&first_of(rows.last())?)
}

/// The company that a form names.
async fn company(call: &Call, id: Option<&CompanyId>) -> Result<Option<CompanyView>, Failure> {
    let Some(id) = id else { return Ok(None) };
    let found = call.ctx.db.one(customers::company(&call.session()?.workspace, id)).await?;
    found.map(Some).ok_or_else(|| Refusal::new(Code::CompanyUnknown).field("company").into())
}

fn modules(call: &Call, mut names: Vec<Name>) -> Result<Vec<ModuleView>, Failure> {
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(name.as_str().to_owned()));
    let view = |name| Ok(ModuleView { id: ModuleId::from(call.ctx.new_id()?), name });
    names.into_iter().map(view).collect()
}
