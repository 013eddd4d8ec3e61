//! Who was signed in at the last visit. A page that this device kept names nobody, so that nobody's name is kept with
//! it; the name stands beside the drafts and goes with them.

use app::{
    boot,
    dom::{store, stored},
};
use shared::{json, wire::portal::PortalView};

/// The portal as it is first shown: as it came with the page, and for somebody who was signed in as they saw it last.
pub fn first_view() -> Option<PortalView> {
    let text = boot::data()?;
    let came = json::read::<PortalView>(&text)?;
    if came.contact.is_none() && boot::from_device() {
        let kept = stored(&key(came.slug.as_str())).and_then(|text| json::read(&text));
        return Some(kept.unwrap_or(came));
    }
    keep(&came, &text);
    Some(came)
}

/// Remembers who looks, by the server's own words, or that nobody is known any more.
pub fn keep(view: &PortalView, text: &str) {
    store(&key(view.slug.as_str()), view.contact.as_ref().map(|_| text));
}

/// Forgets who looked.
pub fn forget(slug: &str) {
    store(&key(slug), None);
}

fn key(slug: &str) -> String {
    ["ld.visitor.", slug].concat()
}
