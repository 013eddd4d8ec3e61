//! Which addresses a page may lead to or load.

/// Schemes of links.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Whether a link may lead there: one of the four schemes, or an address of the same site.
pub fn link(url: &str) -> bool {
    match scheme(url) {
        Some(scheme) => SCHEMES.contains(&scheme.as_str()),
        None => true,
    }
}

/// Whether a picture may be loaded from there: `https`, or our own.
pub fn image(url: &str) -> bool {
    match scheme(url) {
        Some(scheme) => scheme == "https",
        // Two slashes, or a backslash that browsers read as one, would name another host.
        None => !seen(url).starts_with(['/', '\\']) || is_own_path(url),
    }
}

/// A path of our own site: begins with exactly one slash.
pub fn is_own_path(url: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "/._~%-+=&?#,@!$'()*;:".contains(c);
    url.strip_prefix('/').is_some_and(|rest| !rest.starts_with(['/', '\\']) && rest.chars().all(plain))
}

/// Appends an address as the value of `href` or `src`: percent-encoded where HTML or a URL needs it.
pub fn href(out: &mut String, url: &str) {
    for c in url.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_ascii_alphanumeric() || "-_.+!*(),%#@?=;:/$~".contains(c) => out.push(c),
            c => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    let hex = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0').to_ascii_uppercase();
                    out.extend(['%', hex(byte >> 4), hex(byte & 15)]);
                }
            }
        }
    }
}

/// The scheme in lower case; `None` for a relative address (RFC 3986 §3.1).
fn scheme(url: &str) -> Option<String> {
    let url = seen(url);
    let (scheme, _) = url.split_once(':')?;
    let spelt =
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    spelt.then(|| scheme.to_ascii_lowercase())
}

/// An address as a browser sees it: controls and spaces are dropped before it is read (WHATWG URL).
fn seen(url: &str) -> String {
    url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect()
}
