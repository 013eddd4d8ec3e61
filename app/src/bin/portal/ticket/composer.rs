//! Writing to the ticket: a reply, or what is still wrong. Text and photos are kept until they were received.

use app::{
    api::{ApiError, Call},
    dom, draft,
    i18n::{lang, tr},
    ui::{Button, FileButtons, Icon, Kind, Tray, TrayTiles, catch_files, live},
};
use leptos::prelude::*;
use shared::{
    error::Refusal,
    id::{AttachmentId, MessageId},
    text::{Body, Reason},
    ticket::{Command, MessageKind, Status},
    wire::ticket::{Because, NewMessage},
};

use super::page::Open;
use crate::{calls, form::attachment_ids, state};

/// The reply's field.
pub const REPLY_ID: &str = "reply";
/// The draft of what is still wrong.
pub const STILL: &str = "still";

#[derive(Clone, Copy)]
struct Composer {
    open: Open,
    /// `/messages`, `/refusal` or `/reopening`.
    part: &'static str,
    id: &'static str,
    text: RwSignal<String>,
    tray: Tray,
    sending: RwSignal<bool>,
    error: RwSignal<Option<String>>,
}

/// Was something begun here and not sent?
pub fn has_draft(open: Open, id: &str) -> bool {
    draft::text(&name(open, id)).is_some()
}

/// The reply below the conversation; where replies have ended, the way to a new ticket stands elsewhere.
pub fn reply(open: Open) -> AnyView {
    let may = state::yes(move || {
        let message = MessageId(String::new());
        open.may(&Command::Say { kind: MessageKind::Reply, message, minutes: 0 })
    });
    live(move || if may.get() { untrack(|| reply_form(open)) } else { ().into_any() })
}

fn reply_form(open: Open) -> AnyView {
    let composer = Composer::new(open, "/messages", REPLY_ID);
    // While the reader says what is still wrong, pasted photos belong there.
    catch_files(move |files| {
        if dom::by_id(STILL).is_none() {
            composer.tray.add(files);
        }
    });
    // Thanks must not reopen a ticket, so a reply leaves its state alone and says so.
    let hint = live(move || {
        let words = match open.ticket(|ticket| ticket.status) {
            Some(Status::Verifying) => tr(
                "回复不会改变状态。解决与否，请在上方“请验证”处选择。",
                "A reply does not change the state. Say solved or not in the box at the top.",
            ),
            Some(Status::Closed) => tr("回复不会重新打开工单。", "A reply does not reopen the ticket."),
            _ => return ().into_any(),
        };
        view! { <p class="hint">{words}</p> }.into_any()
    });
    view! {
        <section class="reply">
            {hint}
            {composer.draw(tr("回复", "Reply"), tr("写回复…", "Write a reply…"), tr("发送", "Send"), ().into_any())}
        </section>
    }
    .into_any()
}

/// What is still wrong, with photos; `open_form` closes it again.
pub fn still(open: Open, part: &'static str, open_form: RwSignal<bool>) -> AnyView {
    let composer = Composer::new(open, part, STILL);
    catch_files(move |files| composer.tray.add(files));
    dom::later(|| dom::focus(STILL));
    let question = tr("哪里还有问题？写一句话，或拍张照片。", "What is still wrong? A sentence or a photo will do.");
    let cancel = view! { <Button label=tr("取消", "Cancel") kind=Kind::Quiet on_press=move || open_form.set(false) /> };
    view! {
        <div class="still">
            <p>{question}</p>
            {composer.draw(question, tr("例如：重启后又出现同样的提示", "For example: after a restart the same message is back"), tr("退回处理", "Send back"), cancel.into_any())}
        </div>
    }
    .into_any()
}

impl Composer {
    fn new(open: Open, part: &'static str, id: &'static str) -> Self {
        let name = name(open, id);
        let text = RwSignal::new(draft::text(&name).unwrap_or_default());
        let kept = name.clone();
        let error = RwSignal::new(None);
        Effect::new(move |_| {
            text.with(|text| draft::keep(&kept, text));
            error.set(None);
        });
        let tray = Tray::new(name, calls::reply_parcel);
        Self { open, part, id, text, tray, sending: RwSignal::new(false), error }
    }

