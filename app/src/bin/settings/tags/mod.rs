//! `/desk/settings/tags`: tags and the words that tickets are searched for when they are filed (R9).

mod form;

use app::{
    api::{ApiError, Call},
    dom,
    i18n::{lang, tr},
    load::Load,
    toast,
    ui::*,
};
use leptos::prelude::*;
use shared::{
    actor::Role,
    id::TagId,
    tag::{TagBook, TagCount, TagRule, TagSettings, matched, starter},
    text::Title,
};

use super::parts::{entries, head, row};
use app::desk::context;

/// Words of a tag that its line shows; the rest is in the dialog.
const WORDS_SHOWN: usize = 8;

/// The rules as they were read. Each change saves all of them, over the version that was seen.
#[derive(Clone, Copy)]
pub struct Rules {
    pub load: Load<TagSettings>,
}

impl Rules {
    /// The request that saves the rules after a change.
    pub fn saving(self, change: impl FnOnce(&mut Vec<TagRule>)) -> Option<Call> {
        let TagSettings { version, mut rules, .. } = self.load.value.get_untracked()?;
        change(&mut rules);
        Some(Call::put("/api/v1/tag-rules", &TagBook { version, rules }))
    }

    /// Shows what was saved.
    pub fn take(self, saved: TagSettings) {
        self.load.value.set(Some(saved));
        context::refresh();
    }

    /// Somebody else was faster: what they saved is read.
    pub fn failed(self, error: ApiError) {
        if error.is("record_changed") {
            self.load.reload();
        }
        toast::failed(error.message);
    }

    fn save(self, done: &'static str, change: impl FnOnce(&mut Vec<TagRule>)) {
        let Some(call) = self.saving(change) else { return };
        dom::spawn(async move {
            match call.send::<TagSettings>().await {
                Ok(saved) => {
                    self.take(saved);
                    toast::done(done);
                }
                Err(error) => self.failed(error),
            }
        });
    }
}

/// The page.
pub fn tags() -> AnyView {
    if context::my_role() < Role::Lead {
        return head(tr("标签", "Tags"), tr("标签由主管和管理员查看。", "Leads and admins see the tags."), None);
    }
    let manages = context::my_role() == Role::Admin;
    let rules = Rules { load: Load::new(|| "/api/v1/tag-rules".to_owned()) };
    let (adding, edit_open) = (RwSignal::new(false), RwSignal::new(false));
    let editing = RwSignal::new(None::<TagRule>);
    let about = tr(
        "提单时按关键词自动打标签，工单上会写明因为哪些词；客服可以改，改了多少次在这里看得到。",
        "A ticket is tagged by its words when it is filed, and says which words. Agents correct that; how often is shown here.",
    );
    let list = move |value: RwSignal<Option<TagSettings>>| {
        let rows = move || {
            let settings = value.get().unwrap_or(TagSettings { version: 0, rules: Vec::new(), counts: Vec::new() });
            let mut all = settings.rules;
            all.sort_by_key(|rule| !rule.active);
            let line = |rule: TagRule| entry(rules, rule, &settings.counts, manages, editing, edit_open);
            let rows = all.into_iter().map(line).collect();
            entries(rows, tr("还没有标签", "No tags yet"), tr("新建一个，或恢复初始标签。", "Add one, or restore those it began with."))
        };
        view! { {rows}{trying(value)} }.into_any()
    };
    let there = Memo::new(move |_| rules.load.value.with(Option::is_some));
    let restore = live(move || {
        let press = move || rules.save(tr("已恢复初始标签", "The first tags are back"), restored);
        (manages && there.get())
            .then(|| view! { <Button label=tr("恢复初始标签", "Restore the first tags") icon=Icon::Retry on_press=press /> }.into_any())
    });
    view! {
        {head(tr("标签", "Tags"), about, manages.then_some((tr("新建标签", "New tag"), adding)))}
        {(!manages).then(|| view! { <p class="muted">{tr("只有管理员可以修改标签。", "Only admins change tags.")}</p> }.into_any())}
        {loaded(rules.load, || skeleton(6), list)}
        <div class="row settings-foot">{restore}</div>
        <Dialog title=tr("新建标签", "New tag") open=adding>{form::form(rules, None, adding)}</Dialog>
        <Dialog title=tr("修改标签", "Edit tag") open=edit_open>
            {move || editing.get().map(|rule| form::form(rules, Some(rule), edit_open))}
        </Dialog>
    }
    .into_any()
}

