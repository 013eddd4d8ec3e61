//! Writes the parser's events as HTML.

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

use super::anchor::{Anchors, Heading};
use super::footnote::Footnotes;
use super::raw::Place;
use super::{callout, events, raw, video};
use crate::kb::safe;
use crate::lang::Lang;

/// Deepest nesting of Markdown that is shown as nesting; what lies deeper is shown within it. Each level is at most two elements.
const DEPTH_MAX: usize = 60;

/// The HTML of a text, not yet sanitised, and its headings.
pub fn write(source: &str, lang: Lang) -> (String, Vec<Heading>) {
    let events = events(source);
    let mut writer = Writer::new(source, lang);
    let mut at = 0;
    while let Some(rest) = events.get(at..).filter(|rest| !rest.is_empty()) {
        at += writer.event(rest);
    }
    writer.finish()
}

struct Writer<'s> {
    source: &'s str,
    lang: Lang,
    out: String,
    anchors: Anchors,
    headings: Vec<Heading>,
    footnotes: Footnotes,
    /// For each open container, the typed HTML elements that are open within it.
    open: Vec<Vec<String>>,
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    pictures: usize,
}

type Placed<'e> = (Event<'e>, Range<usize>);

impl<'s> Writer<'s> {
    fn new(source: &'s str, lang: Lang) -> Self {
        Self {
            source,
            lang,
            out: String::with_capacity(source.len() * 2),
            anchors: Anchors::default(),
            headings: Vec::new(),
            footnotes: Footnotes::default(),
            open: vec![Vec::new()],
            columns: Vec::new(),
            column: 0,
            in_head: false,
            pictures: 0,
        }
    }

    fn finish(mut self) -> (String, Vec<Heading>) {
        raw::close(&mut self.out, self.open.pop().unwrap_or_default());
        self.footnotes.write(&mut self.out, self.lang);
        (self.out, self.headings)
    }

    /// Writes the first of the events; how many were taken.
    fn event(&mut self, rest: &[Placed]) -> usize {
        let Some((event, range)) = rest.first() else { return 1 };
        match event {
            Event::Start(tag) => return self.start(tag, range, rest),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => safe::text(&mut self.out, text),
            Event::Code(text) => {
                self.out.push_str("<code>");
                safe::text(&mut self.out, text);
                self.out.push_str("</code>");
            }
            Event::Html(html) => self.html(html, Place::Block),
            Event::InlineHtml(html) => self.html(html, Place::Inline),
            Event::InlineMath(text) | Event::DisplayMath(text) => safe::text(&mut self.out, text),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br />\n"),
            Event::Rule => {
                self.line();
                self.out.push_str("<hr />\n");
            }
            Event::FootnoteReference(name) => self.footnotes.refer(&mut self.out, name),
            Event::TaskListMarker(done) => {
                // A box without a name says nothing to who hears the page.
                let name = if *done { self.lang.pick("已完成", "Done") } else { self.lang.pick("未完成", "Not done") };
                self.out.push_str(&format!("<input type=\"checkbox\" disabled=\"\" aria-label=\"{name}\""));
                self.out.push_str(if *done { " checked=\"\" /> " } else { " /> " });
            }
        }
        1
    }

