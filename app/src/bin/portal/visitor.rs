//! Who was signed in at the last visit. A page that this device kept names nobody, so that nobody's name is kept with
//! it; the name stands beside the drafts and goes with them.

use app::{
    boot,
    dom::{store, stored},
};
use shared::{json, wire::portal::PortalView};

/// The portal as it is first shown: as it came with the page, and for somebody who was signed in as they saw it last.
pub fn first_view() -> Option<PortalView> {
    let came = json::read::<PortalView>(&boot::data()?)?;
    if came.contact.is_none() && boot::from_device() {
        let kept = stored(&key(came.slug.as_str())).and_then(|text| json::read(&text));
        return Some(kept.unwrap_or(came));
    }
    keep(&came);
    Some(came)
}

/// Remembers who looks, or that nobody is known any more.
pub fn keep(view: &PortalView) {
    let text = view.contact.as_ref().and_then(|_| serde_json::to_string(view).ok());
    store(&key(view.slug.as_str()), text.as_deref());
}

/// Forgets who looked.
pub fn forget(slug: &str) {
    store(&key(slug), None);
}

fn key(slug: &str) -> String {
    ["ld.visitor.", slug].concat()
}
