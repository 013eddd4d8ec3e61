//! The words of an article, without its marks: for search, descriptions and suggestions.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::raw::text_of_html;
use super::{events, video};

/// An article's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// One a line.
    pub headings: String,
    /// Without the headings; blocks on lines of their own. Alternative texts and captions are in, addresses are not.
    pub body: String,
}

/// Reads the words.
pub fn plain(source: &str) -> Plain {
    let mut out = Plain::default();
    let mut in_heading = false;
    let mut video_block = false;
    for (event, range) in events(source) {
        let into = if in_heading { &mut out.headings } else { &mut out.body };
        match event {
            Event::Start(Tag::Heading { .. }) => in_heading = true,
            Event::End(TagEnd::Heading(_)) => {
                line(&mut out.headings);
                in_heading = false;
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => video_block = info.trim() == "video",
            Event::End(TagEnd::CodeBlock) => video_block = false,
            Event::Text(text) if video_block => into.push_str(text.split_once('\n').map_or("", |(_, caption)| caption)),
            Event::Start(Tag::Paragraph) => {
                let caption = source.get(range).and_then(video::block).map(|(_, caption)| caption);
                if let Some(caption) = caption {
                    into.push_str(caption);
                    line(into);
                    video_block = true;
                }
            }
            Event::End(TagEnd::Paragraph) => {
                video_block = false;
                line(into);
            }
            Event::Text(text) | Event::Code(text) if !video_block => into.push_str(&text),
            Event::Html(html) | Event::InlineHtml(html) => into.push_str(&text_of_html(&html)),
            Event::SoftBreak | Event::HardBreak if !video_block => into.push(' '),
            Event::Rule | Event::End(TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead | TagEnd::HtmlBlock) => line(into),
            Event::End(TagEnd::TableCell) => into.push(' '),
            _ => {}
        }
    }
    out
}

/// What a search engine and a list show of an article: the beginning of its text, in one line, at most `chars_max` characters.
pub fn description(source: &str, chars_max: usize) -> String {
    let Plain { body, .. } = plain(source);
    let mut out = String::new();
    for (place, word) in body.split_whitespace().enumerate() {
        if place > 0 {
            out.push(' ');
        }
        out.push_str(word);
        if out.chars().count() > chars_max {
            let kept: String = out.chars().take(chars_max.saturating_sub(1)).collect();
            return format!("{}…", kept.trim_end());
        }
    }
    out
}

/// Ends a line that has something on it.
fn line(out: &mut String) {
    while out.ends_with(' ') {
        out.pop();
    }
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}
