//! `/desk/settings/routing`: ordered rules that give new tickets to teams and owners (R11). They are changed as a draft, which
//! can be tried on the last tickets before it is saved.

mod draft;
mod form;
mod list;
mod sentence;
mod trial;

use app::{i18n::tr, load::Load, ui::*};
use leptos::prelude::*;
use shared::{
    actor::Role,
    routing::{RoutingRule, RoutingSettings, book},
};

use super::parts::head;
use app::desk::context;
use draft::Draft;

/// The page.
pub fn routing() -> AnyView {
    if context::my_role() < Role::Lead {
        return head(tr("分派", "Routing"), tr("分派规则由主管和管理员查看。", "Leads and admins see the routing rules."), None);
    }
    let manages = context::my_role() == Role::Admin;
    let load = Load::<RoutingSettings>::new(|| "/api/v1/routing-rules".to_owned());
    let about = tr(
        "新工单从上往下比对，第一条符合的规则决定团队和负责人；都不符合时，交给该类别的团队。",
        "A new ticket is compared from top to bottom: the first rule that fits decides team and owner. Where none fits, the team of its class gets it.",
    );
    let adding = RwSignal::new(false);
    view! {
        {head(tr("分派", "Routing"), about, manages.then_some((tr("新建规则", "New rule"), adding)))}
        {(!manages).then(|| view! { <p class="muted">{tr("只有管理员可以修改；您可以试运行。", "Only admins change the rules. You can try them.")}</p> }.into_any())}
        {loaded(load, || skeleton(6), move |_| rules(Draft::new(load), manages, adding))}
    }
    .into_any()
}

fn rules(draft: Draft, manages: bool, adding: RwSignal<bool>) -> AnyView {
    let (editing, edit_open) = (RwSignal::new(None::<RoutingRule>), RwSignal::new(false));
    view! {
        {list::list(draft, manages, editing, edit_open)}
        {late(draft, manages)}
        {trial::trial(draft)}
        {manages.then(|| draft.bar())}
        <Dialog title=tr("新建规则", "New rule") open=adding>{form::form(draft, None, adding)}</Dialog>
        <Dialog title=tr("修改规则", "Edit rule") open=edit_open>
            {move || editing.get().map(|rule| form::form(draft, Some(rule), edit_open))}
        </Dialog>
    }
    .into_any()
}

/// When leads are shown what nobody took.
fn late(draft: Draft, manages: bool) -> AnyView {
    if !manages {
        let minutes = untrack(|| draft.minutes.get());
        let words =
            [tr("无人负责超过 ", "Leads are shown what nobody has taken for "), &minutes, tr(" 分钟的工单会提示主管。", " minutes.")];
        return view! { <p class="muted settings-foot">{words.concat()}</p> }.into_any();
    }
    let wrong = Signal::derive(move || {
        let known =
            draft.book().is_some_and(|book| (book::UNOWNED_MINUTES_MIN..=book::UNOWNED_MINUTES_MAX).contains(&book.unowned_minutes));
        (!known).then(|| tr("请填写 1 到 10080 之间的分钟数。", "Give minutes from 1 to 10080.").to_owned())
    });
    view! {
        <section class="panel settings-foot">
            <TextField
                id="unowned-minutes"
                label=tr("多少分钟没有负责人就提示主管", "Minutes without an owner after which leads are told")
                kind="number"
                value=draft.minutes
                error=wrong
                required=true
            />
        </section>
    }
    .into_any()
}
