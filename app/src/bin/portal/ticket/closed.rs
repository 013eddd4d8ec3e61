//! A closed ticket: how it ended, the rating, and the way back (R23, R25).

use app::{
    i18n::{self, lang, tr},
    ticket::timeline,
    toast,
    ui::{Button, Icon, Kind, RatingField, TextArea, icon, live, paragraphs},
};
use leptos::prelude::*;
use shared::{
    text::Reason,
    ticket::{CloseCode, Command, Event, rating::Score},
    time::DAY_MS,
    wire::ticket::{Rate, TicketView},
};

use super::{composer, page::Open, verdict};
use crate::{paths, screens::View, state};

/// How it ended, and what can still be done.
pub fn closed(open: Open) -> AnyView {
    let solved = state::yes(move || open.ticket(is_solved).unwrap_or(false));
    view! {
        <section class="verdict over" class:unsolved=move || !solved.get() id="verdict" tabindex="-1">
            <h2>{live(move || if solved.get() { icon(Icon::Check) } else { ().into_any() })}{move || open.ticket(ending)}</h2>
            <p class="hint">{move || open.ticket(closed_at).flatten()}</p>
            {open.live(|page| reason(&page.events))}
            {open.live(|page| verdict::solution(&page.ticket))}
            {rating(open)}
            {way_back(open)}
        </section>
    }
    .into_any()
}

fn ending(ticket: &TicketView) -> String {
    let Some(closing) = &ticket.closing else {
        return String::new();
    };
    match closing.code {
        CloseCode::Confirmed => tr("已确认解决", "Confirmed as solved"),
        CloseCode::Silence => tr("没有收到答复，已自动关闭", "Closed automatically, as no answer came"),
        CloseCode::Duplicate => tr("与另一张工单重复，已关闭", "Closed as a duplicate of another ticket"),
        CloseCode::Withdrawn => tr("工单已撤回", "Withdrawn"),
        CloseCode::Rejected => tr("不予处理，已关闭", "Closed: it will not be worked on"),
        CloseCode::Answered => tr("知识库已有解答，已关闭", "Closed: an article answers it"),
    }
    .to_owned()
}

fn closed_at(ticket: &TicketView) -> Option<String> {
    ticket.closing.as_ref().map(|closing| i18n::date_time(closing.at.0))
}

/// Did it end with an answer? A refusal must not look like one.
fn is_solved(ticket: &TicketView) -> bool {
    let code = ticket.closing.as_ref().map(|closing| closing.code);
    matches!(code, Some(CloseCode::Confirmed | CloseCode::Silence | CloseCode::Answered))
}

/// Why it was closed, in the words of whoever closed it.
fn reason(events: &[Event]) -> AnyView {
    timeline::closing_reason(events).map_or_else(|| ().into_any(), |reason| paragraphs(reason.as_str()))
}

/// The form, or what was given; within twelve hours it can be changed.
fn rating(open: Open) -> AnyView {
    let changing = RwSignal::new(false);
    let rated = state::yes(move || open.ticket(|ticket| ticket.rating.is_some()).unwrap_or(false));
    // Without an owner there was no work to rate.
    let may = state::yes(move || {
        let worked = open.ticket(|ticket| ticket.owner.is_some());
        let rate = |score| open.may(&Command::Rate { score, comment: None });
        worked == Some(true) && Score::new(1).is_some_and(rate)
    });
    live(move || match (rated.get() && !changing.get(), may.get()) {
        (true, true) => view! {
            <div class="rated">
                {open.live(|page| given(&page.ticket))}
                <Button label=tr("修改评价", "Change") kind=Kind::Quiet on_press=move || changing.set(true) />
            </div>
        }
        .into_any(),
        (true, false) => open.live(|page| given(&page.ticket)),
        (false, true) => untrack(|| rating_form(open, changing)),
        (false, false) => ().into_any(),
    })
}

fn given(ticket: &TicketView) -> AnyView {
    let Some(rating) = &ticket.rating else {
        return ().into_any();
    };
    let score = rating.score.value();
    let words = [tr("您的评价：", "Your rating: "), &score.to_string(), tr(" 分（满分 5 分）", " out of 5")].concat();
    let comment = rating.comment.as_ref().map(|comment| paragraphs(comment.as_str()));
    view! { <p><strong>{words}</strong></p>{comment} }.into_any()
}

fn rating_form(open: Open, changing: RwSignal<bool>) -> AnyView {
    let score = RwSignal::new(0_u8);
    let comment = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(score) = Score::new(score.get_untracked()) else {
            toast::failed(tr("请先选择 1 到 5 分。", "Choose a score from 1 to 5 first."));
            return;
        };
        let text = comment.get_untracked();
        let comment = if text.trim().is_empty() {
            None
        } else {
            match Reason::parse(&text) {
                Ok(reason) => Some(reason),
                Err(refusal) => return error.set(Some(refusal.text(lang()))),
            }
        };
        let body = Rate { version: open.version(), score, comment };
        // What was typed stays until it was received.
        open.command_then("/rating", &body, tr("谢谢您的评价", "Thank you for your rating"), move || {
            changing.try_set(false);
        });
    };
    view! {
        <form class="stack tight" novalidate on:submit=send>
            <RatingField id="rating" label=tr("这次处理您满意吗？", "How was the help you got?") value=score />
            <TextArea id="rating-comment" label=tr("想说的话", "Anything to add") value=comment error rows=2 max=Reason::CHARS_MAX />
            <div><Button label=tr("提交评价", "Send the rating") submit=true busy=open.busy /></div>
        </form>
    }
    .into_any()
}

/// Reopening, while it is possible; after that a new ticket that goes on from this one.
fn way_back(open: Open) -> AnyView {
    let still = composer::begun(open);
    let may = state::yes(move || Reason::parse("-").is_ok_and(|reason| open.may(&Command::Reopen { reason })));
    live(move || match (may.get(), still.get()) {
        (true, true) => composer::still(open, "/reopening", still),
        (true, false) => view! {
            <div class="way-back">
                <p class="hint">{move || open.ticket(until).flatten()}</p>
                <Button label=tr("仍有问题，重新打开", "Still a problem: reopen") icon=Icon::Retry on_press=move || still.set(true) />
            </div>
        }
        .into_any(),
        (false, _) => follow_up(open),
    })
}

fn until(ticket: &TicketView) -> Option<String> {
    let closed = ticket.closing.as_ref()?.at;
    let days = state::session().with_untracked(|session| session.as_ref().map(|session| session.policy.reopen_days))?;
    let day = i18n::date(closed.0 + i64::from(days) * DAY_MS);
    Some([tr("在 ", "You can reopen it until "), &day, tr(" 前可以重新打开。", ".")].concat())
}

fn follow_up(open: Open) -> AnyView {
    let href = paths::with_param(&paths::to(View::New), "follow_up_of", &open.serial.to_string());
    view! {
        <div class="way-back">
            <p class="hint">{tr("又遇到了？可以提交一张关联的新工单，客服能看到这里的经过。", "Has it come back? File a new ticket that is linked to this one, so that support sees its history.")}</p>
            <a class="btn" href=href>{tr("提交关联工单", "File a linked ticket")}</a>
        </div>
    }
    .into_any()
}
