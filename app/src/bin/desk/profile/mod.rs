//! `/desk/profile`: what a member sets for themselves: name, language, theme, single keys; and signing out.

mod notices;

use app::{
    api::Call,
    boot,
    i18n::{lang, tr},
    prefs, toast,
    ui::*,
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    lang::Lang,
    text::Name,
    wire::session::{EditProfile, MemberSelf, Theme},
};

use app::desk::{
    away::{away_form, away_words},
    context,
    form::Form,
    frame,
};

const NOTHING: EditProfile = EditProfile { name: None, lang: None, theme: None, single_keys: None };

/// The page.
pub fn profile() -> AnyView {
    let me = context::desk().map(|desk| desk.me.clone());
    view! {
        <div class="page narrow stack">
            <h1>{tr("个人设置", "Profile")}</h1>
            {me.map(who)}
            {away()}
            <section class="panel stack">
                {language()}
                {theme()}
                {keys()}
                <p class="hint">{tr("停用后，只有带 Ctrl 的组合键有效，适合用语音输入的人。", "When off, only combinations with Ctrl act; for people who dictate.")}</p>
            </section>
            {notices::notices()}
            <div><Button label=tr("退出登录", "Sign out") on_press=frame::sign_out /></div>
        </div>
    }
    .into_any()
}

fn who(me: MemberSelf) -> AnyView {
    let form = Form::new();
    let name = RwSignal::new(me.name.as_str().to_owned());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let Some(parsed) = form.check("own-name", Name::parse(&name.get_untracked())) else {
            return;
        };
        let body = EditProfile { name: Some(parsed), ..NOTHING };
        form.send(Call::patch("/api/v1/profile", &body), &[("name", "own-name")], |_: ()| {
            context::refresh();
            toast::done(tr("已保存", "Saved"));
        });
    };
    view! {
        <form class="panel stack" novalidate on:submit=submit>
            {form.trouble()}
            <p class="muted">{me.email.as_str().to_owned()} " · " {me.role.label(lang())}</p>
            <TextField id="own-name" label=tr("姓名", "Name") value=name error=form.error("own-name") autocomplete="name" max=Name::CHARS_MAX required=true />
            <div><Button label=tr("保存", "Save") kind=Kind::Primary submit=true busy=form.busy /></div>
        </form>
    }
    .into_any()
}

/// When one is away. Drawn anew once it is saved.
fn away() -> AnyView {
    live(move || {
        let own = context::my_id().and_then(|id| context::members().into_iter().find(|member| member.id == id))?;
        let now = away_words(&own).map(|words| view! { <p><span class="chip wait">{words}</span></p> }.into_any());
        Some(view! { <section class="panel stack"><h2>{tr("不在岗", "Away")}</h2>{now}{away_form(&own, || ())}</section> }.into_any())
    })
}

fn language() -> AnyView {
    let value = RwSignal::new(lang().as_str().to_owned());
    let choices = Lang::ALL.iter().map(|lang| Choice::new(lang.as_str(), lang.label(*lang))).collect();
    chosen(value, |word| {
        if let Some(lang) = Lang::parse(word) {
            keep(EditProfile { lang: Some(lang), ..NOTHING });
            boot::set_lang(lang);
        }
    });
    view! { <Segmented id="language" label=tr("语言", "Language") choices value /> }.into_any()
}

fn theme() -> AnyView {
    let value = RwSignal::new(prefs::theme().as_str().to_owned());
    let choices = Theme::ALL.iter().map(|theme| Choice::new(theme.as_str(), theme.label(lang()))).collect();
    chosen(value, |word| {
        if let Some(theme) = Theme::parse(word) {
            prefs::set_theme(theme);
            keep(EditProfile { theme: Some(theme), ..NOTHING });
        }
    });
    view! { <Segmented id="theme" label=tr("外观", "Theme") choices value /> }.into_any()
}

fn keys() -> AnyView {
    let value = RwSignal::new(if prefs::single_keys() { "on" } else { "off" }.to_owned());
    let choices = vec![Choice::new("on", tr("启用", "On")), Choice::new("off", tr("停用", "Off"))];
    chosen(value, |word| {
        prefs::keep_single_keys(word == "on");
        keep(EditProfile { single_keys: Some(word == "on"), ..NOTHING });
    });
    view! { <Segmented id="single-keys" label=tr("单键快捷键", "Single-key shortcuts") choices value /> }.into_any()
}

/// Acts on each choice but the one that was there.
fn chosen(value: RwSignal<String>, act: fn(&str)) {
    Effect::new(move |before: Option<String>| {
        let now = value.get();
        if before.is_some_and(|before| before != now) {
            act(&now);
        }
        now
    });
}

/// Other devices of the member start with it; on this one it holds already, whether or not the server is reached.
fn keep(change: EditProfile) {
    app::dom::spawn(async move {
        if let Err(error) = Call::patch("/api/v1/profile", &change).text().await {
            toast::failed(error.message);
        }
    });
}
