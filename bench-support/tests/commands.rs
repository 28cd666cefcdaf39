//! Commands are measured with their child processes, and killed when their time is over.

#![cfg_attr(unix, allow(clippy::unwrap_used, reason = "a test fails by panicking"))]

use std::process::ExitCode;

#[cfg(not(unix))]
fn main() -> ExitCode {
    ExitCode::SUCCESS
}

#[cfg(unix)]
fn main() -> ExitCode {
    if let Some(code) = bindery_bench_support::serve() {
        return code;
    }
    // `cargo nextest` lists tests before it runs them, each by its name.
    if std::env::args().any(|argument| argument == "--list") {
        if !std::env::args().any(|argument| argument == "--ignored") {
            on_unix::list();
        }
        return ExitCode::SUCCESS;
    }
    on_unix::all();
    ExitCode::SUCCESS
}

#[cfg(unix)]
mod on_unix {
    use bindery_bench_support::{Failure, Outcome, run};
    use std::process::Command;
    use std::time::Duration;

    #[allow(clippy::print_stdout, reason = "the list is asked for")]
    pub(crate) fn list() {
        println!("commands: test");
    }

    pub(crate) fn all() {
        grandchildren_count();
        the_size_of_this_process_does_not_count();
        what_fails_says_how();
        what_is_not_there_cannot_be_started();
        nothing_outlives_its_time();
    }

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn grandchildren_count() {
        let ended = run(&shell("sh -c 'i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done'; exit"), None).unwrap();
        assert_eq!(ended.outcome, Outcome::Success);
        assert!(ended.cost.processor > 0.0 && ended.cost.wall > 0.0 && ended.cost.memory > 0, "{ended:?}");
    }

    fn the_size_of_this_process_does_not_count() {
        let large = std::hint::black_box(vec![1_u8; 256 << 20]);
        let ended = run(&shell("exit 0"), None).unwrap();
        drop(large);
        assert!(ended.cost.memory < 64 << 20, "{ended:?}");
    }

    fn what_fails_says_how() {
        let ended = run(shell("pwd >&2; echo $WORD >&2; exit 3").current_dir("/").env("WORD", "word"), None).unwrap();
        assert_eq!((ended.outcome, ended.said.as_str()), (Outcome::Failure(Some(3)), "/\nword\n"));
        assert_eq!(run(&shell("kill -9 $$"), None).unwrap().outcome, Outcome::Failure(None));
    }

    fn what_is_not_there_cannot_be_started() {
        let failure = run(&Command::new("./there-is-no-such-program"), None).unwrap_err();
        assert!(matches!(&failure, Failure::Start(program, _) if program.ends_with("no-such-program")), "{failure}");
    }

    /// A grandchild keeps the standard error open while it lives, so this would not return.
    fn nothing_outlives_its_time() {
        let ended = run(&shell("sh -c 'while :; do :; done'; exit"), Some(Duration::from_millis(1))).unwrap();
        assert_eq!(ended.outcome, Outcome::OutOfTime);
    }
}
