//! Videos: of four sites that are known, or files of our own. A page shows a *facade*, a link that a script turns into the
//! site's player when it is pressed; before that, nothing is asked of the site.

use crate::kb::safe::{self, href};

/// The sites whose players may be shown.
pub const PROVIDERS: &[&str] = &["bilibili", "tencent", "youtube", "vimeo"];

/// What a player's address begins with, in the order of [`PROVIDERS`].
const PLAYERS: &[&str] = &[
    "https://player.bilibili.com/player.html?",
    "https://v.qq.com/txp/iframe/player.html?vid=",
    "https://www.youtube-nocookie.com/embed/",
    "https://player.vimeo.com/video/",
];

/// Endings of files that browsers play.
const FILES: &[&str] = &[".mp4", ".webm", ".m4v"];

/// A video that an article may show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Video {
    /// Of a known site: its page, and its player.
    Site { provider: &'static str, page: String, player: String },
    /// A file of our own, by its path.
    File { path: String },
}

impl Video {
    /// The video that an address names; `None` for any other address.
    pub fn parse(address: &str) -> Option<Self> {
        let address = address.trim();
        if address.starts_with('/') {
            let path = address.split(['?', '#']).next()?;
            let plays = FILES.iter().any(|end| path.to_ascii_lowercase().ends_with(end));
            return (plays && safe::is_own_path(address)).then(|| Self::File { path: address.to_owned() });
        }
        let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
        let (rest, _) = rest.split_once('#').unwrap_or((rest, ""));
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut parts = place.split('/').filter(|part| !part.is_empty());
        let host = parts.next()?.to_ascii_lowercase();
        let path: Vec<&str> = parts.collect();
        match host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(&host) {
            "bilibili.com" => bilibili(&path, query),
            "v.qq.com" => tencent(&path),
            "youtube.com" | "youtu.be" => youtube(&path, query),
            "vimeo.com" => vimeo(&path),
            _ => None,
        }
    }

    /// Writes it as a block; `caption` and `play` are text.
    pub fn write(&self, out: &mut String, caption: &str, play: &str) {
        match self {
            Self::Site { provider, page, player } => {
                out.extend(["<figure class=\"video\" data-video=\"", *provider, "\" data-embed=\""]);
                href(out, player);
                out.push_str("\"><a href=\"");
                href(out, page);
                out.push_str("\">");
                safe::text(out, play);
                out.push_str("</a>");
            }
            Self::File { path } => {
                out.push_str("<figure class=\"video\"><video controls=\"\" preload=\"none\" src=\"");
                href(out, path);
                out.push_str("\"></video>");
            }
        }
        if !caption.is_empty() {
            out.push_str("<figcaption>");
            safe::text(out, caption);
            out.push_str("</figcaption>");
        }
        out.push_str("</figure>\n");
    }
}

/// What a block of its own says: `::video <address> <caption>`, or the address alone. The caption may be empty.
pub fn block(line: &str) -> Option<(Video, &str)> {
    let line = line.trim();
    if line.contains('\n') {
        return None;
    }
    let (address, caption) = match line.strip_prefix("::video ") {
        Some(rest) => rest.trim_start().split_once(char::is_whitespace).unwrap_or((rest, "")),
        None => (line.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(line), ""),
    };
    Some((Video::parse(address)?, caption.trim()))
}

/// Whether an address is that of a player of a known site, as [`Video::parse`] makes it.
pub fn is_embed(address: &str) -> bool {
    let plain = |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphanumeric() || "_-=&?".contains(c));
    PLAYERS.iter().any(|player| address.strip_prefix(player).is_some_and(plain))
}

fn site(place: usize, page: String, rest: &str) -> Option<Video> {
    Some(Video::Site { provider: PROVIDERS.get(place)?, page, player: format!("{}{rest}", PLAYERS.get(place)?) })
}

fn bilibili(path: &[&str], query: &str) -> Option<Video> {
    let ["video", id, ..] = path else { return None };
    let part = of_query(query, "p").filter(|part| is_number(part)).unwrap_or("1");
    let key = match (id.strip_prefix("BV"), id.strip_prefix("av")) {
        (Some(rest), _) if rest.len() == 10 && is_id(rest) => format!("bvid={id}"),
        (_, Some(number)) if is_number(number) => format!("aid={number}"),
        _ => return None,
    };
    site(0, format!("https://www.bilibili.com/video/{id}?p={part}"), &format!("{key}&p={part}&autoplay=1"))
}

fn tencent(path: &[&str]) -> Option<Video> {
    let ["x", "page" | "cover", .., file] = path else { return None };
    let id = file.strip_suffix(".html")?;
    if id.len() > 20 || !is_id(id) {
        return None;
    }
    site(1, format!("https://v.qq.com/x/page/{id}.html"), &format!("{id}&autoplay=true"))
}

fn youtube(path: &[&str], query: &str) -> Option<Video> {
    let id = match path {
        ["watch"] => of_query(query, "v")?,
        ["embed" | "shorts" | "live", id] | [id] => id,
        _ => return None,
    };
    if id.len() != 11 || !is_id(id) {
        return None;
    }
    site(2, format!("https://www.youtube.com/watch?v={id}"), &format!("{id}?autoplay=1"))
}

fn vimeo(path: &[&str]) -> Option<Video> {
    let [id, ..] = path else { return None };
    if !is_number(id) {
        return None;
    }
    site(3, format!("https://vimeo.com/{id}"), &format!("{id}?dnt=1&autoplay=1"))
}

fn of_query<'q>(query: &'q str, name: &str) -> Option<&'q str> {
    query.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name)).map(|(_, value)| value)
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 15 && text.bytes().all(|b| b.is_ascii_digit())
}
