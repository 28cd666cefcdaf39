//! Finds the description that a configuration is for, and looks at the runtime that it names.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The usual folders of descriptions.
const FOLDERS: [&str; 5] = [".", "spec", "api", "openapi", "docs"];
const EXTENSIONS: [&str; 3] = ["json", "yaml", "yml"];
/// How much of a file is looked at; what version it has is said near its beginning.
const HEAD: u64 = 16 << 10;
/// How many files a message lists.
const LISTED: usize = 5;

/// The only description in the usual folders, whatever it is called.
pub(super) fn only_description() -> Result<PathBuf, String> {
    let mut files: Vec<PathBuf> = FOLDERS.iter().flat_map(|folder| files(Path::new(folder))).collect();
    files.sort();
    match files.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err("error: no description given, and none in this folder\n  help: name it, as in `bindery init path/to/openapi.yaml`\n".to_owned()),
        [first, ..] => {
            let shown: Vec<String> = files.iter().take(LISTED).map(|path| path.display().to_string()).collect();
            let more = if files.len() > LISTED { ", ..." } else { "" };
            let (list, first) = (shown.join(", "), first.display());
            Err(format!("error: there are several descriptions: {list}{more}\n  help: name one, `bindery init {first}`\n"))
        }
    }
}

/// The descriptions in a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| folder.join(entry.file_name()));
    let paths = names.map(|path| path.strip_prefix(".").map(Path::to_owned).unwrap_or(path));
    paths.filter(|path| has_extension(path) && path.is_file() && is_description(path)).collect()
}

fn has_extension(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

fn is_description(path: &Path) -> bool {
    let mut head = Vec::new();
    let is_read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head)).is_ok();
    is_read && has_version(&String::from_utf8_lossy(&head))
}

/// Whether a text has the key that says which OpenAPI it is.
fn has_version(head: &str) -> bool {
    ["openapi", "swagger"].into_iter().any(|key| {
        head.match_indices(key).any(|(at, _)| {
            let (before, after) = (&head[..at], &head[at + key.len()..]);
            let quote = before.chars().next_back().filter(|last| matches!(last, '"' | '\''));
            let before = quote.map_or(before, |quote| &before[..before.len() - quote.len_utf8()]);
            let after = quote.map_or(Some(after), |quote| after.strip_prefix(quote));
            let is_key = after.is_some_and(|after| after.trim_start().starts_with(':'));
            // In YAML without braces, a key of the whole document begins its line.
            let is_member = before.trim_end().ends_with(['{', ',']);
            is_key && (is_member || before.is_empty() || before.ends_with(['\n', '\u{feff}']))
        })
    })
}

/// Whether a path is that of the runtime, which a mistyped one is found out by only when the crate is built.
pub(super) fn check_runtime(path: &Path) -> Result<(), String> {
    let manifest = fs::read_to_string(path.join("Cargo.toml")).unwrap_or_default();
    let table: toml::Table = manifest.parse().unwrap_or_default();
    let name = table.get("package").and_then(|package| package.get("name")).and_then(toml::Value::as_str);
    if name == Some("bindery-runtime") {
        return Ok(());
    }
    let path = path.display();
    Err(format!("error: {path} is not bindery-runtime\n  help: give the folder `runtime` of a clone of bindery\n"))
}

#[cfg(test)]
mod tests {
    use super::has_version;

    #[test]
    fn a_description_is_known_by_its_version_and_not_by_its_name() {
        for text in [
            "openapi: 3.1.0\n",
            "# A comment.\n---\nswagger: '2.0'",
            "{\"openapi\":\"3.1.0\"}",
            "{\"info\": {}, 'openapi' : '3'}",
            "info: {title: a}\nopenapi: 3.0.0\n",
            "\u{feff}openapi: 3.1.0",
        ] {
            assert!(has_version(text), "{text}");
        }
        for text in [
            "overlay: 1.0.0\ninfo: {title: of openapi: a}\n",
            "name: openapi\n",
            "a:\n  openapi: 3.1.0\n",
            "{\"dependencies\": {\"swagger-ui\": \"1\"}}",
            "",
        ] {
            assert!(!has_version(text), "{text}");
        }
    }
}
