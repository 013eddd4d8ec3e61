//! Members, teams, customers and projects.

use leptos::prelude::*;

use crate::screen::Page;

/// `/desk/settings/{page}`.
pub fn settings(_page: Page) -> AnyView {
    ().into_any()
}
