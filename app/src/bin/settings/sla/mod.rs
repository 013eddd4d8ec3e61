//! `/desk/settings/sla`: what is promised to whom, the hours it is reckoned by, and a ticket to test it with.

mod calendar;
mod policy;
mod trial;

use app::{
    api::{ApiError, Call},
    desk::context,
    i18n::{lang, tr},
    load::Load,
    toast,
    ui::*,
};
use leptos::prelude::*;
use shared::{
    actor::Role,
    id::{CalendarId, PolicyId},
    sla::{Policy, defaults, notation::write_minutes, policy::Conditions},
    ticket::Priority,
    wire::sla::{CALENDARS_MAX, NamedCalendar, POLICIES_MAX, SaveSla, SlaSettings},
};

use super::parts::head;
use crate::unsaved::{Unsaved, about};

/// What is being changed; kept together, because policies and calendars are saved together.
#[derive(Clone, Copy)]
pub struct Work {
    pub version: RwSignal<u32>,
    pub calendars: RwSignal<Vec<NamedCalendar>>,
    pub policies: RwSignal<Vec<Policy>>,
    pub changed: RwSignal<bool>,
    pub manages: bool,
}

impl Work {
    fn show(self, settings: &SlaSettings) {
        self.version.set(settings.version);
        self.calendars.set(settings.calendars.clone());
        self.policies.set(settings.policies.clone());
        self.changed.set(false);
    }
}

/// The page.
pub fn sla() -> AnyView {
    let load = Load::<SlaSettings>::new(|| "/api/v1/sla".to_owned());
    let work = Work {
        version: RwSignal::new(0),
        calendars: RwSignal::new(Vec::new()),
        policies: RwSignal::new(Vec::new()),
        changed: RwSignal::new(false),
        manages: context::my_role() == Role::Admin,
    };
    Effect::new(move |_| {
        load.value.with(|settings| {
            if let Some(settings) = settings {
                work.show(settings);
            }
        });
    });
    let about = tr(
        "工单按第一条符合的策略得到时限，时限只在工作时间内计算；等待客户、第三方或审批期间，解决时限暂停。",
        "A ticket gets its times from the first policy that fits, counted in working hours only. While it waits for the customer, a third party or an approval, the time to solve it stands still.",
    );
    view! {
        {head(tr("服务时限", "Service levels"), about, None)}
        {(!work.manages).then(|| view! { <p class="muted">{tr("只有管理员可以修改服务时限。", "Only admins change service levels.")}</p> }.into_any())}
        {loaded(load, || skeleton(6), move |settings| page(work, load, settings))}
    }
    .into_any()
}

fn page(work: Work, load: Load<SlaSettings>, settings: RwSignal<Option<SlaSettings>>) -> AnyView {
    let until = settings.with_untracked(|settings| settings.as_ref().map_or(0, |settings| settings.holidays_until));
    view! {
        {policies(work)}
        {calendars(work, until)}
        {trial::trial(work)}
        {unsaved(work, load)}
    }
    .into_any()
}

fn policies(work: Work) -> AnyView {
    let editing = RwSignal::new(None::<usize>);
    let open = RwSignal::new(false);
    let list = live(move || {
        let count = work.policies.with(Vec::len);
        let cards: Vec<AnyView> =
            work.policies.with(|all| all.iter().enumerate().map(|(at, policy)| card(work, at, count, policy, editing, open)).collect());
        view! { <ol class="levels">{cards}</ol> }.into_any()
    });
    let add = move || {
        let Some(new) = new_policy(work) else { return };
        work.policies.update(|all| all.insert(0, new));
        work.changed.set(true);
        editing.set(Some(0));
        open.set(true);
    };
    let full = move || work.policies.with(|all| all.len() >= POLICIES_MAX as usize);
    view! {
        <section class="stack">
            <div class="page-head">
                <h2>{tr("策略", "Policies")}</h2>
                {move || (work.manages && !full()).then(|| view! { <Button label=tr("添加策略", "Add a policy") icon=Icon::Plus on_press=add /> }.into_any())}
            </div>
            {list}
            <Dialog title=tr("编辑策略", "Edit the policy") open>
                {move || editing.get().map(|at| policy::form(work, at, open))}
            </Dialog>
        </section>
    }
    .into_any()
}

