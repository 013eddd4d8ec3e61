//! The form of a rule. It changes the draft; nothing is sent before the draft is saved.

use app::{
    dom,
    i18n::{self, lang, tr},
    load::Load,
    ui::*,
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    id::{CompanyId, ModuleId, ProjectId, RuleId, TagId, TeamId},
    lang::Lang,
    routing::{BusinessHours, Conditions, Hours, Ownership, RoutingRule},
    sla::Flaw,
    text::Name,
    ticket::Class,
    wire::{board::CompanyRef, people::Companies},
};

use super::{
    draft::Draft,
    sentence::{clock, condition, weekday},
};
use crate::{parts::checks, zones};
use app::desk::{context, form::Form};

type Options = Vec<(String, String)>;

/// What is chosen.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    team: RwSignal<String>,
    owner: RwSignal<String>,
    class: RwSignal<Vec<String>>,
    tag: RwSignal<Vec<String>>,
    project: RwSignal<Vec<String>>,
    module: RwSignal<Vec<String>>,
    company: RwSignal<Vec<String>>,
    lang: RwSignal<String>,
    /// `always`, `hours`, or on which side of the business hours.
    time: RwSignal<String>,
    zone: RwSignal<String>,
    days: RwSignal<Vec<String>>,
    from: RwSignal<String>,
    until: RwSignal<String>,
}

impl Fields {
    fn new(rule: Option<&RoutingRule>) -> Self {
        let on = rule.map(|rule| &rule.on);
        let hours = on.and_then(|on| on.hours.as_ref());
        let list = |values: Option<Vec<String>>| RwSignal::new(values.unwrap_or_default());
        let text = |value: Option<String>, usual: &str| RwSignal::new(value.unwrap_or_else(|| usual.to_owned()));
        let first_team = context::teams().first().map(|team| team.id.0.clone()).unwrap_or_default();
        Self {
            name: text(rule.map(|rule| rule.name.as_str().to_owned()), ""),
            team: text(rule.map(|rule| rule.team.0.clone()), &first_team),
            owner: text(rule.map(|rule| rule.owner.as_str().to_owned()), Ownership::LeastLoaded.as_str()),
            class: list(on.map(|on| on.class.iter().map(|class| class.as_str().to_owned()).collect())),
            tag: list(on.map(|on| on.tag.iter().map(|id| id.0.clone()).collect())),
            project: list(on.map(|on| on.project.iter().map(|id| id.0.clone()).collect())),
            module: list(on.map(|on| on.module.iter().map(|id| id.0.clone()).collect())),
            company: list(on.map(|on| on.company.iter().map(|id| id.0.clone()).collect())),
            lang: text(on.and_then(|on| on.lang).map(|lang| lang.as_str().to_owned()), ""),
            time: RwSignal::new(match (hours, on.and_then(|on| on.business_hours)) {
                (Some(_), _) => "hours".to_owned(),
                (None, side) => side.map_or("always", BusinessHours::as_str).to_owned(),
            }),
            zone: text(hours.map(|hours| hours.zone.clone()), &i18n::zone()),
            days: list(hours.map(|hours| hours.days.iter().map(u8::to_string).collect())),
            from: text(hours.map(|hours| clock(hours.from)), "18:00"),
            // A day ends at 24:00, which a field for a time of day writes as 00:00.
            until: text(hours.map(|hours| clock(hours.until % MIDNIGHT)), "09:00"),
        }
    }

    /// The conditions; `Err` where the hours are none: the field, and why.
    fn conditions(self) -> Result<Conditions, (&'static str, &'static str)> {
        fn ids<T: From<String>>(value: RwSignal<Vec<String>>) -> Vec<T> {
            value.get_untracked().into_iter().map(T::from).collect()
        }
        let hours = match self.time.get_untracked() == "hours" {
            false => None,
            true => Some(self.hours().ok_or(("rule-until", tr("请填写不相同的起止时间。", "Give two different times.")))?),
        };
        if hours.as_ref().is_some_and(|hours| !zones::is_known(&hours.zone)) {
            return Err(("rule-zone", Flaw::ZoneUnknown.label(lang())));
        }
        let class = self.class.with_untracked(|words| words.iter().filter_map(|word| Class::parse(word)).collect());
        Ok(Conditions {
            class,
            project: ids::<ProjectId>(self.project),
            module: ids::<ModuleId>(self.module),
            company: ids::<CompanyId>(self.company),
            tag: ids::<TagId>(self.tag),
            lang: self.lang.with_untracked(|word| Lang::parse(word)),
            hours,
            business_hours: self.time.with_untracked(|word| BusinessHours::parse(word)),
        })
    }

