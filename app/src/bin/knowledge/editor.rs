//! `/desk/articles/{id}`: an article, one language at a time. What is typed is kept on this device at every stroke and
//! saved by itself when the hands rest; readers see it only once it is published.

use app::{
    api::{ApiError, Call},
    desk::{context, kept},
    dom,
    i18n::{lang, tr},
    load::Load,
    toast,
    ui::*,
};
use leptos::prelude::*;
use shared::{
    actor::{Actor, Member, Role},
    id::ArticleId,
    kb::{
        article::{ArticleSlug, Edition, Readers, Step},
        markdown,
    },
    lang::Lang,
    text::{Headline, Markdown},
    wire::kb::{ArticleFacts, ArticleView, EditionView, SaveText, TakeStep},
};

/// So long after the last stroke a text is saved by itself, in milliseconds.
const SAVE_AFTER_MS: i32 = 2_000;
/// So long after the last stroke the preview is drawn anew, in milliseconds.
const PREVIEW_AFTER_MS: i32 = 150;

/// The fields of one language, and what is known of it.
#[derive(Clone, Copy)]
struct Desk {
    article: RwSignal<Option<ArticleView>>,
    lang: Lang,
    title: RwSignal<String>,
    slug: RwSignal<String>,
    text: RwSignal<String>,
    trouble: RwSignal<Option<String>>,
    state: RwSignal<State>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Saved,
    Typed,
    Saving,
}

/// The screen.
pub fn editor(id: ArticleId) -> AnyView {
    let path = path(&id);
    let load = Load::<ArticleView>::new(move || path.clone());
    let language = RwSignal::new(lang().as_str().to_owned());
    let chosen = RwSignal::new(false);
    let content = move |article: RwSignal<Option<ArticleView>>| {
        // An article that has no text in the reader's language opens in its own.
        if let Some(only) =
            article.with_untracked(|a| a.as_ref().and_then(|a| (a.editions.len() == 1).then(|| a.editions.first().map(|e| e.lang))?))
            && !chosen.get_untracked()
        {
            chosen.set(true);
            language.set(only.as_str().to_owned());
        }
        live(move || Lang::parse(&language.get()).map(|lang| untrack(|| desk(article, lang))))
    };
    let languages = Lang::ALL.iter().map(|one| Choice::new(one.as_str(), one.label(lang()))).collect::<Vec<_>>();
    view! {
        <div class="page wide article-page">
            <div class="page-head">
                <a class="btn quiet" href="/desk/articles">{icon(Icon::Left)}<span>{tr("全部文章", "All articles")}</span></a>
                <Segmented id="edition" label=tr("语言", "Language") choices=languages value=language />
                <span class="push"></span>
            </div>
            {loaded(load, || skeleton(12), content)}
        </div>
    }
    .into_any()
}

fn desk(article: RwSignal<Option<ArticleView>>, lang: Lang) -> AnyView {
    let Some(view) = article.get_untracked() else { return ().into_any() };
    let edition = view.editions.iter().find(|one| one.lang == lang);
    let name = ["article.", view.id.as_str(), ".", lang.as_str()].concat();
    let text = kept::text(&name);
    let stored = edition.and_then(|one| one.text.as_ref()).map_or("", Markdown::as_str).to_owned();
    // What was typed and not saved on this device stands before what the server has.
    let unsaved = !text.get_untracked().is_empty() && text.get_untracked() != stored;
    if !unsaved {
        text.set(stored);
    }
    let first_title = || view.editions.first().map(|one| one.title.as_str().to_owned()).unwrap_or_default();
    let desk = Desk {
        article,
        lang,
        title: RwSignal::new(edition.map_or_else(first_title, |one| one.title.as_str().to_owned())),
        slug: RwSignal::new(edition.map(|one| one.slug.as_str().to_owned()).unwrap_or_default()),
        text,
        trouble: RwSignal::new(None),
        state: RwSignal::new(if unsaved { State::Typed } else { State::Saved }),
    };
    let html = preview(desk);
    save_when_hands_rest(desk);
    view! {
        <div class="editor">
            <div class="stack">
                {bar(desk)}
                {move || desk.trouble.get().map(|why| view! { <p class="field-error" role="alert">{why}</p> }.into_any())}
                <TextField id="edition-title" label=tr("标题", "Title") value=desk.title max=Headline::CHARS_MAX required=true />
                <TextField id="edition-slug" label=tr("网址", "Address") value=desk.slug hint=tr("留空则按标题生成。改了以后，旧网址会自动跳转。", "Empty: made of the title. An old address leads to the new one.") max=ArticleSlug::CHARS_MAX />
                <TextArea id="edition-text" label=tr("正文（Markdown）", "Text (Markdown)") value=desk.text rows=24 max=Markdown::CHARS_MAX />
                {facts(desk)}
            </div>
            <section class="panel editor-preview" aria-label=tr("预览", "Preview")>
                <h2>{tr("读者看到的", "What readers see")}</h2>
                <h1 dir="auto">{move || desk.title.get()}</h1>
                <div class="markdown" lang=lang.tag() prop:innerHTML=move || html.get()></div>
            </section>
        </div>
    }
    .into_any()
}

