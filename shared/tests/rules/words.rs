//! Which words of a ticket make which tags (R9).

use proptest::prelude::*;
use shared::tag::{REASONS_MAX, TAGS_OF_TICKET_MAX, TagName, TagRule, matched, starter};
use shared::text::{Body, Name, Title, Word};
use shared::ticket::{Detail, DetailKey};

fn rule(id: &str, words: &[&str], except: &[&str]) -> TagRule {
    let parse = |words: &[&str]| words.iter().map(|word| Word::parse(word).unwrap()).collect();
    let name = TagName { zh: Name::parse(id).ok(), en: None };
    TagRule { id: id.into(), name, link: None, words: parse(words), except: parse(except), active: true }
}

/// The words found in a title; none where there is no tag.
fn found(rule: &TagRule, title: &str) -> Vec<String> {
    let tags = matched(std::slice::from_ref(rule), &Title::parse(title).unwrap(), &[]);
    tags.into_iter().flat_map(|tagged| tagged.words).map(String::from).collect()
}

fn is_found(word: &str, title: &str) -> bool {
    !found(&rule("tag", &[word], &[]), title).is_empty()
}

#[test]
fn r9_chinese_words_are_found_anywhere_and_latin_words_as_words() {
    let table = [
        ("账号开通", "新员工账号开通申请", true),
        ("账号开通", "开通账号", false),
        ("import", "import失败", true),
        ("import", "采购单import后少一行", true),
        ("import", "important question", false),
        ("import", "reimport", false),
        ("log in", "cannot log in to ERP", true),
        ("log in", "a catalog in print", false),
        ("sap2", "SAP20 down", false),
        ("c++", "a C++ plug-in", true),
        ("naïve", "Naïveté", false),
    ];
    for (word, title, expected) in table {
        assert_eq!(is_found(word, title), expected, "{word} in {title}");
    }
}

#[test]
fn r9_case_and_width_are_alike() {
    for (word, title) in
        [("ERP登录", "ｅｒｐ登录不了"), ("ｅｒｐ", "ERP is down"), ("Log In", "LOG  IN fails"), ("（导入）", "期初(导入)报错")]
    {
        assert!(is_found(word, title), "{word} in {title}");
    }
}

#[test]
fn r9_a_word_of_several_parts_needs_all_of_them_in_any_order() {
    assert!(is_found("开通 + 权限", "给王敏开通盘点单审核权限"));
    assert!(is_found("开通 ＋ 权限", "权限请尽快开通"));
    assert!(!is_found("开通 + 权限", "给王敏开通账号"));
}

#[test]
fn r9_an_exception_wins_over_every_word() {
    let rule = rule("print", &["打印", "标签"], &["打印预览"]);
    assert_eq!(found(&rule, "标签打印空白"), ["打印", "标签"]);
    assert!(found(&rule, "标签的打印预览空白").is_empty());
}

#[test]
fn r9_details_are_searched_too_and_no_word_reaches_from_one_part_into_the_next() {
    let details = |text: &str| vec![Detail { key: DetailKey::Actual, text: Body::parse(text).unwrap() }];
    let title = Title::parse("求助：账号").unwrap();
    let rules = [rule("access", &["账号开通", "授权"], &[])];
    assert!(matched(&rules, &title, &details("开通一下")).is_empty());
    assert_eq!(matched(&rules, &title, &details("请给仓库\n授权"))[0].words[0].as_str(), "授权");
}

#[test]
fn r9_the_reason_is_kept_in_the_order_of_the_rule_and_bounded() {
    let words = ["一月", "二月", "三月", "四月", "五月", "六月", "七月"];
    let all = words.join("");
    assert_eq!(found(&rule("months", &words, &[]), &all), words[..REASONS_MAX]);
    let many: Vec<TagRule> = (0..50).map(|n| rule(&format!("t{n}"), &["一月"], &[])).collect();
    let tags = matched(&many, &Title::parse("一月").unwrap(), &[]);
    assert_eq!(tags.len(), TAGS_OF_TICKET_MAX);
    assert_eq!(tags[1].tag, "t1".into());
}

#[test]
fn r9_a_tag_that_is_not_used_any_more_is_given_to_nothing() {
    let unused = TagRule { active: false, ..rule("print", &["打印"], &[]) };
    assert!(found(&unused, "打印机坏了").is_empty());
}

#[test]
fn r9_r41_what_a_workspace_starts_with_recognises_what_people_write() {
    let table = [
        ("给新来的会计开通账号", "access"),
        ("Please grant permission to approve stock counts", "access"),
        ("月末的库存报表少一个仓", "report"),
        ("The daily report is empty", "report"),
        ("标签打印机不出纸", "print"),
        ("Label printing fails", "print"),
        ("早上起来登录不了", "login"),
        ("I cannot log in since Monday", "login"),
        ("物料批量导入报错", "import"),
        ("Importing the price list fails", "import"),
        ("打开销售订单转圈很久", "performance"),
        ("The order list is slow", "performance"),
    ];
    for (title, tag) in table {
        let tags = matched(&starter::rules(), &Title::parse(title).unwrap(), &[]);
        assert!(tags.iter().any(|tagged| tagged.tag.as_str() == tag), "{title}: {tags:?}");
    }
    for title in ["扫码枪无法报工", "An important question about invoices", "Imprint of the catalogue"] {
        assert_eq!(matched(&starter::rules(), &Title::parse(title).unwrap(), &[]), [], "{title}");
    }
}

proptest! {
    #[test]
    fn r9_any_word_is_found_in_itself_and_any_text_is_searched(word in "\\PC{1,40}", title in "\\PC{1,80}") {
        if let (Ok(word), Ok(title)) = (Word::parse(&word), Title::parse(&title)) {
            let rules = [rule("tag", &[word.as_str()], &[])];
            matched(&rules, &title, &[]);
            let own = Title::parse(word.as_str()).unwrap();
            prop_assert_eq!(matched(&rules, &own, &[]).len(), 1, "{:?}", word);
        }
    }
}
