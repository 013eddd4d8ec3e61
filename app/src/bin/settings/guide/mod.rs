//! `/desk/settings/guide`: what customers read about each class, how its form asks, and which team gets it (R7). Beside
//! the fields stands what the customer sees.

mod meanwhile;

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
    error::Refusal,
    lang::Lang,
    text::{Hint, Name, Note},
    ticket::{
        Class, DetailKey, Guide,
        guide::{Both, ClassGuide, PartGuide},
    },
    wire::flows::{ClassTeam, GuideView, SaveGuide},
};

const PATH: &str = "/api/v1/guide";

/// A text that is written in both languages.
#[derive(Clone, Copy)]
struct Texts {
    zh: RwSignal<String>,
    en: RwSignal<String>,
}

/// A part of a form, as it is edited.
#[derive(Clone, Copy)]
struct Part {
    key: DetailKey,
    label: Texts,
    hint: Texts,
    required: RwSignal<bool>,
}

/// A class, as it is edited.
#[derive(Clone)]
struct Edited {
    class: Class,
    guidance: Texts,
    parts: Vec<Part>,
    team: RwSignal<String>,
}

/// The page.
pub fn guide() -> AnyView {
    let manages = context::my_role() == Role::Admin;
    let load = Load::<GuideView>::new(|| PATH.to_owned());
    let content =
        move |view: RwSignal<Option<GuideView>>| live(move || view.with(|view| view.as_ref().map(|view| editor(view, manages, load))));
    view! {
        <div class="page-head"><h1>{tr("分类指引", "Guide to classes")}</h1></div>
        <p class="muted settings-about">
            {tr("客户选择类别、填写表单时看到的说明。客服代提时也用同一份。", "What customers read while they choose a class and fill in its form. Agents who file for them read the same.")}
        </p>
        {loaded(load, || skeleton(8), content)}
    }
    .into_any()
}

fn editor(view: &GuideView, manages: bool, load: Load<GuideView>) -> AnyView {
    let edited: Vec<Edited> = view.classes.0.iter().map(|class| Edited::of(class, &view.teams)).collect();
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None::<String>));
    // What the form was read from: somebody else's, once they were faster.
    let (base, changes) = (RwSignal::new(view.clone()), RwSignal::new(Vec::new()));
    let shown = RwSignal::new(Class::Question.as_str().to_owned());
    let all = edited.clone();
    let save = move || {
        let body = match read(&all) {
            Ok((classes, teams)) => SaveGuide { version: base.with_untracked(|base| base.version), classes, teams },
            Err(why) => return trouble.set(Some(why)),
        };
        busy.set(true);
        trouble.set(None);
        let all = all.clone();
        app::dom::spawn(async move {
            let outcome = Call::put(PATH, &body).send::<GuideView>().await;
            busy.try_set(false);
            match outcome {
                Ok(saved) => {
                    load.value.try_set(Some(saved));
                    context::refresh();
                    toast::done(tr("已保存", "Saved"));
                }
                Err(error) => match newer(&error).zip(base.try_get_untracked()) {
                    Some((newer, before)) => {
                        changes.set(meanwhile::merge(&all, &before, &newer));
                        base.set(newer);
                    }
                    None => {
                        trouble.try_set(Some(error.message));
                    }
                },
            }
        });
    };
    let choices = Class::ALL.iter().map(|class| Choice::new(class.as_str(), class.label(lang()))).collect::<Vec<_>>();
    let parts = live(move || {
        let class = shown.get();
        edited.iter().find(|one| one.class.as_str() == class).map(|one| class_view(one.clone(), manages))
    });
    view! {
        <div class="stack">
            <Segmented id="guide-class" label=tr("类别", "Class") choices value=shown />
            {parts}
            {meanwhile::banner(changes)}
            {move || trouble.get().map(|why| view! { <p class="field-error" role="alert">{why}</p> }.into_any())}
            {manages.then(|| view! { <footer class="actions"><Button label=tr("保存", "Save") kind=Kind::Primary busy on_press=save /></footer> }.into_any())}
            {(!manages).then(|| view! { <p class="muted">{tr("只有管理员可以修改指引。", "Only admins change the guide.")}</p> }.into_any())}
        </div>
    }
    .into_any()
}

/// The guide that a refused, out-of-date one comes back with.
fn newer(error: &ApiError) -> Option<GuideView> {
    error.extra::<Outdated>()?.newer
}

struct Outdated {
    newer: Option<GuideView>,
}

shared::from_json!(Outdated { newer });

/// The fields of one class, and beside them what the customer sees.
fn class_view(one: Edited, manages: bool) -> AnyView {
    let preview = preview(one.clone());
    let teams = Signal::derive(|| {
        let teams = context::teams().into_iter().map(|team| (team.id.0, team.name.into()));
        std::iter::once((String::new(), tr("最早建立的团队", "The oldest team").to_owned())).chain(teams).collect()
    });
    let fields: Vec<AnyView> = one.parts.iter().map(|part| part_fields(*part)).collect();
    view! {
        <div class="guide">
            <fieldset class="stack" disabled=!manages>
                {pair(("guide-guidance-zh", "guide-guidance-en"), tr("什么时候选这一类", "When to choose it"), one.guidance, Note::CHARS_MAX)}
                <SelectField id="guide-team" label=tr("默认受理团队", "The team that gets it") value=one.team options=teams />
                {fields}
            </fieldset>
            <aside class="panel guide-preview">
                <h2>{tr("客户看到的", "What the customer sees")}</h2>
                {preview}
            </aside>
        </div>
    }
    .into_any()
}

