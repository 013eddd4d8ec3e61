//! Entering the code that came by e-mail. Survives a reload: on a phone the mail program may push the page out.

use app::{
    api::Call,
    draft,
    i18n::tr,
    ui::{Button, Kind, TextField},
};
use leptos::{ev::SubmitEvent, prelude::*};
use serde::{Deserialize, Serialize};
use shared::wire::session::{Challenge, SessionView, SignInCode};

use crate::form::Form;

/// A code that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    challenge: String,
    email: String,
    /// Until when the code can be entered, in milliseconds since 1970.
    until: i64,
}

impl Asked {
    /// A code that has just been sent to `email`.
    pub fn new(challenge: Challenge, email: String) -> Self {
        let until = app::dom::now_ms() + i64::from(challenge.expires_in) * 1000;
        Self {
            challenge: challenge.challenge,
            email,
            until,
        }
    }
}

/// The code that is on its way, if it can still be entered; kept under `name`.
pub fn asked(name: &'static str) -> RwSignal<Option<Asked>> {
    let before = draft::text(name).and_then(|text| serde_json::from_str::<Asked>(&text).ok());
    let signal = RwSignal::new(before.filter(|asked| asked.until > app::dom::now_ms()));
    Effect::new(move |_| {
        let text = signal.with(|asked| {
            asked
                .as_ref()
                .and_then(|asked| serde_json::to_string(asked).ok())
        });
        draft::keep(name, &text.unwrap_or_default());
    });
    signal
}

/// Asks for the code and signs in with it.
pub fn enter(
    code: Asked,
    asked: RwSignal<Option<Asked>>,
    done: UnsyncCallback<(SessionView,)>,
) -> AnyView {
    let form = Form::new();
    let digits = RwSignal::new(String::new());
    let challenge = code.challenge.clone();
    let send = move || {
        let typed: String = digits
            .get_untracked()
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        form.clear();
        if typed.is_empty() {
            form.refuse(
                "code",
                tr(
                    "请填写邮件中的六位验证码。",
                    "Enter the six digits from the mail.",
                ),
            );
            return;
        }
        let call = Call::post(
            "/api/v1/sign-in/code",
            &SignInCode {
                challenge: challenge.clone(),
                code: typed,
            },
        );
        form.send(
            call,
            &[("code", "code"), ("challenge", "code")],
            move |session: SessionView| {
                asked.set(None);
                // What was kept of the code is forgotten before the page is left.
                app::dom::later(move || done.run((session,)));
            },
        );
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    app::dom::later(|| app::dom::focus("code"));
    view! {
        <form class="stack code-form" novalidate on:submit=submit>
            <p role="status">
                {tr("验证码已发送至 ", "We have sent a code to ")}
                <b>{code.email}</b>
                {tr("，十分钟内有效。", ". It is good for ten minutes.")}
            </p>
            {form.trouble()}
            <TextField id="code" label=tr("验证码", "Code") value=digits error=form.error("code") autocomplete="one-time-code" required=true />
            <Button label=tr("进入", "Continue") kind=Kind::Primary class=" wide big" submit=true busy=form.busy />
            <Button label=tr("没有收到？换个地址或重新发送", "No mail? Change the address or send again") kind=Kind::Quiet on_press=move || asked.set(None) />
        </form>
    }
    .into_any()
}
