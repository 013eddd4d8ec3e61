//! Signing in: an e-mail address, then the six digits that were sent to it.

use app::{
    api::{ApiError, Call},
    dom, draft,
    i18n::{lang, tr},
    router,
    ui::{Button, ErrorSummary, Kind, TextField, live},
};
use leptos::prelude::*;
use shared::{
    text::{Email, Slug},
    wire::session::{Challenge, SessionView, SignIn, SignInCode},
};

use crate::{paths, screens::View, state};

/// How long another code is not offered, in milliseconds: the first one needs a moment to arrive.
const RESEND_MS: i64 = 30_000;
const CODE_DIGITS: usize = 6;

#[derive(Clone, Copy)]
struct Form {
    email: RwSignal<String>,
    code: RwSignal<String>,
    /// What the code is entered against; empty before one was asked for.
    challenge: RwSignal<String>,
    asked_at: RwSignal<i64>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<(&'static str, String)>>,
}

/// The sign-in screen.
pub fn sign_in() -> AnyView {
    let form = Form {
        email: RwSignal::new(String::new()),
        code: RwSignal::new(String::new()),
        challenge: RwSignal::new(String::new()),
        asked_at: RwSignal::new(0),
        busy: RwSignal::new(false),
        error: RwSignal::new(None),
    };
    form.restore();
    let asked = state::yes(move || form.challenge.with(|challenge| !challenge.is_empty()));
    let step = live(move || if asked.get() { enter_code(form) } else { enter_email(form) });
    view! { <div class="page sign-in"><div class="sheet sheet-body">{step}</div></div> }.into_any()
}

fn enter_email(form: Form) -> AnyView {
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        form.ask();
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <h1>{tr("登录", "Sign in")}</h1>
            <p class="hint">{tr("无需密码。我们会把六位验证码发到您的邮箱。", "No password needed. We send a six-digit code to your e-mail.")}</p>
            <TextField
                id="email"
                label=tr("邮箱", "E-mail")
                kind="email"
                autocomplete="email"
                placeholder="name@company.com"
                value=form.email
                error=form.error_of("email")
                required=true
            />
            <ErrorSummary errors=form.other_errors() />
            <Button label=tr("发送验证码", "Send the code") kind=Kind::Primary submit=true busy=form.busy />
        </form>
    }
    .into_any()
}

fn enter_code(form: Form) -> AnyView {
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        form.enter();
    };
    // The last digit sends: nobody should look for a button on a phone.
    Effect::new(move |_| {
        if form.code.with(|code| digits(code).len() == CODE_DIGITS) {
            untrack(|| form.enter());
        }
    });
    dom::later(|| dom::focus("code"));
    let now = app::i18n::now();
    let can_resend = Signal::derive(move || now.get() - form.asked_at.get() > RESEND_MS);
    view! {
        <form class="stack" novalidate on:submit=submit>
            <h1>{tr("输入验证码", "Enter the code")}</h1>
            <p>{move || [tr("验证码已发送到 ", "The code is on its way to "), &form.email.get()].concat()}</p>
            <p class="hint">{tr("十分钟内有效。没有收到？请看看垃圾邮件。", "Valid for ten minutes. Nothing there? Look into the spam folder.")}</p>
            <TextField
                id="code"
                label=tr("六位验证码", "Six-digit code")
                autocomplete="one-time-code"
                value=form.code
                error=form.error_of("code")
                required=true
            />
            <ErrorSummary errors=form.other_errors() />
            <Button label=tr("登录", "Sign in") kind=Kind::Primary submit=true busy=form.busy />
            <div class="actions">
                <Button
                    label=tr("重新发送", "Send another code")
                    kind=Kind::Quiet
                    disabled=Signal::derive(move || !can_resend.get())
                    on_press=move || form.ask()
                />
                <Button label=tr("换个邮箱", "Use another address") kind=Kind::Quiet on_press=move || form.start_over() />
            </div>
        </form>
    }
    .into_any()
}