fn part_fields(part: Part) -> AnyView {
    let name = part.key.label(lang());
    let required = part.required;
    view! {
        <section class="stack tight panel">
            <h3>{name}</h3>
            {pair(ids(part.key).0, tr("名称", "Label"), part.label, Name::CHARS_MAX)}
            {pair(ids(part.key).1, tr("示例", "Example"), part.hint, Hint::CHARS_MAX)}
            <label class="check">
                <input type="checkbox" prop:checked=move || required.get() on:change=move |event| required.set(event_target_checked(&event)) />
                <span>{tr("必填", "Required")}</span>
            </label>
        </section>
    }
    .into_any()
}

/// Both languages of a text, side by side.
fn pair((zh, en): (&'static str, &'static str), label: &'static str, texts: Texts, max: usize) -> AnyView {
    view! {
        <div class="pair">
            <TextArea id=zh label=[label, tr("（中文）", " (Chinese)")].concat() value=texts.zh rows=1 max />
            <TextArea id=en label=[label, tr("（英文）", " (English)")].concat() value=texts.en rows=1 max />
        </div>
    }
    .into_any()
}

/// The class as the portal's form offers it, in the reader's language.
fn preview(one: Edited) -> AnyView {
    let (class, guidance) = (one.class, one.guidance);
    let parts: Vec<AnyView> = one
        .parts
        .iter()
        .map(|part| {
            let Part { label, hint, required, .. } = *part;
            view! {
                <div class="field">
                    <p class="field-name">{move || label.shown()}{move || (!required.get()).then(|| view! { <small>{tr("选填", "optional")}</small> }.into_any())}</p>
                    <p class="input example">{move || hint.shown()}</p>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="class-card"><strong>{class.label(lang())}</strong><span>{move || guidance.shown()}</span><small>{class.consequence(lang())}</small></div>
        <div class="form">{parts}</div>
    }
    .into_any()
}

impl Texts {
    fn new(zh: &str, en: &str) -> Self {
        Self { zh: RwSignal::new(zh.to_owned()), en: RwSignal::new(en.to_owned()) }
    }

    fn shown(self) -> String {
        self.of(lang()).get()
    }

    const fn of(self, lang: Lang) -> RwSignal<String> {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    fn read<T>(self, what: &str, parse: fn(&str) -> Result<T, Refusal>) -> Result<Both<T>, String> {
        let one =
            |text: RwSignal<String>| parse(&text.get_untracked()).map_err(|refusal| [what, tr("：", ": "), &refusal.text(lang())].concat());
        Ok(Both { zh: one(self.zh)?, en: one(self.en)? })
    }
}

impl Edited {
    fn of(own: &ClassGuide, teams: &[ClassTeam]) -> Self {
        let hint = |hint: &Option<Hint>| hint.as_ref().map_or("", |hint| hint.as_str()).to_owned();
        let part = |part: &PartGuide| Part {
            key: part.key,
            label: Texts::new(part.label.zh.as_str(), part.label.en.as_str()),
            hint: Texts::new(&hint(&part.hint.zh), &hint(&part.hint.en)),
            required: RwSignal::new(part.required),
        };
        Self {
            class: own.class,
            guidance: Texts::new(own.guidance.zh.as_str(), own.guidance.en.as_str()),
            parts: own.parts.iter().map(part).collect(),
            team: RwSignal::new(meanwhile::team(teams, own.class)),
        }
    }
}

/// The guide as it was edited, or what is wrong with it.
fn read(all: &[Edited]) -> Result<(Guide, Vec<ClassTeam>), String> {
    let mut classes = Vec::new();
    let mut teams = Vec::new();
    for one in all {
        let name = one.class.label(lang());
        let mut parts = Vec::new();
        for part in &one.parts {
            let what = [name, " · ", part.key.label(lang())].concat();
            parts.push(PartGuide {
                key: part.key,
                label: part.label.read(&what, Name::parse)?,
                hint: part.hint.read(&what, |text| if text.trim().is_empty() { Ok(None) } else { Hint::parse(text).map(Some) })?,
                required: part.required.get_untracked(),
            });
        }
        if !parts.iter().any(|part| part.required) {
            return Err([name, tr("：至少有一项必填。", ": at least one part must be required.")].concat());
        }
        classes.push(ClassGuide { class: one.class, guidance: one.guidance.read(name, Note::parse)?, parts });
        let team = one.team.get_untracked();
        if !team.is_empty() {
            teams.push(ClassTeam { class: one.class, team: team.into() });
        }
    }
    Ok((Guide(classes), teams))
}

/// The ids of a part's fields: its label and its example, each in Chinese and English.
const fn ids(key: DetailKey) -> ((&'static str, &'static str), (&'static str, &'static str)) {
    macro_rules! of {
        ($word:literal) => {
            (
                (concat!("guide-", $word, "-zh"), concat!("guide-", $word, "-en")),
                (concat!("guide-", $word, "-hint-zh"), concat!("guide-", $word, "-hint-en")),
            )
        };
    }
    match key {
        DetailKey::Question => of!("question"),
        DetailKey::Tried => of!("tried"),
        DetailKey::Steps => of!("steps"),
        DetailKey::Expected => of!("expected"),
        DetailKey::Actual => of!("actual"),
        DetailKey::Change => of!("change"),
        DetailKey::Reason => of!("reason"),
        DetailKey::Need => of!("need"),
        DetailKey::Value => of!("value"),
    }
}
