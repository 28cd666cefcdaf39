//! `versions OLD NEW...`: compares the verdict of `bindery diff` on consecutive versions of a description with the compiler's.

use bindery::diff::{Verdict, compare, verdict};
use bindery::{Options, Product};
use bindery_harness::stability::Bench;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let work = std::env::temp_dir().join(format!("bindery-versions-{}", std::process::id()));
    let mut agree = true;
    for pair in paths.windows(2) {
        match trial(&pair[0], &pair[1], &work) {
            Ok((line, agrees)) => {
                drop(writeln!(std::io::stdout(), "{line}"));
                agree &= agrees;
            }
            Err(problem) => {
                drop(writeln!(std::io::stderr(), "error: {problem}"));
                agree = false;
            }
        }
    }
    // A failure leaves files in the system's temporary folder, which is harmless.
    drop(std::fs::remove_dir_all(&work));
    if agree { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A row of the table, and whether compiler and verdict agree.
fn trial(old: &Path, new: &Path, work: &Path) -> Result<(String, bool), String> {
    let (before, after) = (product(old)?, product(new)?);
    let comparison = compare(before.surface(), after.surface()).map_err(|error| error.to_string())?;
    let verdict = verdict(&comparison);
    let trial = Bench::of(&before, work)?.against(&after, &comparison, "new")?;
    let name = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let agrees = trial.compiles != (verdict == Verdict::Breaking) && trial.unexplained.is_empty();
    let mut line =
        format!("{} -> {}: {}, {} functions of the caller break", name(old), name(new), verdict.word(), trial.broken);
    if !trial.unexplained.is_empty() {
        line.push_str(&format!("; without a finding: {}", trial.unexplained.join(", ")));
    }
    Ok((line, agrees))
}

fn product(path: &Path) -> Result<Product, String> {
    let options = Options {
        description: Some(path.to_owned()),
        name: Some(bindery_harness::compile::PACKAGE.to_owned()),
        ..Options::default()
    };
    let run = bindery::run(&options);
    run.product.ok_or_else(|| format!("{} does not bind", path.display()))
}
