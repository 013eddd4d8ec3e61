//! Hostile HTML and Markdown: nothing runs, and cleaning twice changes nothing (S1).

use proptest::prelude::*;
use shared::kb::markdown::render;
use shared::kb::safe::sanitise;
use shared::lang::Lang;

/// Pieces that broke other sanitisers, in any order.
const PIECES: &[&str] = &[
    "<script>",
    "</script>",
    "alert(1)",
    "<img src=x onerror=alert(1)>",
    "<img src=\"/a\" alt='\"'>",
    "<svg onload=x>",
    "<svg>",
    "</svg>",
    "<math>",
    "<style>",
    "</style>",
    "<a href=\"",
    "<a href='java\tscript:x'>",
    "<a href=&#106;avascript&colon;x>",
    "<a href=https://a.test>",
    "</a>",
    "\">",
    "'>",
    "<details open ontoggle=x>",
    "<summary>",
    "</summary>",
    "</details>",
    "<p>",
    "</p>",
    "<table>",
    "<tr>",
    "<td class=align-left>",
    "</table>",
    "<pre>",
    "<code class=\"language-x\">",
    "</code></pre>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x ?>",
    "<!DOCTYPE x>",
    "&lt;",
    "&amp;lt;",
    "&",
    "&#60;",
    "&#x3c;",
    "&nbsp;",
    "\0",
    "<",
    ">",
    "/",
    "\"",
    "'",
    "`",
    "```\n",
    "~~~html\n",
    "\n\n",
    "\n",
    "> ",
    "> [!NOTE]\n",
    "- ",
    "1. ",
    "| a | b |\n|--|--|\n",
    "[x](",
    "![",
    "](javascript:x)",
    "](https://a.test \"",
    ")",
    "[^1]",
    "[^1]: ",
    "<https://a.test/\">",
    "<javascript:x>",
    "https://youtu.be/dQw4w9WgXcQ\n",
    "::video ",
    "<input type=checkbox disabled>",
    "<input type=image src=x>",
    "<figure data-embed=\"https://evil.test\">",
    "<video src=//evil.test controls>",
    "<h1 id=h-a>",
    "<h2 id=location>",
    "<noscript>",
    "<template>",
    "<iframe srcdoc=x>",
    "<plaintext>",
    "<xmp>",
    "<title>",
    "</title>",
    "*",
    "**",
    "_",
    "~~",
    "\\",
    "    ",
    "\t",
    "\u{202E}",
    "\u{2028}",
    "ſcript",
    "İ",
    "中文",
];

fn hostile() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6_000, ..ProptestConfig::default() })]

    #[test]
    fn s1_cleaning_html_twice_changes_nothing(html in hostile()) {
        let once = sanitise(&html);
        prop_assert_eq!(sanitise(&once), once.clone());
        harmless(&once)?;
    }

    #[test]
    fn s1_a_rendered_article_is_clean(source in hostile()) {
        let html = render(&source, Lang::En).html;
        prop_assert_eq!(sanitise(&html), html.clone());
        harmless(&html)?;
    }
}

/// Reads every tag as a browser would and looks at each attribute.
fn harmless(html: &str) -> Result<(), TestCaseError> {
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        let name: String = tag.trim_start_matches('/').chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
        let forbidden = [
            "script", "svg", "math", "style", "iframe", "object", "embed", "form", "link", "meta", "base", "template", "noscript", "title",
        ];
        prop_assert!(!name.is_empty() && !forbidden.contains(&name.as_str()), "<{}> in {}", tag, html);
        for attribute in tag.split('"').step_by(2).filter_map(|part| part.trim().strip_suffix('=')) {
            let attribute = attribute.split_whitespace().next_back().unwrap();
            prop_assert!(!attribute.starts_with("on") && attribute != "style" && attribute != "srcdoc", "{}", html);
        }
        for value in ["href=\"", "src=\""].iter().filter_map(|start| tag.split_once(start)).map(|(_, rest)| rest.split('"').next().unwrap())
        {
            let scheme = value.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| !scheme.contains(['/', '?', '#', '%']));
            prop_assert!(scheme.is_none_or(|s| ["http", "https", "mailto", "tel"].contains(&s)), "{}", html);
        }
    }
    Ok(())
}

#[test]
fn s1_a_page_is_asked_of_nobody_and_a_link_runs_nothing() {
    for (html, clean) in [
        ("<a href=\"javascript:alert(1)\">x</a>", "<a>x</a>"),
        ("<a href=\" java\nscript:alert(1)\">x</a>", "<a>x</a>"),
        ("<a href=\"&#106;avascript:alert(1)\">x</a>", "<a>x</a>"),
        ("<a href=\"javascript&colon;alert(1)\">x</a>", "<a href=\"javascript&amp;colon;alert(1)\">x</a>"),
        ("<a href=\"data:text/html,x\">x</a>", "<a>x</a>"),
        ("<a href=tel:10086>x</a>", "<a href=\"tel:10086\">x</a>"),
        ("<img src=\"http://a.test/x.png\">", "&lt;img src=\"http://a.test/x.png\"&gt;"),
        ("<img src=\"/\\evil.test/x.png\">", "&lt;img src=\"/\\evil.test/x.png\"&gt;"),
        ("<p style=\"color:red\" class=\"callout evil\">x", "<p>x</p>"),
        ("<svg><style><img src=x>", "&lt;svg&gt;&lt;style&gt;<img src=\"x\" />"),
        ("<b>x</b> & <u>y", "&lt;b&gt;x&lt;/b&gt; &amp; &lt;u&gt;y"),
        ("<em><strong>x</em>y</strong>", "<em><strong>x</strong></em>y&lt;/strong&gt;"),
        ("<h2 id=\"location\">x</h2><h2 id=\"h-x\">y</h2>", "<h2>x</h2><h2 id=\"h-x\">y</h2>"),
    ] {
        assert_eq!(sanitise(html), clean);
    }
}
