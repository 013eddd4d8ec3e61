//! The form's screen: the steps and their button, the summary of errors, and what could not be sent.

use app::{
    dom,
    i18n::tr,
    router,
    ui::{Button, ErrorSummary, Icon, Kind, icon, live},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{
    draft, fields,
    parts::{self, STEPS},
    people, proposal,
    rail::rail,
    send::{self, Unsent},
    values::{Errors, Form, name_of, step_of},
};
use crate::{paths, screens::View};

#[derive(Clone, Copy)]
struct Screen {
    form: Form,
    /// What the last try found wrong; stays until the next one.
    summary: RwSignal<Errors>,
    unsent: RwSignal<Option<(String, bool)>>,
    sending: RwSignal<bool>,
    step: Memo<u8>,
}

/// The form's screen.
pub fn screen() -> AnyView {
    let restored = draft::has_text();
    let screen = Screen {
        form: draft::restore(),
        summary: RwSignal::new(Vec::new()),
        unsent: RwSignal::new(None),
        sending: RwSignal::new(false),
        step: Memo::new(|_| parts::step()),
    };
    send::when_online(move || {
        if screen.unsent.with(|unsent| matches!(unsent, Some((_, true)))) {
            screen.submit();
        }
    });
    if draft::is_pressed() {
        // It was sent when there was no signal, and the page was closed since.
        dom::later(move || {
            if !screen.sending.is_disposed() {
                screen.submit();
            }
        });
    }
    let step = screen.step;
    view! {
        <div class="page form-page">
            <div class="page-head"><h1>{tr("提交工单", "File a ticket")}</h1></div>
            <div class="split">
                <div>
                    {follow_up()}
                    {restored.then(|| restored_note(screen.form))}
                    <div class="form-progress" role="img" aria-label=move || step_words(step.get())>
                        {(1..=STEPS).map(|n| view! { <span class:on=move || n <= step.get()></span> }.into_any()).collect::<Vec<_>>()}
                    </div>
                    {form_view(screen)}
                </div>
                {rail(screen.form)}
            </div>
        </div>
    }
    .into_any()
}

fn form_view(screen: Screen) -> AnyView {
    let form = screen.form;
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if dom::is_phone() && screen.step.get_untracked() < STEPS { screen.next() } else { screen.submit() }
    };
    // A line of the summary may name a field of another step; that step must show before it can take the focus.
    let to_step = move |event: web_sys::MouseEvent| {
        let link =
            event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()).and_then(|element| element.get_attribute("href"));
        if let Some(id) = link.as_deref().and_then(|href| href.strip_prefix('#')) {
            screen.show_field(id.to_owned());
        }
    };
    let summary = Signal::derive(move || {
        let named = |(id, message): &(String, String)| match name_of(form, id).as_str() {
            "" => (String::new(), message.clone()),
            name => (id.clone(), [name, tr("：", ": "), message].concat()),
        };
        screen.summary.with(|errors| errors.iter().map(named).collect::<Errors>())
    });
    view! {
        <form class="form sheet" novalidate data-step=move || screen.step.get().to_string() on:submit=submit>
            <div class="form-top" on:click=to_step><ErrorSummary errors=summary /></div>
            {part(1, tr("类别", "Kind"), fields::class_fields(form))}
            {part(2, tr("发生了什么", "What happened"), fields::content_fields(form))}
            {part(3, tr("影响和联系方式", "Severity and contact"), view! {
                {proposal::severity_fields(form)}
                {people::project_fields(form)}
                {people::contact_fields(form)}
            }.into_any())}
            {live(move || screen.unsent.get().map_or_else(|| ().into_any(), |(message, offline)| unsent_banner(screen, message, offline)))}
            {actions(screen)}
        </form>
    }
    .into_any()
}

fn part(n: u8, title: &'static str, fields: AnyView) -> AnyView {
    view! {
        <section class="form-part" data-part=n.to_string()>
            <h2 data-step=n.to_string() tabindex="-1" id=["step-", &n.to_string()].concat()>{title}</h2>
            {fields}
        </section>
    }
    .into_any()
}

fn actions(screen: Screen) -> AnyView {
    let sending = screen.sending;
    view! {
        <div class="sticky-actions">
            <p class="draft-note">{tr("内容自动保存在本机", "Kept on this device as you type")}</p>
            <span class="phone-only back-step">
                <Button label=tr("上一步", "Back") on_press=router::back />
            </span>
            <span class="phone-only grow next-step">
                <Button label=tr("下一步", "Next") kind=Kind::Primary class="wide" on_press=move || screen.next() />
            </span>
            <span class="last-step grow">
                <Button label=tr("提交工单", "File the ticket") kind=Kind::Primary class="big wide" submit=true busy=sending />
            </span>
        </div>
    }
    .into_any()
}

