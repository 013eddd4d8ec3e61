//! An article and the home page, as HTML for everybody who reads.

use serde_json::json;
use shared::kb::markdown::{self, Heading};
use shared::lang::Lang;
use shared::time::Timestamp;

use super::html::Html;
use crate::store::reading::{Article, Title};

/// What a search engine shows below the title, in characters.
const DESCRIPTION_CHARS: usize = 160;
/// Fewer headings need no table of contents.
const CONTENTS_MIN: usize = 3;
/// Deeper headings are not in the contents.
const CONTENTS_LEVEL_MAX: u8 = 3;

/// The parts that the page's shell takes.
pub struct Page {
    pub lang: Lang,
    pub head: String,
    pub body: String,
}

/// Where a workspace's knowledge base is.
pub struct Place<'a> {
    /// `https://host`.
    pub origin: &'a str,
    pub slug: &'a str,
}

impl Place<'_> {
    /// The address of the home page in a language.
    pub fn home(&self, lang: Lang) -> String {
        format!("{}/kb/{}/{}", self.origin, self.slug, lang.as_str())
    }

    /// The address of an article.
    pub fn article(&self, lang: Lang, slug: &str) -> String {
        let slug = percent_encoding::utf8_percent_encode(slug, percent_encoding::NON_ALPHANUMERIC);
        // Hyphens stay as they are read.
        format!("{}/{}", self.home(lang), slug.to_string().replace("%2D", "-"))
    }
}

/// An article.
pub fn article(place: &Place<'_>, lang: Lang, article: &Article) -> Page {
    let tr = |zh, en| lang.pick(zh, en);
    let rendered = markdown::render(&article.body, lang);
    let address = place.article(lang, &article.slug);
    let description = markdown::description(&article.body, DESCRIPTION_CHARS);
    let date = iso(article.published_at);
    let headings: Vec<&Heading> = rendered.headings.iter().filter(|h| h.level <= CONTENTS_LEVEL_MAX).collect();
    let with_contents = headings.len() >= CONTENTS_MIN;

    let mut body = bar(place, lang, &article.workspace)
        .raw("<main id=\"main\" class=\"reading\"><div><nav aria-label=\"")
        .raw(tr("位置", "Where you are"))
        .raw("\"><ol class=\"crumbs\"><li><a href=\"")
        .value(&place.home(lang))
        .raw("\">")
        .raw(tr("知识库", "Knowledge base"))
        .raw("</a></li></ol></nav><article><header class=\"article-head\"><h1>")
        .text(&article.title)
        .raw("</h1><p class=\"facts\"><span>")
        .raw(tr("更新于 ", "Updated "))
        .raw("<time datetime=\"")
        .value(&date)
        .raw("\">")
        .text(date.get(..10).unwrap_or_default())
        .raw("</time></span>");
    if !article.applies().is_empty() {
        body = body.raw("<span>").raw(tr("适用于 ", "Applies to ")).text(&article.applies().join(tr("、", ", "))).raw("</span>");
    }
    if let Some(other) = &article.other {
        let (theirs, name) = (lang.pick(Lang::En, Lang::Zh), lang.pick("Read in English", "阅读中文版"));
        body = body.raw("<a lang=\"").raw(theirs.tag()).raw("\" hreflang=\"").raw(theirs.tag()).raw("\" href=\"");
        body = body.value(&place.article(theirs, other)).raw("\">").raw(name).raw("</a>");
    }
    body = body.raw("</p></header>");
    if with_contents {
        body = body.raw("<details class=\"contents-fold\"><summary>").raw(tr("目录", "Contents")).raw("</summary>");
        body = contents(body, &headings).raw("</details>");
    }
    body = body
        .raw("<div class=\"markdown\">")
        .raw(&rendered.html)
        .raw("</div></article><section class=\"solved\"><p>")
        .raw(tr("还没有解决？", "Not solved yet?"))
        .raw("</p><a class=\"choice\" href=\"/p/")
        .value(place.slug)
        .raw("/new\">")
        .raw(tr("提交工单", "File a ticket"))
        .raw("</a></section></div>");
    if with_contents {
        body =
            body.raw("<nav class=\"contents\" aria-labelledby=\"contents-title\"><h2 id=\"contents-title\">").raw(tr("目录", "Contents"));
        body = contents(body.raw("</h2>"), &headings).raw("</nav>");
    }
    let body = body.raw("</main>").finish();

    let title = format!("{} · {}", article.title, article.workspace);
    let mut head = head(&title, &description, &address);
    for (other, slug) in article.other.iter().map(|slug| (lang.pick(Lang::En, Lang::Zh), slug)).chain([(lang, &article.slug)]) {
        head = head
            .raw("<link rel=\"alternate\" hreflang=\"")
            .raw(other.tag())
            .raw("\" href=\"")
            .value(&place.article(other, slug))
            .raw("\" />");
    }
    let facts = json!({
        "@context": "https://schema.org", "@type": "TechArticle", "headline": article.title, "description": description,
        "inLanguage": lang.tag(), "dateModified": date, "mainEntityOfPage": address,
        "publisher": { "@type": "Organization", "name": article.workspace },
    });
    // A script's text ends at its end tag, whatever stands around it.
    let facts = facts.to_string().replace('<', "\\u003c");
    let head = head.raw("<script type=\"application/ld+json\">").raw(&facts).raw("</script>").finish();
    Page { lang, head, body }
}

