//! Search in the browser (R8, R28).

use shared::kb::index::{Entry, Index, build, highlight};
use shared::lang::Lang;

use super::corpus::{articles, index_of, queries};

/// Of the queries, in per cent, that find an expected article among the first [`FIRST`].
const FOUND_MIN_PERCENT: usize = 95;
const FIRST: usize = 3;

#[test]
fn r28_people_find_what_they_mean_among_the_first_three() {
    let articles = articles();
    let queries = queries();
    assert!(articles.len() >= 80 && queries.len() >= 60, "{} articles, {} queries", articles.len(), queries.len());
    let index = Index::read(&index_of(&articles)).unwrap();
    let missed: Vec<String> = queries
        .iter()
        .filter_map(|(query, expected)| {
            let found: Vec<&str> = index.search(query, None, FIRST).iter().map(|hit| hit.article.slug.as_str()).collect();
            let hit = expected.iter().any(|slug| found.contains(slug));
            (!hit).then(|| format!("{query}: {expected:?} is not in {found:?}"))
        })
        .collect();
    let found = (queries.len() - missed.len()) * 100 / queries.len();
    println!("{found} % of {} queries\n{}", queries.len(), missed.join("\n"));
    assert!(found >= FOUND_MIN_PERCENT, "{found} % of {} queries\n{}", queries.len(), missed.join("\n"));
}

fn entry<'a>(slug: &'a str, lang: Lang, title: &'a str, headings: &'a str, body: &'a str) -> Entry<'a> {
    Entry { id: slug, slug, lang, title, headings, body }
}

fn found(index: &Index, query: &str) -> Vec<String> {
    index.search(query, None, 8).into_iter().map(|hit| hit.article.slug.clone()).collect()
}

fn small() -> Index {
    let bytes = build(&[
        entry("body", Lang::Zh, "仓库日常", "", "月末要做盘点。"),
        entry("heading", Lang::Zh, "仓库月末", "盘点", "先冻结账面数。"),
        entry("title", Lang::Zh, "盘点", "", "两人一组。"),
        entry("scanner", Lang::En, "Pair a barcode scanner", "", "Error ORA-01017 is not about it."),
        entry("invoice", Lang::En, "Supplier invoices", "", "Café receipts."),
    ]);
    Index::read(&bytes).unwrap()
}

#[test]
fn r28_a_title_counts_more_than_a_heading_and_a_heading_more_than_the_text() {
    assert_eq!(found(&small(), "盘点"), ["title", "heading", "body"]);
}

#[test]
fn r28_an_article_with_all_words_comes_before_one_with_some() {
    assert_eq!(found(&small(), "仓库盘点")[0], "heading");
}

#[test]
fn r28_the_last_word_is_found_before_it_is_typed_to_its_end() {
    for typed in ["sc", "scan", "scanner", "pair a barc", "盘", "Supplier inv"] {
        assert!(!found(&small(), typed).is_empty(), "{typed}");
    }
    assert_eq!(found(&small(), "bar "), Vec::<String>::new(), "a finished short word is itself");
}

#[test]
fn r28_slips_in_latin_words_are_forgiven_one_in_short_and_two_in_long_ones() {
    for (typed, expected) in [
        ("scaner", "scanner"),
        ("sacnner", "scanner"),
        ("barcoed scanner", "scanner"),
        ("invoises", "invoice"),
        ("suplier ", "invoice"),
        ("invioc", "invoice"),
    ] {
        assert_eq!(found(&small(), typed).first().map(String::as_str), Some(expected), "{typed}");
    }
    for typed in ["scxxxner", "par ", "xyz"] {
        assert!(!found(&small(), typed).contains(&"scanner".to_owned()), "{typed}");
    }
}

#[test]
fn r28_codes_are_found_however_they_are_parted_and_letters_without_their_marks() {
    for typed in ["ORA-01017", "ora01017", "ORA 01017", "ora-010", "01017"] {
        assert_eq!(found(&small(), typed), ["scanner"], "{typed}");
    }
    assert_eq!(found(&small(), "CAFE"), ["invoice"]);
}

#[test]
fn r8_what_an_article_does_not_mean_is_not_suggested() {
    assert!(found(&small(), "打印机卡纸了怎么办").is_empty());
    assert!(found(&small(), "").is_empty() && found(&small(), "！？ …").is_empty());
}

#[test]
fn r28_of_equal_articles_the_one_in_the_readers_language_comes_first() {
    let bytes = build(&[entry("zh", Lang::Zh, "VPN", "", ""), entry("en", Lang::En, "VPN", "", "")]);
    let index = Index::read(&bytes).unwrap();
    for (lang, first) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        assert_eq!(index.search("vpn", Some(lang), 2)[0].article.slug, first);
    }
}

#[test]
fn r28_hits_show_what_was_found() {
    let marked = |text: &str, query: &str| highlight(text, query).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
    assert_eq!(marked("扫码枪扫描没有反应", "扫码枪没反应"), ["扫码枪", "反应"]);
    assert_eq!(marked("Pair a Bluetooth scanner", "blue SCAN air"), ["Blue", "scan"]);
    assert_eq!(marked("ORA-01017 用户名", "ora-01017"), ["ORA", "01017"]);
    assert_eq!(marked("Ｃａｆé 库存", "cafe 库"), ["Ｃａｆé", "库"]);
    assert!(marked("", "x").is_empty() && marked("x", "").is_empty());
}

#[test]
fn r28_an_index_that_is_damaged_is_none() {
    let good = index_of(&articles()[..20]);
    assert!(Index::read(&good).is_some());
    for length in 0..good.len() {
        assert!(Index::read(&good[..length]).is_none(), "cut to {length}");
    }
    for place in 0..good.len() {
        let mut bad = good.clone();
        bad[place] ^= 0x81;
        // Some changes give another index; none may fail to answer.
        if let Some(index) = Index::read(&bad) {
            index.search("盘点 scaner", None, 3);
        }
    }
}

#[test]
fn r28_the_same_articles_give_the_same_bytes() {
    let articles = articles();
    assert_eq!(index_of(&articles), index_of(&articles));
    assert!(Index::read(&build(&[])).unwrap().search("盘点", None, 3).is_empty());
}
