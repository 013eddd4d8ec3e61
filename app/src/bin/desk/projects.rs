//! Projects and modules as options of a field.

use app::i18n::tr;

use app::desk::context;

/// Every running project, after "none".
pub fn options() -> Vec<(String, String)> {
    let projects = context::projects().into_iter().map(|project| (project.id.0, project.name.into()));
    std::iter::once(none()).chain(projects).collect()
}

/// The modules of a project, after "none".
pub fn modules(project: &str) -> Vec<(String, String)> {
    let found = context::projects().into_iter().find(|other| other.id.0 == project);
    let modules = found.map(|project| project.modules).unwrap_or_default();
    std::iter::once(none()).chain(modules.into_iter().map(|module| (module.id.0, module.name.into()))).collect()
}

fn none() -> (String, String) {
    (String::new(), tr("无", "None").to_owned())
}
