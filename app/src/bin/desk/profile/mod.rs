//! What a member sets for themselves.

use leptos::prelude::*;

/// `/desk/profile`.
pub fn profile() -> AnyView {
    ().into_any()
}
