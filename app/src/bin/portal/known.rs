//! Tickets this device knows by their links, for customers without an account. Forgotten at sign-out.

use app::dom::{store, stored};

/// A ticket and the link that opens it.
#[derive(Clone, PartialEq)]
pub struct Known {
    pub serial: u32,
    /// `/t/<public id>#<secret>`.
    pub link: String,
    pub title: String,
}

/// Most links that are kept for one portal.
const KNOWN_MAX: usize = 20;

/// The newest first.
pub fn list(slug: &str) -> Vec<Known> {
    let text = stored(&key(slug)).unwrap_or_default();
    text.lines().filter_map(read).collect()
}

/// Keeps one, in place of an older link to the same ticket. An empty title leaves the old one.
pub fn keep(slug: &str, new: Known) {
    let mut all = list(slug);
    let old = all.iter().find(|known| known.serial == new.serial).map(|known| known.title.clone());
    let title = if new.title.is_empty() { old.unwrap_or_default() } else { new.title.clone() };
    all.retain(|known| known.serial != new.serial);
    all.insert(0, Known { title, ..new });
    all.truncate(KNOWN_MAX);
    write(slug, &all);
}

/// Forgets one.
pub fn forget(slug: &str, serial: u32) {
    let mut all = list(slug);
    all.retain(|known| known.serial != serial);
    write(slug, &all);
}

/// Forgets all of a portal.
pub fn forget_all(slug: &str) {
    store(&key(slug), None);
}

fn key(slug: &str) -> String {
    ["ld.links.", slug].concat()
}

fn read(line: &str) -> Option<Known> {
    let mut parts = line.splitn(3, '\t');
    Some(Known { serial: parts.next()?.parse().ok()?, link: parts.next()?.to_owned(), title: parts.next().unwrap_or_default().to_owned() })
}

fn write(slug: &str, all: &[Known]) {
    let lines: Vec<String> = all.iter().map(|known| [&known.serial.to_string(), "\t", &known.link, "\t", &known.title].concat()).collect();
    store(&key(slug), Some(&lines.join("\n")));
}