/// Nothing was lost, and what to do.
fn unsent_banner(screen: Screen, message: String, offline: bool) -> AnyView {
    let more = if offline {
        tr("内容和照片都保存在本机，联网后自动发送。", "Your words and photos are kept on this device and go out when the network is back.")
    } else {
        tr("内容和照片都保存在本机，没有丢。", "Your words and photos are kept on this device. Nothing was lost.")
    };
    view! {
        <div class="banner warn boxed" id="unsent" role="alert" tabindex="-1">
            {icon(Icon::Alert)}
            <p><strong>{tr("还没有发送成功。", "Not sent yet. ")}</strong>{message}" "{more}</p>
            <Button label=tr("立即重试", "Try again") icon=Icon::Retry busy=screen.sending on_press=move || screen.submit() />
        </div>
    }
    .into_any()
}

fn follow_up() -> AnyView {
    let Some(serial) = draft::follow_up_of() else {
        return ().into_any();
    };
    view! {
        <p class="follow-up">
            {tr("关联工单 ", "Goes on from ")}
            <a href=paths::to(View::Ticket(serial))>{app::ticket::labels::serial_mark(serial)}</a>
        </p>
    }
    .into_any()
}

fn restored_note(form: Form) -> AnyView {
    let shown = RwSignal::new(true);
    let clear = move || {
        draft::clear(form);
        shown.set(false);
        router::replace(&paths::to(View::New));
    };
    live(move || {
        if !shown.get() {
            return ().into_any();
        }
        view! {
            <div class="banner boxed">
                <p>{tr("已恢复上次没有提交的内容。", "This is what you had not sent yet.")}</p>
                <Button label=tr("清空重写", "Start afresh") kind=Kind::Quiet on_press=clear />
            </div>
        }
        .into_any()
    })
}

fn step_words(step: u8) -> String {
    [tr("第 ", "Step "), &step.to_string(), tr(" 步，共 3 步", " of 3")].concat()
}

impl Screen {
    /// To the next step, if this one and those before are right.
    fn next(self) {
        let step = self.step.get_untracked();
        let errors = self.form.read().err().unwrap_or_default();
        let errors: Errors = errors.into_iter().filter(|(id, _)| step_of(id) <= step).collect();
        if !errors.is_empty() {
            return self.refuse(errors);
        }
        self.summary.set(Vec::new());
        self.go(step + 1);
    }

    fn go(self, step: u8) {
        let step = step.to_string();
        let mut address = paths::with_param(&paths::to(View::New), "step", &step);
        if let Some(serial) = draft::follow_up_of() {
            address = [&address, "&follow_up_of=", &serial.to_string()].concat();
        }
        router::go(&address);
        let heading = ["step-", &step].concat();
        dom::later(move || {
            dom::window().scroll_to_with_x_and_y(0.0, 0.0);
            dom::focus(&heading);
        });
    }

    /// Sends everything.
    fn submit(self) {
        if self.sending.get_untracked() {
            return;
        }
        if let Err(errors) = self.form.read() {
            return self.refuse(errors);
        }
        self.summary.set(Vec::new());
        self.unsent.set(None);
        self.sending.set(true);
        draft::keep_pressed(true);
        dom::spawn(async move {
            let outcome = send::send(self.form).await;
            self.sending.try_set(false);
            match outcome {
                Ok(()) => {}
                Err(Unsent::Refused(errors)) => {
                    draft::keep_pressed(false);
                    self.refuse(errors);
                }
                Err(Unsent::Retry { message, offline }) => {
                    self.unsent.try_set(Some((message, offline)));
                    dom::later(|| dom::focus("unsent"));
                }
            }
        });
    }

    fn refuse(self, errors: Errors) {
        let first = errors.iter().map(|(id, _)| step_of(id)).min().unwrap_or(STEPS);
        if dom::is_phone() && first < self.step.get_untracked() && errors.iter().any(|(id, _)| !id.is_empty()) {
            self.go(first);
        }
        self.form.errors.try_set(errors.clone());
        self.summary.try_set(errors);
    }

    fn show_field(self, id: String) {
        let step = step_of(&id);
        if dom::is_phone() && step != self.step.get_untracked() {
            self.go(step);
            dom::spawn(async move {
                dom::sleep(80).await;
                dom::focus(&id);
            });
        }
    }
}
