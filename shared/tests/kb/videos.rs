//! Short videos in articles: known players, our own files, and nothing loaded before it is pressed (R29).

use shared::kb::markdown::render;
use shared::kb::markdown::video::{Video, is_embed};
use shared::lang::Lang;

const KNOWN: &[(&str, &str, &str)] = &[
    (
        "https://www.bilibili.com/video/BV1xx411c7mD?p=2&t=3",
        "bilibili",
        "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&p=2&autoplay=1",
    ),
    ("https://m.bilibili.com/video/av170001/", "bilibili", "https://player.bilibili.com/player.html?aid=170001&p=1&autoplay=1"),
    ("https://v.qq.com/x/page/a0025tjzkbp.html", "tencent", "https://v.qq.com/txp/iframe/player.html?vid=a0025tjzkbp&autoplay=true"),
    (
        "https://v.qq.com/x/cover/mzc00200/a0025tjzkbp.html",
        "tencent",
        "https://v.qq.com/txp/iframe/player.html?vid=a0025tjzkbp&autoplay=true",
    ),
    ("https://www.youtube.com/watch?list=x&v=dQw4w9WgXcQ", "youtube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"),
    ("http://youtu.be/dQw4w9WgXcQ#t=1", "youtube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"),
    ("https://vimeo.com/76979871", "vimeo", "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"),
];

#[test]
fn r29_the_four_known_sites_are_recognised_by_their_addresses() {
    for (address, site, embed) in KNOWN {
        let Some(Video::Site { provider, player, .. }) = Video::parse(address) else { panic!("{address}") };
        assert_eq!((provider, player.as_str()), (*site, *embed));
        assert!(is_embed(&player), "{player}");
    }
}

#[test]
fn r29_a_foreign_player_stays_a_link_or_text() {
    for address in [
        "https://evil.test/video/BV1xx411c7mD",
        "https://www.youtube.com.evil.test/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=\"><script>",
        "https://evil.test@youtu.be/dQw4w9WgXcQ",
        "https://vimeo.com/76979871'",
        "https://www.bilibili.com/video/BV1xx",
        "ftp://youtu.be/dQw4w9WgXcQ",
        "//youtu.be/dQw4w9WgXcQ",
        "//evil.test/a.mp4",
        "/\\evil.test/a.mp4",
        "/files/a.exe",
    ] {
        assert_eq!(Video::parse(address), None, "{address}");
        for source in [format!("::video {address} x"), address.to_owned(), format!("```video\n{address}\n```")] {
            let html = render(&source, Lang::En).html;
            assert!(!html.contains("<figure") && !html.contains("data-embed") && !html.contains("<video"), "{html}");
        }
    }
}

#[test]
fn r29_a_video_is_a_facade_however_it_is_written() {
    for (address, site, embed) in KNOWN {
        for (source, caption) in [
            (format!("::video {address} 装 *枪*"), "<figcaption>装 *枪*</figcaption>"),
            (format!("```video\n{address}\n装枪\n```"), "<figcaption>装枪</figcaption>"),
            ((*address).to_owned(), ""),
            (format!("> <{address}>"), ""),
        ] {
            let html = render(&source, Lang::Zh).html;
            let embed = embed.replace('&', "&amp;");
            assert!(
                html.contains(&format!("<figure class=\"video\" data-video=\"{site}\" data-embed=\"{embed}\"><a href=\"https://")),
                "{html}"
            );
            assert!(html.contains("播放视频") && html.contains(caption), "{html}");
            assert!(!html.contains("<iframe") && !html.contains("src="), "{html}");
        }
    }
}

#[test]
fn r29_a_file_of_our_own_is_loaded_when_it_is_pressed() {
    let html = render("/kb/demo/files/scan.mp4", Lang::En).html;
    assert_eq!(html, "<figure class=\"video\"><video controls=\"\" preload=\"none\" src=\"/kb/demo/files/scan.mp4\"></video></figure>\n");
}

#[test]
fn r29_an_address_within_a_sentence_is_no_video() {
    let html = render("见 https://youtu.be/dQw4w9WgXcQ 第二分钟", Lang::Zh).html;
    assert!(!html.contains("figure"), "{html}");
}
