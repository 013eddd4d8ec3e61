//! Proposes a portal address.

use shared::text::{Lines, Slug, clean};

/// Hosts of private mailboxes: their name says nothing about a firm.
const MAILBOXES: [&str; 9] = ["gmail", "outlook", "hotmail", "icloud", "qq", "163", "126", "foxmail", "sina"];

/// From the firm's name where that has Latin letters, else from the e-mail address's host; empty if neither helps.
pub fn propose(firm: &str, email: &str) -> String {
    let from_name = plain(firm);
    if Slug::parse(&from_name).is_ok() {
        return from_name;
    }
    let host = email.rsplit_once('@').map_or("", |(_, host)| host);
    let name = host.split('.').next().unwrap_or_default().to_lowercase();
    let from_host = plain(&name);
    if !MAILBOXES.contains(&name.as_str()) && Slug::parse(&from_host).is_ok() { from_host } else { String::new() }
}

/// Letters and digits, with a hyphen wherever something else stands between them.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in clean(text, Lines::One).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(Slug::CHARS_MAX);
    out.trim_end_matches('-').to_owned()
}