    fn draw(self, label: &'static str, placeholder: &'static str, action: &'static str, more: AnyView) -> AnyView {
        let submit = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            self.send();
        };
        let keys = move |event: web_sys::KeyboardEvent| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing() {
                event.prevent_default();
                self.send();
            }
        };
        let error_id = [self.id, "-error"].concat();
        let described = error_id.clone();
        view! {
            <form class="composer" novalidate on:submit=submit>
                <textarea
                    id=self.id
                    rows="3"
                    placeholder=placeholder
                    aria-label=label
                    aria-describedby=described
                    aria-invalid=move || self.error.get().map(|_| "true")
                    prop:value=move || self.text.get()
                    on:keydown=keys
                    on:input=move |event| self.text.set(event_target_value(&event))
                ></textarea>
                <TrayTiles tray=self.tray />
                <p class="field-error" id=error_id role="alert">{move || self.error.get()}</p>
                <footer>
                    <FileButtons on_files=move |files| self.tray.add(files) />
                    <span class="push">{more}</span>
                    <Button label=action kind=Kind::Primary icon=Icon::Send submit=true busy=self.sending />
                </footer>
            </form>
        }
        .into_any()
    }

    fn send(self) {
        if self.sending.get_untracked() {
            return;
        }
        let mut text = self.text.get_untracked();
        let files = self.tray.items.with_untracked(Vec::len);
        if text.trim().is_empty() && files > 0 {
            text = tr("见附件。", "See the attached files.").to_owned();
        }
        if let Err(refusal) = self.check(&text) {
            self.error.set(Some(refusal.text(lang())));
            dom::focus(self.id);
            return;
        }
        self.error.set(None);
        self.sending.set(true);
        dom::spawn(async move {
            let outcome = self.post(&text).await;
            match outcome {
                Ok(()) => self.received().await,
                Err(error) => self.failed(error).await,
            }
            self.sending.try_set(false);
        });
    }

    fn check(self, text: &str) -> Result<(), Refusal> {
        if self.part == "/messages" { Body::parse(text).map(|_| ()) } else { Reason::parse(text).map(|_| ()) }
    }

    async fn post(self, text: &str) -> Result<(), String> {
        crate::form::retry_failed(self.tray);
        let answers = self.tray.settled().await;
        if self.text.is_disposed() {
            // The reader has left; the draft is still there.
            return Err(String::new());
        }
        let Some(answers) = answers else {
            return Err(tr("还有附件没传完：请重试或移除它，再发送。", "A file has not been sent: try it again or remove it, then send.")
                .to_owned());
        };
        let files = attachment_ids(&answers);
        let Some(body) = self.body(text, files) else {
            return Ok(());
        };
        let call = Call::post_text(calls::ticket(self.open.serial, self.part), &body).key(&self.once_key());
        call.text().await.map(|_| ()).map_err(|error| self.explain(&error))
    }

    fn body(self, text: &str, attachments: Vec<AttachmentId>) -> Option<String> {
        if self.part == "/messages" {
            let message = NewMessage {
                kind: MessageKind::Reply,
                text: Body::parse(text).ok()?,
                attendees: None,
                decisions: None,
                minutes: 0,
                attachments,
            };
            return serde_json::to_string(&message).ok();
        }
        let because = Because { version: self.open.version(), reason: Reason::parse(text).ok()?, attachments };
        serde_json::to_string(&because).ok()
    }

    /// The same key until it was received, so that a lost answer cannot double what was said.
    fn once_key(self) -> String {
        let name = [&name(self.open, self.id), ".once"].concat();
        draft::text(&name).unwrap_or_else(|| {
            let key = dom::random_id();
            draft::keep(&name, &key);
            key
        })
    }

    fn explain(self, error: &ApiError) -> String {
        if error.is("idempotency_key_reused") {
            self.new_key();
            return tr(
                "上一次其实已经发出，请查看上方后再决定是否重发。",
                "The last try did arrive after all. Look above before you send again.",
            )
            .to_owned();
        }
        if !error.is_offline() && error.status < 500 {
            self.new_key();
        }
        if error.is("attachment_unknown") {
            crate::form::upload_again(self.tray);
        }
        error.message.clone()
    }

    fn new_key(self) {
        draft::keep(&[&name(self.open, self.id), ".once"].concat(), "");
    }

    async fn received(self) {
        self.new_key();
        if self.text.is_disposed() {
            draft::forget(&name(self.open, self.id));
            return;
        }
        self.text.set(String::new());
        self.tray.clear();
        let _ = self.open.refresh().await;
    }

    /// Everything stays in its place; what others changed meanwhile is shown.
    async fn failed(self, message: String) {
        self.error.try_set(Some(message));
        let _ = self.open.refresh().await;
    }
}

fn name(open: Open, id: &str) -> String {
    [id, ".", &state::slug(), ".", &open.serial.to_string()].concat()
}