/// The tags of a new workspace as they were, beside those that were added since.
fn restored(rules: &mut Vec<TagRule>) {
    for starter in starter::rules() {
        match rules.iter_mut().find(|rule| rule.id == starter.id) {
            Some(rule) => *rule = starter,
            None => rules.push(starter),
        }
    }
}

fn entry(
    rules: Rules,
    rule: TagRule,
    counts: &[TagCount],
    manages: bool,
    editing: RwSignal<Option<TagRule>>,
    open: RwSignal<bool>,
) -> AnyView {
    let shown = rule.words.iter().take(WORDS_SHOWN).map(|word| word.as_str()).collect::<Vec<_>>().join(tr("、", ", "));
    let words = match rule.words.len() {
        0 => tr("没有关键词，只能手动添加", "No words: given by hand only").to_owned(),
        all if all > WORDS_SHOWN => [&shown, tr(" 等 ", " and more, "), &all.to_string(), tr(" 个词", " words")].concat(),
        _ => shown,
    };
    let chips = counts.iter().find(|count| count.tag == rule.id).map(counted).unwrap_or_default();
    let (name, active, id) = (rule.name.text(lang()).to_owned(), rule.active, rule.id.clone());
    let items = move || {
        let (edited, id) = (rule.clone(), id.clone());
        let edit = MenuItem::new(tr("修改", "Edit"), move || {
            editing.set(Some(edited.clone()));
            open.set(true);
        });
        let words = if active { tr("停用", "Stop using it") } else { tr("恢复", "Use it again") };
        let switch = MenuItem::new(words, move || set_active(rules, &id, !active));
        vec![edit, if active { switch.note(tr("旧工单上的标签保留。", "Old tickets keep it.")) } else { switch }]
    };
    row(icon(Icon::List), &name, active, vec![words], chips, manages.then(|| UnsyncCallback::from(items)))
}

fn counted(count: &TagCount) -> Vec<String> {
    let number = |words: &'static str, n: u32| [words, " ", &n.to_string()].concat();
    let all = [
        number(tr("识别", "Found"), count.matched),
        number(tr("被移除", "Taken off"), count.removed),
        number(tr("手动添加", "By hand"), count.added),
    ];
    all.into()
}

fn set_active(rules: Rules, id: &TagId, active: bool) {
    let id = id.clone();
    rules.save(tr("已保存", "Saved"), move |all| all.iter_mut().filter(|rule| rule.id == id).for_each(|rule| rule.active = active));
}

/// Which tags a text would get: the same function that the server asks.
fn trying(value: RwSignal<Option<TagSettings>>) -> AnyView {
    let text = RwSignal::new(String::new());
    let found = live(move || {
        let title = Title::parse(&text.get()).ok()?;
        let tags = value.with(|settings| matched(settings.as_ref().map_or(&[], |settings| &settings.rules), &title, &[]));
        if tags.is_empty() {
            return Some(view! { <p class="muted">{tr("没有标签。", "No tag.")}</p> }.into_any());
        }
        let name = |id: &TagId| {
            value.with(|settings| {
                settings.iter().flat_map(|s| &s.rules).find(|rule| rule.id == *id).map(|rule| rule.name.text(lang()).to_owned())
            })
        };
        let line = |tagged: shared::tag::Tagged| {
            let words = tagged.words.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(tr("、", ", "));
            view! { <li><span class="chip">{name(&tagged.tag)}</span><small>{[tr("因为：", "because of "), &words].concat()}</small></li> }
                .into_any()
        };
        Some(view! { <ul class="tags">{tags.into_iter().map(line).collect::<Vec<_>>()}</ul> }.into_any())
    });
    view! {
        <section class="panel stack settings-foot">
            <TextField id="tag-try" label=tr("试一试：输入一个标题", "Try it: type a title") value=text placeholder=tr("新员工开通账号", "Please grant access to a new user") max=Title::CHARS_MAX />
            <div role="status">{found}</div>
        </section>
    }
    .into_any()
}
