//! Compiles generated crates with cargo, one after the other in one folder, so that what they depend on is built once.

use crate::scratch::{self, Scratch};
use bindery::OutputFile;
use bindery::write;
use serde_json::Value;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// The pause between looks at a compiler that is at work.
const BEAT: Duration = Duration::from_millis(5);
/// The features that have the code of a crate.
const USUAL: [&str; 4] = ["all", "client", "components", "serde"];
/// How many lines of cargo's output a message shows.
const SHOWN: usize = 6;

/// A folder with a crate and what it depends on.
pub(super) struct Workshop {
    folder: Scratch,
    features: Vec<String>,
}

/// What the compiler says about a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Compiles,
    Fails(Vec<CompileError>),
}

/// An error in the code of the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompileError {
    /// Such as E0277; errors of syntax and of macros have none.
    pub(super) code: Option<String>,
    pub(super) message: String,
    /// The file below the crate, and the line from 1.
    pub(super) place: Option<(PathBuf, usize)>,
}

/// Why the compiler gave no verdict.
#[derive(Debug)]
pub(super) enum NoVerdict {
    /// There is no cargo.
    NoCargo(String),
    /// The folder cannot be written or read.
    Folder(io::Error),
    /// Something other than the crate fails, such as a dependency.
    Elsewhere(String),
    /// It took too long.
    Late,
    /// The program was asked to end.
    Stopped,
}

impl Workshop {
    /// An empty folder.
    pub(super) fn new(features: Vec<String>) -> io::Result<Self> {
        Ok(Self { folder: Scratch::new("reduce")?, features })
    }

    /// The folder of the crate.
    pub(super) fn crate_folder(&self) -> PathBuf {
        self.folder.path().join("crate")
    }

    /// Compiles a crate, until a point in time.
    pub(super) fn check(&self, files: &[OutputFile], end: Instant) -> Result<Verdict, NoVerdict> {
        let place = self.crate_folder();
        let (changes, mut found) = write::compare(&place, files);
        found.extend(write::apply(&place, files, &changes));
        if let Some(error) = found.iter().next() {
            return Err(NoVerdict::Folder(io::Error::other(error.message.clone())));
        }
        let (out, log) = (self.folder.path().join("out"), self.folder.path().join("log"));
        let manifest = files.iter().find(|file| file.path == "Cargo.toml").map_or("", |file| file.text.as_str());
        let status = self.run(&place, &self.features_of(manifest), [&out, &log], end)?;
        let text = fs::read(&out).map_err(NoVerdict::Folder)?;
        let errors = errors(&String::from_utf8_lossy(&text), &place);
        match (status.success(), errors.is_empty()) {
            (true, _) => Ok(Verdict::Compiles),
            (false, false) => Ok(Verdict::Fails(errors)),
            (false, true) => {
                let log = fs::read(&log).map_err(NoVerdict::Folder)?;
                let log = String::from_utf8_lossy(&log);
                let lines: Vec<&str> = log.lines().filter(|line| !line.trim().is_empty()).take(SHOWN).collect();
                Err(NoVerdict::Elsewhere(lines.join(" / ")))
            }
        }
    }

    /// The features to compile a crate with: all that is in it, but no transport, which takes longer to build than all the rest.
    fn features_of(&self, manifest: &str) -> String {
        let table: toml::Table = manifest.parse().unwrap_or_default();
        let declared = table.get("features").and_then(toml::Value::as_table);
        let usual = USUAL.into_iter().filter(|name| declared.is_some_and(|features| features.contains_key(*name)));
        usual.chain(self.features.iter().map(String::as_str)).collect::<Vec<_>>().join(",")
    }

    /// Runs cargo with its output in files, as a pipe that nobody reads would fill up.
    fn run(&self, place: &Path, features: &str, [out, log]: [&Path; 2], end: Instant) -> Result<ExitStatus, NoVerdict> {
        let open = |path: &Path| File::create(path).map_err(NoVerdict::Folder);
        let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(&program);
        command.args(["check", "--quiet", "--lib", "--message-format", "json"]);
        command.args(["--no-default-features", "--features", features]);
        // A wrapper or a folder of the caller's would leave traces.
        command.current_dir(place).env("CARGO_TARGET_DIR", self.folder.path().join("target"));
        command.stdin(Stdio::null()).stdout(open(out)?).stderr(open(log)?);
        let mut child = command.spawn().map_err(|error| NoVerdict::NoCargo(error.to_string()))?;
        match ended(&mut child, end) {
            Ok(Some(status)) if !scratch::is_stopped() => Ok(status),
            Ok(_) if scratch::is_stopped() => Err(NoVerdict::Stopped),
            Ok(_) => Err(NoVerdict::Late),
            Err(error) => Err(NoVerdict::Folder(error)),
        }
    }
}

