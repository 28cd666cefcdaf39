//! The set of files: what differs from the disk, and putting it there.
//!
//! Everything is written beside its place first and moved into place last, so that an interruption before the moves
//! leaves the old output whole. A move replaces a file in one step. Files that would not change are not touched.

use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use crate::emit::{HEADER, OutputFile};
use crate::files;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// No run takes longer from its first staged file to its last move.
const LONGEST_RUN: Duration = Duration::from_secs(60);

/// How long a file may be that was generated, in bytes.
const LARGEST: usize = 256 << 20;

/// How a file on disk differs from what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is not there.
    Missing(PathBuf),
    /// Its content differs; the first line that does.
    Differs(PathBuf, usize),
    /// It was generated once and no longer is.
    Stale(PathBuf),
}

impl Change {
    /// The file.
    pub fn path(&self) -> &Path {
        match self {
            Self::Missing(path) | Self::Differs(path, _) | Self::Stale(path) => path,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path().display();
        match self {
            Self::Missing(_) => write!(formatter, "{path} is missing"),
            Self::Differs(_, line) => write!(formatter, "{path} differs from line {line} on"),
            Self::Stale(_) => write!(formatter, "{path} is no longer generated"),
        }
    }
}

/// Compares a directory with what it should hold.
pub fn compare(directory: &Path, files: &[OutputFile]) -> (Vec<Change>, Diagnostics) {
    let mut changes = Vec::new();
    let mut diagnostics = Diagnostics::new();
    for file in files {
        let path = directory.join(&file.path);
        if let Err(error) = own_folder(directory, &path) {
            diagnostics.push(unwritable(&path, &error));
            continue;
        }
        match files::read_text(&path, LARGEST) {
            Ok(text) if text == file.text => {}
            Ok(text) if !is_generated(&text) && !is_placeholder(&text) => {
                let message = format!("{} was not generated, so it is not overwritten", path.display());
                diagnostics.push(Diagnostic::new(Code::ForeignFile, &Pointer::root(), message).about(File::Output));
            }
            Ok(text) => changes.push(Change::Differs(path, first_difference(&text, &file.text))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => changes.push(Change::Missing(path)),
            Err(error) => diagnostics.push(unwritable(&path, &error)),
        }
    }
    let mut found = Vec::new();
    generated_below(&directory.join("src"), &mut found);
    found.extend(entries(directory).into_iter().filter(|path| !path.is_symlink() && is_leftover(path)));
    let expected: HashSet<PathBuf> = files.iter().map(|file| directory.join(&file.path)).collect();
    changes.extend(found.into_iter().filter(|path| !expected.contains(path)).map(Change::Stale));
    (changes, diagnostics)
}

/// Makes the changes.
pub fn apply(directory: &Path, files: &[OutputFile], changes: &[Change]) -> Diagnostics {
    let mut staged = Vec::new();
    let mut diagnostics = Diagnostics::new();
    let wanted: HashMap<PathBuf, &OutputFile> = files.iter().map(|file| (directory.join(&file.path), file)).collect();
    for change in changes {
        let (Some(file), false) = (wanted.get(change.path()), matches!(change, Change::Stale(_))) else { continue };
        match own_folder(directory, change.path()).and_then(|()| stage(change.path(), &file.text)) {
            Ok(beside) => staged.push((beside, change.path())),
            Err(error) => diagnostics.push(unwritable(change.path(), &error)),
        }
    }
    if !diagnostics.is_empty() {
        // What is staged is no use; that it cannot be removed either adds nothing to what is said already.
        staged.iter().for_each(|(beside, _)| drop(fs::remove_file(beside)));
        return diagnostics;
    }
    for (beside, place) in &staged {
        if let Err(error) = fs::rename(beside, place) {
            diagnostics.push(unwritable(place, &error));
        }
    }
    for change in changes {
        if let Change::Stale(path) = change
            // Looked at once more, because somebody may have moved the folder since.
            && let Err(error) = own_folder(directory, path).and_then(|()| fs::remove_file(path))
        {
            diagnostics.push(unwritable(path, &error));
        }
    }
    diagnostics
}

/// Writes a file beside its place.
fn stage(place: &Path, text: &str) -> io::Result<PathBuf> {
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let beside = place.with_file_name(name);
    // A link that somebody put there is removed, not followed.
    drop(fs::remove_file(&beside));
    let mut file = fs::File::options().write(true).create_new(true).open(&beside)?;
    file.write_all(text.as_bytes()).inspect_err(|_| drop(fs::remove_file(&beside)))?;
    Ok(beside)
}

/// Fails when a folder between the output directory and a place in it is a link: what is behind one belongs to somebody
/// else. The directory itself may be a link, since the user named it.
fn own_folder(directory: &Path, place: &Path) -> io::Result<()> {
    let folders = place.ancestors().skip(1).take_while(|folder| *folder != directory);
    match folders.filter(|folder| folder.is_symlink()).last() {
        Some(link) => {
            let message = format!("{} is a link; nothing is written or removed behind it", link.display());
            Err(io::Error::new(io::ErrorKind::InvalidInput, message))
        }
        None => Ok(()),
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("{}: {error}", path.display());
    Diagnostic::new(Code::Unwritable, &Pointer::root(), message).about(File::Output)
}

/// Whether a text begins with the header of generated files.
fn is_generated(text: &str) -> bool {
    text.lines().next().is_some_and(|first| first.trim_start_matches(['/', '#', ' ']) == HEADER)
}

/// Whether a file is as good as absent: an empty one.
fn is_placeholder(text: &str) -> bool {
    text.trim().is_empty()
}

/// What a directory holds, in order; nothing when it cannot be read.
fn entries(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    paths
}

/// Whether a file was staged by a run that never got to move it. A younger one may belong to a run that is under way.
fn is_leftover(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let process = name.strip_suffix(".new").and_then(|rest| rest.rsplit_once('.')).map_or("", |(_, process)| process);
    let modified = fs::symlink_metadata(path).and_then(|found| found.modified()).ok();
    let age = modified.and_then(|modified| modified.elapsed().ok());
    process.parse::<u32>().is_ok() && age.is_some_and(|age| age > LONGEST_RUN)
}

fn is_generated_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
        && files::read_text(path, LARGEST).is_ok_and(|text| is_generated(&text))
}

fn generated_below(directory: &Path, found: &mut Vec<PathBuf>) {
    // What a link leads to belongs to somebody else, and so may the link.
    if directory.is_symlink() {
        return;
    }
    for path in entries(directory) {
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            generated_below(&path, found);
        } else if is_leftover(&path) || is_generated_file(&path) {
            found.push(path);
        }
    }
}

/// The first line, from 1, in which two texts differ.
fn first_difference(left: &str, right: &str) -> usize {
    let same = left.lines().zip(right.lines()).take_while(|(a, b)| a == b).count();
    same + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("bindery-write-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&path));
        fs::create_dir_all(path.join("src")).expect("a directory");
        path
    }

    fn file(path: &str, text: &str) -> OutputFile {
        OutputFile { path: path.to_owned(), text: format!("// {HEADER}\n{text}") }
    }

    fn update(directory: &Path, files: &[OutputFile]) -> Vec<Change> {
        let (changes, diagnostics) = compare(directory, files);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        assert!(apply(directory, files, &changes).is_empty());
        changes
    }

    #[test]
    fn only_what_differs_is_written_and_what_is_stale_goes() {
        let directory = directory("differs");
        let old = [file("src/lib.rs", "a\nb"), file("src/old/deep.rs", "")];
        assert_eq!(update(&directory, &old).len(), 2);
        fs::write(directory.join("src/own.rs"), "// mine").expect("a file");
        assert_eq!(update(&directory, &old), []);
        let new = [file("src/lib.rs", "a\nc")];
        let lib = directory.join("src/lib.rs");
        let stale = directory.join("src/old/deep.rs");
        assert_eq!(update(&directory, &new), [Change::Differs(lib, 3), Change::Stale(stale.clone())]);
        assert!(!stale.exists());
        assert!(directory.join("src/own.rs").exists());
        let left: Vec<_> = fs::read_dir(directory.join("src")).expect("entries").collect();
        assert_eq!(left.len(), 3, "nothing staged is left behind: {left:?}");
        fs::remove_dir_all(directory).expect("cleaned up");
    }

    #[test]
    fn what_cannot_be_staged_whole_is_not_begun() {
        let directory = directory("interrupted");
        let old = [file("src/a.rs", "old"), file("src/b.rs", "old"), file("src/c.rs", "old")];
        update(&directory, &old);
        // The last file cannot be staged, because a directory has its place.
        fs::create_dir(directory.join(format!("src/c.rs.{}.new", std::process::id()))).expect("a directory");
        let new = [file("src/a.rs", "new"), file("src/b.rs", "new"), file("src/c.rs", "new")];
        let (changes, _) = compare(&directory, &new);
        let found = apply(&directory, &new, &changes);
        assert!(found.has_errors() && found.iter().all(|each| each.code == Code::Unwritable), "{found:?}");
        assert_eq!(compare(&directory, &old).0, [], "the old output is whole");
        let left: Vec<_> = fs::read_dir(directory.join("src")).expect("entries").collect();
        assert_eq!(left.len(), 4, "nothing staged is left behind: {left:?}");
        fs::remove_dir_all(directory).expect("cleaned up");
    }

    #[test]
    fn what_a_killed_run_staged_goes() {
        let directory = directory("killed");
        let files = [file("src/a.rs", "a")];
        update(&directory, &files);
        let (old, young) = (directory.join("src/a.rs.4294967295.new"), directory.join("src/a.rs.1.new"));
        for path in [&old, &young] {
            fs::write(path, "half a fi").expect("a file");
        }
        let long_ago = std::time::SystemTime::now() - 2 * LONGEST_RUN;
        let opened = fs::File::options().write(true).open(&old).expect("a file");
        opened.set_modified(long_ago).expect("a time");
        drop(opened);
        assert_eq!(update(&directory, &files), [Change::Stale(old)]);
        assert!(young.exists(), "a run may be under way");
        fs::remove_dir_all(directory).expect("cleaned up");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_or_removed_behind_a_link() {
        use std::os::unix::fs::symlink;
        let directory = directory("links");
        let elsewhere = directory.with_extension("elsewhere");
        drop(fs::remove_dir_all(&elsewhere));
        fs::create_dir_all(&elsewhere).expect("a directory");
        let text = format!("// {HEADER}\nold");
        let precious = ["old.rs", "target.rs", "types.rs"].map(|name| elsewhere.join(name));
        precious.iter().for_each(|path| fs::write(path, &text).expect("a file"));
        let src = directory.join("src");
        symlink(&elsewhere, src.join("folder")).expect("a link");
        symlink(&precious[0], src.join("stale.rs")).expect("a link");
        symlink(&precious[1], src.join("lib.rs")).expect("a link");
        symlink(elsewhere.join("none.rs"), src.join("dangling.rs")).expect("a link");
        symlink(".", src.join("loop")).expect("a link");
        let beside = src.join(format!("lib.rs.{}.new", std::process::id()));
        symlink(&precious[2], &beside).expect("a link");

        let files = [file("src/lib.rs", "new"), file("src/dangling.rs", "new")];
        assert_eq!(update(&directory, &files).len(), 2, "links are neither followed nor stale");
        assert!(!src.join("lib.rs").is_symlink() && !src.join("dangling.rs").is_symlink(), "a file takes their place");
        let behind = [file("src/folder/types.rs", "new"), file("src/folder/new.rs", "new")];
        let (changes, found) = compare(&directory, &behind);
        assert!(found.len() == 2 && found.iter().all(|each| each.message.contains("is a link")), "{found:?}");
        let changes = [changes, vec![Change::Stale(src.join("folder/old.rs"))]].concat();
        assert!(apply(&directory, &behind, &changes).has_errors(), "a folder that became a link since");
        precious.iter().for_each(|path| assert_eq!(fs::read_to_string(path).ok().as_ref(), Some(&text)));
        assert_eq!(entries(&elsewhere).len(), 3, "nothing was added");

        let linked = directory.with_extension("linked");
        drop(fs::remove_file(&linked));
        symlink(&directory, &linked).expect("a link");
        update(&linked, &[file("src/lib.rs", "newer")]);
        assert!(
            fs::read_to_string(src.join("lib.rs")).is_ok_and(|text| text.ends_with("newer")),
            "as the user named it"
        );
        fs::remove_file(linked).expect("cleaned up");
        fs::remove_dir_all(directory).expect("cleaned up");
        fs::remove_dir_all(elsewhere).expect("cleaned up");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_said_and_never_waited_for() {
        let directory = directory("pipe");
        let make = |path: &str| std::process::Command::new("mkfifo").arg(directory.join(path)).status();
        assert!(["src/lib.rs", "src/old.rs"].into_iter().all(|path| make(path).is_ok_and(|made| made.success())));
        fs::create_dir(directory.join("src/a.rs")).expect("a directory");
        let (changes, found) = compare(&directory, &[file("src/lib.rs", ""), file("src/a.rs", "")]);
        assert_eq!(changes, []);
        assert!(found.len() == 2 && found.iter().all(|each| each.code == Code::Unwritable), "{found:?}");
        fs::remove_dir_all(directory).expect("cleaned up");
    }

    #[test]
    fn a_file_of_somebody_else_is_left_alone() {
        let directory = directory("foreign");
        fs::write(directory.join("src/lib.rs"), "fn main() {}").expect("a file");
        let (changes, diagnostics) = compare(&directory, &[file("src/lib.rs", "")]);
        assert_eq!(changes, []);
        assert!(diagnostics.iter().all(|each| each.code == Code::ForeignFile) && diagnostics.has_errors());
        fs::remove_dir_all(directory).expect("cleaned up");
    }
}
