//! Formats rendered items.

use super::tokens::HEADER;
use super::tokens::LINE_BREAK;
use super::tokens::MARK;
use crate::text::Line;
use proc_macro2::TokenStream;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The formatted items of a file, or the error if one is not valid Rust.
pub(super) type Texts = Result<Vec<String>, syn::Error>;

/// A file: the header, the module's docs, and the items separated by blank lines.
pub(super) fn file(docs: &[Line], pieces: &[String]) -> String {
    let length: usize = pieces.iter().map(|piece| piece.len() + 1).sum();
    let mut out = String::with_capacity(length + 200);
    let _ = writeln!(out, "// {HEADER}");
    if !docs.is_empty() {
        out.push('\n');
    }
    for line in docs {
        let _ = writeln!(out, "{}", format!("//! {line}").trim_end());
    }
    for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
        out.push('\n');
        out.push_str(piece);
    }
    out
}

/// The items of a file as text.
pub(super) fn pieces(pieces: impl IntoIterator<Item = TokenStream>) -> Texts {
    pieces.into_iter().map(piece).collect()
}

/// An item as text.
pub(super) fn piece(piece: TokenStream) -> Result<String, syn::Error> {
    let text = prettyplease::unparse(&syn::parse2(piece)?);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    place(&text, &mut out)?;
    Ok(out)
}

/// Replaces the placeholders of macro calls by their lines, puts each line of docs on its own line, and puts blank
/// lines between items and between methods, which the formatter omits.
fn place(text: &str, out: &mut String) -> Result<(), syn::Error> {
    let mark = format!("{MARK}!(");
    let (mut previous, mut ends_call) = ("", false);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        let indent = &line[..line.len() - trimmed.len()];
        let follows_item = std::mem::take(&mut ends_call) || ends_item(previous, indent);
        if follows_item && begins_item(trimmed) || ends_inner(previous) && !is_inner(line) {
            out.push('\n');
        }
        previous = line;
        if let Some(docs) = trimmed.strip_prefix("///") {
            push_docs(docs, indent, out);
            continue;
        }
        let Some(rest) = trimmed.strip_prefix(&mark) else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        // A long literal has a line of its own.
        let literal = match rest.strip_suffix(");") {
            Some(literal) => literal,
            None => {
                let literal = lines.next().unwrap_or_default().trim();
                lines.next();
                literal
            }
        };
        ends_call = true;
        if out.ends_with("}\n") {
            out.push('\n');
        }
        for line in syn::parse_str::<syn::LitStr>(literal)?.value().split(LINE_BREAK) {
            if !line.is_empty() {
                out.push_str(indent);
                out.push_str(line.trim_end());
            }
            out.push('\n');
        }
    }
    Ok(())
}

/// Writes docs, one comment line per line.
fn push_docs(docs: &str, indent: &str, out: &mut String) {
    for line in docs.split(LINE_BREAK) {
        out.push_str(indent);
        out.push_str("///");
        out.push_str(line.trim_end_matches(' '));
        out.push('\n');
    }
}

/// Whether a line begins an inner attribute.
fn is_inner(line: &str) -> bool {
    line.starts_with("#![")
}

/// Whether a line is a whole inner attribute.
fn ends_inner(line: &str) -> bool {
    is_inner(line) && line.ends_with(']')
}

/// Whether a line closes a block at this indentation.
fn ends_item(line: &str, indent: &str) -> bool {
    line.strip_prefix(indent).is_some_and(|rest| matches!(rest, "}" | "};" | ");"))
}

fn begins_item(line: &str) -> bool {
    ["///", "#[", "pub ", "impl ", "static ", "fn ", "const "].iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::{LINE_BREAK, Line, piece};
    use crate::emit::docs;
    use quote::quote;

    fn field(lines: &[&str]) -> String {
        let docs = docs(&lines.iter().map(|line| Line::from(*line)).collect::<Vec<_>>());
        piece(quote! { pub struct A { #docs pub b: bool } }).expect("Rust")
    }

    #[test]
    fn lines_of_docs_have_no_trailing_spaces() {
        assert_eq!(
            field(&["One.  ", "", "/// `two` \"\\\"", "    three"]),
            "pub struct A {\n    /// One.\n    ///\n    /// /// `two` \"\\\"\n    ///     three\n    pub b: bool,\n}\n"
        );
        assert_eq!(field(&[]), "pub struct A {\n    pub b: bool,\n}\n");
        assert_eq!(field(&[""]), "pub struct A {\n    ///\n    pub b: bool,\n}\n");
    }

    #[test]
    fn the_separator_of_lines_may_occur_in_a_line() {
        let odd = format!("a{LINE_BREAK}b");
        assert!(field(&[&odd, "c"]).contains("/// a b\n    /// c\n"));
    }
}

/// An item as text.
#[derive(Default)]
pub(super) struct Rendered {
    pub(super) text: String,
    /// The API's own types that it names.
    pub(super) written: BTreeSet<String>,
}

/// An item as text, or the error if it is not valid Rust.
pub(super) type RenderResult = Result<Rendered, syn::Error>;
