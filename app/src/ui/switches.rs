//! Language, theme and single keys: what a reader sets for this device.

use leptos::prelude::*;
use shared::{lang::Lang, wire::session::Theme};

use super::{Choice, Icon, IconButton, Menu, MenuItem, Segmented};
use crate::{boot, dom, i18n, i18n::tr, prefs};

/// One press shows the page in the other language. It names that language in its own words.
#[component]
pub fn LangSwitch() -> AnyView {
    let other = i18n::lang().pick(Lang::En, Lang::Zh);
    let (tag, name) = (other.tag(), other.pick("中文", "English"));
    view! {
        <button type="button" class="btn quiet" lang=tag on:click=move |_| boot::set_lang(other)>
            {super::icon(Icon::Globe)}
            <span>{name}</span>
        </button>
    }
    .into_any()
}

/// Light, dark, or as the system says.
#[component]
pub fn ThemeSwitch() -> AnyView {
    let items = || {
        let item =
            |theme: Theme, words: &'static str| MenuItem::new(words, move || prefs::set_theme(theme)).checked(prefs::theme() == theme);
        vec![
            item(Theme::System, tr("跟随系统", "As the system")),
            item(Theme::Light, tr("浅色", "Light")),
            item(Theme::Dark, tr("深色", "Dark")),
        ]
    };
    view! { <Menu label=tr("外观", "Theme") icon=Icon::Theme compact=true class="btn quiet" items=items /> }.into_any()
}

/// One press changes between light and dark, for a page that needs no third choice.
#[component]
pub fn ThemeButton() -> AnyView {
    let change = || {
        let dark = dom::document().document_element().and_then(|html| html.get_attribute("data-theme")).as_deref() == Some("dark");
        prefs::set_theme(if dark { Theme::Light } else { Theme::Dark });
    };
    view! { <IconButton icon=Icon::Theme label=tr("浅色或深色", "Light or dark") on_press=change /> }.into_any()
}

/// Do single keys act?
#[component]
pub fn SingleKeysSwitch() -> AnyView {
    let value = RwSignal::new(if prefs::single_keys() { "on" } else { "off" }.to_owned());
    Effect::new(move |before: Option<String>| {
        let now = value.get();
        // Only looking at it is no choice.
        if before.is_some_and(|before| before != now) {
            prefs::keep_single_keys(now == "on");
        }
        now
    });
    let choices = vec![Choice::new("on", tr("启用", "On")), Choice::new("off", tr("停用", "Off"))];
    view! { <Segmented id="single-keys" label=tr("单键快捷键", "Single-key shortcuts") choices value /> }.into_any()
}
