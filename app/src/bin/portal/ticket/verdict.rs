//! What the customer is asked while a solution waits, or while the firm waits for an answer (R23).

use app::{
    dom,
    i18n::{self, tr},
    ui::{Button, Icon, Kind, icon, live, paragraphs},
};
use leptos::prelude::*;
use shared::{time::DAY_MS, wire::ticket::TicketView};

use super::{composer, page::Open};
use crate::state;

/// The solution, with *solved* and *still a problem*.
pub fn verdict(open: Open) -> AnyView {
    let still = composer::begun(open);
    let solution = open.live(|page| solution(&page.ticket));
    let choices = live(move || {
        if still.get() {
            return composer::still(open, "/refusal", still);
        }
        view! {
            <div class="row">
                <Button
                    label=tr("已解决", "Solved")
                    kind=Kind::Primary
                    icon=Icon::Check
                    class="big"
                    busy=open.busy
                    on_press=move || open.bare("/acceptance", tr("谢谢确认，工单已关闭", "Thank you. The ticket is closed"))
                />
                <Button label=tr("仍有问题", "Still a problem") class="big" on_press=move || still.set(true) />
            </div>
        }
        .into_any()
    });
    view! {
        <section class="verdict" id="verdict" tabindex="-1">
            <h2>{tr("请验证：问题解决了吗？", "Please check: is it solved?")}</h2>
            {solution}
            {choices}
            <p class="hint">{move || open.ticket(closes).flatten()}</p>
        </section>
    }
    .into_any()
}

/// What was done about it, and why it happened.
pub fn solution(ticket: &TicketView) -> AnyView {
    let Some(solution) = &ticket.solution else {
        return ().into_any();
    };
    view! {
        <div class="solution">
            {paragraphs(solution.text.as_str())}
            <h3>{tr("原因", "Why it happened")}</h3>
            {paragraphs(solution.root_cause.as_str())}
        </div>
    }
    .into_any()
}

/// When silence closes it.
fn closes(ticket: &TicketView) -> Option<String> {
    let resolved = ticket.resolved_at?;
    let days = state::session().with_untracked(|session| session.as_ref().map(|session| session.policy.silence_days))?;
    let day = i18n::date_time(resolved.0 + i64::from(days) * DAY_MS);
    Some(
        [tr("如果没有收到您的答复，工单将在 ", "Without an answer from you it closes by itself on "), &day, tr(" 自动关闭。", ".")]
            .concat(),
    )
}

/// The question the firm waits with.
pub fn answer(open: Open) -> AnyView {
    let question = open.live(|page| {
        let reason = page.ticket.waiting.as_ref().map_or("", |waiting| waiting.reason.as_str());
        paragraphs(reason)
    });
    view! {
        <section class="verdict waiting">
            <h2>{icon(Icon::Pause)}{tr("在等您的答复", "Waiting for your answer")}</h2>
            {question}
            <div class="row"><Button label=tr("去回复", "Answer") icon=Icon::Reply kind=Kind::Primary on_press=|| dom::focus(composer::REPLY_ID) /></div>
        </section>
    }
    .into_any()
}
