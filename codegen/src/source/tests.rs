use super::*;
use serde_json::json;
use std::path::PathBuf;

fn first(diagnostics: &Diagnostics) -> &Diagnostic {
    diagnostics.iter().next().expect("a diagnostic")
}

/// The line and the column, from 1.
fn position(source: &Source, diagnostic: &Diagnostic) -> Option<(usize, usize)> {
    let span = source.spans(&[diagnostic.place()]).remove(0)?;
    let before = &source.text_at(diagnostic.place())?[..span.start];
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Some((before.matches('\n').count() + 1, column))
}

/// A folder with files, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn with(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("bindery-source-{}-{name}", std::process::id()));
        for (path, text) in files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        Self(folder)
    }

    fn read(&self, path: &str) -> (Source, Diagnostics) {
        read(&self.0.join(path), &Vendored::default(), None)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

#[test]
fn a_syntax_error_has_its_line_and_column() {
    let (source, diagnostics) = parse(Path::new("a.json"), b"{\n  \"a\": 1,\n  oops\n}".to_vec());
    let first = first(&diagnostics);
    assert_eq!(first.code, Code::Syntax);
    assert_eq!(position(&source, first), Some((3, 3)));
    assert!(!first.message.contains("line"));
}

#[test]
fn a_missing_file_is_reported_by_name() {
    let (_, diagnostics) = read(Path::new("no/such/file.json"), &Vendored::default(), None);
    assert!(diagnostics.iter().any(|each| each.message.contains("no/such/file.json")));
}

#[test]
fn json_and_yaml_are_told_apart() {
    for (path, text, value) in [
        ("a.json", "{\"a\": 1}", json!({"a": 1})),
        ("a.yaml", "{\"a\": 1}", json!({"a": 1})),
        ("a.yml", "a: 1", json!({"a": 1})),
        ("a.yaml", "{a: 1}", json!({"a": 1})),
        ("a", "\u{feff}a: 1", json!({"a": 1})),
        ("a", "\u{feff} {\"a\": 1}", json!({"a": 1})),
    ] {
        let (source, diagnostics) = parse(Path::new(path), text.as_bytes().to_vec());
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        assert_eq!(source.documents.main(), &value, "{path} {text}");
    }
    let (_, diagnostics) = parse(Path::new("a.json"), b"a: 1".to_vec());
    assert_eq!(first(&diagnostics).code, Code::Syntax);
}

#[test]
fn a_file_that_is_too_large_is_rejected_before_it_is_read() {
    let path = std::env::temp_dir().join(format!("bindery-source-{}-large.json", std::process::id()));
    let file = std::fs::File::create(&path).expect("a file");
    file.set_len(200 << 20).expect("a length");
    let (_, diagnostics) = read(&path, &Vendored::default(), None);
    drop(std::fs::remove_file(&path));
    assert_eq!(first(&diagnostics).code, Code::TooLarge);
}

#[test]
fn a_duplicate_key_is_reported_at_its_last_place() {
    let (source, diagnostics) = parse(Path::new("a.json"), b"{\"a\": 1,\n \"b\": 2,\n \"a\": 3}".to_vec());
    let first = first(&diagnostics);
    assert_eq!(first.code, Code::DuplicateName);
    assert_eq!(position(&source, first), Some((3, 2)));
}

#[test]
fn files_of_the_folder_are_read_with_those_they_refer_to() {
    let folder = Folder::with(
        "files",
        &[
            ("api/main.yaml", "a: {$ref: 'models/pet.json#/Pet'}\nb: {$ref: models/pet.json}\n"),
            ("api/models/pet.json", "{\"Pet\": {\"$ref\": \"../main.yaml#/a\"}, \"x\": {\"$ref\": \"tag.yml\"}}"),
            ("api/models/tag.yml", "type: string\nbad: [\n"),
        ],
    );
    let (source, diagnostics) = folder.read("api/main.yaml");
    let names: Vec<&str> = source.documents.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["", "models/pet.json"]);
    assert!(diagnostics.is_empty(), "the reference may not matter: {diagnostics:?}");
    let broken = source.documents.broken("models/tag.yml").expect("what is wrong");
    assert_eq!((broken.code, broken.pointer.document()), (Code::BrokenPart, "models/tag.yml"));
    assert!(source.path_of(broken.place()).ends_with("api/models/tag.yml"));
    assert!(position(&source, broken).is_some_and(|(line, _)| line >= 2));
    assert!(source.documents.absent("models/tag.yml").is_some());
}

