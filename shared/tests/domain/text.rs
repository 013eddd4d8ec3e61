//! Text types against hostile strings: what comes in is cleaned the same everywhere, or refused.

use proptest::prelude::*;
use shared::error::Code;
use shared::kb::words::fts::{expand, match_query};
use shared::text::{Body, Email, Lines, Name, Note, Phone, Query, Reason, Slug, Title, clean};

/// Strings that broke others: markup, SQL, formulas, bidirectional overrides, zero-width marks, half characters, bombs.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "'; DROP TABLE tickets;--",
    "=HYPERLINK(\"http://x\",\"y\")",
    "{{constructor.constructor('alert(1)')()}}",
    "%s%n%x \\u0000 \\x00",
    "\u{202E}gpj.exe",
    "\u{200B}<b>",
    "\u{FEFF}admin",
    "ad\u{00AD}min",
    "\u{061C}\u{180E}\u{206A}x",
    "Ｆｕｌｌ　ｗｉｄｔｈ",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
    "👩‍👩‍👧‍👦 🏳️‍🌈 🇨🇳",
    "\0\u{1}\u{7}\u{1B}[31m",
    "a\r\nBcc: victim@example.com",
    "\u{2028}\u{2029}\u{85}x",
    "𠜎𠜱𠝹𠱓 ﷽",
    "../../etc/passwd",
    "null",
    "undefined",
    "NaN",
    "-1e309",
];

#[test]
fn hostile_text_is_kept_as_text() {
    for raw in HOSTILE {
        let kept = Body::parse(raw).unwrap();
        assert_eq!(kept.as_str(), clean(raw, Lines::Many), "{raw:?}");
        let json = serde_json::to_string(&kept).unwrap();
        assert_eq!(serde_json::from_str::<Body>(&json).unwrap(), kept);
    }
    assert_eq!(Body::parse("<b>x</b> & 'y'").unwrap().as_str(), "<b>x</b> & 'y'");
}

#[test]
fn nothing_invisible_survives_that_a_filter_could_trip_over() {
    for c in HIDDEN {
        let raw = format!("ad{c}min");
        assert_eq!(Name::parse(&raw).unwrap().as_str(), "admin", "U+{:04X}", u32::from(*c));
        let only = format!("{c}{c}");
        assert_eq!(Title::parse(&only).unwrap_err().code, Code::FieldRequired, "U+{:04X}", u32::from(*c));
    }
    assert_eq!(Name::parse("👩‍🔧").unwrap().as_str(), "👩‍🔧", "joined emoji stay whole");
}

/// Characters without a glyph that take no part in writing a language.
const HIDDEN: &[char] = &[
    '\0',
    '\u{7}',
    '\u{1B}',
    '\u{7F}',
    '\u{9F}',
    '\u{AD}',
    '\u{34F}',
    '\u{61C}',
    '\u{115F}',
    '\u{1160}',
    '\u{180E}',
    '\u{200B}',
    '\u{200E}',
    '\u{200F}',
    '\u{202A}',
    '\u{202E}',
    '\u{2060}',
    '\u{2066}',
    '\u{2069}',
    '\u{206A}',
    '\u{206F}',
    '\u{3164}',
    '\u{FEFF}',
    '\u{FFA0}',
    '\u{FFF9}',
    '\u{E0001}',
    '\u{E0041}',
];

#[test]
fn each_text_holds_exactly_its_limit() {
    let at = |n: usize| "单".repeat(n);
    macro_rules! limits {
        ($($name:ident $min:literal $max:literal;)+) => {$(
            assert!($name::parse(&at($max)).is_ok(), stringify!($name));
            let long = $name::parse(&at($max + 1)).unwrap_err();
            assert_eq!((long.code, long.limit), (Code::TextTooLong, Some($max)), stringify!($name));
            assert!($name::parse(&at($min)).is_ok(), stringify!($name));
            assert_eq!($name::parse(&at($min - 1)).unwrap_err().code, Code::FieldRequired, stringify!($name));
        )+};
    }
    limits! { Title 1 80; Body 1 20_000; Reason 1 2_000; Note 1 200; Name 1 80; Phone 3 40; Query 1 100; }
}

