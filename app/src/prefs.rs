//! What a reader has chosen on this device: language, theme, single keys. Kept in `localStorage`; `public/early.js`
//! reads language and theme before the first paint.

use shared::{lang::Lang, wire::session::Theme};

use crate::dom::{document, media, store, stored};

const LANG_KEY: &str = "ld.lang";
const THEME_KEY: &str = "ld.theme";
const SINGLE_KEYS_KEY: &str = "ld.keys";

/// The theme chosen on this device, if one was; "as the system" is a choice like the others.
pub fn chosen_theme() -> Option<Theme> {
    stored(THEME_KEY).as_deref().and_then(Theme::parse)
}

/// The theme of this device.
pub fn theme() -> Theme {
    chosen_theme().unwrap_or(Theme::System)
}

/// Shows a theme at once and remembers it.
pub fn set_theme(theme: Theme) {
    let dark = match theme {
        Theme::System => media("(prefers-color-scheme: dark)"),
        Theme::Light => false,
        Theme::Dark => true,
    };
    store(THEME_KEY, Some(theme.as_str()));
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", if dark { "dark" } else { "light" });
    }
}

/// The language chosen on this device, if one was.
pub fn chosen_lang() -> Option<Lang> {
    match stored(LANG_KEY).as_deref() {
        Some("zh") => Some(Lang::Zh),
        Some("en") => Some(Lang::En),
        _ => None,
    }
}

/// Remembers the language; [`crate::boot::set_lang`] also shows it.
pub fn keep_lang(lang: Lang) {
    store(LANG_KEY, Some(lang.pick("zh", "en")));
}

/// Were single keys switched on or off on this device?
pub fn chosen_single_keys() -> Option<bool> {
    stored(SINGLE_KEYS_KEY).map(|word| word != "off")
}

/// Do single keys (without Ctrl) act? A reader who talks to the computer switches them off (WCAG 2.1.4).
pub fn single_keys() -> bool {
    chosen_single_keys().unwrap_or(true)
}

/// Switches single keys on or off.
pub fn keep_single_keys(on: bool) {
    store(SINGLE_KEYS_KEY, Some(if on { "on" } else { "off" }));
}
