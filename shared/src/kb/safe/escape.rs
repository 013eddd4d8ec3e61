//! Text into HTML, and the references of an attribute back into text.

/// Appends text so that it stays text.
pub fn text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\0' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
}

/// Appends the value of an attribute that stands in double quotes.
pub fn attribute(out: &mut String, value: &str) {
    for c in value.chars() {
        match c {
            '"' => out.push_str("&quot;"),
            c => text(out, c.encode_utf8(&mut [0; 4])),
        }
    }
}

/// Appends text of HTML: its character references stay what they are.
pub fn loose(out: &mut String, html: &str) {
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('&') {
        text(out, before);
        out.push_str(if is_reference(after) { "&" } else { "&amp;" });
        rest = after;
    }
    text(out, rest);
}

/// Whether what follows a `&` makes it a character reference: `amp;`, `#38;`, `#x26;`.
fn is_reference(after: &str) -> bool {
    const LONGEST: usize = 32;
    let Some((name, _)) = after.split_once(';') else { return false };
    let digits = name.strip_prefix('#').map(|number| number.strip_prefix(['x', 'X']).unwrap_or(number));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
    name.len() <= LONGEST && plain(digits.unwrap_or(name))
}

/// The text of an attribute's value. References other than the few that [`attribute`] writes, and numbers, are left as
/// they are spelt: the `&` is then escaped again, and no browser reads them.
pub fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        match reference(after) {
            Some((c, behind)) => {
                out.push(c);
                rest = behind;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn reference(after: &str) -> Option<(char, &str)> {
    let digits = after.strip_prefix('#');
    if let Some(digits) = digits {
        let (digits, radix) = digits.strip_prefix(['x', 'X']).map_or((digits, 10), |hex| (hex, 16));
        let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let (number, behind) = digits.split_at_checked(end)?;
        let c = char::from_u32(u32::from_str_radix(number, radix).ok()?)?;
        return Some((c, behind.strip_prefix(';').unwrap_or(behind)));
    }
    let (name, behind) = after.split_once(';')?;
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    };
    Some((c, behind))
}
