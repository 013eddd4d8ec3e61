//! The two first languages, Chinese and English.

words! {
    /// A language of the product (R40).
    Lang {
        Zh = "zh", "中文", "中文";
        En = "en", "English", "English";
    }
}

impl Lang {
    /// The text in this language. Both stand side by side where they are used, so that neither can be forgotten.
    pub const fn pick<T: Copy>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// The value of HTML's `lang` attribute.
    pub const fn tag(self) -> &'static str {
        self.pick("zh-CN", "en")
    }

    /// The language a browser prefers: the first of `Accept-Language` that we speak, by its q-values (RFC 9110 §12.5.4).
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(Self, u16)> = None;
        for item in header.split(',') {
            let mut parts = item.split(';');
            let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
            let lang = match tag.split('-').next() {
                Some("zh") => Self::Zh,
                Some("en") => Self::En,
                _ => continue,
            };
            let quality = parts.find_map(|p| p.trim().strip_prefix("q=").map(quality_thousandths)).unwrap_or(1000);
            if quality > 0 && best.is_none_or(|(_, q)| quality > q) {
                best = Some((lang, quality));
            }
        }
        best.map(|(lang, _)| lang)
    }
}

/// `0.8` → 800; anything unreadable counts as 0.
fn quality_thousandths(text: &str) -> u16 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let Ok(whole) = whole.parse::<u16>() else {
        return 0;
    };
    let digits = fraction.chars().chain("000".chars()).take(3);
    let thousandths = digits.fold(0u16, |sum, c| sum * 10 + c.to_digit(10).unwrap_or(0) as u16);
    (whole.min(1) * 1000 + thousandths).min(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r40_browser_language_comes_first() {
        assert_eq!(Lang::from_accept_language("zh-CN,zh;q=0.9,en;q=0.8"), Some(Lang::Zh));
        assert_eq!(Lang::from_accept_language("fr, en;q=0.4, zh;q=0.7"), Some(Lang::Zh));
        assert_eq!(Lang::from_accept_language("en-GB"), Some(Lang::En));
        assert_eq!(Lang::from_accept_language("zh;q=0, en;q=0.1"), Some(Lang::En));
        assert_eq!(Lang::from_accept_language("de"), None);
        assert_eq!(Lang::from_accept_language(""), None);
    }
}
