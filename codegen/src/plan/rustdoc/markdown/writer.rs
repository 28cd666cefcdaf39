//! Writes the events of the parser as lines.

use super::blocks::{Block, HARD_BREAK, joined, list, longest_run, one_line, table};
use crate::plan::rustdoc::escape::{self, Start};
use crate::plan::rustdoc::links;
use crate::text::is_unfit;
use pulldown_cmark::{Alignment, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// The limit for nested containers. Deeper ones are dropped, but not their content.
pub(super) const DEEPEST: usize = 12;

pub(super) enum Container {
    /// The text itself, and containers that are nested too deeply.
    Plain,
    Quote,
    List {
        number: Option<u64>,
        items: Vec<(String, Vec<Block>)>,
        is_loose: bool,
    },
    Item {
        marker: String,
    },
    Table {
        alignments: Vec<Alignment>,
        rows: Vec<Vec<String>>,
    },
}

pub(super) struct Frame {
    pub(super) container: Container,
    pub(super) blocks: Vec<Block>,
}

/// An open link or image.
pub(super) struct Link {
    pub(super) target: Option<String>,
    /// Where its label begins.
    pub(super) start: usize,
    pub(super) kind: LinkKind,
}

#[derive(PartialEq)]
pub(super) enum LinkKind {
    Labelled,
    /// A URL in angle brackets, which is its own label.
    Bare,
    Image,
}

pub(super) struct Writer<'t> {
    pub(super) source: &'t str,
    pub(super) frames: Vec<Frame>,
    /// The current paragraph, heading or cell, with its line breaks.
    pub(super) inline: String,
    /// Text to be escaped. The parser splits it into pieces, but it has to be escaped as a whole.
    pub(super) text: String,
    pub(super) code: Option<String>,
    pub(super) links: Vec<Link>,
    /// The open marks of emphasis, empty where one is dropped.
    pub(super) marks: Vec<&'static str>,
    /// Whether a closing mark came last.
    pub(super) has_just_closed: bool,
    /// Whether a single tilde could become part of a double one.
    pub(super) has_tildes: bool,
    pub(super) first: Option<String>,
}

impl<'t> Writer<'t> {
    pub(super) fn new(source: &'t str) -> Self {
        Self {
            source,
            frames: vec![Frame { container: Container::Plain, blocks: Vec::new() }],
            inline: String::new(),
            text: String::new(),
            code: None,
            links: Vec::new(),
            marks: Vec::new(),
            has_just_closed: false,
            has_tildes: source.matches('~').count() > 1,
            first: None,
        }
    }

