//! What an author writes and what a reader sees (R26, R27). CommonMark's own examples are in `tests/kb`.

use shared::kb::markdown::{description, plain, render, size};
use shared::lang::Lang;

fn html(source: &str) -> String {
    render(source, Lang::Zh).html
}

#[test]
fn r26_tables_scroll_in_a_box_and_are_aligned_without_a_style() {
    let html = html("| 字段 | 含义 |\n|:--|--:|\n| `MATNR` | 物料号 |");
    assert!(html.starts_with("<div class=\"table\"><table>"), "{html}");
    assert!(html.contains("<th class=\"align-left\">字段</th>"), "{html}");
    assert!(html.contains("<td class=\"align-right\">物料号</td>"), "{html}");
    assert!(!html.contains("style"), "{html}");
}

#[test]
fn r26_tasks_are_ticked_boxes_that_nobody_can_press() {
    let html = html("- [x] 备份\n- [ ] 切换");
    assert!(
        html.contains("<li class=\"task\"><input type=\"checkbox\" disabled=\"\" aria-label=\"已完成\" checked=\"\" /> 备份</li>"),
        "{html}"
    );
    assert!(html.contains("<input type=\"checkbox\" disabled=\"\" aria-label=\"未完成\" /> 切换"), "{html}");
}

#[test]
fn r26_footnotes_are_numbered_by_mention_and_gathered_at_the_end() {
    let html = html("甲[^b]，乙[^a]，又[^b]。\n\n[^a]: 第二条\n\n[^b]: 第一条\n\n末段");
    let places: Vec<usize> = ["href=\"#fn-1\" id=\"fnr-1\"", "href=\"#fn-2\"", "末段", "<section class=\"footnotes\">", "第一条", "第二条"]
        .iter()
        .map(|part| html.find(part).unwrap_or_else(|| panic!("{part} is not in {html}")))
        .collect();
    assert!(places.is_sorted(), "{html}");
    assert_eq!(html.matches("id=\"fnr-1\"").count(), 1, "an anchor is there once: {html}");
}

#[test]
fn r26_callouts_have_a_title_in_the_articles_language() {
    for (kind, zh, en) in [("NOTE", "说明", "Note"), ("TIP", "提示", "Tip"), ("WARNING", "注意", "Warning"), ("CAUTION", "警告", "Caution")]
    {
        let source = format!("> [!{kind}]\n> 先备份");
        let class = format!("<blockquote class=\"callout callout-{}\">", kind.to_lowercase());
        for (lang, title) in [(Lang::Zh, zh), (Lang::En, en)] {
            let html = render(&source, lang).html;
            assert!(html.contains(&class) && html.contains(&format!("<p class=\"callout-title\">{title}</p>")), "{html}");
        }
    }
}

#[test]
fn r26_headings_have_stable_anchors_and_make_the_contents() {
    let rendered = render("# 权限 申请\n## `ORA-01017` 报错\n## 权限 申请\n## 权限 申请 2\n### !!!", Lang::Zh);
    let ids: Vec<_> = rendered.headings.iter().map(|h| (h.level, h.id.as_str())).collect();
    let expected = [(1, "h-权限-申请"), (2, "h-ora-01017-报错"), (2, "h-权限-申请-2"), (2, "h-权限-申请-2-2"), (3, "h-section")];
    assert_eq!(ids, expected);
    assert_eq!(rendered.headings[1].text, "ORA-01017 报错");
    for (_, id) in ids {
        assert!(rendered.html.contains(&format!("id=\"{id}\"")), "{}", rendered.html);
    }
}

#[test]
fn r26_pictures_are_our_own_or_https_and_others_become_links() {
    assert!(html("![屏幕](/kb/demo/files/a.png \"登录\")").contains("<img src=\"/kb/demo/files/a.png\" alt=\"屏幕\" title=\"登录\" />"));
    assert!(html("![x](https://img.example.com/a.png)").contains("<img src=\"https://img.example.com/a.png\""));
    assert_eq!(html("![x](http://img.example.com/a.png)"), "<p><a href=\"http://img.example.com/a.png\">x</a></p>\n");
    assert_eq!(html("![x](//img.example.com/a.png)"), "<p><a href=\"//img.example.com/a.png\">x</a></p>\n");
    assert_eq!(html("![x](data:image/svg+xml;base64,AAAA)"), "<p><a>x</a></p>\n");
}

