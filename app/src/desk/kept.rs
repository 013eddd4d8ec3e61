//! Text that is kept while it is being typed, apart for each workspace.

use crate::draft;
use leptos::prelude::*;

use crate::desk::context;

/// A text that starts as it was left, and is kept under this name at every stroke.
pub fn text(name: &str) -> RwSignal<String> {
    draft::kept(full(name))
}

/// Forgets it.
pub fn forget(name: &str) {
    draft::keep(&full(name), "");
}

/// The name under which a draft of this workspace is kept.
pub fn full(name: &str) -> String {
    let slug = untrack(context::desk).map(|desk| String::from(desk.session.workspace.slug.clone())).unwrap_or_default();
    ["desk.", &slug, ".", name].concat()
}
