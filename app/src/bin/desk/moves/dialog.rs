//! The dialog that asks for a move's words. It closes when the server has accepted them, not before.

use app::{
    boot,
    draft::Snapshot,
    i18n::tr,
    toast,
    ui::{Dialog, live},
};
use leptos::prelude::*;
use shared::{
    id::Serial,
    ticket::{Command, decide::Move},
};

use super::{Asked, forms};

/// A move that is asked about, and how its command fares.
#[derive(Clone, Copy)]
pub struct Moving {
    pub asked: RwSignal<Option<Asked>>,
    pub busy: RwSignal<bool>,
    /// Why the last try was refused; what was typed stays.
    pub error: RwSignal<Option<String>>,
    /// How many questions were asked; tells one from the next.
    turn: StoredValue<u32>,
    /// What is on its way. It outlives the screen, as its answer may.
    sent: StoredValue<Option<Sent>>,
    command: UnsyncCallback<(Asked, Command)>,
}

#[derive(Clone)]
struct Sent {
    serial: Serial,
    turn: u32,
    words: Snapshot,
}

impl Moving {
    /// `command` gets what was asked and what was answered.
    pub fn new(command: impl Fn(Asked, Command) + 'static) -> Self {
        Self {
            asked: RwSignal::new(None),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            turn: StoredValue::new(0),
            sent: boot::in_program(|| StoredValue::new(None)),
            command: UnsyncCallback::from(command),
        }
    }

    /// Asks for the words of a move.
    pub fn ask(self, asked: Asked) {
        self.error.set(None);
        self.turn.update_value(|turn| *turn += 1);
        self.asked.set(Some(asked));
    }

    /// The command was accepted: its words are no draft any more, and its dialog closes.
    pub fn done(self) {
        let Some(sent) = self.take_sent() else { return };
        sent.words.forget();
        if self.still_asks(&sent) {
            self.asked.set(None);
        }
    }

    /// The command was refused; its words stay.
    pub fn refused(self, why: String) {
        let Some(sent) = self.take_sent() else { return };
        if self.still_asks(&sent) {
            self.error.set(Some(why));
        } else {
            toast::failed(["#", &sent.serial.to_string(), tr("：", ": "), &why].concat());
        }
    }

    /// Sends the answer, which stood in these fields.
    pub(super) fn answer(self, command: Command, fields: &[RwSignal<String>]) {
        if let Some(asked) = self.asked.get_untracked() {
            self.busy.set(true);
            self.error.set(None);
            let sent = Sent { serial: asked.serial, turn: self.turn.get_value(), words: Snapshot::take(fields) };
            self.sent.set_value(Some(sent));
            self.command.run((asked, command));
        }
    }

    fn take_sent(self) -> Option<Sent> {
        self.busy.try_set(false);
        let sent = self.sent.get_value();
        self.sent.set_value(None);
        sent
    }

    /// Is the dialog of what was sent still there? It may have been closed, and another one opened.
    fn still_asks(self, sent: &Sent) -> bool {
        self.asked.try_with_untracked(Option::is_some) == Some(true) && self.turn.get_value() == sent.turn
    }
}

/// The dialog of whatever is asked.
pub fn move_dialog(moving: Moving) -> AnyView {
    // Only a new question draws it anew: a newer version of the same ticket must not touch what is being typed.
    let question = Memo::new(move |_| moving.asked.with(|asked| asked.as_ref().map(|asked| (asked.serial, asked.step))));
    live(move || {
        question.get()?;
        let asked = moving.asked.get_untracked()?;
        let open = RwSignal::new(true);
        Effect::new(move |_| {
            if !open.get() {
                moving.asked.set(None);
            }
        });
        let title = [title(asked.step), " · #", &asked.serial.to_string()].concat();
        Some(view! { <Dialog title open>{forms::form(moving, asked.clone())}</Dialog> }.into_any())
    })
}

fn title(step: Move) -> &'static str {
    match step {
        Move::Start => tr("开始处理", "Start work"),
        Move::Propose => tr("提交解决方案", "Propose a solution"),
        Move::Refuse => tr("退回处理", "Back to work"),
        Move::Accept => tr("确认解决", "Confirm"),
        Move::Reopen => tr("重新打开", "Reopen"),
        Move::Close => tr("关闭工单", "Close the ticket"),
    }
}
