//! What a run writes, and how the disk differs from it.

use super::locking::write_lock;
use super::options::Options;
use super::{Run, run};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use crate::output::Change;
use crate::write;
use std::path::Path;

/// Binds a description as [`run`] does, and updates the output directory.
///
/// Only files that differ are written. Files of earlier runs that are no longer generated are removed. [`Run::changes`] lists both.
///
/// # Errors
/// The same as for [`run`]; no output directory is given; it contains a file that was not generated and would be overwritten; or it cannot
/// be written. On any error, the files in the directory stay as they are.
pub fn generate(options: &Options) -> Run {
    let mut run = run(options);
    let (changes, found) = out_of_step(&run);
    run.diagnostics.extend(found);
    run.diagnostics.extend(write::edited(&changes).weighed(&run.levels));
    if let (Some(product), Some(output), false) = (&run.product, &run.output, run.diagnostics.has_errors()) {
        let found = write::apply(output, &product.files, &changes);
        // All files are written, or none.
        let is_written = !found.has_errors();
        run.diagnostics.extend(found);
        if is_written {
            write_lock(&mut run);
            run.diagnostics.extend(write_effective_spec(&run));
            run.changes = changes;
        }
    }
    run
}

/// Writes the description with all overlays and patches applied, if the options or the configuration request it. Nothing is written for a
/// run without a product. [`generate`] does this itself.
pub fn write_effective_spec(run: &Run) -> Diagnostics {
    let (Some((path, text)), Some(_)) = (&run.effective, &run.product) else { return Diagnostics::new() };
    if !run.inputs().any(|input| is_same(input, path)) {
        return write::replace(path, text);
    }
    let message = format!("{} is an input of this run and is not overwritten", path.display());
    let found = Diagnostic::new(Code::ForeignFile, &Pointer::root(), message).about(File::Output);
    found.expected("another path for --effective-spec, or for `effective-spec` in bindery.toml").into()
}

fn is_same(left: &Path, right: &Path) -> bool {
    left.canonicalize().ok().zip(right.canonicalize().ok()).is_some_and(|(left, right)| left == right)
}

/// How the output directory differs from the product of a run. Nothing is written.
///
/// Changes are in the order of the files; those that are no longer generated come last. A run without a product has none.
///
/// # Errors
/// Errors are diagnostics: no output directory is given, or a file in it cannot be read or was not generated.
pub fn out_of_step(run: &Run) -> (Vec<Change>, Diagnostics) {
    match (&run.product, &run.output) {
        (Some(product), Some(output)) => {
            let (mut changes, diagnostics) = write::compare(output, &product.files);
            changes.extend(run.effective.as_ref().and_then(|(path, text)| write::change(path, text)));
            changes.extend(run.lock_change());
            (changes, diagnostics)
        }
        (Some(product), None) => {
            let message = "no output directory given, neither with --out nor in bindery.toml";
            let expected = format!("`--out {}`, or `output` in bindery.toml", product.names.package);
            let found = Diagnostic::new(Code::Unwritable, &Pointer::root(), message).about(File::Output);
            (Vec::new(), found.expected(expected).into())
        }
        (None, _) => (Vec::new(), Diagnostics::new()),
    }
}
