//! Writing: what the customer reads and what stays with the team never look alike (R18).

use app::{
    dom, i18n,
    i18n::{lang, tr},
    toast,
    ui::{Button, FileButtons, Icon, Kind, Tray, TrayTiles, Unsettled, catch_files, icon, keys::on_key, live},
};
use leptos::{html, prelude::*};
use shared::{
    error::Refusal,
    text::{Body, Note},
    ticket::{MessageKind, message::Audience},
    wire::ticket::{MINUTES_MAX, NewMessage},
};

use super::{outbox, presence, state::Workspace};
use crate::files;
use app::desk::{context, kept};

/// What is being written. Kept for each ticket over reloads.
#[derive(Clone, Copy)]
struct Composer {
    ws: Workspace,
    open: RwSignal<bool>,
    kind: RwSignal<String>,
    text: RwSignal<String>,
    attendees: RwSignal<String>,
    decisions: RwSignal<String>,
    minutes: RwSignal<String>,
    tray: Tray,
    /// Attachments are being waited for.
    busy: RwSignal<bool>,
    area: NodeRef<html::Textarea>,
}

/// The composer; a slim line until something is to be written.
pub fn composer(ws: Workspace) -> AnyView {
    let Some(desk) = untrack(context::desk) else { return ().into_any() };
    let kinds: Vec<MessageKind> = MessageKind::ALL.iter().copied().filter(|kind| kind.allowed_to(&desk.actor)).collect();
    let name = |field: &str| ["say.", &ws.serial.to_string(), ".", field].concat();
    let composer = Composer {
        ws,
        open: RwSignal::new(false),
        kind: kept::text(&name("kind")),
        text: kept::text(&name("text")),
        attendees: kept::text(&name("attendees")),
        decisions: kept::text(&name("decisions")),
        minutes: kept::text(&name("minutes")),
        tray: Tray::new(kept::full(&name("files")), files::parcel),
        busy: RwSignal::new(false),
        area: NodeRef::new(),
    };
    composer.open.set(composer.written());
    // A draft that was there before is not being written.
    Effect::new(move |before: Option<()>| {
        composer.text.track();
        if before.is_some() {
            ws.typed_at.set_value(dom::now_ms());
        }
    });
    // On a phone not all kinds fit beside one another.
    Effect::new(move |_| {
        composer.kind.track();
        composer.open.track();
        dom::later(|| dom::show_sideways(".composer .tab[aria-current]"));
    });
    // Files come back from the draft a moment later.
    Effect::new(move |before: Option<usize>| {
        let files = composer.tray.items.with(Vec::len);
        if files > before.unwrap_or_default() {
            composer.open.set(true);
        }
        files
    });
    on_key("r", tr("公开回复", "Reply to the customer"), move || composer.start(MessageKind::Reply));
    on_key("n", tr("内部备注", "Internal note"), move || composer.start(MessageKind::Note));
    on_key("Mod+Enter", tr("发送", "Send"), move || composer.send());
    catch_files(move |given| composer.tray.add(given));
    let form = live(move || if composer.open.get() { composer.form(&kinds) } else { composer.invitation(&kinds) });
    view! { {presence::writing(ws)}{form} }.into_any()
}

impl Composer {
    /// Opens it for a kind, with the focus in the text.
    fn start(self, kind: MessageKind) {
        self.kind.set(kind.as_str().to_owned());
        self.open.set(true);
        dom::later(move || {
            if let Some(area) = self.area.get_untracked() {
                let _ = area.focus();
            }
        });
    }

    fn written(self) -> bool {
        [self.text, self.attendees, self.decisions, self.minutes].iter().any(|field| !field.with_untracked(String::is_empty))
    }

    fn chosen(self) -> MessageKind {
        MessageKind::parse(&self.kind.get()).unwrap_or(MessageKind::Reply)
    }

    fn internal(self) -> bool {
        self.chosen().audience() == Audience::Internal
    }

