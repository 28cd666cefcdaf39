//! `cargo xtask`: the tasks of a contributor, each a few commands that CONTRIBUTING.md explains.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it is a command")]

mod tasks;

use std::path::Path;
use std::process::ExitCode;
use tasks::{Task, USAGE};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let task = match Task::parse(&arguments) {
        Ok(Some(task)) => task,
        Ok(None) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(problem) => {
            eprintln!("error: {problem}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for step in task.steps() {
        println!("> {step}");
        match step.run(&root) {
            Ok(status) if status.success() => {}
            Ok(status) => {
                eprintln!("error: `{step}` failed: {status}");
                return ExitCode::FAILURE;
            }
            Err(error) => {
                eprintln!("error: `{step}` cannot be run: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
