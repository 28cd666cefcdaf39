//! Writes a lock file: sorted, a line for each name.

use super::model::{Lock, Section};
use super::read::FORMAT;
use std::fmt::Write;

const HEAD: &str = "\
# The names of the generated crate. They stay when the description changes: a name is given anew only if its line is removed.
# Bindery writes this file; commit it.
";

/// The text of a lock file.
pub(crate) fn text(lock: &Lock) -> String {
    let mut out = format!("{HEAD}format = {FORMAT}\n");
    // Writing to a string cannot fail.
    if let Some(package) = &lock.package {
        let _ = writeln!(out, "package = {}", quoted(package));
    }
    for section in Section::ALL {
        let mut places = lock.places(section).peekable();
        if section.is_flat() && places.peek().is_some() {
            let _ = writeln!(out, "\n[{}]", section.word());
        }
        for (place, entry) in places {
            if !section.is_flat() {
                let _ = writeln!(out, "\n[{}.{}]", section.word(), quoted(place));
            }
            for (slot, name) in entry {
                let (name, keys) = (quoted(name), slot.keys());
                let _ = match keys {
                    _ if section.is_flat() => writeln!(out, "{} = {name}", key(place)),
                    (word, None) => writeln!(out, "{word} = {name}"),
                    (word, Some(of)) => writeln!(out, "{word}.{} = {name}", key(of)),
                };
            }
        }
    }
    out
}

/// A key, in quotes if it needs them.
fn key(text: &str) -> String {
    let is_bare = |each: char| each.is_ascii_alphanumeric() || matches!(each, '_' | '-');
    if !text.is_empty() && text.chars().all(is_bare) { text.to_owned() } else { quoted(text) }
}

/// A string of TOML on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for each in text.chars() {
        match each {
            '"' | '\\' => out.extend(['\\', each]),
            // Also what a terminal or an editor could take for another direction or another line.
            each if each.is_control()
                || matches!(each, '\u{2028}' | '\u{2029}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}') =>
            {
                let _ = write!(out, "\\U{:08X}", u32::from(each));
            }
            each => out.push(each),
        }
    }
    out + "\""
}
