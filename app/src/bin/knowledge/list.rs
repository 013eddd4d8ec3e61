//! `/desk/articles`: every article, drafts included, the ones changed last first.

use app::{
    desk::{self, context, form::Form, screen::Screen},
    i18n::{self, lang, tr},
    load::Load,
    router,
    ui::*,
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    kb::article::{Readers, Stage},
    lang::Lang,
    text::Headline,
    wire::kb::{ArticleAdded, ArticleRow, Articles, NewArticle},
};

const PATH: &str = "/api/v1/articles";
const FIELDS: &[(&str, &str)] = &[("title", "article-title")];

/// The screen.
pub fn list() -> AnyView {
    let load = Load::<Articles>::new(|| PATH.to_owned());
    let (stage, adding) = (RwSignal::new(String::new()), RwSignal::new(false));
    let rows = move |found: RwSignal<Option<Articles>>| {
        live(move || {
            let wished = Stage::parse(&stage.get());
            let fits = |row: &ArticleRow| wished.is_none_or(|stage| row.editions.iter().any(|edition| edition.stage == stage));
            let articles = found.with(|found| found.as_ref().map(|found| found.articles.clone()).unwrap_or_default());
            let rows: Vec<AnyView> = articles.iter().filter(|row| fits(row)).map(row).collect();
            if rows.is_empty() {
                return nothing(articles.is_empty(), adding);
            }
            view! { <ul class="entries">{rows}</ul> }.into_any()
        })
    };
    view! {
        <div class="page article-list">
            <div class="page-head">
                <h1>{tr("知识库", "Knowledge base")}</h1>
                {move || context::desk().map(|desk| {
                    let href = ["/kb/", desk.session.workspace.slug.as_str()].concat();
                    view! { <a class="btn quiet" href=href rel="external">{tr("读者看到的样子", "What readers see")}</a> }.into_any()
                })}
                <Button label=tr("写文章", "New article") kind=Kind::Primary icon=Icon::Plus on_press=move || adding.set(true) />
            </div>
            {stages(stage)}
            {loaded(load, || skeleton(8), rows)}
            <Dialog title=tr("写文章", "New article") open=adding>{new_form()}</Dialog>
        </div>
    }
    .into_any()
}

fn nothing(at_all: bool, adding: RwSignal<bool>) -> AnyView {
    if !at_all {
        return empty(tr("没有这种状态的文章", "No article stands there"), tr("换一个状态看看。", "Choose another stage."), ().into_any());
    }
    let write = view! { <Button label=tr("写第一篇", "Write the first") icon=Icon::Pen on_press=move || adding.set(true) /> };
    empty(
        tr("还没有文章", "No articles yet"),
        tr(
            "把反复被问到的问题写成文章，客户提单之前就能找到答案。",
            "Write down what is asked again and again: customers find the answer before they file.",
        ),
        write.into_any(),
    )
}

fn stages(value: RwSignal<String>) -> AnyView {
    let all = std::iter::once(Choice::new("", tr("全部", "All")));
    let choices = all.chain(Stage::ALL.iter().map(|stage| Choice::new(stage.as_str(), stage.label(lang())))).collect::<Vec<_>>();
    view! { <Segmented id="article-stage" label=tr("状态", "Stage") choices value /> }.into_any()
}

fn row(article: &ArticleRow) -> AnyView {
    let href = router::Screen::path(&Screen::Article(article.id.clone()));
    // Its own language first, as the reader of the list would look for it.
    let mut editions = article.editions.clone();
    editions.sort_by_key(|edition| edition.lang != lang());
    let title = editions.first().map(|edition| edition.title.as_str().to_owned()).unwrap_or_default();
    let chips: Vec<AnyView> = editions
        .iter()
        .map(|edition| {
            let words = [edition.lang.label(lang()), " · ", edition.stage.label(lang())].concat();
            view! { <span class=["chip stage-", edition.stage.as_str()].concat()>{words}</span> }.into_any()
        })
        .collect();
    view! {
        <li class="entry article">
            <div class="entry-text">
                <a href=href><b dir="auto">{title}</b></a>
                <p class="entry-detail">{article.readers.label(lang())}" · "{i18n::date(article.updated_at.0)}</p>
            </div>
            <div class="entry-chips">{chips}</div>
        </li>
    }
    .into_any()
}

fn new_form() -> AnyView {
    let form = Form::new();
    let title = RwSignal::new(String::new());
    let (language, readers) = (RwSignal::new(lang().as_str().to_owned()), RwSignal::new(Readers::Everyone.as_str().to_owned()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let Some(title) = form.check("article-title", Headline::parse(&title.get_untracked())) else { return };
        let lang = Lang::parse(&language.get_untracked()).unwrap_or(Lang::Zh);
        let readers = Readers::parse(&readers.get_untracked()).unwrap_or(Readers::Team);
        let body = NewArticle { lang, title, text: None, readers };
        form.create(PATH, &body, FIELDS, |added: ArticleAdded| desk::go(&router::Screen::path(&Screen::Article(added.id))));
    };
    let languages = Lang::ALL.iter().map(|one| Choice::new(one.as_str(), one.label(lang()))).collect::<Vec<_>>();
    view! {
        <form class="stack" novalidate on:submit=submit>
            {form.trouble()}
            <TextField id="article-title" label=tr("标题", "Title") value=title error=form.error("article-title") max=Headline::CHARS_MAX required=true />
            <Segmented id="article-lang" label=tr("语言", "Language") choices=languages value=language />
            <SelectField id="article-readers" label=tr("谁可以读", "Who may read it") value=readers options=readers_options() />
            <footer class="actions"><Button label=tr("开始写", "Start writing") kind=Kind::Primary submit=true busy=form.busy /></footer>
        </form>
    }
    .into_any()
}

/// The choices of who may read.
pub fn readers_options() -> Signal<Vec<(String, String)>> {
    Signal::derive(|| Readers::ALL.iter().map(|one| (one.as_str().to_owned(), one.label(lang()).to_owned())).collect())
}
