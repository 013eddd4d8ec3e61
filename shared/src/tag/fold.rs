//! Texts made comparable: upper and lower case, full and half width, and runs of spaces are alike.

/// How far the full-width forms of ASCII lie behind it.
const WIDE: u32 = 0xFEE0;

/// Folds a text. Line ends stay: no word reaches over one.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - WIDE).unwrap_or(c),
            '\n' => c,
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c == ' ' && out.ends_with([' ', '\n']) {
            continue;
        }
        out.extend(c.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r9_case_width_and_spaces_are_alike() {
        assert_eq!(fold("ＥＲＰ登录　　Failed！"), "erp登录 failed!");
        assert_eq!(fold("a\n \t b"), "a\nb");
    }
}
