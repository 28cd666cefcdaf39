//! Loads the other documents that a description refers to: files below its root folder, and vendored documents.

use super::documents::{Absent, Documents, is_url};
use super::{LARGEST, Source, text_of};
use crate::diag::{Code, Diagnostic, Diagnostics};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The limit for the number of documents of a description.
const MOST_DOCUMENTS: usize = 10_000;
/// The limit for the size of all documents together.
const ALL_TEXTS: usize = 2 * LARGEST;

/// Where documents may be read from, other than the main one.
#[derive(Clone, Debug, Default)]
pub struct Vendored {
    /// Maps prefixes of URLs to a file or folder.
    places: Vec<(String, PathBuf)>,
}

impl Vendored {
    /// Takes prefixes of URLs, each with the file or folder for what is below it.
    pub fn new(places: impl IntoIterator<Item = (String, PathBuf)>) -> Self {
        let mut places: Vec<(String, PathBuf)> = places.into_iter().collect();
        // The longest matching prefix is the most specific one.
        places.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
        Self { places }
    }

    /// The folder that the path of a URL must stay in, and the file for it.
    fn file(&self, url: &str) -> Option<(PathBuf, PathBuf)> {
        self.places.iter().find_map(|(prefix, place)| {
            let rest = url.strip_prefix(prefix.as_str())?;
            if rest.is_empty() {
                let folder = place.parent().unwrap_or_else(|| Path::new("")).to_owned();
                return Some((folder, place.clone()));
            }
            (prefix.ends_with('/') || rest.starts_with('/'))
                .then(|| (place.clone(), place.join(rest.trim_start_matches('/'))))
        })
    }
}

/// Loads every document that the main one refers to, directly or indirectly. A document that cannot be read is
/// recorded, and reported only if a reference that matters points to it.
pub(super) fn load(source: &mut Source, vendored: &Vendored, root: Option<&Path>, diagnostics: &mut Diagnostics) {
    let folder = source.path.parent().unwrap_or_else(|| Path::new("")).to_owned();
    let root = root.map_or_else(|| repository_around(&folder), Path::to_owned);
    let place = Place { folder: &folder, root: &root, vendored };
    let names: Vec<String> = source.documents.iter().map(|(name, _)| name.to_owned()).collect();
    let mut queue: BTreeSet<String> = names.iter().flat_map(|name| wanted(&source.documents, name)).collect();
    let mut length = source.texts.values().map(|text| text.text.len()).sum::<usize>();
    while let Some(name) = queue.pop_first() {
        if source.documents.knows(&name) {
            continue;
        }
        let read = match source.texts.len() < MOST_DOCUMENTS && length < ALL_TEXTS {
            true => place.find(&name).and_then(|path| read(&path).map(|bytes| (path, bytes))),
            false => Err(too_many()),
        };
        match read {
            Err(reason) => source.documents.lacks(name, reason),
            Ok((path, bytes)) => {
                length += bytes.len();
                let (text, parsed, found) = text_of(&path, bytes, &name);
                source.texts.insert(name.clone(), text);
                match parsed {
                    Some(parsed) => {
                        source.documents.insert(name.clone(), parsed.value);
                        source.documents.note_digits(parsed.digits);
                        queue.append(&mut wanted(&source.documents, &name));
                    }
                    None => source.documents.lacks(name.clone(), unparsed()),
                }
                for each in found.iter().cloned() {
                    match each.code {
                        Code::Syntax => source.documents.note_broken(name.clone(), broken(each)),
                        _ => diagnostics.push(each),
                    }
                }
            }
        }
    }
}

/// The names of other documents that a document refers to.
fn wanted(documents: &Documents, name: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if let Some(value) = documents.get(name) {
        references(value, &mut |reference| {
            let document = reference.split('#').next().unwrap_or_default();
            if !document.is_empty() {
                found.insert(documents.named(name, document));
            }
        });
    }
    found
}

