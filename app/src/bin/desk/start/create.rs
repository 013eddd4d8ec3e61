//! Creates a workspace: firm, portal address, name, e-mail; then the code that came by mail; then in (R41).

use app::{i18n, i18n::tr, router, ui::*};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    text::{Email, Name, Slug},
    wire::session::{Challenge, NewWorkspace, SessionView},
};

use super::{code, slug};
use app::desk::{context, form::Form, kept};

const FIELDS: &[(&str, &str)] = &[("name", "firm"), ("slug", "slug"), ("your_name", "your-name"), ("email", "email")];
/// Firm, portal address, name and e-mail, kept until the workspace exists.
const KEPT: [&str; 4] = ["create.firm", "create.slug", "create.your-name", "create.email"];

/// The form, or the entry of the code while one is on its way.
pub fn create() -> AnyView {
    let asked = code::asked("create.challenge");
    let enter = UnsyncCallback::from(|_: SessionView| {
        KEPT.iter().for_each(|name| kept::forget(name));
        context::reenter();
        router::go("/desk/board");
    });
    let view = move || match asked.get() {
        Some(challenge) => code::enter(challenge, asked, enter),
        None => form(asked),
    };
    view.into_any()
}

fn form(asked: RwSignal<Option<code::Asked>>) -> AnyView {
    let form = Form::new();
    let [firm, chosen, your_name, email] = KEPT.map(kept::text);
    let address = RwSignal::new(chosen.get_untracked());
    // The proposal follows what is typed until the address itself was typed.
    let proposed = Memo::new(move |_| slug::propose(&firm.get(), &email.get()));
    Effect::new(move |_| {
        let proposal = proposed.get();
        if chosen.with_untracked(String::is_empty) {
            address.set(proposal);
        }
    });
    Effect::new(move |_| {
        let now = address.get();
        let own = proposed.with_untracked(|proposal| *proposal != now);
        chosen.set(if own { now } else { String::new() });
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let name = form.check("firm", Name::parse(&firm.get_untracked()));
        let slug = form.check("slug", Slug::parse(&address.get_untracked()));
        let person = form.check("your-name", Name::parse(&your_name.get_untracked()));
        let mail = form.check("email", Email::parse(&email.get_untracked()));
        let (Some(name), Some(slug), Some(your_name), Some(mail)) = (name, slug, person, mail) else {
            return;
        };
        let to = mail.as_str().to_owned();
        let body = NewWorkspace { name, slug, your_name, email: mail, lang: i18n::lang(), zone: Some(i18n::zone()) };
        form.create("/api/v1/workspaces", &body, FIELDS, move |challenge: Challenge| {
            asked.set(Some(code::Asked::new(challenge, to)));
        });
    };
    let portal = move || [&origin(), "/p/", &address.with(|a| if a.is_empty() { "…".to_owned() } else { a.clone() })].concat();
    view! {
        <form class="stack" novalidate on:submit=submit>
            {form.trouble()}
            <TextField id="firm" label=tr("公司名称", "Firm") value=firm error=form.error("firm") autocomplete="organization" max=Name::CHARS_MAX required=true />
            <TextField
                id="your-name"
                label=tr("您的姓名", "Your name")
                value=your_name
                error=form.error("your-name")
                autocomplete="name"
                max=Name::CHARS_MAX
                required=true
            />
            <TextField id="email" label=tr("工作邮箱", "Work e-mail") kind="email" value=email error=form.error("email") autocomplete="email" required=true />
            <TextField
                id="slug"
                label=tr("客户门户地址", "Address of your customers' portal")
                hint=tr("3–30 个小写字母、数字或连字符", "3–30 lower-case letters, digits or hyphens")
                value=address
                error=form.error("slug")
                required=true
            />
            <p class="muted start-address">{portal}</p>
            <Button label=tr("发送验证码", "Send me a code") kind=Kind::Primary class=" wide big" submit=true busy=form.busy />
            <p class="muted">{tr("不设密码：我们把六位验证码发到您的邮箱。", "No password: we send a six-digit code to your mailbox.")}</p>
        </form>
    }
    .into_any()
}

fn origin() -> String {
    window().location().origin().unwrap_or_default()
}
