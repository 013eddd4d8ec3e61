//! How long an article is to a reader.

use crate::search::is_cjk;

/// Words read in a minute: 400 Chinese characters or 220 Latin words.
const CJK_A_MINUTE: u32 = 400;
const LATIN_A_MINUTE: u32 = 220;

/// The length of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Words: each Chinese, Japanese or Korean character counts as one.
    pub words: u32,
    /// Reading time, rounded up; at least 1.
    pub minutes: u32,
}

/// Counts plain text.
pub fn size(text: &str) -> Size {
    let (mut cjk, mut latin) = (0_u32, 0_u32);
    let mut inside = false;
    for c in text.chars() {
        let of_word = c.is_alphanumeric() && !is_cjk(c);
        cjk += u32::from(is_cjk(c));
        latin += u32::from(of_word && !inside);
        inside = of_word || (inside && matches!(c, '\'' | '’' | '-' | '_'));
    }
    let minutes = (cjk * LATIN_A_MINUTE + latin * CJK_A_MINUTE).div_ceil(CJK_A_MINUTE * LATIN_A_MINUTE);
    Size { words: cjk + latin, minutes: minutes.max(1) }
}
