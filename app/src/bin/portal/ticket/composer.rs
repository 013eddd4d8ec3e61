//! Writing to the ticket: a reply, or what is still wrong. Text and photos are kept until they were received.

use app::{
    api::{ApiError, Call},
    dom,
    draft::{self, Snapshot},
    i18n::{lang, tr},
    toast,
    ui::{Button, FileButtons, Icon, Kind, Tray, TrayTiles, Unsettled, catch_files, live},
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

/// Is something still wrong? Yes as soon as that was begun to be told, in words or photos, and not sent.
pub fn begun(open: Open) -> RwSignal<bool> {
    let name = name(open, STILL);
    let begun = RwSignal::new(draft::text(&name).is_some());
    dom::spawn(async move {
        if !draft::pictures(&name).await.is_empty() {
            begun.try_set(true);
        }
    });
    begun
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
        let text = draft::kept(name.clone());
        let error = RwSignal::new(None);
        Effect::new(move |_| {
            text.track();
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
        if let Err(refusal) = self.check(&self.words()) {
            self.error.set(Some(refusal.text(lang())));
            dom::focus(self.id);
            return;
        }
        self.error.set(None);
        self.sending.set(true);
        dom::spawn(async move {
            let outcome = self.post().await;
            self.sending.try_set(false);
            if let Err(message) = outcome {
                self.failed(message);
            }
            // What others changed meanwhile is shown, too.
            let _ = self.open.refresh().await;
        });
    }

    /// What is said; a photo alone says that it is there.
    fn words(self) -> String {
        let text = self.text.get_untracked();
        let files = self.tray.items.with_untracked(Vec::len);
        if text.trim().is_empty() && files > 0 { tr("见附件。", "See the attached files.").to_owned() } else { text }
    }

    fn check(self, text: &str) -> Result<(), Refusal> {
        if self.part == "/messages" { Body::parse(text).map(|_| ()) } else { Reason::parse(text).map(|_| ()) }
    }

    async fn post(self) -> Result<(), String> {
        crate::form::retry_failed(self.tray);
        let files = self.tray.settled().await.map_err(|why| unsettled(why).to_owned())?;
        // Read only now: the reader may have gone on writing while the files were on their way.
        let (text, words) = (self.words(), Snapshot::take(&[self.text]));
        self.check(&text).map_err(|refusal| refusal.text(lang()))?;
        let body = self.body(&text, attachment_ids(&files.answers())).unwrap_or_default();
        let call = Call::post_text(calls::ticket(self.open.serial, self.part), &body).key(&self.once_key());
        call.text().await.map_err(|error| self.explain(&error))?;
        self.new_key();
        words.forget();
        files.forget();
        Ok(())
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
        // After these the same is sent again, and an earlier try of it may have arrived.
        if !error.may_pass() {
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

    /// Everything stays in its place, or in the draft where that place has been left.
    fn failed(self, message: String) {
        if self.error.is_disposed() {
            toast::failed(["#", &self.open.serial.to_string(), tr("：", ": "), &message].concat());
        } else {
            self.error.set(Some(message));
        }
    }
}

fn unsettled(why: Unsettled) -> &'static str {
    match why {
        Unsettled::Failed => {
            tr("还有附件没传完：请重试或移除它，再发送。", "A file has not been sent: try it again or remove it, then send.")
        }
        Unsettled::Left => tr(
            "没有发出：离开时附件还没传完。内容和附件都留在工单里。",
            "not sent, as files were still on their way when you left. The ticket keeps it all.",
        ),
    }
}

fn name(open: Open, id: &str) -> String {
    [id, ".", &state::slug(), ".", &open.serial.to_string()].concat()
}
