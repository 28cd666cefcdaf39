//! Prose of a description as Markdown that rustdoc can be given: one parser reads it, and what is written is made of what
//! the parser saw. Code is text, HTML is shown as it is written, and only links to addresses are links.

use super::escape::{self, Start};
use super::links;
use crate::text::{is_invisible, is_unfit};
use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Containers inside each other beyond this are left out; what is in them is not.
const DEEPEST: usize = 12;

/// Odd text takes two rounds until it stays as it is; more are for what nobody writes.
const MOST_ROUNDS: usize = 4;

/// A line break that is one for the reader, too. No text has it: control characters are taken out before.
const HARD_BREAK: char = '\u{1}';

/// Lines that belong together: a paragraph, a list, a block of code.
type Block = Vec<String>;

/// The text as lines of Markdown.
pub(super) fn written(text: &str) -> Vec<String> {
    let text = cleaned(text);
    let mut lines = once(&text);
    // What is written has to mean to rustdoc what was meant here: then it is written the same again.
    for _ in 0..MOST_ROUNDS {
        let whole = lines.join("\n");
        let again = once(&whole);
        if again == lines {
            return if is_harmless(&whole) { lines } else { escape::everything(&text) };
        }
        lines = again;
    }
    escape::everything(&text)
}

fn once(text: &str) -> Vec<String> {
    let mut writer = Writer::new(text);
    for (event, range) in parser(text).into_offset_iter() {
        writer.event(event, range);
    }
    joined(writer.finish(), true)
}

/// The first paragraph in one line.
pub(super) fn first_paragraph(text: &str) -> String {
    let text = cleaned(text);
    let mut writer = Writer::new(&text);
    for (event, range) in parser(&text).into_offset_iter() {
        writer.event(event, range);
        if let Some(first) = writer.first.take() {
            return if is_harmless(&first) { first } else { escape::everything(&text).join(" ") };
        }
    }
    writer.finish();
    writer.first.unwrap_or_default()
}

fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
}

/// Whether rustdoc, which knows more than is read here, sees nothing in a text that runs, loads or leads elsewhere.
fn is_harmless(text: &str) -> bool {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    Parser::new_ext(text, options).all(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => &*info == "text",
        Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => true,
        Event::Start(Tag::Link { dest_url, .. }) => links::target(&dest_url).is_some(),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented) | Tag::Image { .. } | Tag::FootnoteDefinition(_))
        | Event::Start(Tag::HtmlBlock)
        | Event::Html(_)
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_)
        | Event::TaskListMarker(_) => false,
        _ => true,
    })
}

/// The text without control characters, and with one kind of line break.
fn cleaned(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len());
    for each in text.chars() {
        match each {
            '\n' | '\t' => out.push(each),
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => out.push('\n'),
            each if is_invisible(each) => {}
            each if is_unfit(each) => out.push(' '),
            each => out.push(each),
        }
    }
    out
}

enum Container {
    /// The text itself, and containers that are too deep.
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

struct Frame {
    container: Container,
    blocks: Vec<Block>,
}

/// A link or an image that is open.
struct Link {
    target: Option<String>,
    /// Where its label begins.
    start: usize,
    kind: LinkKind,
}

#[derive(PartialEq)]
enum LinkKind {
    Labelled,
    /// An address in angle brackets, which is its own label.
    Bare,
    Image,
}

struct Writer<'t> {
    source: &'t str,
    frames: Vec<Frame>,
    /// What is read of the paragraph, heading or cell, with its line breaks.
    inline: String,
    /// Text that is not escaped yet: what the parser gives in pieces has to be looked at as a whole.
    text: String,
    code: Option<String>,
    links: Vec<Link>,
    /// The marks of emphasis that are open, empty where one is left out.
    marks: Vec<&'static str>,
    /// Whether a mark was the last thing that was closed.
    has_just_closed: bool,
    /// Whether a single tilde can be one of two.
    has_tildes: bool,
    first: Option<String>,
}

