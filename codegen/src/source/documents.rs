//! The documents of a description, by name.

use super::provenance::Provenance;
use crate::diag::{Code, Diagnostic, Pointer};
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Component, Path};
use std::sync::Arc;

/// The values of all documents of a description. The main one has the empty name, a file is named by its path relative
/// to the folder of the main document, with leading `..` if it lies above, and a vendored document by its URL.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    values: IndexMap<String, Value>,
    /// The file name of the main document, by which others refer to it.
    main: String,
    /// The names of the folders around the main document, outermost first.
    around: Vec<String>,
    /// Missing documents that something refers to, with the reason.
    absent: HashMap<String, Absent>,
    /// The diagnostics of documents that could not be parsed.
    broken: HashMap<String, Diagnostic>,
    /// The digits of integers that do not fit into 64 bits, by place.
    digits: HashMap<Pointer, String>,
    /// Where the values of edited documents were written.
    provenance: Arc<Provenance>,
}

/// Why a document is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Absent {
    pub(crate) code: Code,
    /// The reason, as the end of a sentence that begins with the reference.
    pub(crate) reason: String,
    pub(crate) expected: String,
}

impl From<Value> for Documents {
    fn from(main: Value) -> Self {
        Self { values: IndexMap::from([(String::new(), main)]), ..Self::default() }
    }
}

impl Documents {
    pub(crate) fn new(main: Value, file: String) -> Self {
        Self { main: file, ..Self::from(main) }
    }

    /// Sets the folder of the main document, so that a file has one name, no matter how it is referred to.
    pub(super) fn lie_in(&mut self, folder: &Path) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let whole = folder.canonicalize().or_else(|_| std::path::absolute(folder)).unwrap_or_default();
        let names = whole.components().filter(|part| matches!(part, Component::Normal(_)));
        self.around = names.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    }

    pub(crate) fn insert(&mut self, name: String, value: Value) {
        self.values.insert(name, value);
    }

    /// Records the digits of integers that do not fit into 64 bits.
    pub(super) fn note_digits(&mut self, digits: Vec<(Pointer, String)>) {
        self.digits.extend(digits);
    }

    /// Whether any integer does not fit into 64 bits.
    pub(crate) fn has_digits(&self) -> bool {
        !self.digits.is_empty()
    }

    /// The digits of the integer at a place, if it does not fit into 64 bits.
    pub(crate) fn digits(&self, written: &Pointer) -> Option<&str> {
        self.digits.get(&self.provenance.written(written)).map(String::as_str)
    }

    pub(super) fn lacks(&mut self, name: String, reason: Absent) {
        self.absent.insert(name, reason);
    }

    pub(super) fn note_broken(&mut self, name: String, what: Diagnostic) {
        self.broken.insert(name, what);
    }

    /// The diagnostics of a document that could not be parsed.
    pub(crate) fn broken(&self, name: &str) -> Option<&Diagnostic> {
        self.broken.get(name)
    }

    /// Whether a document has been looked for.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.values.contains_key(name) || self.absent.contains_key(name)
    }

    /// The main document.
    pub fn main(&self) -> &Value {
        self.get("").unwrap_or(&Value::Null)
    }

    /// Where the values were written, for places in the documents as they are now.
    pub(crate) fn provenance(&self) -> Arc<Provenance> {
        Arc::clone(&self.provenance)
    }

    /// Takes a document out to edit it.
    pub(crate) fn take(&mut self, name: &str) -> (Value, Provenance) {
        let value = self.values.get_mut(name).map(Value::take).unwrap_or_default();
        (value, Arc::unwrap_or_clone(std::mem::take(&mut self.provenance)))
    }

    /// Puts an edited document back.
    pub(crate) fn put(&mut self, name: &str, value: Value, provenance: Provenance) {
        self.values.insert(name.to_owned(), value);
        self.provenance = Arc::new(provenance);
    }

    /// Takes the main document out, to put it back later.
    pub(crate) fn take_main(&mut self) -> Value {
        self.values.get_mut("").map(Value::take).unwrap_or_default()
    }

    /// Puts the main document back.
    pub(crate) fn put_main(&mut self, main: Value) {
        self.values.insert(String::new(), main);
    }

    /// A document by name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// Every document with its name, the main one first.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value))
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Value)> {
        self.values.iter_mut().map(|(name, value)| (name.as_str(), value))
    }

    /// The value at a place.
    pub fn at(&self, pointer: &Pointer) -> Option<&Value> {
        self.get(pointer.document())?.pointer(&pointer.text())
    }

    /// The value at a place, to change it.
    pub(crate) fn at_mut(&mut self, pointer: &Pointer) -> Option<&mut Value> {
        self.values.get_mut(pointer.document())?.pointer_mut(&pointer.text())
    }

    /// Why a document is missing.
    pub(crate) fn absent(&self, name: &str) -> Option<&Absent> {
        self.absent.get(name)
    }

    /// The name with redundant `..` removed: from `api`, `../api/pet.yaml` is `pet.yaml`.
    fn nearest(&self, name: String) -> String {
        let mut parts: Vec<&str> = name.split('/').collect();
        let up = parts.iter().take_while(|part| **part == "..").count();
        let mut left = up;
        while left > 0
            && left <= self.around.len()
            && parts.get(left).is_some_and(|part| decoded(part) == self.around[self.around.len() - left])
        {
            // The last step up and the first one down.
            parts.drain(left - 1..=left);
            left -= 1;
        }
        if left == up { name } else { parts.join("/") }
    }

    /// The name of the document that a reference in the document `from` points to; `reference` is without its fragment.
    pub(crate) fn named(&self, from: &str, reference: &str) -> String {
        if reference.is_empty() {
            return from.to_owned();
        }
        let name = self.nearest(joined(from, reference));
        let own = self.values.get("").and_then(|main| main.get("$self")).and_then(Value::as_str);
        if name == self.main || own == Some(reference) {
            return String::new();
        }
        // Documents beside its own URL are beside it on disk (OpenAPI 3.2, "$self").
        let beside = own.filter(|own| is_url(own)).and_then(|own| name.strip_prefix(folder(own))?.strip_prefix('/'));
        match beside {
            Some(beside) if beside == self.main => String::new(),
            Some(beside) => normal("", &decoded(beside)),
            None => name,
        }
    }
}

