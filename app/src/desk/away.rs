//! When a member is away: said by themselves in their profile, or by a lead in the settings.

use crate::{
    api::Call,
    dom,
    i18n::{self, tr},
    toast,
    ui::*,
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    time::{MINUTE_MS, Timestamp},
    wire::people::{Away, MemberView, SetAway},
};

use super::{context, form::Form};

/// Whole days, first and last, in the time zone of whoever sets them.
pub fn away_form(member: &MemberView, done: impl Fn() + Copy + 'static) -> AnyView {
    let form = Form::new();
    let path = ["/api/v1/members/", member.id.as_str(), "/away"].concat();
    let known = member.away.clone().filter(|away| away.until.0 > dom::now_ms());
    let is_set = known.is_some();
    // The end is the first instant that is not in it any more.
    let day = |at: Option<i64>| RwSignal::new(at.map(i18n::input_date).unwrap_or_default());
    let from = day(known.as_ref().map(|away| away.from.0));
    let last = day(known.as_ref().map(|away| away.until.0 - MINUTE_MS));
    let send = UnsyncCallback::<(Option<Away>,)>::from(move |away: Option<Away>| {
        form.send(Call::put(path.clone(), &SetAway { away }), &[("away", "away-last")], move |_: MemberView| {
            context::refresh();
            toast::done(tr("已保存", "Saved"));
            done();
        });
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        match (i18n::start_of_input_date(&from.get_untracked()), i18n::end_of_input_date(&last.get_untracked())) {
            (Some(from), Some(end)) if from < end => {
                let away = Away { from: Timestamp(from), until: Timestamp(end + MINUTE_MS) };
                send.run((Some(away),));
            }
            _ => form.refuse("away-last", tr("请填写起止日期，结束不早于开始。", "Give both days; the last one is not before the first.")),
        }
    };
    let back =
        is_set.then(|| view! { <Button label=tr("我已回来 / 取消", "Back already") on_press=move || send.run((None,)) /> }.into_any());
    view! {
        <form class="stack" novalidate on:submit=submit>
            {form.trouble()}
            <p class="hint">{tr("不在岗期间，分派规则不会把新工单分给这位成员。", "While away, the routing rules give this member no new tickets.")}</p>
            <TextField id="away-from" label=tr("第一天", "First day") kind="date" value=from required=true />
            <TextField id="away-last" label=tr("最后一天", "Last day") kind="date" value=last error=form.error("away-last") required=true />
            <footer class="actions">{back}<Button label=tr("保存", "Save") kind=Kind::Primary submit=true busy=form.busy /></footer>
        </form>
    }
    .into_any()
}

/// The chip of somebody who is away now, or will be.
pub fn away_words(member: &MemberView) -> Option<String> {
    let now = dom::now_ms();
    let away = member.away.as_ref().filter(|away| away.until.0 > now)?;
    let last = i18n::date(away.until.0 - MINUTE_MS);
    if away.covers(Timestamp(now)) {
        return Some([tr("不在岗，至 ", "Away until "), &last].concat());
    }
    Some([&i18n::date(away.from.0), tr(" 起不在岗，至 ", " away until "), &last].concat())
}