    fn hours(self) -> Option<Hours> {
        let (from, until) = (minute(&self.from.get_untracked())?, minute(&self.until.get_untracked())?);
        let until = if until == 0 { MIDNIGHT } else { until };
        let mut days: Vec<u8> = self.days.with_untracked(|days| days.iter().filter_map(|day| day.parse().ok()).collect());
        days.sort_unstable();
        (from != until).then(|| Hours { zone: self.zone.get_untracked().trim().to_owned(), days, from, until })
    }
}

/// The end of a day, in minutes.
const MIDNIGHT: u16 = 24 * 60;

/// Reads `22:00`.
fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    Some(hours.parse::<u16>().ok()? * 60 + minutes.get(..2)?.parse::<u16>().ok()?)
}

/// For a new rule, or for one that is there.
pub fn form(draft: Draft, rule: Option<RoutingRule>, open: RwSignal<bool>) -> AnyView {
    let form = Form::new();
    let fields = untrack(|| Fields::new(rule.as_ref()));
    let (id, active) = rule.map_or_else(|| (RuleId(dom::random_id()), true), |rule| (rule.id, rule.active));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let on = match fields.conditions() {
            Ok(on) => on,
            Err((field, why)) => return form.refuse(field, why),
        };
        // Without a name of its own, a rule is called by what it asks.
        let named = fields.name.get_untracked();
        let asked = || untrack(|| condition(draft, &on)).chars().take(Name::CHARS_MAX).collect::<String>();
        let name = form.check("rule-name", Name::parse(&if named.trim().is_empty() { asked() } else { named }));
        let Some(name) = name else { return };
        let owner = fields.owner.with_untracked(|word| Ownership::parse(word)).unwrap_or(Ownership::Nobody);
        draft.put(RoutingRule { id: id.clone(), name, on, team: TeamId(fields.team.get_untracked()), owner, active });
        open.set(false);
    };
    let teams: Options = context::teams().into_iter().map(|team| (team.id.0, team.name.into())).collect();
    let owners: Options = Ownership::ALL.iter().map(|owner| (owner.as_str().to_owned(), owner.label(lang()).to_owned())).collect();
    view! {
        <form class="stack" novalidate on:submit=submit>
            {form.trouble()}
            <TextField id="rule-name" label=tr("名称", "Name") hint=tr("不填时用条件作名称。", "Left empty, the conditions are its name.") value=fields.name error=form.error("rule-name") max=Name::CHARS_MAX />
            <h3>{tr("什么时候", "When")}</h3>
            <p class="hint">{tr("不选就不限；同一项里任意一个符合即可，各项都要符合。", "What is not chosen does not matter. One choice of a group is enough; all groups must fit.")}</p>
            {conditions(draft, form, fields)}
            <h3>{tr("交给谁", "Who gets it")}</h3>
            <SelectField id="rule-team" label=tr("团队", "Team") value=fields.team options=Signal::derive(move || teams.clone()) required=true />
            <SelectField id="rule-owner" label=tr("负责人（只在在岗成员中选）", "Owner, of those who are there") value=fields.owner options=Signal::derive(move || owners.clone()) required=true />
            <footer class="actions"><Button label=tr("确定", "Done") kind=Kind::Primary submit=true /></footer>
        </form>
    }
    .into_any()
}

fn conditions(draft: Draft, form: Form, fields: Fields) -> AnyView {
    let classes: Options = Class::ALL.iter().map(|class| (class.as_str().to_owned(), class.label(lang()).to_owned())).collect();
    let tags: Options =
        context::tags().into_iter().filter(|tag| tag.active).map(|tag| (tag.id.0.clone(), tag.name.text(lang()).to_owned())).collect();
    let projects: Options = context::projects().into_iter().map(|project| (project.id.0, project.name.into())).collect();
    let modules = live(move || {
        let chosen = fields.project.get();
        let of = context::projects().into_iter().filter(|project| chosen.contains(&project.id.0));
        let options: Options = of.flat_map(|project| project.modules).map(|module| (module.id.0, module.name.into())).collect();
        (!options.is_empty()).then(|| group(tr("模块", "Module"), "rule-module", options, fields.module))
    });
    let languages: Options = std::iter::once((String::new(), tr("不限", "Any").to_owned()))
        .chain(Lang::ALL.iter().map(|own| (own.as_str().to_owned(), own.label(lang()).to_owned())))
        .collect();
    let times = vec![
        Choice::new("always", tr("任何时间", "At any time")),
        Choice::new(BusinessHours::Within.as_str(), tr("工作时间内", "Within business hours")),
        Choice::new(BusinessHours::Outside.as_str(), tr("工作时间外", "Outside business hours")),
        Choice::new("hours", tr("指定时段", "At some hours")),
    ];
    view! {
        {group(tr("类别", "Class"), "rule-class", classes, fields.class)}
        {group(tr("标签", "Tag"), "rule-tag", tags, fields.tag)}
        {group(tr("项目", "Project"), "rule-project", projects, fields.project)}
        {modules}
        {companies(draft, fields.company)}
        <SelectField id="rule-lang" label=tr("提单人的语言", "The requester's language") value=fields.lang options=Signal::derive(move || languages.clone()) />
        <Segmented id="rule-time" label=tr("提交时间", "Filed") choices=times value=fields.time />
        {live(move || match fields.time.get().as_str() {
            "hours" => Some(hours(form, fields)),
            "always" => None,
            _ => Some(business_hours()),
        })}
    }
    .into_any()
}