/// Waits for a process, and ends it if it is late or the program is to end.
fn ended(child: &mut Child, end: Instant) -> io::Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= end || scratch::is_stopped() {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(BEAT);
    }
}

/// The errors in the crate in a folder, from what cargo prints.
fn errors(text: &str, folder: &Path) -> Vec<CompileError> {
    let read = |line: &str| {
        let value: Value = serde_json::from_str(line).ok()?;
        let manifest = value["manifest_path"].as_str().map(Path::new)?;
        let is_ours = value["reason"] == "compiler-message" && manifest.parent() == Some(folder);
        let message = Some(&value["message"]).filter(|message| is_ours && message["level"] == "error")?;
        let spans = message["spans"].as_array().map(Vec::as_slice).unwrap_or_default();
        let code = message["code"]["code"].as_str().map(str::to_owned);
        // The last one counts the others.
        if spans.is_empty() && code.is_none() {
            return None;
        }
        let first = spans.iter().filter(|span| span["is_primary"] == true).find_map(place);
        let place = first.or_else(|| spans.iter().find_map(place));
        Some(CompileError { code, message: message["message"].as_str().unwrap_or_default().to_owned(), place })
    };
    text.lines().filter_map(read).collect()
}

/// The place of a span in the crate: that of the outermost macro call, if it is in a macro of another crate.
fn place(span: &Value) -> Option<(PathBuf, usize)> {
    let outer = &span["expansion"]["span"];
    if !outer.is_null() {
        return place(outer);
    }
    let file = span["file_name"].as_str().map(PathBuf::from).filter(|file| file.starts_with("src"))?;
    Some((file, usize::try_from(span["line_start"].as_u64()?).ok()?))
}

impl CompileError {
    /// The code, or that there is none.
    pub(super) fn name(&self) -> &str {
        self.code.as_deref().unwrap_or("an error without a code")
    }

    /// Whether another crate has the same error. Names of types and lengths may differ, as what is around it is gone.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.code == other.code && without_names(&self.message) == without_names(&other.message)
    }
}

/// A message without what is quoted in it.
fn without_names(message: &str) -> String {
    let parts = message.split('`').enumerate();
    parts.filter(|(index, _)| index % 2 == 0).map(|(_, part)| part).collect::<Vec<_>>().join("`")
}

impl NoVerdict {
    /// What to say, and what to do.
    pub(super) fn message(&self) -> String {
        match self {
            Self::NoCargo(error) => format!(
                "cannot start cargo ({error}); a compile error needs a compiler: install Rust, or put its cargo on the PATH"
            ),
            Self::Folder(error) => format!("cannot use the folder for temporary files: {error}"),
            Self::Elsewhere(log) => {
                format!(
                    "cargo fails before it compiles the crate: {log}; if that is about bindery-runtime, --runtime-path names the runtime/ of a clone"
                )
            }
            Self::Stopped => "interrupted before the crate was compiled".to_owned(),
            Self::Late => "the time was over before the crate was compiled; allow more with --seconds".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_those_of_the_crate_at_their_places_in_it() {
        let line = |manifest: &str, message: Value| {
            serde_json::json!({"reason": "compiler-message", "manifest_path": manifest, "message": message}).to_string()
        };
        let inside = serde_json::json!({"is_primary": true, "file_name": "/elsewhere/src/macros.rs", "line_start": 3,
            "expansion": {"span": {"file_name": "src/types.rs", "line_start": 12, "expansion": null}}});
        let message = |level: &str, code: Value, spans: Value| serde_json::json!({"level": level, "code": code, "message": "the trait bound `A: B` is not satisfied", "spans": spans});
        let text = [
            line("/w/other/Cargo.toml", message("error", Value::Null, serde_json::json!([inside]))),
            line("/w/crate/Cargo.toml", message("warning", Value::Null, serde_json::json!([inside]))),
            line(
                "/w/crate/Cargo.toml",
                message("error", serde_json::json!({"code": "E0277"}), serde_json::json!([inside])),
            ),
            line("/w/crate/Cargo.toml", message("error", Value::Null, serde_json::json!([]))),
            "not JSON".to_owned(),
        ];
        let found = errors(&text.join("\n"), Path::new("/w/crate"));
        let [only] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(only.name(), "E0277");
        assert_eq!(only.place, Some((PathBuf::from("src/types.rs"), 12)));
        let same = CompileError { message: "the trait bound `C: D` is not satisfied".to_owned(), ..only.clone() };
        let other = CompileError { message: "`C` cannot be shared".to_owned(), ..only.clone() };
        assert!(only.is(&same) && !only.is(&other));
    }
}