/// Whether a name is the URL of a remote document.
pub(super) fn is_url(name: &str) -> bool {
    scheme(name).is_some()
}

/// The scheme of a URL (RFC 3986, 3.1), of at least two letters: a single letter is a drive.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let mut letters = scheme.chars();
    let first = letters.next().is_some_and(|letter| letter.is_ascii_alphabetic());
    let rest = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.');
    (first && scheme.len() > 1 && letters.all(rest)).then_some(scheme)
}

/// Resolves a reference from a document to a name (RFC 3986, 5.2). Names outside of the folder keep their leading `..` or `/`.
fn joined(from: &str, reference: &str) -> String {
    if is_url(reference) {
        return reference.to_owned();
    }
    match scheme(from).and_then(|scheme| from.get(scheme.len() + 1..)?.strip_prefix("//").map(|rest| (scheme, rest))) {
        Some((scheme, rest)) => {
            if let Some(other) = reference.strip_prefix("//") {
                return format!("{scheme}://{other}");
            }
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            let path = match reference.strip_prefix('/') {
                Some(absolute) => normal("", absolute),
                None => normal(folder(path), reference),
            };
            // There is nothing above the root of a host.
            let path = path.trim_start_matches("../");
            format!("{scheme}://{host}/{path}")
        }
        None if reference.starts_with(['/', '\\']) => reference.to_owned(),
        None => normal(folder(from), &decoded(reference)),
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Removes `.` and, where possible, `..` from a path. Escapes `#`, which ends a name.
fn normal(folder: &str, reference: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(reference.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/").replace('#', "%23")
}

/// Decodes percent escapes (RFC 3986, 2.1); invalid ones stay as they are.
pub(crate) fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escaped = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match escaped {
            Some((high, low)) => {
                bytes.push(high << 4 | low);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references_to_documents_are_names_from_the_main_folder() {
        for (from, reference, name) in [
            ("", "pet.yaml", "pet.yaml"),
            ("", "./models//pet.yaml", "models/pet.yaml"),
            ("models/pet.yaml", "tag.yaml", "models/tag.yaml"),
            ("models/pet.yaml", "../common/a%20b%23c.yaml", "common/a b%23c.yaml"),
            ("models/pet.yaml", "", "models/pet.yaml"),
            ("", "../up.yaml", "../up.yaml"),
            ("a/b.yaml", "../../up.yaml", "../up.yaml"),
            ("", "/etc/passwd", "/etc/passwd"),
            ("", "https://a.example/b.json", "https://a.example/b.json"),
            ("https://a.example/x/b.json", "../c.json", "https://a.example/c.json"),
            ("https://a.example/x/b.json", "../../../c.json", "https://a.example/c.json"),
            ("https://a.example/x/b.json", "/c.json", "https://a.example/c.json"),
            ("https://a.example", "c.json", "https://a.example/c.json"),
            ("https://a.example/x", "//b.example/c.json", "https://b.example/c.json"),
            ("models/pet.yaml", "../api.yaml", ""),
        ] {
            let documents = Documents::new(json!({}), "api.yaml".to_owned());
            assert_eq!(documents.named(from, reference), name, "{from} {reference}");
        }
    }

    #[test]
    fn a_file_has_one_name_for_all_references() {
        let mut documents = Documents::new(json!({}), "api.yaml".to_owned());
        documents.around = ["work", "data", "api"].map(str::to_owned).to_vec();
        for (from, reference, name) in [
            ("", "../api/pet.yaml", "pet.yaml"),
            ("", "../api/api.yaml", ""),
            ("", "../../data/api/models/pet.yaml", "models/pet.yaml"),
            ("", "../../data/schemas/pet.yaml", "../schemas/pet.yaml"),
            ("../schemas/pet.yaml", "../api/pet.yaml", "pet.yaml"),
            ("../schemas/pet.yaml", "tag.yaml", "../schemas/tag.yaml"),
            ("../schemas/pet.yaml", "core/../tag.yaml", "../schemas/tag.yaml"),
            ("", "../apis/pet.yaml", "../apis/pet.yaml"),
            ("", "../../../../../pet.yaml", "../../../../../pet.yaml"),
        ] {
            assert_eq!(documents.named(from, reference), name, "{from} {reference}");
        }
    }

    #[test]
    fn the_main_document_is_known_by_its_own_url() {
        let documents = Documents::from(json!({"$self": "https://a.example/api"}));
        assert_eq!(documents.named("x.yaml", "https://a.example/api"), "");
    }

    #[test]
    fn urls_next_to_the_main_document_are_files_next_to_it() {
        let main = json!({"$self": "https://a.example/apis/pets.yaml"});
        let documents = Documents::new(main, "openapi.yaml".to_owned());
        for (reference, name) in [
            ("https://a.example/apis/pets.yaml", ""),
            ("https://a.example/apis/models/pet%20a.yaml", "models/pet a.yaml"),
            ("models/pet.yaml", "models/pet.yaml"),
            ("https://a.example/apis/openapi.yaml", ""),
            ("https://a.example/apis/../up.yaml", "../up.yaml"),
            ("https://a.example/apisx/b.yaml", "https://a.example/apisx/b.yaml"),
            ("https://a.example/b.yaml", "https://a.example/b.yaml"),
        ] {
            assert_eq!(documents.named("", reference), name, "{reference}");
        }
    }
}
