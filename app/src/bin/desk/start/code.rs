//! Entering the code that came by e-mail. Survives a reload: on a phone the mail program may push the page out.

use app::{
    api::Call,
    dom, draft,
    i18n::tr,
    ui::{Button, Kind, TextField},
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::wire::session::{Challenge, SessionView, SignInCode};

use app::desk::form::Form;

/// A code that was asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct Asked {
    challenge: String,
    email: String,
    /// Until when the code can be entered, in milliseconds since 1970.
    until: i64,
}

impl Asked {
    /// A code that has just been sent to `email`.
    pub fn new(challenge: Challenge, email: String) -> Self {
        let until = dom::now_ms() + i64::from(challenge.expires_in) * 1000;
        Self { challenge: challenge.challenge, email, until }
    }

    fn write(&self) -> String {
        [&self.challenge, "\n", &self.email, "\n", &self.until.to_string()].concat()
    }

    fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(str::to_owned);
        let (challenge, email) = (lines.next()?, lines.next()?);
        let until = lines.next()?.parse().ok()?;
        Some(Self { challenge, email, until })
    }
}

/// The code that is on its way, if it can still be entered; kept under `name`.
pub fn asked(name: &'static str) -> RwSignal<Option<Asked>> {
    let before = draft::text(name).and_then(|text| Asked::read(&text));
    let signal = RwSignal::new(before.filter(|asked| asked.until > dom::now_ms()));
    Effect::new(move |_| {
        draft::keep(name, &signal.with(|asked| asked.as_ref().map(Asked::write).unwrap_or_default()));
    });
    signal
}

/// Asks for the code and signs in with it.
pub fn enter(code: Asked, asked: RwSignal<Option<Asked>>, done: UnsyncCallback<(SessionView,)>) -> AnyView {
    let form = Form::new();
    let digits = RwSignal::new(String::new());
    let challenge = code.challenge.clone();
    let send = move || {
        let typed: String = digits.get_untracked().chars().filter(|c| !c.is_whitespace()).collect();
        form.clear();
        if typed.is_empty() {
            form.refuse("code", tr("请填写邮件中的六位验证码。", "Enter the six digits from the mail."));
            return;
        }
        let call = Call::post("/api/v1/sign-in/code", &SignInCode { challenge: challenge.clone(), code: typed });
        form.send(call, &[("code", "code"), ("challenge", "code")], move |session: SessionView| {
            asked.set(None);
            // What was kept of the code is forgotten before the page is left.
            dom::later(move || {
                done.try_run((session,));
            });
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    dom::later(|| dom::focus("code"));
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
