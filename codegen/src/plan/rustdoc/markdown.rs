//! Converts prose to Markdown that is safe for rustdoc: it is parsed, and written again from the parsed events. Code is
//! plain text, HTML is shown literally, and only links to URLs stay links.

mod blocks;
mod writer;

use super::escape::{self};
use super::links;
use crate::text::{is_invisible, is_unfit};
use blocks::joined;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag};
use writer::Writer;

/// The maximum number of rounds until the output is stable; unusual text takes two.
const MOST_ROUNDS: usize = 4;

/// The text as lines of Markdown.
pub(super) fn written(text: &str) -> Vec<String> {
    let text = cleaned(text);
    let mut lines = once(&text);
    // Rustdoc must read the output as intended: it does if converting the output again does not change it.
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

/// Whether a text is safe in rustdoc, which parses more extensions: nothing in it runs, loads or links elsewhere.
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
