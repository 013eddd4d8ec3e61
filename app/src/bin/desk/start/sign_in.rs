//! `/desk/sign-in`: e-mail, code, and in; with several workspaces one is chosen first.

use app::{
    api::Call,
    i18n,
    i18n::tr,
    toast,
    ui::{Button, Kind, TextField},
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    text::Email,
    wire::session::{Challenge, SessionView, SignIn, SwitchWorkspace, WorkspaceRef},
};

use super::{code, pitch::top};
use app::desk::{self, context, form::Form, kept, screen};

/// The sign-in page.
pub fn sign_in() -> AnyView {
    let asked = code::asked("sign-in.challenge");
    let choice = RwSignal::new(None::<SessionView>);
    // In, unless there is a workspace to choose.
    let enter = UnsyncCallback::from(move |session: SessionView| {
        context::reenter();
        if session.others.is_empty() {
            desk::replace(&screen::after_sign_in());
        } else {
            choice.set(Some(session));
        }
    });
    let step = move || match (choice.get(), asked.get()) {
        (Some(session), _) => choose(session),
        (None, Some(code)) => code::enter(code, asked, enter),
        (None, None) => form(asked),
    };
    view! {
        {top()}
        <main id="main">
            <div class="sign-in">
                <h1>{tr("登录", "Sign in")}</h1>
                {step}
            </div>
        </main>
    }
    .into_any()
}

fn form(asked: RwSignal<Option<code::Asked>>) -> AnyView {
    let form = Form::new();
    let email = kept::text("sign-in.email");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let Some(address) = form.check("email", Email::parse(&email.get_untracked())) else {
            return;
        };
        let to = address.as_str().to_owned();
        let body = SignIn { email: address, portal: None, lang: i18n::lang() };
        form.create("/api/v1/sign-in", &body, &[("email", "email")], move |challenge: Challenge| {
            asked.set(Some(code::Asked::new(challenge, to)));
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {form.trouble()}
            <TextField id="email" label=tr("工作邮箱", "Work e-mail") kind="email" value=email error=form.error("email") autocomplete="email" required=true />
            <Button label=tr("发送验证码", "Send me a code") kind=Kind::Primary class=" wide big" submit=true busy=form.busy />
            <p class="muted">
                {tr("还没有工作区？", "No workspace yet? ")}
                <a href="/">{tr("创建一个", "Create one")}</a>
            </p>
            <p class="muted">{tr("您是客户？请使用服务商发给您的门户地址。", "Are you a customer? Use the portal address your supplier gave you.")}</p>
        </form>
    }
    .into_any()
}

fn choose(session: SessionView) -> AnyView {
    let current = session.workspace.slug.clone();
    let rows: Vec<AnyView> = std::iter::once(session.workspace).chain(session.others).map(|place| row(place, current.as_str())).collect();
    view! {
        <div class="stack">
            <p>{tr("您加入了多个工作区，要进入哪一个？", "You belong to several workspaces. Which one?")}</p>
            {rows}
        </div>
    }
    .into_any()
}

fn row(place: WorkspaceRef, current: &str) -> AnyView {
    let here = place.slug.as_str() == current;
    let slug = place.slug.clone();
    let press = move || {
        if here {
            desk::replace(&screen::after_sign_in());
            return;
        }
        let slug = slug.clone();
        app::dom::spawn(async move {
            match Call::post("/api/v1/session/workspace", &SwitchWorkspace { slug }).text().await {
                Ok(_) => {
                    context::reenter();
                    desk::replace(&screen::after_sign_in());
                }
                Err(error) => toast::failed(error.message),
            }
        });
    };
    view! { <Button label=place.name.as_str().to_owned() class=" wide big" on_press=press /> }.into_any()
}
