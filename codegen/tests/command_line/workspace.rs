//! A directory for each test, in which the command runs.

use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A directory that is removed at the end of the test.
pub(crate) struct Workspace(PathBuf);

/// The outcome of a run.
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Workspace {
    /// An empty directory. The name must be that of the test.
    pub(crate) fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command_line").join(test);
        if path.exists() {
            fs::remove_dir_all(&path).expect("what a failed run left behind");
        }
        fs::create_dir_all(&path).expect("a directory");
        Self(path)
    }

    /// A directory in that of another workspace.
    pub(crate) fn inside(other: &Self, folder: &str) -> Self {
        Self(other.0.join(folder))
    }

    /// A directory with a description `api.json`.
    pub(crate) fn with(test: &str, description: &Value) -> Self {
        let workspace = Self::new(test);
        workspace.write("api.json", &format!("{description:#}"));
        workspace
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let place = self.0.join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a directory");
        fs::write(place, text).expect("a file");
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.0.join(from), self.0.join(to)).expect("a file");
    }

    pub(crate) fn write_bytes(&self, path: &str, bytes: &[u8]) {
        fs::write(self.0.join(path), bytes).expect("a file");
    }

    /// A sparse file.
    pub(crate) fn write_hole(&self, path: &str, length: u64) {
        fs::File::create(self.0.join(path)).and_then(|file| file.set_len(length)).expect("a file");
    }

    #[cfg(unix)]
    pub(crate) fn link(&self, target: &str, path: &str) {
        std::os::unix::fs::symlink(target, self.0.join(path)).expect("a link");
    }

    /// A pipe without a writer.
    #[cfg(unix)]
    pub(crate) fn pipe(&self, path: &str) {
        let place = self.0.join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a directory");
        assert!(Command::new("mkfifo").arg(place).status().expect("mkfifo").success());
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).expect("a file")
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.0.join(path).exists()
    }

    /// All files with their content, in order.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        let mut open = vec![self.0.clone()];
        while let Some(directory) = open.pop() {
            for entry in fs::read_dir(directory).expect("a directory") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name = path.strip_prefix(&self.0).expect("a path inside").display().to_string();
                    files.push((name, fs::read_to_string(&path).expect("a text")));
                }
            }
        }
        files.sort();
        files
    }

    /// Runs the program here, without input.
    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        self.run_with(arguments, &[])
    }

    /// The same with environment variables.
    pub(crate) fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Outcome {
        let mut command = self.command(arguments);
        outcome(command.envs(variables.iter().copied()).stdin(Stdio::null()).output().expect("the program"))
    }

    /// The same with standard input.
    pub(crate) fn run_on(&self, arguments: &[&str], input: &str) -> Outcome {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        // A program that rejects its arguments does not read its input.
        drop(child.stdin.take().expect("a pipe").write_all(input.as_bytes()));
        outcome(child.wait_with_output().expect("an end"))
    }

    /// The program here, to be started.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        command.args(arguments).current_dir(&self.0).env("RUST_BACKTRACE", "1");
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command
    }
}

fn outcome(output: std::process::Output) -> Outcome {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let outcome = Outcome {
        code: output.status.code().expect("an exit code"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    };
    assert!(!outcome.stderr.contains("panicked"), "{}", outcome.stderr);
    outcome
}

impl Drop for Workspace {
    fn drop(&mut self) {
        // A failed test keeps its files for inspection.
        if !std::thread::panicking() {
            drop(fs::remove_dir_all(&self.0));
        }
    }
}

/// A small valid description.
pub(crate) fn pets() -> Value {
    let pet = json!({"$ref": "#/components/schemas/Pet"});
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "servers": [{"url": "https://pets.example.com"}],
        "paths": {
            "/pets/{id}": {
                "get": {
                    "operationId": "getPet",
                    "tags": ["pets"],
                    "parameters": [
                        {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                        {"name": "limit", "in": "query", "schema": {"type": "integer", "format": "int32"}},
                    ],
                    "responses": {
                        "200": {"description": "A pet.", "content": {"application/json": {"schema": pet}}},
                        "404": {"description": "No such pet."},
                    },
                },
                "put": {
                    "operationId": "putPet",
                    "tags": ["pets"],
                    "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                    "requestBody": {"required": true, "content": {"application/json": {"schema": pet}}},
                    "responses": {"204": {"description": "Done."}},
                },
            },
        },
        "components": {"schemas": {
            "Pet": {
                "type": "object",
                "required": ["name"],
                "properties": {"name": {"type": "string"}, "kind": {"$ref": "#/components/schemas/Kind"}, "any": {}},
            },
            "Kind": {"type": "string", "enum": ["cat", "dog"]},
        }},
    })
}

/// A repository whose only commit has `pets` and its configuration.
pub(crate) fn repository(test: &str) -> Workspace {
    let workspace = Workspace::new(test);
    workspace.write("api/pets.json", &format!("{:#}", pets()));
    workspace.write("bindery.toml", "description = \"api/pets.json\"\noutput = \"out\"\n");
    git(&workspace, &["init", "--quiet"]);
    commit(&workspace);
    workspace
}

/// Commits everything.
pub(crate) fn commit(workspace: &Workspace) {
    git(workspace, &["add", "."]);
    git(workspace, &["-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "--quiet", "--message", "pets"]);
}

pub(crate) fn git(workspace: &Workspace, arguments: &[&str]) {
    let status = Command::new("git").args(arguments).current_dir(workspace.path()).status().expect("git");
    assert!(status.success(), "{arguments:?}");
}
