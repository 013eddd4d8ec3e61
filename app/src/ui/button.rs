//! Buttons. A link that looks like one is `<a class="btn">`.

use leptos::prelude::*;

use super::icon::{Icon, icon};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The one thing to do here.
    Primary,
    /// Any other.
    #[default]
    Plain,
    /// Without a border until pointed at.
    Quiet,
    /// Takes something away.
    Danger,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn primary ",
            Self::Plain => "btn ",
            Self::Quiet => "btn quiet ",
            Self::Danger => "btn danger ",
        }
    }
}

/// A button with words. While `busy` it keeps its width and takes no second press.
#[component]
pub fn Button(
    #[prop(into)] label: String,
    #[prop(optional)] kind: Kind,
    #[prop(optional)] icon: Option<Icon>,
    /// More classes, such as `big wide`.
    #[prop(optional)]
    class: &'static str,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Sends the form it stands in; `on_press` is then usually left out.
    #[prop(optional)]
    submit: bool,
    #[prop(optional, into)] on_press: Option<UnsyncCallback<()>>,
) -> AnyView {
    let press = move |_| {
        if !busy.get_untracked()
            && let Some(act) = on_press
        {
            act.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=[kind.class(), class].concat()
            disabled=move || disabled.get()
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {icon.map(self::icon)}
            <span>{label}</span>
        </button>
    }
    .into_any()
}

/// A square button with an icon; the label is spoken and shown as a tip.
#[component]
pub fn IconButton(icon: Icon, #[prop(into)] label: String, #[prop(into)] on_press: UnsyncCallback<()>) -> AnyView {
    view! {
        <button type="button" class="btn quiet square" title=label.clone() aria-label=label on:click=move |_| on_press.run(())>
            {self::icon(icon)}
        </button>
    }
    .into_any()
}
