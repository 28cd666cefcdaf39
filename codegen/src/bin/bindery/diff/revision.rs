//! Reads the files of a git revision with the `git` command.

use crate::scratch::Scratch;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The start of the message if git is missing.
const NO_GIT: &str = "git cannot be started";

/// The extensions of descriptions, configurations, overlays and lock files of names.
const EXTENSIONS: [&str; 5] = ["json", "yaml", "yml", "toml", "lock"];

/// The files of a revision, in a folder for temporary files.
pub(super) struct Tree {
    folder: Scratch,
    revision: String,
    commit: String,
    /// The working directory, relative to the root of the repository.
    prefix: String,
}

/// Whether the revision exists.
pub(super) fn exists(revision: &str) -> bool {
    let commit = format!("{revision}^{{commit}}");
    !revision.is_empty() && git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit], None).is_ok()
}

/// A likely reason why a revision was not found, to append to the message; empty if there is none beside its name.
pub(super) fn obstacle() -> String {
    let reason = match git(&["rev-parse", "--is-shallow-repository"], None) {
        Ok(shallow) if shallow.starts_with(b"true") => {
            "this is a shallow clone: `git fetch --unshallow --tags` gets the other revisions".to_owned()
        }
        Ok(_) => return String::new(),
        Err(problem) if problem.starts_with(NO_GIT) => problem,
        Err(_) => "this folder is not in a git repository".to_owned(),
    };
    format!("; {reason}")
}

impl Tree {
    /// Checks out all files that a description can consist of.
    pub(super) fn of(revision: &str) -> Result<Self, String> {
        let text = |output: Vec<u8>| String::from_utf8_lossy(&output).trim_end_matches(['\n', '\r']).to_owned();
        let commit = format!("{revision}^{{commit}}");
        let commit = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit], None);
        let commit = text(commit.map_err(|_| missing(revision))?);
        let prefix = text(git(&["rev-parse", "--show-prefix"], None)?);
        let listed = git(&["ls-tree", "-r", "-z", "--full-tree", &commit], None)?;
        let folder = Scratch::new("diff").map_err(|error| error.to_string())?;
        let tree = Self { folder, revision: revision.to_owned(), commit: commit.clone(), prefix };
        let wanted: Vec<u8> =
            listed.split(|byte| *byte == 0).filter_map(wanted).flat_map(|path| [path, b"\0"].concat()).collect();
        let index = tree.folder().join(".index");
        git(&["read-tree", &commit], Some((&index, &[])))?;
        let mut target = b"--prefix=".to_vec();
        target.extend(tree.folder().as_os_str().as_encoded_bytes());
        target.extend(b"/");
        let target =
            String::from_utf8(target).map_err(|_| "the path of the temporary folder is not valid UTF-8".to_owned())?;
        let arguments = ["checkout-index", "--quiet", "--ignore-skip-worktree-bits", "-z", "--stdin", &target];
        // Paths are relative to the root of the repository.
        git_at_root(&arguments, Some((&index, &wanted)))?;
        Ok(tree)
    }

    pub(super) fn revision(&self) -> &str {
        &self.revision
    }

    /// Its abbreviated hash.
    pub(super) fn commit(&self) -> &str {
        self.commit.get(..12).unwrap_or(&self.commit)
    }

    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A file of the revision, by its path from the working directory.
    pub(super) fn in_it(&self, path: &str) -> Result<PathBuf, String> {
        let found = self.folder().join(&self.prefix).join(path);
        let is_inside = !Path::new(path).is_absolute();
        if is_inside && found.is_file() {
            return Ok(found);
        }
        Err(format!("revision {} has no file {path}", self.revision))
    }

    /// The nearest bindery.toml, as in the working tree.
    pub(super) fn nearest_config(&self) -> Option<PathBuf> {
        let start = self.folder().join(&self.prefix);
        let folders = start.ancestors().take_while(|folder| folder.starts_with(self.folder()));
        let places = folders.flat_map(|folder| [folder.join("bindery.toml"), folder.join("spec/bindery.toml")]);
        places.into_iter().find(|path| path.is_file())
    }

    /// The path of a file as git writes it: `main:spec/openapi.yaml`.
    pub(super) fn shown(&self, path: &str) -> String {
        match Path::new(path).strip_prefix(self.folder()) {
            Ok(inside) => format!("{}:{}", self.revision, inside.display()),
            Err(_) => path.to_owned(),
        }
    }
}

fn missing(revision: &str) -> String {
    format!("there is no git revision {revision}{}", obstacle())
}

/// The path in a line of `git ls-tree`, if it is a regular file that a description can consist of.
fn wanted(line: &[u8]) -> Option<&[u8]> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let (head, path) = (&line[..tab], &line[tab + 1..]);
    let dot = path.iter().rposition(|byte| *byte == b'.')?;
    let extension = path[dot + 1..].to_ascii_lowercase();
    // Links could lead out of the folder.
    (head.starts_with(b"100") && EXTENSIONS.iter().any(|known| known.as_bytes() == extension)).then_some(path)
}

fn git(arguments: &[&str], index: Option<(&Path, &[u8])>) -> Result<Vec<u8>, String> {
    call(Command::new("git"), arguments, index)
}

fn git_at_root(arguments: &[&str], index: Option<(&Path, &[u8])>) -> Result<Vec<u8>, String> {
    let root = git(&["rev-parse", "--show-toplevel"], None)?;
    let root = String::from_utf8_lossy(&root).trim_end_matches(['\n', '\r']).to_owned();
    let mut command = Command::new("git");
    command.current_dir(root);
    call(command, arguments, index)
}

/// Runs git with a separate index and input for its stdin.
fn call(mut command: Command, arguments: &[&str], index: Option<(&Path, &[u8])>) -> Result<Vec<u8>, String> {
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut input: &[u8] = &[];
    if let Some((index, text)) = index {
        command.env("GIT_INDEX_FILE", index.as_os_str() as &OsStr);
        input = text;
    }
    let mut child = command.spawn().map_err(|error| format!("{NO_GIT}: {error}"))?;
    if let Some(mut stdin) = child.stdin.take() {
        // Git reads everything before it writes; a closed pipe shows in its exit code.
        drop(std::io::Write::write_all(&mut stdin, input));
    }
    let output = child.wait_with_output().map_err(|error| format!("{NO_GIT}: {error}"))?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(format!("git {}: {}", arguments[0], String::from_utf8_lossy(&output.stderr).trim())),
    }
}
