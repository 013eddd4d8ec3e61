//! The articles and queries of `tests/kb`.

use shared::kb::index::{Entry, build};
use shared::kb::markdown::plain;
use shared::lang::Lang;

pub struct Written {
    pub slug: String,
    pub lang: Lang,
    pub title: String,
    pub headings: String,
    pub body: String,
}

pub fn articles() -> Vec<Written> {
    let files =
        [(Lang::Zh, include_str!("../../../tests/kb/articles/zh.md")), (Lang::En, include_str!("../../../tests/kb/articles/en.md"))];
    files.iter().flat_map(|(lang, file)| file.split("=== ").skip(1).map(|part| read(*lang, part))).collect()
}

/// Each query with the articles of which one is expected.
pub fn queries() -> Vec<(&'static str, Vec<&'static str>)> {
    let file = include_str!("../../../tests/kb/queries.tsv");
    file.lines().map(|line| line.split_once('\t').unwrap()).map(|(query, slugs)| (query, slugs.split(',').collect())).collect()
}

pub fn index_of(articles: &[Written]) -> Vec<u8> {
    let entries: Vec<Entry> = articles
        .iter()
        .map(|a| Entry { id: &a.slug, slug: &a.slug, lang: a.lang, title: &a.title, headings: &a.headings, body: &a.body })
        .collect();
    build(&entries)
}

fn read(lang: Lang, part: &str) -> Written {
    let (slug, source) = part.split_once('\n').unwrap();
    let (title, source) = source.split_once('\n').unwrap();
    let words = plain(source);
    Written { slug: slug.to_owned(), lang, title: title.strip_prefix("# ").unwrap().to_owned(), headings: words.headings, body: words.body }
}