#[test]
fn files_outside_of_the_root_are_rejected() {
    let folder = Folder::with(
        "outside",
        &[
            ("secret.json", "{}"),
            (
                "api/main.json",
                "[{\"$ref\": \"../secret.json\"}, {\"$ref\": \"/etc/hostname\"}, {\"$ref\": \"link.json\"}, {\"$ref\": \"https://a.example/b.json\"}, {\"$ref\": \"none.json\"}]",
            ),
        ],
    );
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.0.join("secret.json"), folder.0.join("api/link.json")).expect("a link");
    let (source, diagnostics) = folder.read("api/main.json");
    assert!(diagnostics.is_empty());
    let code = |name: &str| source.documents.absent(name).map(|absent| absent.code);
    assert_eq!(code("../secret.json"), Some(Code::RemoteReference));
    assert_eq!(code("/etc/hostname"), Some(Code::RemoteReference));
    #[cfg(unix)]
    assert_eq!(code("link.json"), Some(Code::RemoteReference));
    assert_eq!(code("https://a.example/b.json"), Some(Code::RemoteReference));
    assert_eq!(code("none.json"), Some(Code::DanglingReference));
}

#[cfg(unix)]
#[test]
fn directories_fifos_and_sockets_are_rejected_without_waiting() {
    let text = "[{\"$ref\": \"pipe.json\"}, {\"$ref\": \"folder\"}, {\"$ref\": \"socket\"}]";
    let folder = Folder::with("pipe", &[("main.json", text), ("folder/x.json", "{}")]);
    let pipe = folder.0.join("pipe.json");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    let _socket = std::os::unix::net::UnixListener::bind(folder.0.join("socket")).expect("a socket");
    let (source, diagnostics) = folder.read("main.json");
    assert!(diagnostics.is_empty());
    for (name, what) in [("pipe.json", "FIFO"), ("folder", "directory"), ("socket", "socket")] {
        let absent = source.documents.absent(name).expect("a reason");
        assert!(absent.code == Code::DanglingReference && absent.reason.contains(what), "{absent:?}");
        let (_, diagnostics) = folder.read(name);
        let first = first(&diagnostics);
        assert!(first.code == Code::Unreadable && first.message.contains(what), "{first:?}");
        let (_, _, diagnostics) = crate::config::read(&folder.0.join(name));
        assert!(diagnostics.has_errors());
    }
}

#[test]
fn a_number_beyond_64_bits_is_a_warning_at_its_place() {
    for (path, text) in [("a.json", "{\"a\": 1,\n\"b\": 1e999}"), ("a.yaml", "a: 1\n\nb: 1e999\n")] {
        let (source, diagnostics) = parse(Path::new(path), text.as_bytes().to_vec());
        let first = first(&diagnostics);
        assert_eq!(
            (first.code, first.pointer.text().as_str(), diagnostics.has_errors()),
            (Code::Tolerated, "/b", false)
        );
        assert!(position(&source, first).is_some_and(|(line, _)| line >= 2));
    }
}

#[test]
fn vendored_documents_replace_their_urls() {
    let folder = Folder::with(
        "vendored",
        &[
            ("main.json", "[{\"$ref\": \"https://a.example/s/pet.json#/x\"}, {\"$ref\": \"https://b.example/one\"}]"),
            ("vendor/a/pet.json", "{\"x\": {\"$ref\": \"tag.json\"}, \"y\": {\"$ref\": \"../../main.json\"}}"),
            ("vendor/a/tag.json", "{}"),
            ("vendor/one.yaml", "a: 1"),
        ],
    );
    let vendored = Vendored::new([
        ("https://a.example/s/".to_owned(), folder.0.join("vendor/a")),
        ("https://b.example/one".to_owned(), folder.0.join("vendor/one.yaml")),
    ]);
    let (source, diagnostics) = read(&folder.0.join("main.json"), &vendored, None);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let names: Vec<&str> = source.documents.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["", "https://a.example/s/pet.json", "https://a.example/s/tag.json", "https://b.example/one"]);
}
