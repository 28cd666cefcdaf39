//! Limits the sizes of files and functions.

use super::root;
use std::fs;
use std::path::{Path, PathBuf};

/// The maximum number of lines in a file.
const FILE: usize = 400;
/// The maximum number of lines in a function, including its braces.
const FUNCTION: usize = 60;

#[test]
fn files_and_functions_can_be_read_at_once() {
    let mut wrong = Vec::new();
    for folder in ["codegen", "runtime", "harness", "tests/crates", "tests/generator"] {
        for path in sources(&root().join(folder)) {
            let text = fs::read_to_string(&path).expect("a file");
            let name = path.strip_prefix(root()).expect("a file of the repository").display().to_string();
            let lines = text.lines().count();
            if lines > FILE {
                wrong.push(format!("{name} has {lines} lines"));
            }
            let long = functions(&text).into_iter().filter(|(_, lines)| *lines > FUNCTION);
            wrong.extend(long.map(|(function, lines)| format!("{name}: {function} has {lines} lines")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The functions of a formatted file with the lengths of their bodies, including braces: a body ends at the first line with only a brace at
/// the indentation of the function.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let indent = &line[..line.len() - code.len()];
        let mut words = code.split(' ').skip_while(|word| word.starts_with("pub") || ["const", "async"].contains(word));
        let (Some("fn"), Some(name)) = (words.next(), words.next()) else { continue };
        let begin = (start..lines.len()).find(|at| lines[*at].ends_with(['{', '}', ';']));
        let Some(begin) = begin.filter(|at| lines[*at].ends_with('{')) else { continue };
        let end = format!("{indent}}}");
        let body = lines[begin..].iter().position(|line| *line == end).map_or(0, |length| length + 1);
        found.push((name.split(['(', '<']).next().unwrap_or_default().to_owned(), body));
    }
    found
}

#[test]
fn a_body_is_counted_from_brace_to_brace() {
    let text = "impl A {\n    pub(crate) const fn b<T>(\n        self,\n    ) -> T {\n        c()\n    }\n}\nfn d();\nfn e() {}\n";
    assert_eq!(functions(text), [("b".to_owned(), 3)]);
}