impl<'t> Writer<'t> {
    fn new(source: &'t str) -> Self {
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

    fn finish(&mut self) -> Vec<Block> {
        self.paragraph();
        self.frames.drain(..).next().map(|frame| frame.blocks).unwrap_or_default()
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
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
            // Of what is not asked for.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
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

    fn end(&mut self, tag: TagEnd) {
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
    fn begin_paragraph(&mut self) {
        self.paragraph();
        if matches!(self.frames.last().map(|frame| &frame.container), Some(Container::Item { .. })) {
            self.loosen();
        }
    }

    fn loosen(&mut self) {
        let list = self.frames.iter_mut().rev().find_map(|frame| match &mut frame.container {
            Container::List { is_loose, .. } => Some(is_loose),
            _ => None,
        });
        if let Some(is_loose) = list {
            *is_loose = true;
        }
    }

    fn open(&mut self, container: Container) {
        self.paragraph();
        let container = if self.frames.len() > DEEPEST { Container::Plain } else { container };
        self.frames.push(Frame { container, blocks: Vec::new() });
    }

    fn close(&mut self) {
        self.paragraph();
        // The text itself stays open.
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

    /// The marker of the item that begins, as the text has it: the eye is used to it, and it tells lists apart.
    fn marker(&mut self, range: Range<usize>) -> String {
        let item = self.source.get(range).unwrap_or_default().trim_start();
        let sign = item.trim_start_matches(|each: char| each.is_ascii_digit()).chars().next();
        match self.frames.last_mut() {
            Some(Frame { container: Container::List { number: Some(number), .. }, .. }) => {
                let marker = format!("{number}{}", if sign == Some(')') { ')' } else { '.' });
                // A marker has no more than nine digits.
                *number = (*number + 1).min(999_999_999);
                marker
            }
            _ => sign.filter(|sign| matches!(sign, '-' | '+')).unwrap_or('*').to_string(),
        }
    }

    fn is_in_table(&self) -> bool {
        matches!(self.frames.last().map(|frame| &frame.container), Some(Container::Table { .. }))
    }

    /// Writes the text that is pending.
    fn flush(&mut self) {
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

    fn line_break(&mut self, sort: char) {
        self.flush();
        while self.inline.ends_with(' ') {
            self.inline.pop();
        }
        self.inline.push(sort);
        self.has_just_closed = false;
    }

    fn span(&mut self, code: &str) {
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

    /// Opens emphasis, unless it would say the same twice or its mark could be taken for one that was just closed.
    fn mark(&mut self, mark: &'static str) {
        self.flush();
        let is_apart = !self.marks.contains(&mark) && !self.has_just_closed;
        let mark = if is_apart { mark } else { "" };
        self.inline.push_str(mark);
        self.marks.push(mark);
    }

    fn link(&mut self, target: Option<String>, kind: LinkKind) {
        self.flush();
        // No link is inside another.
        let target = target.filter(|_| self.links.iter().all(|link| link.target.is_none()));
        let kind = if kind == LinkKind::Bare && target.is_none() { LinkKind::Labelled } else { kind };
        self.links.push(Link { target, start: self.inline.len(), kind });
    }

    fn end_link(&mut self) {
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

    /// Blocks of HTML are paragraphs that show it.
    fn html(&mut self, html: &str) {
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
    fn taken(&mut self) -> String {
        self.flush();
        self.has_just_closed = false;
        std::mem::take(&mut self.inline)
    }

    fn block(&mut self, block: Block) {
        if let Some(frame) = self.frames.last_mut().filter(|_| !block.is_empty()) {
            frame.blocks.push(block);
        }
    }

    fn note_first(&mut self, inline: &str) {
        let line = one_line(inline);
        if self.first.is_none() && !line.is_empty() {
            self.first = Some(line);
        }
    }

    /// Ends a paragraph, if one is open.
    fn paragraph(&mut self) {
        let inline = self.taken();
        if inline.is_empty() {
            return;
        }
        self.note_first(&inline);
        let inline = inline.trim_matches([' ', '\n', HARD_BREAK]).replace(HARD_BREAK, "\\\n");
        let lines = inline.split('\n').map(|line| line.trim_matches(' '));
        self.block(lines.filter(|line| !matches!(*line, "" | "\\")).map(str::to_owned).collect());
    }

    fn heading(&mut self, level: usize) {
        let inline = self.taken();
        self.note_first(&inline);
        let mut line = format!("{} {}", "#".repeat(level), one_line(&inline));
        // Hashes at the end would be taken for decoration.
        if line.ends_with('#') && line.trim_end_matches('#').ends_with(' ') && !inline.is_empty() {
            line.insert(line.len() - 1, '\\');
        }
        self.block(vec![line.trim_end_matches(' ').to_owned()]);
    }

    fn code_block(&mut self) {
        let code = self.code.take().unwrap_or_default();
        let fence = "`".repeat((longest_run(&code, '`') + 1).max(3));
        let mut lines = vec![format!("{fence}text")];
        lines.extend(code.trim_end().lines().map(|line| line.replace('\t', "    ").trim_end().to_owned()));
        lines.push(fence);
        self.block(lines);
    }
}

fn is_line_break(html: &str) -> bool {
    let name = html.trim().strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    name.is_some_and(|name| name.trim_end_matches('/').trim().eq_ignore_ascii_case("br"))
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|each| each != of).map(str::len).max().unwrap_or_default()
}

/// Inline content without its line breaks.
fn one_line(inline: &str) -> String {
    let parts = inline.split(['\n', HARD_BREAK]).map(|part| part.trim_matches(' ')).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

/// Blocks as lines, with blank lines between them or without.
fn joined(blocks: Vec<Block>, is_loose: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        if is_loose && !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(block);
    }
    lines
}

fn list(items: Vec<(String, Vec<Block>)>, is_loose: bool) -> Block {
    let mut lines = Vec::new();
    for (marker, blocks) in items {
        if is_loose && !lines.is_empty() {
            lines.push(String::new());
        }
        let indent = " ".repeat(marker.len() + 1);
        let content = joined(blocks, is_loose);
        if content.is_empty() {
            lines.push(marker.clone());
        }
        for (position, line) in content.into_iter().enumerate() {
            lines.push(match position {
                0 => format!("{marker} {line}"),
                _ if line.is_empty() => line,
                _ => format!("{indent}{line}"),
            });
        }
    }
    lines
}

fn table(alignments: &[Alignment], rows: &[Vec<String>]) -> Block {
    let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let rule = alignments.iter().map(|alignment| match alignment {
        Alignment::None => "---",
        Alignment::Left => ":--",
        Alignment::Center => ":-:",
        Alignment::Right => "--:",
    });
    let Some((head, body)) = rows.split_first() else { return Vec::new() };
    let mut lines = vec![row(head), format!("| {} |", rule.collect::<Vec<_>>().join(" | "))];
    lines.extend(body.iter().map(|cells| row(cells)));
    lines
}

#[cfg(test)]
mod tests;