/// Drawn when the hands rest a moment: a long article takes a while.
fn preview(desk: Desk) -> RwSignal<String> {
    let html = RwSignal::new(String::new());
    let timer = dom::Debounce::default();
    let mut first = true;
    Effect::new(move |_| {
        let source = desk.text.get();
        let wait = if std::mem::take(&mut first) { 0 } else { PREVIEW_AFTER_MS };
        timer.run(wait, move || {
            html.try_set(markdown::render(&source, desk.lang).html);
        });
    });
    html
}

fn save_when_hands_rest(desk: Desk) {
    let timer = dom::Debounce::default();
    let mut first = true;
    Effect::new(move |_| {
        let typed = (desk.title.get(), desk.slug.get(), desk.text.get());
        if std::mem::take(&mut first) && desk.state.get_untracked() == State::Saved {
            return;
        }
        drop(typed);
        desk.state.set(State::Typed);
        timer.run(SAVE_AFTER_MS, move || save(desk, |_| {}));
    });
}

/// Saves what is there. What is typed meanwhile is saved the next time.
fn save(desk: Desk, then: impl FnOnce(Desk) + 'static) {
    let Some(view) = desk.article.try_get_untracked().flatten() else { return };
    if desk.state.get_untracked() == State::Saving {
        return;
    }
    let body = match read(desk, view.version) {
        Ok(body) => body,
        Err(why) => return desk.trouble.set(Some(why)),
    };
    desk.state.set(State::Saving);
    desk.trouble.set(None);
    let path = [&path(&view.id), "/editions/", desk.lang.as_str()].concat();
    let sent = body.text.as_ref().map_or("", Markdown::as_str).to_owned();
    dom::spawn(async move {
        match Call::put(path, &body).send::<ArticleView>().await {
            Ok(saved) => {
                let same = desk.text.try_get_untracked().is_some_and(|text| text.trim() == sent.trim());
                desk.state.try_set(if same { State::Saved } else { State::Typed });
                if same {
                    kept::forget(&["article.", saved.id.as_str(), ".", desk.lang.as_str()].concat());
                }
                if let Some(edition) = saved
                    .editions
                    .iter()
                    .find(|one| one.lang == desk.lang)
                    .filter(|_| desk.slug.try_get_untracked().is_some_and(|s| s.is_empty()))
                {
                    desk.slug.try_set(edition.slug.as_str().to_owned());
                }
                desk.article.try_set(Some(saved));
                then(desk);
            }
            Err(error) => {
                desk.state.try_set(State::Typed);
                desk.trouble.try_set(Some(said(&error)));
            }
        }
    });
}

fn said(error: &ApiError) -> String {
    if error.is("record_changed") {
        return tr(
            "别人刚刚保存了这篇文章。您写的内容还在这台设备上：复制出来，重新载入页面后再合并。",
            "Somebody else has just saved this article. What you wrote is still on this device: copy it, reload, and put both together.",
        )
        .to_owned();
    }
    error.message.clone()
}

fn read(desk: Desk, version: u32) -> Result<SaveText, String> {
    let of = |what: &str, refusal: shared::error::Refusal| [what, tr("：", ": "), &refusal.text(lang())].concat();
    let title = Headline::parse(&desk.title.get_untracked()).map_err(|r| of(tr("标题", "Title"), r))?;
    let text = desk.text.get_untracked();
    let text = if text.trim().is_empty() { None } else { Some(Markdown::parse(&text).map_err(|r| of(tr("正文", "Text"), r))?) };
    let slug = desk.slug.get_untracked();
    let slug =
        match slug.trim() {
            "" => None,
            slug => Some(ArticleSlug::parse(slug).map_err(|_| {
                tr("网址：只能包含文字、数字和中间的连字符。", "Address: letters, digits and inner hyphens alone.").to_owned()
            })?),
        };
    Ok(SaveText { version, title, text, slug })
}

