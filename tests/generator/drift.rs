//! The committed `generated/` matches the output of the generator for `spec/`.

use super::log_streams;
use std::fs;

#[test]
fn generated_files_are_up_to_date() {
    let run = log_streams();
    let (changes, found) = bindery::out_of_step(&run);
    assert!(found.is_empty(), "{}", bindery::diag::render_human(&found, &run));
    let listed: Vec<String> = changes.iter().map(ToString::to_string).collect();
    assert!(listed.is_empty(), "{listed:#?}; run `cargo run -p bindery -- generate`");
}

#[test]
fn generated_folders_contain_no_other_files() {
    let run = log_streams();
    let directory = super::root().join("generated");
    let mut expected: Vec<_> =
        run.product.as_ref().expect("a product").files.iter().map(|file| directory.join(&file.path)).collect();
    // Files that a package needs but that are not generated.
    expected.extend(["LICENSE-APACHE", "LICENSE-MIT", "README.md"].map(|name| directory.join(name)));
    let mut found = Vec::new();
    let mut open = vec![directory];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}
