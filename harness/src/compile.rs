//! Compiles generated crates against the runtime that cargo built.

use crate::limits::{self, Cost};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The package name of every generated crate.
pub const PACKAGE: &str = "sample";

/// The tool that checks a crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Tool {
    /// The compiler, like `cargo check`.
    #[default]
    Rustc,
    /// Clippy.
    Clippy,
    /// Rustdoc, with its lints.
    Rustdoc,
}

impl Tool {
    fn command(self) -> Command {
        match self {
            Self::Rustc | Self::Clippy => {
                let mut command = Command::new(if self == Self::Rustc { "rustc" } else { "clippy-driver" });
                command.args(["--crate-type", "lib", "--emit", "metadata"]);
                command
            }
            Self::Rustdoc => Command::new("rustdoc"),
        }
    }
}

/// Calls of the compiler that differ only in the crate.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Compiler {
    tool: Tool,
    /// The metadata of the runtime.
    runtime: PathBuf,
    /// The folder with the metadata of its dependencies.
    dependencies: PathBuf,
}

/// The outcome of a compilation.
#[derive(Debug, Default)]
pub struct Compiled {
    /// Whether it succeeded.
    pub success: bool,
    /// The number of errors.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
    /// The number of diagnostics by lint or error code.
    pub lints: BTreeMap<String, usize>,
    /// The first diagnostic.
    pub problem: String,
    /// The resources it used.
    pub cost: Cost,
}

/// The outcome of compiling a library that uses another one.
#[derive(Debug, Default)]
pub struct Called {
    /// Whether it compiles.
    pub success: bool,
    /// The first error.
    pub problem: String,
    /// The line of each error.
    pub lines: Vec<usize>,
}

/// The directory of the workspace.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

impl Compiler {
    /// Checks the runtime with cargo, and copies the result: another build may replace it.
    pub fn find(tool: Tool, work: &Path) -> Result<Self, String> {
        let runtime = runtime(&["check"], "rmeta")?;
        let copy = work.join("libbindery_runtime.rmeta");
        std::fs::copy(&runtime, &copy).map_err(|error| format!("cannot copy {}: {error}", runtime.display()))?;
        Ok(Self { tool, dependencies: runtime.parent().map(Path::to_owned).unwrap_or_default(), runtime: copy })
    }

    /// Removes the copy.
    pub fn clear(&self) {
        // Leftovers are outside of the repository.
        drop(std::fs::remove_file(&self.runtime));
    }

    /// Checks the crate in a directory, like `cargo check`, reading only the features from the manifest.
    pub fn compile(&self, directory: &Path, manifest: &str) -> Result<Compiled, String> {
        if let Some(problem) = manifest_problem(directory)? {
            let lints = BTreeMap::from([("manifest".to_owned(), 1)]);
            return Ok(Compiled { errors: 1, problem, lints, ..Compiled::default() });
        }
        let mut command = self.command(self.tool, directory, manifest)?;
        command.args(["--error-format", "json", "--cap-lints", "warn"]);
        let before = limits::children();
        let output = command.output().map_err(|error| format!("cannot start {:?}: {error}", self.tool))?;
        let mut compiled = read(&String::from_utf8_lossy(&output.stderr));
        compiled.success = output.status.success();
        let after = limits::children();
        compiled.cost = Cost { seconds: after.seconds - before.seconds, ..after };
        Ok(compiled)
    }

    /// Has rustdoc describe the public items of the crate in a directory, and returns the JSON file. The format is unstable, so a stable
    /// compiler has to be told to write it.
    pub fn document(&self, directory: &Path, manifest: &str) -> Result<PathBuf, String> {
        let folder = directory.join("doc");
        let output = self
            .command(Tool::Rustdoc, directory, manifest)?
            .args(["-Zunstable-options", "--output-format", "json", "--cap-lints", "allow", "--out-dir"])
            .arg(&folder)
            .env("RUSTC_BOOTSTRAP", "1")
            .output()
            .map_err(|error| format!("cannot start rustdoc: {error}"))?;
        match output.status.success() {
            true => Ok(folder.join(format!("{PACKAGE}.json"))),
            false => Err(format!("rustdoc: {}", String::from_utf8_lossy(&output.stderr))),
        }
    }

