//! Pieces of tokens as formatted text.

use super::HEADER;
use super::table::MARK;
use proc_macro2::TokenStream;
use std::fmt::Write;

/// A file: the header, the module's docs, and the pieces with a blank line between them.
pub(super) fn file(docs: &[String], pieces: &[TokenStream]) -> Result<String, syn::Error> {
    let mut out = format!("// {HEADER}\n");
    if !docs.is_empty() {
        out.push('\n');
    }
    for line in docs {
        let _ = writeln!(out, "{}", format!("//! {line}").trim_end());
    }
    for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
        let text = prettyplease::unparse(&syn::parse2(piece.clone())?);
        out.push('\n');
        place_tables(&text, &mut out)?;
    }
    Ok(out)
}

/// Replaces the marks of tables by their lines, and puts blank lines between items and between methods, which the
/// formatter leaves out.
fn place_tables(text: &str, out: &mut String) -> Result<(), syn::Error> {
    let mark = format!("{MARK}!(");
    let mut previous = "";
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        let indent = &line[..line.len() - trimmed.len()];
        if ends_item(previous, indent) && begins_item(trimmed) || ends_inner(previous) && !is_inner(line) {
            out.push('\n');
        }
        previous = line;
        let Some(rest) = trimmed.strip_prefix(&mark) else {
            let _ = writeln!(out, "{line}");
            continue;
        };
        // A long literal stands on a line of its own.
        let literal = match rest.strip_suffix(");") {
            Some(literal) => literal,
            None => {
                let literal = lines.next().unwrap_or_default().trim();
                previous = lines.next().unwrap_or_default();
                literal
            }
        };
        if out.ends_with("}\n") {
            out.push('\n');
        }
        for line in syn::parse_str::<syn::LitStr>(literal)?.value().lines() {
            let _ = writeln!(out, "{}", format!("{indent}{line}").trim_end());
        }
    }
    Ok(())
}

/// Whether a line begins an attribute of the file.
fn is_inner(line: &str) -> bool {
    line.starts_with("#![")
}

/// Whether a line is a whole attribute of the file.
fn ends_inner(line: &str) -> bool {
    is_inner(line) && line.ends_with(']')
}

/// Whether a line closes something at this indentation.
fn ends_item(line: &str, indent: &str) -> bool {
    line.strip_prefix(indent).is_some_and(|rest| matches!(rest, "}" | "};" | ");"))
}

fn begins_item(line: &str) -> bool {
    ["///", "#[", "pub ", "impl ", "static ", "fn ", "const "].iter().any(|start| line.starts_with(start))
}
