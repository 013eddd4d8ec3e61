//! The form of a tag.

use app::{dom, i18n::tr, toast, ui::*};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    error::Refusal,
    id::TagId,
    tag::{Link, TagName, TagRule, TagSettings},
    text::{Name, Word},
};

use super::Rules;
use app::desk::form::Form;

/// For a new tag, or for one that is there.
pub fn form(rules: Rules, rule: Option<TagRule>, open: RwSignal<bool>) -> AnyView {
    let form = Form::new();
    let text = |text: Option<&str>| RwSignal::new(text.unwrap_or_default().to_owned());
    let known = rule.as_ref();
    let zh = text(known.and_then(|rule| rule.name.zh.as_ref()).map(Name::as_str));
    let en = text(known.and_then(|rule| rule.name.en.as_ref()).map(Name::as_str));
    let words = RwSignal::new(known.map(|rule| lines(&rule.words)).unwrap_or_default());
    let except = RwSignal::new(known.map(|rule| lines(&rule.except)).unwrap_or_default());
    let link = text(known.and_then(|rule| rule.link.as_ref()).map(Link::as_str));
    let (id, active) = known.map_or_else(|| (TagId(dom::random_id()), true), |rule| (rule.id.clone(), rule.active));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let names = form.check_optional("tag-zh", &zh.get_untracked(), Name::parse).zip(form.check_optional(
            "tag-en",
            &en.get_untracked(),
            Name::parse,
        ));
        let words = form.check("tag-words", parsed(&words.get_untracked()));
        let except = form.check("tag-except", parsed(&except.get_untracked()));
        let link = form.check_optional("tag-link", &link.get_untracked(), Link::parse);
        let (Some((zh, en)), Some(words), Some(except), Some(link)) = (names, words, except, link) else {
            return;
        };
        if zh.is_none() && en.is_none() {
            return form.refuse("tag-zh", tr("请至少填写一个名称。", "Give at least one name."));
        }
        let rule = TagRule { id: id.clone(), name: TagName { zh, en }, link, words, except, active };
        let change = move |all: &mut Vec<TagRule>| match all.iter_mut().find(|other| other.id == rule.id) {
            Some(own) => *own = rule,
            None => all.push(rule),
        };
        send(rules, form, change, open);
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {form.trouble()}
            <TextField id="tag-zh" label=tr("中文名称", "Name in Chinese") value=zh error=form.error("tag-zh") max=Name::CHARS_MAX />
            <TextField id="tag-en" label=tr("英文名称", "Name in English") hint=tr("只填一个时，两种语言都用它。", "With one name only, both languages use it.") value=en error=form.error("tag-en") max=Name::CHARS_MAX />
            <TextArea
                id="tag-words"
                label=tr("关键词和同义词，每行一个", "Words and synonyms, one a line")
                hint=tr("出现任意一个就打上标签。“开通 + 权限”表示两个词都要出现；英文按整词匹配。", "Any of them is enough. “grant + permission” asks for both; English is matched by whole words.")
                value=words
                error=form.error("tag-words")
                rows=6
            />
            <TextArea id="tag-except" label=tr("排除词，每行一个", "Except with these, one a line") value=except error=form.error("tag-except") rows=2 />
            <TextField id="tag-link" label=tr("自助说明的地址", "Address of a self-service page") placeholder="https://" kind="url" value=link error=form.error("tag-link") />
            <footer class="actions"><Button label=tr("保存", "Save") kind=Kind::Primary submit=true busy=form.busy /></footer>
        </form>
    }
    .into_any()
}

fn send(rules: Rules, form: Form, change: impl FnOnce(&mut Vec<TagRule>) + 'static, open: RwSignal<bool>) {
    let Some(call) = rules.saving(change) else { return };
    form.busy.set(true);
    dom::spawn(async move {
        let outcome = call.send::<TagSettings>().await;
        form.busy.try_set(false);
        match outcome {
            Ok(saved) => {
                rules.take(saved);
                toast::done(tr("已保存", "Saved"));
                open.set(false);
            }
            // What was typed stays; the list behind is read anew, and saving again goes over it.
            Err(error) if error.is("record_changed") => {
                form.refuse(
                    "",
                    tr(
                        "标签刚被他人修改，已读取最新内容。请再保存一次。",
                        "Somebody has just changed the tags. They were read again: save once more.",
                    ),
                );
                rules.load.reload();
            }
            Err(error) => form.refuse("", error.message),
        }
    });
}

fn lines(words: &[Word]) -> String {
    words.iter().map(Word::as_str).collect::<Vec<_>>().join("\n")
}

fn parsed(text: &str) -> Result<Vec<Word>, Refusal> {
    let parts = text.split(['\n', ',', '，', '、', ';', '；']).filter(|part| !part.trim().is_empty());
    let words: Vec<Word> = parts.map(Word::parse).collect::<Result<_, _>>()?;
    let most = shared::tag::book::WORDS_OF_RULE_MAX;
    if words.len() > most {
        return Err(Refusal::new(shared::error::Code::TooMany).limit(most as u32));
    }
    Ok(words)
}