#[test]
fn an_address_cannot_carry_a_second_header_or_a_second_address() {
    for bad in [
        "a@b.cn\r\nBcc: c@d.cn",
        "a@b.cn,c@d.cn",
        "a@b.cn;c@d.cn",
        "<a@b.cn>",
        "\"a b\"@c.cn",
        "a@b.cn>",
        "a@[127.0.0.1]",
        "a@b_c.cn",
        "a@.cn",
        "a@b.cn.",
        "a@@b.cn",
        "＠b.cn",
    ] {
        assert!(Email::parse(bad).is_err(), "{bad:?} → {:?}", Email::parse(bad));
    }
}

#[test]
fn a_slug_is_one_path_segment() {
    for bad in ["../x", "a/b", "a%2fb", "a?b", "a#b", "ａbc", "api\0", "", "a.b.c"] {
        match Slug::parse(bad) {
            Ok(slug) => assert!(slug.as_str().bytes().all(|b| b.is_ascii_lowercase()), "{bad:?}"),
            Err(refusal) => assert_eq!(refusal.code, Code::SlugInvalid),
        }
    }
}

#[test]
fn a_refusal_inside_json_keeps_its_code_and_limit() {
    let json = serde_json::to_string(&"x".repeat(81)).unwrap();
    let error = serde_json::from_str::<Title>(&json).unwrap_err().to_string();
    let refusal = shared::error::Refusal::from_wire(&error).unwrap();
    assert_eq!((refusal.code, refusal.limit), (Code::TextTooLong, Some(80)));
}

proptest! {
    #[test]
    fn cleaning_is_done_once(raw in any::<String>()) {
        for lines in [Lines::One, Lines::Many] {
            let once = clean(&raw, lines);
            prop_assert_eq!(clean(&once, lines), once.clone());
            let bad = |c: char| HIDDEN.contains(&c) || "\r\u{85}\u{2028}\u{2029}".contains(c);
            let breaks = |c: char| c.is_control() && !(lines == Lines::Many && "\n\t".contains(c));
            prop_assert_eq!(once.find(|c| bad(c) || breaks(c)), None);
        }
    }

    #[test]
    fn any_text_is_valid_or_refused_and_valid_text_stays_valid(raw in any::<String>()) {
        macro_rules! hold {
            ($($name:ident)+) => {$(
                if let Ok(text) = $name::parse(&raw) {
                    prop_assert_eq!($name::parse(text.as_str()), Ok(text.clone()));
                    let chars = text.as_str().chars().count();
                    prop_assert!(($name::CHARS_MIN..=$name::CHARS_MAX).contains(&chars));
                }
            )+};
        }
        hold!(Title Body Reason Note Name Phone Query);
        if let Ok(email) = Email::parse(&raw) {
            prop_assert_eq!(Email::parse(email.as_str()), Ok(email.clone()));
            prop_assert!(!email.as_str().contains(char::is_whitespace));
        }
        if let Ok(slug) = Slug::parse(&raw) {
            prop_assert_eq!(Slug::parse(slug.as_str()), Ok(slug.clone()));
        }
    }

    #[test]
    fn r28_a_search_is_never_an_operator(raw in "\\PC{0,80}") {
        for token in expand(&raw).split(' ') {
            let plain = |c: char| !c.is_ascii_punctuation() && !c.is_whitespace() && !c.is_control();
            prop_assert!(token.chars().all(plain), "{:?}", token);
        }
        if let Some(query) = match_query(&raw) {
            prop_assert_eq!(query.matches('"').count() % 2, 0);
            let outside: String = query.split('"').step_by(2).collect();
            prop_assert!(outside.chars().all(|c| c == ' ' || c == '*'), "{:?}", query);
        }
    }

    #[test]
    fn r28_a_text_is_found_by_its_own_two_characters(text in "[扫码失败报工单据]{2,12}", at in 0usize..11) {
        let chars: Vec<char> = text.chars().collect();
        let at = at.min(chars.len() - 2);
        let pair: String = chars[at..at + 2].iter().collect();
        prop_assert_eq!(match_query(&pair), Some(format!("\"{pair}\"")));
        prop_assert!(expand(&text).split(' ').any(|token| token == pair));
    }
}
