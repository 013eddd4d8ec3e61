//! Every link between the customer's pages is built here.

use crate::{screens::View, state};

/// The path of a screen of the current portal.
pub fn to(view: View) -> String {
    of(&state::slug(), view)
}

/// The path of a screen of a portal.
pub fn of(slug: &str, view: View) -> String {
    let base = ["/p/", slug].concat();
    let serial = |part: &str, serial: u32| [&base, part, &serial.to_string()].concat();
    match view {
        View::Home => base,
        View::New => base + "/new",
        View::SignIn => base + "/sign-in",
        View::Tickets => base + "/tickets",
        View::Filed(number) => serial("/filed/", number),
        View::Ticket(number) => serial("/tickets/", number),
    }
}

/// An address with one query parameter.
pub fn with_param(path: &str, name: &str, value: &str) -> String {
    [path, "?", name, "=", &encoded(value)].concat()
}

/// Percent-encoded for a query or header value.
pub fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
