//! Code of users that must compile, and code that must not.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::process::Command;

/// The compiler that produced the `.stderr` files; messages of others differ.
const RECORDED: &str = "rustc 1.95.";

#[test]
fn mistakes_are_compile_errors() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/compile/pass/*.rs");
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(compiler).arg("--version").output().expect("the compiler");
    let version = String::from_utf8_lossy(&output.stdout);
    if version.starts_with(RECORDED) {
        cases.compile_fail("tests/compile/fail/*.rs");
    } else {
        println!("skipped: the messages in tests/compile/fail are those of {RECORDED}x, this is {}", version.trim());
    }
}
