//! The pages of docs/ work: their files are written, their commands run, and their output compared.
//!
//! `BLESS=1 cargo test -p bindery --test walkthrough` renews what they show. Each page has a folder of its own, with the descriptions that
//! the pages are about. That the crate of docs/WALKTHROUGH.md compiles and can be called is shown by
//! `tests/patterns/tests/all/walkthrough.rs`.
#![cfg(unix)]
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The placeholder for omitted lines.
const CUT: &str = "...";

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

/// A block of the document: the line that introduces it, its language, and its text.
struct Block {
    introduction: String,
    language: String,
    text: String,
    /// Where the text is in the document, in lines.
    lines: std::ops::Range<usize>,
}

fn blocks(document: &str) -> Vec<Block> {
    let lines: Vec<&str> = document.lines().collect();
    let mut blocks = Vec::new();
    let mut line = 0;
    while line < lines.len() {
        if let Some(language) = lines[line].strip_prefix("```") {
            let end = (line + 1..lines.len()).find(|end| lines[*end] == "```").expect("the end of the block");
            let before = lines[..line].iter().rev().find(|text| !text.is_empty()).copied().unwrap_or_default();
            blocks.push(Block {
                introduction: before.to_owned(),
                language: language.to_owned(),
                text: lines[line + 1..end].iter().flat_map(|text| [text, "\n"]).collect(),
                lines: line + 1..end,
            });
            line = end;
        }
        line += 1;
    }
    blocks
}

/// The file that a block is for, and whether it is added to what is there.
fn file(introduction: &str) -> Option<(&str, bool)> {
    let rest = introduction.strip_suffix(":")?;
    let added = rest.strip_suffix('`')?;
    let (before, name) = added.rsplit_once('`')?;
    Some((name, before.ends_with("dd to ")))
}

/// Runs a command like a shell, and returns its output without times.
fn run(folder: &Path, command: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_bindery")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let shell = Command::new("sh")
        .args(["-c", &format!("({command}) 2>&1")])
        .current_dir(folder)
        .env("PATH", path)
        .stdin(Stdio::null())
        .output();
    let text = String::from_utf8(shell.expect("a shell").stdout).expect("UTF-8");
    text.lines().map(|line| format!("{}\n", without_time(line.trim_end()))).collect()
}

/// A line without the milliseconds at its end, which differ.
fn without_time(line: &str) -> String {
    let Some(whole) = line.strip_suffix(" ms") else { return line.to_owned() };
    let rest = whole.trim_end_matches(|each: char| each.is_ascii_digit());
    if rest.len() < whole.len() { format!("{rest}N ms") } else { line.to_owned() }
}

/// Whether an output matches the document, which may omit lines.
fn is_shown(output: &str, shown: &str) -> bool {
    let mut rest = output;
    let parts: Vec<&str> = shown.split("...\n").collect();
    for (index, part) in parts.iter().enumerate() {
        let found = match index {
            0 => rest.starts_with(part).then_some(0),
            last if last + 1 == parts.len() && part.is_empty() => return true,
            _ => rest.find(part),
        };
        let Some(at) = found else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty()
}

/// The block with the output of its commands. Omitted lines stay omitted if the rest matches.
fn renewed(block: &Block, folder: &Path) -> String {
    let mut out = String::new();
    for part in format!("\n{}", block.text).split("\n$ ").skip(1) {
        let (command, shown) = part.split_once('\n').unwrap_or((part, ""));
        let shown: String = shown.lines().map(|line| format!("{}\n", without_time(line))).collect();
        let output = run(folder, command);
        let kept = if shown.contains(CUT) && is_shown(&output, &shown) { &shown } else { &output };
        out.push_str(&format!("$ {command}\n{kept}"));
    }
    out
}

/// The pages with commands, by their paths below docs/.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(pages(&path));
        } else if path.extension().is_some_and(|kind| kind == "md") {
            let has_commands =
                blocks(&fs::read_to_string(&path).expect("a page")).iter().any(|block| block.language == "console");
            found.extend(has_commands.then_some(path));
        }
    }
    found.sort();
    found
}

/// Writes the files of a page and runs its commands in a folder. Returns the page with what they print.
fn played(document: &str, folder: &Path) -> String {
    let mut lines: Vec<String> = document.lines().map(str::to_owned).collect();
    let mut renewals = Vec::new();
    for block in blocks(document) {
        if block.language == "console" {
            renewals.push((block.lines.clone(), renewed(&block, folder)));
        } else if let Some((name, is_added)) = file(&block.introduction) {
            let place = folder.join(name);
            let old =
                if is_added { fs::read_to_string(&place).expect("the file so far") + "\n" } else { String::new() };
            fs::write(place, old + &block.text).expect("written");
        }
    }
    for (range, text) in renewals.into_iter().rev() {
        lines.splice(range, text.lines().map(str::to_owned));
    }
    lines.join("\n") + "\n"
}

#[test]
fn every_command_prints_what_is_shown() {
    let all = pages(&docs());
    assert!(all.len() >= 7, "{all:?}");
    let mut wrong = Vec::new();
    for path in all {
        let name = path.strip_prefix(docs()).expect("a page").display().to_string();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages").join(name.replace(['/', '.'], "_"));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).expect("a folder");
        // What a clone beside the folder would have.
        let runtime = folder.parent().expect("a folder").join("bindery/runtime");
        fs::create_dir_all(&runtime).expect("a folder");
        fs::copy(docs().join("../runtime/Cargo.toml"), runtime.join("Cargo.toml")).expect("the manifest");
        for description in ["walkthrough/lantern.json", "book/depot.yaml"] {
            let place = folder.join(Path::new(description).file_name().expect("a name"));
            fs::copy(docs().join(description), place).expect("a description");
        }
        let document = fs::read_to_string(&path).expect("the page");
        let renewed = played(&document, &folder);
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &renewed).expect("written");
        } else {
            let differs = document.lines().zip(renewed.lines()).find(|(old, new)| without_time(old) != *new);
            if differs.is_some() || document.lines().count() != renewed.lines().count() {
                wrong.push(format!("docs/{name} shows something else: {differs:?}"));
            }
        }
        fs::remove_dir_all(folder).expect("removed");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_walkthrough_comes_to_the_files_that_are_bound() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("walkthrough");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).expect("a folder");
    fs::copy(docs().join("walkthrough/lantern.json"), folder.join("lantern.json")).expect("the description");
    played(&fs::read_to_string(docs().join("WALKTHROUGH.md")).expect("the document"), &folder);
    for name in ["bindery.toml", "fixes.yaml"] {
        let (made, kept) =
            (fs::read_to_string(folder.join(name)), fs::read_to_string(docs().join("walkthrough").join(name)));
        assert_eq!(
            made.expect("a file"),
            kept.expect("a file"),
            "docs/walkthrough/{name} is what the document comes to"
        );
    }
    let config = fs::read_to_string(folder.join("bindery.toml")).expect("a file");
    assert!(config.matches("[[rule]]").count() >= 10 && config.contains("overlays = ") && config.contains("[select]"));
    fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn its_program_is_the_one_that_is_compiled() {
    let document = fs::read_to_string(docs().join("WALKTHROUGH.md")).expect("the document");
    let test = fs::read_to_string(docs().join("../tests/patterns/tests/all/walkthrough.rs")).expect("the test");
    let programs: Vec<Block> = blocks(&document).into_iter().filter(|block| block.language == "rust").collect();
    assert!(!programs.is_empty());
    for program in programs {
        for line in program.text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("use ")) {
            assert!(test.contains(line), "the test has no line {line:?}");
        }
    }
}