    pub(super) fn finish(&mut self) -> Vec<Block> {
        self.paragraph();
        self.frames.drain(..).next().map(|frame| frame.blocks).unwrap_or_default()
    }

    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None if self.links.last().is_some_and(|link| link.kind == LinkKind::Bare) => {}
                None => self.text.push_str(&text),
            },
            Event::Code(code) => self.span(&code),
            Event::InlineHtml(html) if is_line_break(&html) => self.line_break(HARD_BREAK),
            Event::InlineHtml(html) => self.text.push_str(&html),
            Event::Html(html) => self.html(&html),
            Event::SoftBreak => self.line_break('\n'),
            Event::HardBreak => self.line_break(HARD_BREAK),
            Event::Rule => {
                self.paragraph();
                self.block(vec!["___".to_owned()]);
            }
            // Events of extensions that are not enabled.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    pub(super) fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.begin_paragraph(),
            Tag::CodeBlock(_) => {
                self.paragraph();
                self.code = Some(String::new());
            }
            Tag::BlockQuote(_) => self.open(Container::Quote),
            Tag::List(number) => self.open(Container::List { number, items: Vec::new(), is_loose: false }),
            Tag::Item => {
                let marker = self.marker(range);
                self.open(Container::Item { marker });
            }
            Tag::Table(alignments) => {
                self.loosen();
                self.open(Container::Table { alignments, rows: Vec::new() });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(Frame { container: Container::Table { rows, .. }, .. }) = self.frames.last_mut() {
                    rows.push(Vec::new());
                }
            }
            Tag::Emphasis => self.mark("*"),
            Tag::Strong => self.mark("**"),
            Tag::Strikethrough => self.mark("~~"),
            Tag::Link { link_type, dest_url, .. } => {
                let kind = match link_type {
                    LinkType::Autolink | LinkType::Email => LinkKind::Bare,
                    _ => LinkKind::Labelled,
                };
                let target =
                    if link_type == LinkType::Email { links::mail(&dest_url) } else { links::target(&dest_url) };
                self.link(target, kind);
            }
            Tag::Image { dest_url, .. } => self.link(links::target(&dest_url), LinkKind::Image),
            _ => self.paragraph(),
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.heading(level as usize),
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::Table => self.close(),
            TagEnd::TableCell => {
                let cell = one_line(&self.taken());
                if let Some(Frame { container: Container::Table { rows, .. }, .. }) = self.frames.last_mut()
                    && let Some(row) = rows.last_mut()
                {
                    row.push(cell);
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.flush();
                let mark = self.marks.pop().unwrap_or_default();
                self.inline.push_str(mark);
                self.has_just_closed |= !mark.is_empty();
            }
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::TableHead | TagEnd::TableRow => {}
            _ => self.paragraph(),
        }
    }

    /// A list whose items have paragraphs has blank lines between them.
    pub(super) fn begin_paragraph(&mut self) {
        self.paragraph();
        if matches!(self.frames.last().map(|frame| &frame.container), Some(Container::Item { .. })) {
            self.loosen();
        }
    }

    pub(super) fn loosen(&mut self) {
        let list = self.frames.iter_mut().rev().find_map(|frame| match &mut frame.container {
            Container::List { is_loose, .. } => Some(is_loose),
            _ => None,
        });
        if let Some(is_loose) = list {
            *is_loose = true;
        }
    }

    pub(super) fn open(&mut self, container: Container) {
        self.paragraph();
        let container = if self.frames.len() > DEEPEST { Container::Plain } else { container };
        self.frames.push(Frame { container, blocks: Vec::new() });
    }

    pub(super) fn close(&mut self) {
        self.paragraph();
        // The root container stays open.
        let Some(frame) = (self.frames.len() > 1).then(|| self.frames.pop()).flatten() else { return };
        match frame.container {
            Container::Plain => frame.blocks.into_iter().for_each(|block| self.block(block)),
            Container::Quote => {
                let quoted = joined(frame.blocks, true).into_iter();
                self.block(quoted.map(|line| format!("> {line}").trim_end_matches(' ').to_owned()).collect());
            }
            Container::Item { marker } => match self.frames.last_mut() {
                Some(Frame { container: Container::List { items, .. }, .. }) => items.push((marker, frame.blocks)),
                _ => frame.blocks.into_iter().for_each(|block| self.block(block)),
            },
            Container::List { items, is_loose, .. } => self.block(list(items, is_loose)),
            Container::Table { alignments, rows } => self.block(table(&alignments, &rows)),
        }
    }

    /// The marker of the current item, as in the text: readers expect it, and it separates lists.
    pub(super) fn marker(&mut self, range: Range<usize>) -> String {
        let item = self.source.get(range).unwrap_or_default().trim_start();
        let sign = item.trim_start_matches(|each: char| each.is_ascii_digit()).chars().next();
        match self.frames.last_mut() {
            Some(Frame { container: Container::List { number: Some(number), .. }, .. }) => {
                let marker = format!("{number}{}", if sign == Some(')') { ')' } else { '.' });
                // A marker has at most nine digits.
                *number = (*number + 1).min(999_999_999);
                marker
            }
            _ => sign.filter(|sign| matches!(sign, '-' | '+')).unwrap_or('*').to_string(),
        }
    }

    pub(super) fn is_in_table(&self) -> bool {
        matches!(self.frames.last().map(|frame| &frame.container), Some(Container::Table { .. }))
    }

    /// Writes pending text.
    pub(super) fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let before = self.inline.trim_end_matches(' ');
        let start = match () {
            () if self.is_in_table() => Start::Cell,
            () if before.is_empty() || before.ends_with(['\n', HARD_BREAK]) => Start::Line,
            () => Start::Within,
        };
        let has_addresses = self.links.iter().all(|link| link.target.is_none());
        escape::text(&text, start, has_addresses, self.has_tildes, &mut self.inline);
        self.has_just_closed = false;
    }

    pub(super) fn line_break(&mut self, sort: char) {
        self.flush();
        while self.inline.ends_with(' ') {
            self.inline.pop();
        }
        self.inline.push(sort);
        self.has_just_closed = false;
    }

    pub(super) fn span(&mut self, code: &str) {
        self.flush();
        let code: String = code.chars().map(|each| if is_unfit(each) { ' ' } else { each }).collect();
        let ticks = "`".repeat(longest_run(&code, '`') + 1);
        let edge = |end: Option<char>| matches!(end, Some('`' | ' '));
        let is_blank = code.trim_matches(' ').is_empty();
        let pad = if !is_blank && (edge(code.chars().next()) || edge(code.chars().next_back())) { " " } else { "" };
        let code = if self.is_in_table() { code.replace('|', "\\|") } else { code };
        self.inline.push_str(&format!("{ticks}{pad}{code}{pad}{ticks}"));
        self.has_just_closed = false;
    }

    /// Opens emphasis, unless it is redundant or its mark could be confused with one that was just closed.
    pub(super) fn mark(&mut self, mark: &'static str) {
        self.flush();
        let is_apart = !self.marks.contains(&mark) && !self.has_just_closed;
        let mark = if is_apart { mark } else { "" };
        self.inline.push_str(mark);
        self.marks.push(mark);
    }

    pub(super) fn link(&mut self, target: Option<String>, kind: LinkKind) {
        self.flush();
        // Links do not nest.
        let target = target.filter(|_| self.links.iter().all(|link| link.target.is_none()));
        let kind = if kind == LinkKind::Bare && target.is_none() { LinkKind::Labelled } else { kind };
        self.links.push(Link { target, start: self.inline.len(), kind });
    }

    pub(super) fn end_link(&mut self) {
        self.flush();
        let Some(link) = self.links.pop() else { return };
        let Some(target) = link.target else { return };
        let label = self.inline.split_off(link.start.min(self.inline.len()));
        let label = label.trim_matches([' ', '\n', HARD_BREAK]);
        match label.is_empty() {
            true if link.kind == LinkKind::Image => self.inline.push_str(&format!("[image]({target})")),
            true => self.inline.push_str(&format!("<{target}>")),
            false => self.inline.push_str(&format!("[{}]({target})", label.replace(HARD_BREAK, "\n"))),
        }
        self.has_just_closed = false;
    }

    /// Blocks of HTML become paragraphs that show it.
    pub(super) fn html(&mut self, html: &str) {
        for line in html.lines() {
            match line.trim() {
                "" => self.paragraph(),
                line if is_line_break(line) => self.line_break(HARD_BREAK),
                line => {
                    self.text.push_str(line);
                    self.line_break('\n');
                }
            }
        }
    }

    /// The inline content up to here.
    pub(super) fn taken(&mut self) -> String {
        self.flush();
        self.has_just_closed = false;
        std::mem::take(&mut self.inline)
    }

    pub(super) fn block(&mut self, block: Block) {
        if let Some(frame) = self.frames.last_mut().filter(|_| !block.is_empty()) {
            frame.blocks.push(block);
        }
    }

    pub(super) fn note_first(&mut self, inline: &str) {
        let line = one_line(inline);
        if self.first.is_none() && !line.is_empty() {
            self.first = Some(line);
        }
    }

    /// Ends a paragraph, if one is open.
    pub(super) fn paragraph(&mut self) {
        let inline = self.taken();
        if inline.is_empty() {
            return;
        }
        self.note_first(&inline);
        let inline = inline.trim_matches([' ', '\n', HARD_BREAK]).replace(HARD_BREAK, "\\\n");
        let lines = inline.split('\n').map(|line| line.trim_matches(' '));
        self.block(lines.filter(|line| !matches!(*line, "" | "\\")).map(str::to_owned).collect());
    }

    pub(super) fn heading(&mut self, level: usize) {
        let inline = self.taken();
        self.note_first(&inline);
        let mut line = format!("{} {}", "#".repeat(level), one_line(&inline));
        // Trailing hashes would be removed as decoration.
        if line.ends_with('#') && line.trim_end_matches('#').ends_with(' ') && !inline.is_empty() {
            line.insert(line.len() - 1, '\\');
        }
        self.block(vec![line.trim_end_matches(' ').to_owned()]);
    }

    pub(super) fn code_block(&mut self) {
        let code = self.code.take().unwrap_or_default();
        let fence = "`".repeat((longest_run(&code, '`') + 1).max(3));
        let mut lines = vec![format!("{fence}text")];
        lines.extend(code.trim_end().lines().map(|line| line.replace('\t', "    ").trim_end().to_owned()));
        lines.push(fence);
        self.block(lines);
    }
}

pub(super) fn is_line_break(html: &str) -> bool {
    let name = html.trim().strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    name.is_some_and(|name| name.trim_end_matches('/').trim().eq_ignore_ascii_case("br"))
}