    /// One press away: what is written most.
    fn invitation(self, kinds: &[MessageKind]) -> AnyView {
        let button = |kind: MessageKind, symbol: Icon, key: &'static str| {
            kinds.contains(&kind).then(|| {
                view! {
                    <button type="button" class=["btn start-", kind.as_str()].concat() on:click=move |_| self.start(kind)>
                        {icon(symbol)}<span>{kind.label(lang())}</span>{(!key.is_empty()).then(|| view! { <kbd>{key}</kbd> })}
                    </button>
                }
                .into_any()
            })
        };
        view! {
            <div class="composer-start">
                {button(MessageKind::Reply, Icon::Reply, "R")}
                {button(MessageKind::Note, Icon::Lock, "N")}
                {button(MessageKind::Progress, Icon::Clock, "")}
                {button(MessageKind::Call, Icon::Phone, "")}
                {button(MessageKind::Meeting, Icon::Meeting, "")}
                {button(MessageKind::Email, Icon::Mail, "")}
            </div>
        }
        .into_any()
    }

    fn form(self, kinds: &[MessageKind]) -> AnyView {
        let tabs: Vec<AnyView> = kinds.iter().map(|kind| self.tab(*kind)).collect();
        let audience = live(move || {
            let internal = self.internal();
            let words =
                if internal { tr("仅团队可见", "Only the team sees this") } else { tr("客户可见", "The customer sees this") };
            view! { <span class="who-reads">{icon(if internal { Icon::Lock } else { Icon::People })}{words}</span> }.into_any()
        });
        let fields = live(move || self.fields(self.chosen()));
        view! {
            <section class="composer" class:internal=move || self.internal() class:public=move || !self.internal() aria-label=tr("写消息", "Write")>
                <div class="tabs" role="group" aria-label=tr("消息种类", "Kind of message")>{tabs}</div>
                <textarea
                    id="say-text"
                    rows="3"
                    aria-label=tr("内容", "Text")
                    placeholder=move || placeholder(self.chosen())
                    node_ref=self.area
                    prop:value=move || self.text.get()
                    on:input=move |event| self.text.set(event_target_value(&event))
                ></textarea>
                {fields}
                <TrayTiles tray=self.tray />
                <footer>
                    {audience}
                    <FileButtons on_files=move |given| self.tray.add(given) />
                    <Button label=tr("收起", "Close") kind=Kind::Quiet on_press=move || self.open.set(false) />
                    <Button label=tr("发送", "Send") kind=Kind::Primary icon=Icon::Send busy=self.busy on_press=move || self.send() />
                </footer>
            </section>
        }
        .into_any()
    }

    fn tab(self, kind: MessageKind) -> AnyView {
        let internal = kind.audience() == Audience::Internal;
        view! {
            <button
                type="button"
                class="tab"
                aria-current=move || (self.chosen() == kind).then_some("true")
                on:click=move |_| self.start(kind)
            >
                {internal.then(|| icon(Icon::Lock))}
                {kind.label(lang())}
            </button>
        }
        .into_any()
    }

    /// What a record asks for beside its text.
    fn fields(self, kind: MessageKind) -> AnyView {
        let attended = matches!(kind, MessageKind::Meeting | MessageKind::Call);
        let line = |id: &'static str, label: &'static str, value: RwSignal<String>, numeric: bool| {
            view! {
                <label class="say-field" for=id>
                    <span>{label}</span>
                    <input
                        class="input"
                        id=id
                        inputmode=numeric.then_some("numeric")
                        autocomplete="off"
                        prop:value=move || value.get()
                        on:input=move |event| value.set(event_target_value(&event))
                    />
                </label>
            }
            .into_any()
        };
        view! {
            <div class="fields">
                {attended.then(|| line("say-attendees", tr("参加人", "Attended by"), self.attendees, false))}
                {(kind == MessageKind::Meeting).then(|| line("say-decisions", tr("决定", "Decided"), self.decisions, false))}
                {line("say-minutes", tr("用时（分钟）", "Minutes spent"), self.minutes, true)}
            </div>
        }
        .into_any()
    }

    /// Hands the message to the outbox; from there it is never lost.
    fn send(self) {
        if !self.open.get_untracked() || self.busy.get_untracked() {
            return;
        }
        if untrack(|| self.message()).is_none() {
            return;
        }
        self.busy.set(true);
        dom::spawn(async move {
            let files = self.tray.settled().await;
            self.busy.try_set(false);
            let files = match files {
                Ok(files) => files,
                Err(Unsettled::Failed) => {
                    return toast::failed(tr(
                        "有附件没有上传成功，请重试或移除后再发送。",
                        "An attachment was not uploaded. Try it again or remove it, then send.",
                    ));
                }
                Err(Unsettled::Left) => {
                    let why = tr(
                        "：消息没有发出，离开时附件还没传完。草稿留在工单里。",
                        ": your message was not sent, as files were still on their way when you left. It is kept there.",
                    );
                    return toast::failed(["#", &self.ws.serial.to_string(), why].concat());
                }
            };
            // Read only now: the writer may have gone on while the files were on their way.
            let Some(message) = untrack(|| self.message()) else { return };
            outbox::send(self.ws, NewMessage { attachments: files::ids(&files), ..message });
            files.forget();
            self.clear();
        });
    }

    /// What was written, if it can be sent.
    fn message(self) -> Option<NewMessage> {
        let kind = self.chosen();
        let text = match Body::parse(&self.text.get()) {
            Ok(text) => text,
            Err(refusal) => {
                toast::failed([tr("内容：", "Text: "), &refusal.text(lang())].concat());
                self.start(kind);
                return None;
            }
        };
        let typed = self.minutes.get();
        let minutes = if typed.trim().is_empty() { Some(0) } else { typed.trim().parse::<u32>().ok() };
        let Some(minutes) = minutes.filter(|&minutes| minutes <= MINUTES_MAX) else {
            let most = i18n::number(f64::from(MINUTES_MAX));
            toast::failed([tr("用时请填整数，最多 ", "Minutes are a whole number, at most "), &most, tr(" 分钟。", ".")].concat());
            return None;
        };
        let attended = matches!(kind, MessageKind::Meeting | MessageKind::Call);
        let attendees = optional(attended, &self.attendees.get(), tr("参加人：", "Attendees: "), Note::parse)?;
        let decisions = optional(kind == MessageKind::Meeting, &self.decisions.get(), tr("决定：", "Decisions: "), Body::parse)?;
        Some(NewMessage { kind, text, attendees, decisions, minutes, attachments: Vec::new() })
    }

    fn clear(self) {
        for field in [self.text, self.attendees, self.decisions, self.minutes] {
            field.set(String::new());
        }
        self.open.set(false);
    }
}

/// A field that may be empty: `Some(None)` then; `None`, and said, where it cannot be sent as it is.
fn optional<T>(asked: bool, typed: &str, name: &str, parse: fn(&str) -> Result<T, Refusal>) -> Option<Option<T>> {
    if !asked || typed.trim().is_empty() {
        return Some(None);
    }
    match parse(typed) {
        Ok(value) => Some(Some(value)),
        Err(refusal) => {
            toast::failed([name, &refusal.text(lang())].concat());
            None
        }
    }
}

fn placeholder(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Reply => tr("回复客户…", "Reply to the customer…"),
        MessageKind::Progress => {
            tr("告诉客户进展，例如：已定位，报表缺一列", "Tell the customer how it goes: “located: a column is missing”")
        }
        MessageKind::Note => tr("写给同事，客户看不到…", "For your colleagues; the customer never sees it…"),
        MessageKind::Email => tr("邮件的要点或原文…", "What the e-mail said…"),
        MessageKind::Call => tr("通话说了什么…", "What was said on the phone…"),
        MessageKind::Meeting => tr("会议讨论了什么…", "What the meeting discussed…"),
    }
}