    fn start(&mut self, tag: &Tag, range: &Range<usize>, rest: &[Placed]) -> usize {
        match tag {
            Tag::Paragraph => {
                if let Some((video, caption)) = self.source.get(range.clone()).and_then(video::block) {
                    self.line();
                    video.write(&mut self.out, caption, self.lang.pick("播放视频", "Play the video"));
                    return taken(rest);
                }
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if info.trim() == "video" => {
                let text = text_of(rest);
                let (address, caption) = text.trim().split_once('\n').unwrap_or((text.trim(), ""));
                if let Some(video) = video::Video::parse(address) {
                    self.line();
                    video.write(&mut self.out, caption.trim(), self.lang.pick("播放视频", "Play the video"));
                    return taken(rest);
                }
            }
            Tag::HtmlBlock => return self.html_block(rest),
            Tag::Image { dest_url, title, .. } => return self.image(dest_url, title, rest),
            Tag::FootnoteDefinition(name) => {
                self.footnotes.begin(&mut self.out, name);
                self.open.push(Vec::new());
                return 1;
            }
            _ => {}
        }
        self.open.push(Vec::new());
        if self.open.len() <= DEPTH_MAX {
            self.open_tag(tag, rest);
        }
        1
    }

    fn open_tag(&mut self, tag: &Tag, rest: &[Placed]) {
        if !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::TableCell) {
            self.line();
        }
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { level, .. } => {
                let text = text_of(rest);
                let id = self.anchors.give(&text);
                let level = *level as u8;
                self.out.push_str(&format!("<h{level} id=\"{id}\">"));
                self.headings.push(Heading { level, id, text });
            }
            Tag::BlockQuote(None) => self.out.push_str("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => {
                let (class, title) = callout::words(*kind, self.lang);
                self.out.push_str(&format!("<blockquote class=\"callout {class}\">\n<p class=\"callout-title\">{title}</p>\n"));
            }
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(start)) => self.out.push_str(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => {
                let is_task = matches!(rest.get(1), Some((Event::TaskListMarker(_), _)))
                    || matches!(rest.get(1..3), Some([(Event::Start(Tag::Paragraph), _), (Event::TaskListMarker(_), _)]));
                self.out.push_str(if is_task { "<li class=\"task\">" } else { "<li>" });
            }
            Tag::Table(columns) => {
                self.columns.clone_from(columns);
                // A wide table scrolls in a box of its own: a phone's page does not.
                self.out.push_str("<div class=\"table\"><table>\n");
            }
            Tag::TableHead => {
                (self.column, self.in_head) = (0, true);
                self.out.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => {
                let class = match self.columns.get(self.column) {
                    Some(Alignment::Left) => " class=\"align-left\"",
                    Some(Alignment::Center) => " class=\"align-center\"",
                    Some(Alignment::Right) => " class=\"align-right\"",
                    _ => "",
                };
                self.column += 1;
                self.out.extend([if self.in_head { "<th" } else { "<td" }, class, ">"]);
            }
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link(*link_type, dest_url, title),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let deep = self.open.len() > DEPTH_MAX;
        raw::close(&mut self.out, self.open.pop().unwrap_or_default());
        if tag == TagEnd::FootnoteDefinition {
            self.footnotes.end(&mut self.out);
            return;
        }
        if deep {
            return;
        }
        self.out.push_str(match tag {
            TagEnd::Paragraph => "</p>\n",
            TagEnd::Heading(level) => match level as u8 {
                1 => "</h1>\n",
                2 => "</h2>\n",
                3 => "</h3>\n",
                4 => "</h4>\n",
                5 => "</h5>\n",
                _ => "</h6>\n",
            },
            TagEnd::BlockQuote(_) => "</blockquote>\n",
            TagEnd::CodeBlock => "</code></pre>\n",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::Table => "</tbody>\n</table></div>\n",
            TagEnd::TableHead => {
                self.in_head = false;
                "</tr>\n</thead>\n<tbody>\n"
            }
            TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell if self.in_head => "</th>\n",
            TagEnd::TableCell => "</td>\n",
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Strikethrough => "</del>",
            TagEnd::Link => "</a>",
            _ => "",
        });
    }

    /// Starts on a new line.
    fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn code_block(&mut self, kind: &CodeBlockKind) {
        self.out.push_str("<pre><code");
        if let CodeBlockKind::Fenced(info) = kind
            && let Some(language) = info.split_whitespace().next()
        {
            self.out.push_str(" class=\"language-");
            safe::attribute(&mut self.out, language);
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn link(&mut self, kind: LinkType, url: &str, title: &str) {
        self.out.push_str("<a");
        let mailto = if kind == LinkType::Email { "mailto:" } else { "" };
        if !mailto.is_empty() || safe::link(url) {
            self.out.extend([" href=\"", mailto]);
            safe::href(&mut self.out, url);
            self.out.push('"');
        }
        self.title(title);
        self.out.push('>');
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            safe::attribute(&mut self.out, title);
            self.out.push('"');
        }
    }

    /// A picture; where it may not be loaded from, its words stand for it, leading there if a link may.
    fn image(&mut self, url: &CowStr, title: &str, rest: &[Placed]) -> usize {
        let alt = text_of(rest);
        if safe::image(url) {
            self.out.push_str("<img src=\"");
            safe::href(&mut self.out, url);
            self.out.push_str("\" alt=\"");
            safe::attribute(&mut self.out, &alt);
            self.out.push('"');
            self.title(title);
            // The first picture may be what a reader waits for; the others are loaded as they come near.
            self.out.push_str(if self.pictures == 0 { " />" } else { " loading=\"lazy\" />" });
            self.pictures += 1;
        } else {
            self.link(LinkType::Inline, url, title);
            safe::text(&mut self.out, &alt);
            self.out.push_str("</a>");
        }
        taken(rest)
    }

    fn html(&mut self, html: &str, place: Place) {
        let room = DEPTH_MAX.saturating_sub(self.open.iter().take(DEPTH_MAX).map(Vec::len).sum::<usize>() + self.open.len());
        if let Some(open) = self.open.last_mut() {
            raw::write(&mut self.out, open, html, place, room + open.len());
        }
    }

    /// A block of typed HTML comes in lines; a tag may reach over several.
    fn html_block(&mut self, rest: &[Placed]) -> usize {
        let count = taken(rest);
        let lines = rest.iter().take(count).filter_map(|(event, _)| match event {
            Event::Html(html) => Some(html.as_ref()),
            _ => None,
        });
        let html: String = lines.collect();
        self.line();
        let before = self.out.len();
        self.html(&html, Place::Block);
        // Nothing but text came of it: a paragraph.
        if self.out.get(before..).is_some_and(|written| !written.contains('<') && !written.trim().is_empty()) {
            self.out.insert_str(before, "<p>");
            self.out.truncate(self.out.trim_end().len());
            self.out.push_str("</p>\n");
        }
        count
    }
}

/// How many events there are up to the end of what the first one starts.
fn taken(rest: &[Placed]) -> usize {
    let mut depth = 0_usize;
    for (place, (event, _)) in rest.iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return place + 1;
        }
    }
    rest.len()
}

/// The words of what the first event starts.
fn text_of(rest: &[Placed]) -> String {
    let inner = rest.iter().take(taken(rest));
    inner.fold(String::new(), |mut text, (event, _)| {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(words),
            Event::InlineHtml(html) => text.push_str(&raw::text_of_html(html)),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
        text
    })
}
