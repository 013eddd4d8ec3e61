//! Before a member is known: the start page and the sign-in.

use leptos::prelude::*;

/// `/`.
pub fn start_page() -> AnyView {
    ().into_any()
}

/// `/desk/sign-in`.
pub fn sign_in() -> AnyView {
    ().into_any()
}