/// Which hours these are: a rule has none of its own.
fn business_hours() -> AnyView {
    let words = tr(
        "按「服务时限」中最后一条策略所用的工作日历计算，含节假日与调休。",
        "By the calendar of the last policy in Service levels, holidays and make-up days included.",
    );
    view! { <p class="hint">{words}" "<a href="/desk/settings/sla">{tr("查看日历", "See the calendar")}</a></p> }.into_any()
}

fn hours(form: Form, fields: Fields) -> AnyView {
    let days: Options = (0u8..7).map(|day| (day.to_string(), weekday(day).to_owned())).collect();
    view! {
        {checks(tr("星期，不选为每天", "Days; none means every day"), "rule-days", days, fields.days, Signal::derive(|| None))}
        <div class="row">
            <TextField id="rule-from" label=tr("从", "From") kind="time" value=fields.from required=true />
            <TextField id="rule-until" label=tr("到", "Until") kind="time" value=fields.until error=form.error("rule-until") required=true />
        </div>
        <TextField id="rule-zone" label=tr("时区", "Time zone") hint=tr("例如 Asia/Shanghai；跨过午夜的时段算作开始的那天。", "Such as Asia/Shanghai. Hours over midnight belong to the day they begin.") value=fields.zone error=form.error("rule-zone") required=true />
    }
    .into_any()
}

/// Checkboxes behind a line that opens; open where something is chosen.
fn group(name: &'static str, id: &'static str, options: Options, value: RwSignal<Vec<String>>) -> AnyView {
    let open = untrack(|| value.with(|chosen| !chosen.is_empty()));
    let count = move || value.with(|chosen| (!chosen.is_empty()).then(|| [" · ", &chosen.len().to_string()].concat()));
    view! {
        <details class="fold" open=open>
            <summary>{name}{count}</summary>
            {checks(name, id, options, value, Signal::derive(|| None))}
        </details>
    }
    .into_any()
}

/// Companies are searched for: there may be many. Chosen ones stay in the list.
fn companies(draft: Draft, value: RwSignal<Vec<String>>) -> AnyView {
    let words = RwSignal::new(String::new());
    let found = Load::<Companies>::new(move || {
        let words: String = js_sys::encode_uri_component(words.get().trim()).into();
        ["/api/v1/companies?q=", &words].concat()
    });
    // A rule names companies by id: whatever can be chosen must have its name at hand.
    Effect::new(move |_| {
        found.value.with(|found| {
            let new = found
                .iter()
                .flat_map(|found| &found.companies)
                .map(|company| CompanyRef { id: company.id.clone(), name: company.name.clone() });
            draft.companies.update(|all| {
                for company in new {
                    if all.iter().all(|known| known.id != company.id) {
                        all.push(company);
                    }
                }
            });
        });
    });
    let boxes = live(move || {
        let matching: Vec<String> =
            found.value.with(|found| found.iter().flat_map(|found| &found.companies).map(|company| company.id.0.clone()).collect());
        let chosen = value.get_untracked();
        let shown = |company: &CompanyRef| matching.contains(&company.id.0) || chosen.contains(&company.id.0);
        let options: Options =
            draft.companies.with(|all| all.iter().filter(|c| shown(c)).map(|c| (c.id.0.clone(), c.name.as_str().to_owned())).collect());
        checks(tr("客户", "Customer"), "rule-company", options, value, Signal::derive(|| None))
    });
    let count = move || value.with(|chosen| (!chosen.is_empty()).then(|| [" · ", &chosen.len().to_string()].concat()));
    let open = untrack(|| value.with(|chosen| !chosen.is_empty()));
    view! {
        <details class="fold" open=open>
            <summary>{tr("客户公司", "Customer company")}{count}</summary>
            <p class="hint">{tr("只对已登录客户或由客服代提的工单有效：陌生人填写的邮箱证明不了他属于哪家公司。", "Holds for customers who are signed in and for tickets filed on their behalf: an address that a stranger types proves no company.")}</p>
            <TextField id="rule-company-search" label=tr("查找客户", "Find a customer") kind="search" value=words />
            {boxes}
        </details>
    }
    .into_any()
}