impl Form {
    /// Asks for a code.
    fn ask(self) {
        let email = match Email::parse(&self.email.get_untracked()) {
            Ok(email) => email,
            Err(refusal) => return self.fail("email", refusal.text(lang())),
        };
        let Ok(portal) = Slug::parse(&state::slug()) else {
            return;
        };
        self.busy.set(true);
        self.error.set(None);
        dom::spawn(async move {
            let to = email.as_str().to_owned();
            let ask = SignIn { email, portal: Some(portal), lang: lang() };
            let outcome = Call::post("/api/v1/sign-in", &ask).key(&dom::random_id()).send::<Challenge>().await;
            // The reader may have left meanwhile.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(challenge) => self.asked(challenge, to),
                Err(error) => self.refused(error, "email"),
            }
        });
    }

    /// Phones drop a page while its reader looks into the mail, so the question survives a reload.
    fn asked(self, challenge: Challenge, email: String) {
        let now = dom::now_ms();
        let until = now + i64::from(challenge.expires_in) * 1_000;
        self.asked_at.set(now);
        self.code.set(String::new());
        let kept = [&challenge.challenge, "\n", &email, "\n", &until.to_string()].concat();
        self.email.set(email);
        draft::keep(&draft_name(), &kept);
        self.challenge.set(challenge.challenge);
    }

    fn restore(self) {
        let kept = draft::text(&draft_name()).unwrap_or_default();
        let mut parts = kept.split('\n');
        let (Some(challenge), Some(email), Some(until)) = (parts.next(), parts.next(), parts.next()) else {
            return;
        };
        if until.parse::<i64>().is_ok_and(|until| until > dom::now_ms()) {
            self.email.set(email.to_owned());
            self.challenge.set(challenge.to_owned());
        }
    }

    fn start_over(self) {
        draft::keep(&draft_name(), "");
        self.error.set(None);
        self.challenge.set(String::new());
    }

    /// Enters the code.
    fn enter(self) {
        let code = digits(&self.code.get_untracked());
        if code.len() != CODE_DIGITS {
            return self.fail("code", tr("请输入邮件中的六位数字。", "Enter the six digits from the e-mail.").to_owned());
        }
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        dom::spawn(async move {
            let name = draft_name();
            let answer = SignInCode { challenge: self.challenge.get_untracked(), code };
            let outcome = Call::post("/api/v1/sign-in/code", &answer).key(&dom::random_id()).send::<SessionView>().await;
            // The reader may have left meanwhile; signed in they are all the same.
            let left = self.busy.try_set(false).is_some();
            match outcome {
                Ok(session) => {
                    draft::keep(&name, "");
                    state::came(session);
                    if !left {
                        router::replace(&next());
                    }
                }
                Err(_) if left => {}
                Err(error) => self.refused(error, "code"),
            }
        });
    }

    fn refused(self, error: ApiError, field: &'static str) {
        let on_field = error.field.is_some() || error.is("code_wrong");
        self.fail(if on_field { field } else { "" }, error.message);
    }

    fn fail(self, field: &'static str, message: String) {
        self.error.set(Some((field, message)));
        dom::later(move || dom::focus(field));
    }

    fn error_of(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.error.get().filter(|(of, _)| *of == field).map(|(_, message)| message))
    }

    fn other_errors(self) -> Signal<Vec<(String, String)>> {
        Signal::derive(move || {
            let error = self.error.get().filter(|(of, _)| of.is_empty());
            error.map(|(_, message)| (String::new(), message)).into_iter().collect()
        })
    }
}

fn draft_name() -> String {
    ["sign-in.", &state::slug()].concat()
}

/// People paste codes with spaces.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Where the reader was going; only our own screens.
fn next() -> String {
    untrack(|| router::param("next")).filter(|path| path.starts_with("/p/")).unwrap_or_else(|| paths::to(View::Tickets))
}
