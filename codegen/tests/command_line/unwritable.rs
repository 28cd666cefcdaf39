//! Output that cannot be written: a clear error, and the old output whole.

#![cfg(unix)]
#![allow(clippy::print_stdout, reason = "a test that is skipped says why")]

use super::Workspace;
use super::workspace::pets;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

/// A workspace with a generated crate, and a description that has changed since.
fn changed(test: &str) -> Workspace {
    let workspace = Workspace::with(test, &pets());
    assert_eq!(workspace.run(&["generate", "api.json", "--out", "out"]).code, 0);
    let mut description = pets();
    let paths = description["paths"].as_object_mut().expect("paths");
    let item = paths["/pets/{id}"].to_string();
    for index in 0..40 {
        let item = item.replace("getPet", &format!("getPet{index}")).replace("putPet", &format!("putPet{index}"));
        let item = item.replace("\"pets\"", &format!("\"group{index}\""));
        paths.insert(format!("/more{index}/{{id}}"), serde_json::from_str(&item).expect("JSON"));
    }
    workspace.write("api.json", &description.to_string());
    workspace
}

fn output(workspace: &Workspace) -> Vec<(String, String)> {
    workspace.files().into_iter().filter(|(name, _)| name.starts_with("out/")).collect()
}

/// Runs the program, which must fail with one diagnostic and leave everything unchanged.
fn fails(workspace: &Workspace, mut command: Command, reason: &str) {
    let before = output(workspace);
    let done = command.stdin(Stdio::null()).output().expect("the program");
    let text = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(1), "{text}");
    assert!(text.matches("error[B0502]").count() == 1 && text.contains(reason), "{text}");
    assert!(output(workspace) == before, "the old output is whole: {text}");
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|done| done.stdout == b"0\n")
}

/// The program as a user without write permission.
fn as_another(workspace: &Workspace, arguments: &[&str]) -> Option<Command> {
    let mut command = workspace.command(arguments);
    if is_root() {
        // Root may write anywhere.
        command.uid(65534).gid(65534);
    }
    let mut probe = Command::new(command.get_program());
    if is_root() {
        probe.uid(65534).gid(65534);
    }
    let can_run = probe.arg("--version").current_dir(workspace.path()).output().is_ok_and(|done| done.status.success());
    if !can_run {
        println!("skipped: another user than root cannot run {}", command.get_program().display());
    }
    can_run.then_some(command)
}

#[test]
fn a_folder_that_may_not_be_written() {
    let workspace = changed("a_folder_that_may_not_be_written");
    let Some(command) = as_another(&workspace, &["generate", "api.json", "--out", "out"]) else { return };
    let set = |mode: u32| {
        for folder in ["out/src", "out/src/operations"] {
            std::fs::set_permissions(workspace.path().join(folder), std::fs::Permissions::from_mode(mode))
                .expect("a mode");
        }
    };
    set(0o555);
    fails(&workspace, command, "Permission denied");
    set(0o755);
    let mut outcome = workspace.command(&["generate", "api.json", "--out", "out"]);
    assert!(outcome.output().is_ok_and(|done| done.status.success()), "it works when it may be written");
}

#[test]
fn a_file_in_the_place_of_a_folder_and_a_folder_in_that_of_a_file() {
    let workspace = changed("a_file_in_the_place_of_a_folder");
    let generate = || workspace.command(&["generate", "api.json", "--out", "out"]);
    workspace.rename("out/src/operations", "out/src/kept");
    workspace.write("out/src/operations", "mine");
    fails(&workspace, generate(), "Not a directory");
    std::fs::remove_file(workspace.path().join("out/src/operations")).expect("the file");
    workspace.rename("out/src/kept", "out/src/operations");
    workspace.write("out/src/operations/group7.rs/mine", "mine");
    fails(&workspace, generate(), "it is a directory, not a file");
}

#[test]
fn a_file_that_would_be_too_large() {
    let workspace = changed("a_file_that_would_be_too_large");
    let mut command = Command::new("sh");
    // In blocks of 512 bytes or of 1 KB; the signal is ignored, so that writing fails.
    command
        .arg("-c")
        .arg("trap '' XFSZ; ulimit -f 8; exec \"$0\" generate api.json --out out")
        .arg(env!("CARGO_BIN_EXE_bindery"));
    command.current_dir(workspace.path());
    fails(&workspace, command, "File too large");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let workspace = Workspace::with("a_full_disk", &pets());
    let mut more = pets();
    let schemas = more["components"]["schemas"].as_object_mut().expect("schemas");
    for index in 0..600 {
        let schema =
            serde_json::json!({"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}});
        schemas.insert(format!("More{index}"), schema);
    }
    workspace.write("more.json", &more.to_string());
    // 128 KB hold the small crate, but not the large one beside it.
    let script = "set -u; mkdir out && mount -t tmpfs -o size=128k none out || exit 77; b=$0\n\
        $b generate api.json --out out || exit 1; cp -r out before || exit 1\n\
        $b generate more.json --out out 2> found; [ $? = 1 ] || exit 2\n\
        cat found >&2; diff -r out before >&2 || exit 3\n\
        $b generate api.json --out out --check || exit 4";
    let run = |mut command: Command| {
        let command = command.args(["sh", "-c", script, env!("CARGO_BIN_EXE_bindery")]);
        command.current_dir(workspace.path()).stdin(Stdio::null()).output()
    };
    // Mounts in a namespace of its own disappear with it.
    let mut unshare = Command::new("unshare");
    unshare.args(["--user", "--map-root-user", "--mount"]);
    match run(unshare) {
        Ok(done) if done.status.code().is_some_and(|code| code < 77) => {
            let text = String::from_utf8_lossy(&done.stderr);
            assert_eq!(done.status.code(), Some(0), "{text}");
            assert!(text.contains("error[B0502]") && text.contains("No space left on device"), "{text}");
        }
        other => println!("skipped: a small tmpfs cannot be mounted here: {other:?}"),
    }
}
