//! The mode `examples` of `corpus`: every example is found, tried with the type of its direction, and judged.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs it over the descriptions beside this file.
fn corpus(work: &str, more: &[&str]) -> std::io::Result<(Output, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples");
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join(work);
    std::fs::create_dir_all(&work)?;
    std::fs::write(work.join("list"), "here/shop.yaml\n")?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_corpus"));
    command.args(["--examples", "--root", &format!("here={}", folder.display())]);
    // The crates are written outside of the repository, which may contain the folder for tests.
    let crates = std::env::temp_dir().join(format!("bindery-examples-{}", std::process::id()));
    command.arg("--work").arg(&crates).arg("--save").arg(work.join("rows.jsonl"));
    command.arg("--write-manifest").arg(work.join("manifest.tsv")).args(more);
    if !more.contains(&"--manifest") {
        command.arg("--list").arg(work.join("list"));
    }
    Ok((command.output()?, work))
}

#[test]
fn every_example_is_tried_and_judged() {
    let (output, work) = corpus("examples", &[]).expect("the program starts");
    let output_text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let rows = std::fs::read_to_string(work.join("rows.jsonl")).expect("rows");
    let row: Value = serde_json::from_str(rows.trim()).expect("one row");
    let tally = &row["examples"];
    let counts = ["examples", "same", "respelled", "different", "failed", "contradicting", "unmatched"];
    let counts: Vec<Option<u64>> = counts.iter().map(|count| tally[count].as_u64()).collect();
    // limit, Two, as text, the request, whole, no number, from a file, the component, and three properties.
    assert_eq!(counts, [11, 9, 1, 0, 0, 1, 0].map(Some), "{output_text}{tally:#}");
    assert_eq!(
        tally["skipped"],
        json!({"a header of a response": 1, "a parameter's value as text": 1, "externalValue": 1, "not JSON": 1})
    );
    let responses = "#/paths/~1orders/post/responses/201/content/application~1json/examples";
    let fault = |name: &str| {
        let pointer = format!("{responses}/{name}/value");
        tally["faults"].as_array().into_iter().flatten().find(|each| each["pointer"] == pointer).cloned()
    };
    let wrong = fault("no number").expect("it is reported");
    assert_eq!((&wrong["result"], &wrong["place"]), (&json!("failed"), &json!("/id")));
    assert_eq!(wrong["verdict"], "contradicts");
    assert_eq!(fault("whole").expect("it is reported")["result"], "respelled");
    // Examples that contradict their own schema do not count against the bindings.
    assert!(output.status.success(), "{output_text}");

    let manifest = work.join("manifest.tsv");
    let written = std::fs::read_to_string(&manifest).expect("a manifest");
    let cells = "here/shop.yaml\tcompiles\t2\t11\t9\t1\t0\t0\t1\t4\n";
    assert!(written.ends_with(cells), "{written}");
    std::fs::write(work.join("before.tsv"), cells.replace("\t9\t", "\t10\t")).expect("a manifest");
    let before = work.join("before.tsv").display().to_string();
    let (output, _) = corpus("examples-again", &["--manifest", &before]).expect("the program starts");
    let output_text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(1) && output_text.contains("9 the same, before 10"), "{output_text}");
}
