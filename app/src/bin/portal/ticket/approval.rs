//! What the firm asks this customer to approve (R10).

use app::{
    i18n::tr,
    ui::{Button, Kind, TextArea, paragraphs},
};
use leptos::prelude::*;
use shared::{text::Reason, wire::flows::DecideApproval};

use super::page::Open;

/// The request, a comment, and the two answers.
pub fn approval(open: Open) -> AnyView {
    let (words, error) = (RwSignal::new(String::new()), RwSignal::new(None));
    let asked = open.live(|page| paragraphs(page.ticket.approval.as_ref().map_or("", |request| request.reason.as_str())));
    let answer = move |approved: bool| {
        let comment = Reason::parse(&words.get_untracked()).ok();
        if !approved && comment.is_none() {
            return error.set(Some(tr("请写明驳回的原因。", "Please say why you refuse.").to_owned()));
        }
        open.command(
            "/approval/decision",
            &DecideApproval { version: open.version(), approved, comment },
            tr("已答复", "Your answer was sent"),
        );
    };
    view! {
        <section class="verdict" id="verdict" tabindex="-1">
            <h2>{tr("请您审批", "Please approve")}</h2>
            {asked}
            <TextArea id="approval-comment" label=tr("意见", "Comment") hint=tr("驳回时请写明原因。", "If you refuse, please say why.") value=words error rows=2 max=Reason::CHARS_MAX />
            <div class="row">
                <Button label=tr("批准", "Approve") kind=Kind::Primary class="big" busy=open.busy on_press=move || answer(true) />
                <Button label=tr("驳回", "Refuse") class="big" on_press=move || answer(false) />
            </div>
        </section>
    }
    .into_any()
}
