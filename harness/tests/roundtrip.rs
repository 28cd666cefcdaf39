//! The round trip program builds, and values of the log streams come back unchanged.

use std::path::Path;
use std::process::Command;

#[test]
fn values_of_the_log_streams_come_back_unchanged() {
    let description = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/auth0-log-streams.json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_roundtrip"));
    // Its build is kept for the next time.
    command.arg(&description).args(["--values", "5", "--work"]).arg(env!("CARGO_TARGET_TMPDIR"));
    let output = command.output().expect("the program starts");
    let (stdout, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{stdout}{errors}");
    assert!(stdout.contains("310 tried, 310 same, 0 different, 0 failed"), "{stdout}");
}
