//! Prose of a description as Markdown that rustdoc can be given: one parser reads it, and what is written is made of what
//! the parser saw. Code is text, HTML is shown as it is written, and only links to addresses are links.

mod blocks;
mod writer;

use super::escape::{self};
use super::links;
use crate::text::{is_invisible, is_unfit};
use blocks::joined;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag};
use writer::Writer;

/// Odd text takes two rounds until it stays as it is; more are for what nobody writes.
const MOST_ROUNDS: usize = 4;

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

#[cfg(test)]
mod tests;