#[test]
fn r26_little_html_passes_and_the_rest_is_shown() {
    assert_eq!(
        html("按 <kbd>F5</kbd>，H<sub>2</sub>O，<mark>重点</mark><br>完"),
        "<p>按 <kbd>F5</kbd>，H<sub>2</sub>O，<mark>重点</mark><br />完</p>\n"
    );
    let folded = html("<details>\n<summary>步骤</summary>\n\n1. 打开\n\n</details>\n\n后");
    assert!(folded.contains("<details>\n<summary>步骤</summary>\n<ol>\n<li>打开</li>\n</ol>\n</details>"), "{folded}");
    assert_eq!(html("<div onclick=x>甲</div>"), "<p>&lt;div onclick=x&gt;甲&lt;/div&gt;</p>\n");
    assert_eq!(html("<kbd onclick=alert(1)>F5</kbd>"), "<p><kbd>F5</kbd></p>\n");
}

#[test]
fn r26_typed_html_ends_nothing_but_itself() {
    assert_eq!(html("> 甲 </blockquote> 乙"), "<blockquote>\n<p>甲 &lt;/blockquote&gt; 乙</p>\n</blockquote>\n");
    assert_eq!(html("- <kbd>甲\n\n</kbd> 乙"), "<ul>\n<li><kbd>甲</kbd></li>\n</ul>\n<p>&lt;/kbd&gt; 乙</p>\n");
}

#[test]
fn r26_the_words_of_an_article_are_without_marks_and_addresses() {
    let words = plain(
        "# 扫码**失败**\n\n见 [权限](https://x.test/secret) 与 `ORA-01017`。\n\n| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n\n::video /v/a.mp4 装枪\n",
    );
    assert_eq!(words.headings, "扫码失败\n");
    assert_eq!(words.body, "见 权限 与 ORA-01017。\n甲 乙\n1 2\n装枪\n");
}

#[test]
fn r27_a_description_is_one_line_of_bounded_length() {
    let source = "# 标题\n\n第一段  有*重点*。\n\n第二段。";
    assert_eq!(description(source, 100), "第一段 有重点。 第二段。");
    let short = description(source, 8);
    assert_eq!(short, "第一段 有重点…");
    assert_eq!(description("", 8), "");
}

#[test]
fn r26_chinese_characters_and_latin_words_count_alike() {
    let count = |text: &str| (size(text).words, size(text).minutes);
    assert_eq!(count("扫码失败 error don't"), (6, 1));
    assert_eq!(count(&"字".repeat(401)), (401, 2));
    assert_eq!(count(&"word ".repeat(220)), (220, 1));
    assert_eq!(count(""), (0, 1));
}

#[test]
fn malformed_and_deeply_nested_articles_are_rendered_with_bounded_depth() {
    for bomb in [
        ">",
        "- ",
        "*a_",
        "[",
        "![",
        "![](",
        "<details>\n\n",
        "`",
        "| a ",
        "<a ",
        "&",
        "[^a]",
        "\\",
        "<!--",
        "# a\n",
        "1. ",
        "**a ",
        "http://",
    ] {
        let source = bomb.repeat(100_000 / bomb.len());
        let rendered = render(&source, Lang::En);
        let depth = deepest(&rendered.html);
        assert!(depth <= 160, "{bomb:?} nests {depth} deep");
    }
}

fn deepest(html: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    for part in html.split('<').skip(1) {
        if part.starts_with('/') {
            depth -= 1;
        } else if !part.split('>').next().unwrap().ends_with('/') {
            depth += 1;
            most = most.max(depth);
        }
    }
    assert_eq!(depth, 0, "what is opened is closed");
    most
}