    /// A call of a tool for the crate in a directory, with the default features of its manifest.
    fn command(&self, tool: Tool, directory: &Path, manifest: &str) -> Result<Command, String> {
        let mut external = std::ffi::OsString::from("bindery_runtime=");
        external.push(&self.runtime);
        let mut command = tool.command();
        command
            .args(["--crate-name", PACKAGE, "--edition", "2024"])
            .arg("-L")
            .arg(format!("dependency={}", self.dependencies.display()))
            .arg("--extern")
            .arg(external)
            .arg("src/lib.rs")
            .current_dir(directory);
        for feature in features(manifest)? {
            command.arg("--cfg").arg(format!("feature={feature:?}"));
        }
        Ok(command)
    }

    /// Checks a library of one file that uses a crate which was compiled before; its metadata goes to a folder.
    pub fn call(&self, source: &Path, library: &Path, work: &Path) -> Result<Called, String> {
        let folder = |path: &Path| format!("dependency={}", path.display());
        let output = Command::new("rustc")
            .args(["--crate-type", "lib", "--emit", "metadata", "--crate-name", "caller", "--edition", "2024"])
            .args(["--error-format", "json", "--cap-lints", "allow"])
            .args(["-L", &folder(&self.dependencies), "-L", &folder(self.runtime.parent().unwrap_or(work))])
            .args(["--extern", &format!("{PACKAGE}={}", library.display()), "--out-dir"])
            .args([work, source])
            .output()
            .map_err(|error| format!("cannot start rustc: {error}"))?;
        let mut called = Called { success: output.status.success(), ..Called::default() };
        for line in String::from_utf8_lossy(&output.stderr).lines() {
            let message: Value = serde_json::from_str(line).unwrap_or(Value::Null);
            let spans = message["spans"].as_array().into_iter().flatten();
            let primary =
                spans.filter(|span| span["is_primary"] == true).filter_map(|span| span["line_start"].as_u64());
            called.lines.extend(primary.filter_map(|line| usize::try_from(line).ok()));
            if called.problem.is_empty() {
                called.problem = message["rendered"].as_str().unwrap_or(line).to_owned();
            }
        }
        Ok(called)
    }
}

/// Builds the runtime with cargo, and returns the artifact with an extension.
pub(crate) fn runtime(arguments: &[&str], extension: &str) -> Result<PathBuf, String> {
    let output = cargo()
        .args(arguments)
        .args(["--quiet", "--package", "bindery-runtime", "--message-format", "json"])
        .current_dir(repository())
        .output()
        .map_err(|error| format!("cannot start cargo: {error}"))?;
    let found = String::from_utf8_lossy(&output.stdout).lines().find_map(|line| artifact(line, extension));
    found.ok_or_else(|| format!("the runtime does not compile:\n{}", String::from_utf8_lossy(&output.stderr)))
}

/// Errors that cargo reports about the manifest in a directory: names of features and packages have rules.
fn manifest_problem(directory: &Path) -> Result<Option<String>, String> {
    let output = cargo()
        .args(["metadata", "--no-deps", "--offline", "--quiet", "--format-version", "1"])
        .current_dir(directory)
        .output()
        .map_err(|error| format!("cannot start cargo: {error}"))?;
    Ok((!output.status.success()).then(|| String::from_utf8_lossy(&output.stderr).into_owned()))
}

/// The cargo that runs this program, or the one in `PATH`.
fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The runtime's artifact with an extension, if a line of cargo's output is about it.
fn artifact(line: &str, extension: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(line).ok()?;
    let is_runtime = message["reason"] == "compiler-artifact" && message["target"]["name"] == "bindery_runtime";
    let files = message["filenames"].as_array().filter(|_| is_runtime)?;
    files
        .iter()
        .filter_map(Value::as_str)
        .map(PathBuf::from)
        .find(|file| file.extension().is_some_and(|each| each == extension))
}

