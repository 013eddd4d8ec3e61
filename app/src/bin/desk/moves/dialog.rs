//! The dialog that asks for a move's words. It closes when the server has accepted them, not before.

use app::{
    i18n::tr,
    ui::{Dialog, live},
};
use leptos::prelude::*;
use shared::ticket::{Command, decide::Move};

use super::{Asked, forms};

/// A move that is asked about, and how its command fares.
#[derive(Clone, Copy)]
pub struct Moving {
    pub asked: RwSignal<Option<Asked>>,
    pub busy: RwSignal<bool>,
    /// Why the last try was refused; what was typed stays.
    pub error: RwSignal<Option<String>>,
    command: UnsyncCallback<(Asked, Command)>,
}

impl Moving {
    /// `command` gets what was asked and what was answered.
    pub fn new(command: impl Fn(Asked, Command) + 'static) -> Self {
        Self { asked: RwSignal::new(None), busy: RwSignal::new(false), error: RwSignal::new(None), command: UnsyncCallback::from(command) }
    }

    /// Asks for the words of a move.
    pub fn ask(self, asked: Asked) {
        self.error.set(None);
        self.busy.set(false);
        self.asked.set(Some(asked));
    }

    /// The command was accepted.
    pub fn done(self) {
        if let Some(Some(asked)) = self.asked.try_get_untracked() {
            forms::forget(asked.serial);
        }
        self.busy.try_set(false);
        self.asked.try_set(None);
    }

    /// The command was refused.
    pub fn refused(self, why: String) {
        self.busy.try_set(false);
        self.error.try_set(Some(why));
    }

    /// Sends the answer.
    pub(super) fn answer(self, command: Command) {
        if let Some(asked) = self.asked.get_untracked() {
            self.busy.set(true);
            self.error.set(None);
            self.command.run((asked, command));
        }
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