/// Where the edition stands, and what can be done with it.
fn bar(desk: Desk) -> AnyView {
    let buttons = move || {
        let view = desk.article.get()?;
        let edition = view.editions.iter().find(|one| one.lang == desk.lang)?.clone();
        let steps = standing(&edition).steps(&me());
        let buttons: Vec<AnyView> = steps.into_iter().map(|step| step_button(desk, step)).collect();
        let read = edition.published.map(|_| {
            let slug = context::desk().map(|desk| desk.session.workspace.slug.as_str().to_owned()).unwrap_or_default();
            let href = ["/kb/", &slug, "/", edition.lang.as_str(), "/", &String::from(js_sys::encode_uri_component(edition.slug.as_str()))]
                .concat();
            view! { <a class="btn quiet" href=href rel="external">{tr("阅读", "Read it")}</a> }.into_any()
        });
        let chip = [edition.stage.label(lang()), tr("，第 ", ", text "), &edition.number.to_string(), tr(" 稿", "")].concat();
        Some(view! { <span class=["chip stage-", edition.stage.as_str()].concat()>{chip}</span> {read} {buttons} }.into_any())
    };
    let words = move || match desk.state.get() {
        State::Saved => tr("已保存", "Saved"),
        State::Typed => tr("已保存在这台设备上", "Kept on this device"),
        State::Saving => tr("正在保存…", "Saving…"),
    };
    view! {
        <div class="row editor-bar">
            <span class="muted" role="status">{words}</span>
            <span class="push"></span>
            {buttons}
        </div>
    }
    .into_any()
}

fn step_button(desk: Desk, step: Step) -> AnyView {
    let kind = if step == Step::Publish { Kind::Primary } else { Kind::Plain };
    let press = move || match desk.state.get_untracked() {
        // What is shown is what is published.
        State::Typed => save(desk, move |desk| take(desk, step)),
        State::Saved => take(desk, step),
        State::Saving => {}
    };
    let label = step.label(lang());
    view! { <Button label kind on_press=press /> }.into_any()
}

fn take(desk: Desk, step: Step) {
    let Some(view) = desk.article.try_get_untracked().flatten() else { return };
    let path = [&path(&view.id), "/editions/", desk.lang.as_str(), "/step"].concat();
    dom::spawn(async move {
        match Call::post(path, &TakeStep { version: view.version, step, note: None }).send::<ArticleView>().await {
            Ok(saved) => {
                desk.article.try_set(Some(saved));
                toast::done(match step {
                    Step::Submit => tr("已提交审核", "Submitted for review"),
                    Step::Return => tr("已退回修改", "Sent back"),
                    Step::Publish => tr("已发布，读者现在就能看到", "Published: readers see it now"),
                    Step::Archive => tr("已下架", "Taken down"),
                });
            }
            Err(error) => {
                desk.trouble.try_set(Some(said(&error)));
            }
        }
    });
}

/// Who may read it: of all languages.
fn facts(desk: Desk) -> AnyView {
    let readers = RwSignal::new(desk.article.with_untracked(|a| a.as_ref().map_or("", |a| a.readers.as_str())).to_owned());
    let mut first = true;
    Effect::new(move |_| {
        let chosen = readers.get();
        if std::mem::take(&mut first) {
            return;
        }
        let (Some(view), Some(readers)) = (desk.article.get_untracked(), Readers::parse(&chosen)) else { return };
        let body = ArticleFacts { version: view.version, readers, owner: view.owner.clone(), applies: view.applies.clone() };
        dom::spawn(async move {
            match Call::put(path(&view.id), &body).send::<ArticleView>().await {
                Ok(saved) => {
                    desk.article.try_set(Some(saved));
                    toast::done(tr("已保存", "Saved"));
                }
                Err(error) => {
                    desk.trouble.try_set(Some(said(&error)));
                }
            }
        });
    });
    view! { <SelectField id="article-readers" label=tr("谁可以读（两种语言相同）", "Who may read it (both languages)") value=readers options=super::list::readers_options() /> }
        .into_any()
}

fn path(id: &ArticleId) -> String {
    ["/api/v1/articles/", id.as_str()].concat()
}

const fn standing(edition: &EditionView) -> Edition {
    Edition { stage: edition.stage, latest: edition.number, published: edition.published }
}

/// Who looks at it, as the rule asks.
fn me() -> Actor {
    let (id, role): (_, Role) = (context::my_id().unwrap_or_else(|| "".into()), context::my_role());
    Actor::Member(Member { id, role, teams: Vec::new(), sees_all: true })
}