/// A copy of the default, for whoever it is going to be.
fn new_policy(work: Work) -> Option<Policy> {
    let last = work.policies.with_untracked(|all| all.last().cloned())?;
    let name = defaults::policy(lang()).map(|policy| policy.name)?;
    let name = shared::text::Name::parse(tr("新策略", "New policy")).unwrap_or(name);
    Some(Policy { id: PolicyId::from(app::dom::random_id()), name, ..last })
}

fn card(work: Work, at: usize, count: usize, policy: &Policy, editing: RwSignal<Option<usize>>, open: RwSignal<bool>) -> AnyView {
    let is_default = at + 1 == count;
    let calendar = work
        .calendars
        .with(|all| all.iter().find(|calendar| calendar.id == policy.calendar).map(|calendar| calendar.name.as_str().to_owned()));
    let rows: Vec<AnyView> = Priority::ALL
        .iter()
        .map(|priority| {
            let targets = policy.targets.of(*priority);
            let always = targets.always.then(|| view! { <span class="chip">"24×7"</span> }.into_any());
            view! {
                <tr>
                    <th scope="row">{priority.label(lang())}</th>
                    <td>{write_minutes(targets.first_response, lang())}</td>
                    <td>{write_minutes(targets.next_response.unwrap_or(targets.first_response), lang())}</td>
                    <td>{write_minutes(targets.resolution, lang())} {always}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let move_by = move |step: isize| {
        work.policies.update(|all| {
            if let Some(to) = at.checked_add_signed(step).filter(|to| *to + 1 < all.len()) {
                all.swap(at, to);
            }
        });
        work.changed.set(true);
    };
    let items = move || {
        let mut items = vec![MenuItem::new(tr("编辑", "Edit"), move || {
            editing.set(Some(at));
            open.set(true);
        })];
        if !is_default {
            if at > 0 {
                items.push(MenuItem::new(tr("上移", "Move up"), move || move_by(-1)));
            }
            if at + 2 < count {
                items.push(MenuItem::new(tr("下移", "Move down"), move || move_by(1)));
            }
            items.push(
                MenuItem::new(tr("移除", "Remove"), move || {
                    work.policies.update(|all| {
                        all.remove(at);
                    });
                    work.changed.set(true);
                })
                .danger(),
            );
        }
        items
    };
    let menu = work.manages.then(|| {
        let label = [tr("更多操作：", "More: "), policy.name.as_str()].concat();
        view! { <Menu label icon=Icon::More compact=true class="btn quiet" items /> }.into_any()
    });
    let whom = if is_default { tr("其他所有工单", "Every other ticket").to_owned() } else { policy::sentence(&policy.conditions) };
    view! {
        <li class="panel level">
            <div class="row">
                <div class="entry-text"><b dir="auto">{policy.name.as_str().to_owned()}</b><p class="entry-detail"><span>{whom}</span><span>{calendar}</span></p></div>
                {menu}
            </div>
            <table class="targets">
                <thead><tr><td></td><th scope="col">{tr("首次回复", "First reply")}</th><th scope="col">{tr("后续回复", "Next reply")}</th><th scope="col">{tr("解决", "Solution")}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </li>
    }
    .into_any()
}

fn calendars(work: Work, holidays_until: i64) -> AnyView {
    let editing = RwSignal::new(None::<usize>);
    let open = RwSignal::new(false);
    let list = live(move || {
        let rows: Vec<AnyView> = work
            .calendars
            .with(|all| all.iter().enumerate().map(|(at, calendar)| calendar_row(work, at, calendar, editing, open)).collect());
        view! { <ul class="entries">{rows}</ul> }.into_any()
    });
    let add = move || {
        let Ok(name) = shared::text::Name::parse(tr("新日历", "New calendar")) else { return };
        let hours = defaults::calendar(&app::i18n::zone());
        work.calendars.update(|all| all.push(NamedCalendar { id: CalendarId::from(app::dom::random_id()), name, hours }));
        work.changed.set(true);
        editing.set(work.calendars.with_untracked(|all| all.len().checked_sub(1)));
        open.set(true);
    };
    let full = move || work.calendars.with(|all| all.len() >= CALENDARS_MAX as usize);
    let known = [
        tr("已收录中国大陆节假日与调休至 ", "Public holidays and make-up workdays of mainland China are known until "),
        &holidays_until.to_string(),
        tr(" 年。", "."),
    ]
    .concat();
    view! {
        <section class="stack">
            <div class="page-head">
                <h2>{tr("工作日历", "Business calendars")}</h2>
                {move || (work.manages && !full()).then(|| view! { <Button label=tr("添加日历", "Add a calendar") icon=Icon::Plus on_press=add /> }.into_any())}
            </div>
            <p class="hint">{known}</p>
            {list}
            <Dialog title=tr("编辑日历", "Edit the calendar") open>
                {move || editing.get().map(|at| calendar::form(work, at, open))}
            </Dialog>
        </section>
    }
    .into_any()
}

fn calendar_row(work: Work, at: usize, calendar: &NamedCalendar, editing: RwSignal<Option<usize>>, open: RwSignal<bool>) -> AnyView {
    let id = calendar.id.clone();
    let in_use = move || work.policies.with_untracked(|all| all.iter().any(|policy| policy.calendar == id));
    let items = move || {
        let edit = MenuItem::new(tr("编辑", "Edit"), move || {
            editing.set(Some(at));
            open.set(true);
        });
        let remove = MenuItem::new(tr("移除", "Remove"), move || {
            work.calendars.update(|all| {
                all.remove(at);
            });
            work.changed.set(true);
        });
        let remove = if in_use() { remove.refused(tr("还有策略在使用它", "A policy still uses it")) } else { remove.danger() };
        vec![edit, remove]
    };
    let menu = work.manages.then(|| UnsyncCallback::from(items));
    super::parts::row(
        icon(Icon::Clock),
        calendar.name.as_str(),
        true,
        calendar::summary(&calendar.hours),
        vec![calendar.hours.zone.clone()],
        menu,
    )
}

/// The bar while something is not saved.
fn unsaved(work: Work, load: Load<SlaSettings>) -> AnyView {
    let unsaved = Unsaved::new();
    let save = move || {
        let body = SaveSla {
            version: work.version.get_untracked(),
            calendars: work.calendars.get_untracked(),
            policies: work.policies.get_untracked(),
        };
        let done = move |settings: SlaSettings| {
            work.show(&settings);
            toast::done(tr("已保存，未关闭的工单正在按新时限重算", "Saved. Open tickets are being reckoned anew"));
        };
        let explain = move |error: ApiError| match error.field.as_deref().is_some_and(|field| field.starts_with("calendars")) {
            true => about(error, "calendars", |place| {
                work.calendars.with_untracked(|all| all.get(place).map(|one| one.name.as_str().to_owned()))
            }),
            false => {
                about(error, "policies", |place| work.policies.with_untracked(|all| all.get(place).map(|one| one.name.as_str().to_owned())))
            }
        };
        unsaved.send(Call::put("/api/v1/sla", &body), done, explain);
    };
    let discard = move || {
        load.reload();
        work.changed.set(false);
    };
    unsaved.bar(move || work.changed.get() && work.manages, discard, save)
}

/// Whether nothing narrows a policy down.
fn is_open(conditions: &Conditions) -> bool {
    *conditions == Conditions::NONE
}
