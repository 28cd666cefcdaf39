//! Reads recorded traffic: HAR 1.2, JSON lines, WireMock mappings, and folders of these.
//!
//! Reading never fails as a whole: a part that cannot be read is reported with its file and line, and the rest is kept.

mod body;
mod entries;
mod file;
mod har;
mod lines;
mod mappings;

#[cfg(feature = "mock")]
pub(crate) use body::of_bytes;

use super::model::{Traffic, Unread};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The maximum number of files in a folder.
const MAX_FILES: usize = 20_000;
/// The maximum depth of nested folders.
const MAX_DEPTH: usize = 12;

/// Reads files and folders.
pub fn read(paths: &[PathBuf]) -> Traffic {
    let mut traffic = Traffic::default();
    for path in paths {
        if path.is_dir() {
            folder(path, &mut traffic);
        } else {
            file(path, None, &mut traffic);
        }
    }
    traffic
}

/// Reads the recordings below a folder, in the order of their paths. The `__files` of WireMock, with bodies, are not recordings.
fn folder(root: &Path, traffic: &mut Traffic) {
    let mut found = Vec::new();
    let mut open = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = open.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                traffic.problems.push(Unread::new(folder.display(), None, format!("cannot be read: {error}")));
                continue;
            }
        };
        for entry in entries.flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() && depth < MAX_DEPTH && name != "__files" {
                open.push((path, depth + 1));
            } else if kind.is_file() && found.len() < MAX_FILES && is_recording(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    if found.is_empty() {
        let message = "no recordings; expected files with the extension .json, .jsonl, .ndjson or .har";
        traffic.problems.push(Unread::new(root.display(), None, message));
    }
    found.iter().for_each(|path| file(path, Some(root), traffic));
}

fn is_recording(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    matches!(ending.as_str(), "json" | "jsonl" | "ndjson" | "har")
}

fn file(path: &Path, root: Option<&Path>, traffic: &mut Traffic) {
    let name: Arc<str> = path.display().to_string().into();
    let bytes = match file::bytes(path) {
        Ok(bytes) => bytes,
        Err(message) => {
            traffic.problems.push(Unread::new(&name, None, message));
            return;
        }
    };
    recording(&bytes, &name, &|| body::Files::beside(path, root), traffic);
}

/// Reads a recording that is not in a file: `name` stands for its path. Mappings have no folder with bodies.
pub fn parse(bytes: &[u8], name: &str) -> Traffic {
    let mut traffic = Traffic::default();
    recording(bytes, &name.into(), &body::Files::none, &mut traffic);
    traffic
}

fn recording(bytes: &[u8], name: &Arc<str>, files: &dyn Fn() -> body::Files, traffic: &mut Traffic) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.starts_with(&[0x1f, 0x8b]) || bytes.starts_with(b"PK\x03\x04") {
        let why = "the file is compressed; expected an uncompressed one";
        traffic.problems.push(Unread::new(name, Some(1), why));
        return;
    }
    match what(bytes) {
        What::Har => har::read(bytes, name, traffic),
        What::Mappings => mappings::read(bytes, name, &files(), traffic),
        What::Lines => lines::read(bytes, name, traffic),
    }
}

enum What {
    Har,
    Mappings,
    Lines,
}

/// Detects the format of a file by its first keys. Extensions are not reliable.
fn what(bytes: &[u8]) -> What {
    let head = &bytes[..bytes.len().min(4_096)];
    let head = String::from_utf8_lossy(head);
    let compact: String = head.chars().filter(|each| !each.is_whitespace()).take(2_000).collect();
    // In JSON lines, both keys are on the first line.
    let first = head.trim_start().lines().next().unwrap_or_default();
    let is_line = first.contains("\"method\"") && first.contains("\"url\"") && !first.contains("\"request\"");
    if is_line {
        What::Lines
    } else if compact.starts_with("{\"log\":") {
        What::Har
    } else if compact.starts_with("{\"mappings\"")
        || compact.contains("\"request\":{") && compact.starts_with('{')
        || entries::has_key(bytes, "mappings")
    {
        What::Mappings
    } else if entries::has_key(bytes, "log") {
        What::Har
    } else if entries::has_key(bytes, "request") {
        What::Mappings
    } else {
        What::Lines
    }
}

#[cfg(test)]
mod tests;