/// The default features, and those that they enable.
fn features(manifest: &str) -> Result<Vec<String>, String> {
    #[derive(Deserialize)]
    struct Manifest {
        #[serde(default)]
        features: BTreeMap<String, Vec<String>>,
    }
    let manifest: Manifest = toml::from_str(manifest).map_err(|error| format!("Cargo.toml: {error}"))?;
    let mut on: Vec<String> = Vec::new();
    let mut queue = vec!["default".to_owned()];
    while let Some(name) = queue.pop() {
        if let Some(more) = manifest.features.get(&name).filter(|_| !on.contains(&name)) {
            queue.extend(more.iter().cloned());
            on.push(name);
        }
    }
    Ok(on)
}

/// Counts the diagnostics of a compiler that writes JSON.
fn read(stderr: &str) -> Compiled {
    let mut compiled = Compiled::default();
    let mut without_place = String::new();
    for line in stderr.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            // Anything else is the output of a compiler that crashed.
            compiled.problem.push_str(line);
            compiled.problem.push('\n');
            continue;
        };
        // A summary has no span, nor does an error that prevents compilation: a full disk.
        if message["spans"].as_array().is_none_or(Vec::is_empty) && message["code"].is_null() {
            without_place.push_str(message["rendered"].as_str().unwrap_or_default());
            continue;
        }
        match message["level"].as_str() {
            Some("error") => compiled.errors += 1,
            Some("warning") => compiled.warnings += 1,
            _ => continue,
        }
        let code = message["code"]["code"].as_str().unwrap_or("syntax");
        *compiled.lints.entry(code.to_owned()).or_default() += 1;
        let is_first = compiled.errors + compiled.warnings == 1;
        let is_first_error = compiled.errors == 1 && message["level"] == "error";
        if is_first || is_first_error {
            compiled.problem = message["rendered"].as_str().unwrap_or_default().to_owned();
        }
    }
    if compiled.problem.is_empty() {
        compiled.problem = without_place;
    }
    compiled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_features_enable_others() {
        let manifest = "[features]\ndefault = [\"a\", \"dep:x\"]\na = [\"b\"]\nb = [\"a\", \"y/z\"]\nmock = []\n";
        let mut found = features(manifest).expect("features");
        found.sort();
        assert_eq!(found, ["a", "b", "default"]);
        assert_eq!(features("[package]\nname = \"x\"\n"), Ok(Vec::new()));
        assert!(features("[").is_err());
    }

    #[test]
    fn the_first_error_is_reported() {
        let lines = [
            r#"{"level":"warning","code":{"code":"unused"},"spans":[{}],"rendered":"w"}"#,
            r#"{"level":"error","code":{"code":"E0425"},"spans":[{}],"rendered":"e1"}"#,
            r#"{"level":"error","code":null,"spans":[{}],"rendered":"e2"}"#,
            r#"{"level":"error","code":null,"spans":[],"rendered":"aborting due to 2 previous errors"}"#,
        ];
        let compiled = read(&lines.join("\n"));
        assert_eq!((compiled.errors, compiled.warnings, compiled.problem.as_str()), (2, 1, "e1"));
        assert_eq!(compiled.lints.keys().collect::<Vec<_>>(), ["E0425", "syntax", "unused"]);
    }

    #[test]
    fn a_compiler_crash_is_reported() {
        let full_disk = r#"{"level":"error","code":null,"spans":[],"rendered":"error: no space left on device"}"#;
        for (lines, word) in [("thread 'rustc' has overflowed its stack\n", "overflowed"), (full_disk, "no space left")]
        {
            let compiled = read(lines);
            assert_eq!((compiled.errors, compiled.warnings), (0, 0));
            assert!(compiled.problem.contains(word), "{}", compiled.problem);
        }
    }
}
