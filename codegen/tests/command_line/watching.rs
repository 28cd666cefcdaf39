//! `generate --watch`.

use super::Workspace;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

/// A watching program, ended with the test.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(workspace: &Workspace, arguments: &[&str]) -> Self {
        let mut command = workspace.command(arguments);
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program");
        let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { child, lines }
    }

    /// The lines until the program waits for the next change.
    fn until_idle(&self) -> String {
        let mut text = String::new();
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(60)).expect("a line");
            text.push_str(&line);
            text.push('\n');
            if line.starts_with("watching ") {
                return text;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn watch_generates_again_when_any_input_changes() {
    let workspace = Workspace::new("watch_generates_again");
    let main = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {}\ncomponents: {schemas: {Pet: {$ref: 'models/pet.yaml'}}}\n";
    let pet = |property: &str| format!("type: object\nproperties: {{{property}: {{type: string}}}}\n");
    workspace.write("spec/api.yaml", main);
    workspace.write("spec/models/pet.yaml", &pet("first"));
    workspace.write("bindery.toml", "description = \"spec/api.yaml\"\noutput = \"out\"\n");
    let watching = Watching::start(&workspace, &["generate", "--watch"]);
    let text = watching.until_idle();
    assert!(text.contains("wrote out") && text.contains("watching 3 files"), "{text}");
    let generated = || {
        workspace
            .files()
            .into_iter()
            .filter(|(name, _)| name.starts_with("out"))
            .map(|(_, text)| text)
            .collect::<String>()
    };

    // A file behind a reference, replaced as editors do.
    workspace.write("spec/models/pet.yaml.new", &pet("second"));
    workspace.rename("spec/models/pet.yaml.new", "spec/models/pet.yaml");
    let text = watching.until_idle();
    assert!(text.contains("pet.yaml changed") && generated().contains("second"), "{text}");

    // Errors are reported, and the program continues.
    workspace.write("spec/api.yaml", "openapi: [");
    let text = watching.until_idle();
    assert!(text.contains("error[B0102]") && generated().contains("second"), "{text}");
    workspace.write(
        "spec/api.yaml",
        &main.replace("schemas: {", "schemas: {Animal: {type: object, properties: {a: {type: string}}}, "),
    );
    let text = watching.until_idle();
    assert!(text.contains("wrote out") && generated().contains("Animal"), "{text}");

    // The configuration.
    workspace
        .write("bindery.toml", "description = \"spec/api.yaml\"\noutput = \"out\"\n[package]\nname = \"renamed\"\n");
    let text = watching.until_idle();
    assert!(text.contains("bindery.toml changed") && generated().contains("name = \"renamed\""), "{text}");
    // Its own output does not trigger another run.
    assert!(watching.lines.recv_timeout(Duration::from_secs(1)).is_err());
}

#[test]
fn watch_keeps_the_lock_file_of_names_and_follows_its_edits() {
    let workspace = Workspace::new("watch_keeps_the_lock_file");
    let api = |property: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{Boat: {{type: object, properties: {{{property}: {{type: string}}}}}}}}}}\n"
        )
    };
    workspace.write("api.yaml", &api("first"));
    workspace.write("bindery.toml", "description = \"api.yaml\"\noutput = \"out\"\n");
    let watching = Watching::start(&workspace, &["generate", "--watch", "--lock"]);
    let text = watching.until_idle();
    assert!(text.contains("wrote bindery.lock: names ") && text.contains("watching 3 files"), "{text}");
    // What a run writes starts no other one.
    let is_quiet = || watching.lines.recv_timeout(Duration::from_millis(800)).is_err();
    assert!(is_quiet());
    workspace.write("api.yaml", &api("second"));
    let text = watching.until_idle();
    assert!(text.contains("wrote bindery.lock: names 1 added, 1 removed\n"), "{text}");
    assert!(is_quiet());
    // A name that somebody decides on.
    let lock = workspace.read("bindery.lock");
    workspace.write("bindery.lock", &lock.replace("members.second = \"second\"", "members.second = \"other\""));
    let text = watching.until_idle();
    assert!(text.contains("bindery.lock changed") && text.contains("wrote out: files 1 changed\n"), "{text}");
    assert!(workspace.files().iter().any(|(_, text)| text.contains("pub other: ")));
    assert!(is_quiet());
}

#[test]
fn watch_is_for_several_crates_and_for_files_that_are_missing() {
    let workspace = Workspace::new("watch_is_for_several_crates");
    let api = |title: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: {title}, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{{title}: {{type: object, properties: {{a: {{type: string}}}}}}}}}}\n"
        )
    };
    workspace.write("specs/a/api.yaml", &api("First"));
    workspace.write("specs/b/readme", "The description comes later.");
    workspace.write(
        "bindery.toml",
        "[[crate]]\ndescription = \"specs/a/api.yaml\"\noutput = \"out/a\"\n[[crate]]\ndescription = \"specs/b/api.yaml\"\noutput = \"out/b\"\n\
         effective-spec = \"specs/b/effective.json\"\n",
    );
    let watching = Watching::start(&workspace, &["generate", "--watch"]);
    let text = watching.until_idle();
    assert!(text.contains("wrote out/a") && text.contains("2 crates, 1 failed: b"), "{text}");
    workspace.write("specs/b/api.yaml", &api("Second"));
    let text = watching.until_idle();
    assert!(text.contains("wrote out/b") && text.contains("2 crates, "), "{text}");
    assert!(workspace.has("specs/b/effective.json"));
    workspace.write("specs/a/api.yaml", &api("Third"));
    assert!(watching.until_idle().contains("wrote out/a"));
    assert!(workspace.files().iter().any(|(name, text)| name.starts_with("out/a/src") && text.contains("Third")));
    // Its own output does not trigger another run.
    assert!(watching.lines.recv_timeout(Duration::from_secs(1)).is_err());
}