/// Collects every string that could be a reference; false positives do no harm.
fn references(value: &Value, found: &mut dyn FnMut(&str)) {
    match value {
        Value::Array(elements) => elements.iter().for_each(|element| references(element, found)),
        Value::Object(members) => {
            for (key, value) in members {
                match value {
                    Value::String(text) if matches!(key.as_str(), "$ref" | "$dynamicRef") => found(text),
                    Value::Object(mapping) if key == "mapping" => {
                        let texts = mapping.values().filter_map(Value::as_str);
                        texts.filter(|text| text.contains(['.', '/'])).for_each(&mut *found);
                        references(value, found);
                    }
                    _ => references(value, found),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Where to look for documents.
struct Place<'a> {
    /// The folder of the main document.
    folder: &'a Path,
    /// The root folder, which must contain every file.
    root: &'a Path,
    vendored: &'a Vendored,
}

impl Place<'_> {
    /// The file of a document, if it may be read.
    fn find(&self, name: &str) -> Result<PathBuf, Absent> {
        let (inside, path) = match is_url(name) {
            true => self.vendored.file(name).ok_or_else(|| remote(name))?,
            false if Path::new(name).is_absolute() || name.starts_with(['/', '\\']) => return Err(outside(self.root)),
            false => (self.root.to_owned(), self.folder.join(name.replace("%23", "#"))),
        };
        let inside = if inside.as_os_str().is_empty() { Path::new(".") } else { &inside };
        let root = inside.canonicalize().map_err(|error| unreadable(inside, &error))?;
        let real = path.canonicalize().map_err(|error| match crate::paths::is_inside(&path, inside) {
            true => unreadable(&path, &error),
            // Do not reveal whether such a file exists.
            false => outside(inside),
        })?;
        // Resolve symlinks before the comparison, so that none escapes the root.
        if !real.starts_with(root) {
            return Err(outside(inside));
        }
        Ok(path)
    }
}

/// The repository of a folder: the nearest ancestor with a `.git`, else the folder itself.
fn repository_around(folder: &Path) -> PathBuf {
    let own = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(real) = own.canonicalize() else { return folder.to_owned() };
    let found = real.ancestors().find(|above| above.join(".git").exists());
    found.map_or_else(|| folder.to_owned(), Path::to_owned)
}

fn read(path: &Path) -> Result<Vec<u8>, Absent> {
    crate::files::read(path, LARGEST).map_err(|error| unreadable(path, &error))
}

fn remote(name: &str) -> Absent {
    Absent {
        code: Code::RemoteReference,
        reason: "points to a remote document that is not vendored".to_owned(),
        expected: format!("an entry for {name} or its folder in the \"vendor\" table of bindery.toml"),
    }
}

fn outside(root: &Path) -> Absent {
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    Absent {
        code: Code::RemoteReference,
        reason: format!("points outside of the root folder {}", root.display()),
        expected: "a file below that folder; use `--root DIR`, or `root` in bindery.toml, to change it".to_owned(),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Absent {
    Absent {
        code: Code::DanglingReference,
        reason: format!("points to {}, which cannot be read: {error}", path.display()),
        expected: "an existing file".to_owned(),
    }
}

fn unparsed() -> Absent {
    Absent {
        code: Code::DanglingReference,
        reason: "points to a file that cannot be parsed".to_owned(),
        expected: "a valid JSON or YAML file".to_owned(),
    }
}

/// Diagnoses a document other than the main one: without it, the rest can still be bound.
fn broken(found: Diagnostic) -> Diagnostic {
    let message = format!("{}; references to this document are treated as unresolved", found.message);
    let code = Code::BrokenPart;
    Diagnostic { code, severity: code.severity(), message, ..found }
}

fn too_many() -> Absent {
    Absent {
        code: Code::TooLarge,
        reason: "exceeds the limit of documents".to_owned(),
        expected: format!("at most {MOST_DOCUMENTS} documents, {} MB in total", ALL_TEXTS >> 20),
    }
}