/// The home page: what can be read, the newest first.
pub fn home(place: &Place<'_>, lang: Lang, workspace: &str, titles: &[Title]) -> Page {
    let tr = |zh, en| lang.pick(zh, en);
    let name = lang.pick(format!("{workspace}的知识库").as_str(), format!("{workspace} knowledge base").as_str()).to_owned();
    let mut body = bar(place, lang, workspace).raw("<main id=\"main\" class=\"kb-home\"><h1>").text(&name).raw("</h1>");
    if titles.is_empty() {
        body = body
            .raw("<p>")
            .raw(tr("这里还没有文章。有问题请", "There are no articles here yet. If something is wrong, "))
            .raw("<a href=\"/p/")
            .value(place.slug)
            .raw("/new\">")
            .raw(tr("提交工单", "file a ticket"))
            .raw("</a>")
            .raw(tr("。", "."))
            .raw("</p>");
    } else {
        body = body.raw("<ul class=\"titles\">");
        for title in titles {
            body = body.raw("<li><a href=\"").value(&place.article(lang, &title.slug)).raw("\"><strong>").text(&title.title);
            body = body.raw("</strong><span>").text(&markdown::description(&title.start, DESCRIPTION_CHARS)).raw("</span></a></li>");
        }
        body = body.raw("</ul>");
    }
    let description = lang.pick("操作指南和常见问题。", "Guides and answers to common questions.");
    let mut head = head(&name, description, &place.home(lang));
    for other in Lang::ALL {
        head = head.raw("<link rel=\"alternate\" hreflang=\"").raw(other.tag()).raw("\" href=\"").value(&place.home(*other)).raw("\" />");
    }
    Page { lang, head: head.finish(), body: body.raw("</main>").finish() }
}

/// Nothing is at an address, or nothing that this visitor may read.
pub fn missing(lang: Lang) -> Page {
    let tr = |zh, en| lang.pick(zh, en);
    let title = tr("找不到这篇文章", "This article is not here");
    let why = tr(
        "它可能已被下架，或者需要登录后才能阅读。请检查网址，或回到上一页。",
        "It may have been taken down, or be for signed-in readers only. Check the address, or go back.",
    );
    let head = Html::default().raw("<title>").text(title).raw("</title><meta name=\"robots\" content=\"noindex\" />").finish();
    let body =
        Html::default().raw("<main id=\"main\" class=\"kb-home\"><h1>").text(title).raw("</h1><p>").text(why).raw("</p></main>").finish();
    Page { lang, head, body }
}

/// The sitemap of what everyone may read.
pub fn sitemap(place: &Place<'_>, titles: &[Title]) -> String {
    let mut xml =
        Html::default().raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">");
    for title in titles {
        xml = xml.raw("<url><loc>").text(&place.article(title.lang, &title.slug)).raw("</loc><lastmod>").text(&iso(title.published_at));
        xml = xml.raw("</lastmod></url>");
    }
    xml.raw("</urlset>").finish()
}

fn bar(place: &Place<'_>, lang: Lang, workspace: &str) -> Html {
    let tr = |zh, en| lang.pick(zh, en);
    Html::default()
        .raw("<a class=\"skip\" href=\"#main\">")
        .raw(tr("跳到正文", "Skip to the text"))
        .raw("</a><header class=\"bar\"><a class=\"brand\" href=\"/p/")
        .value(place.slug)
        .raw("\"><img src=\"/favicon.svg\" alt=\"\" width=\"24\" height=\"24\" /><span>")
        .text(workspace)
        .raw("</span></a><a class=\"to-file push\" href=\"/p/")
        .value(place.slug)
        .raw("/new\">")
        .raw(tr("提交工单", "File a ticket"))
        .raw("</a></header>")
}

fn head(title: &str, description: &str, address: &str) -> Html {
    Html::default()
        .raw("<title>")
        .text(title)
        .raw("</title><meta name=\"description\" content=\"")
        .value(description)
        .raw("\" /><link rel=\"canonical\" href=\"")
        .value(address)
        .raw("\" />")
}

fn contents(html: Html, headings: &[&Heading]) -> Html {
    let top = headings.iter().map(|h| h.level).min().unwrap_or(1);
    let html = headings.iter().fold(html.raw("<ul class=\"contents-list\">"), |html, heading| {
        let class = if heading.level > top { "<li class=\"deep\">" } else { "<li>" };
        html.raw(class).raw("<a href=\"#").value(&heading.id).raw("\">").text(&heading.text).raw("</a></li>")
    });
    html.raw("</ul>")
}

fn iso(at: Timestamp) -> String {
    js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at.0 as f64)).to_iso_string().into()
}
