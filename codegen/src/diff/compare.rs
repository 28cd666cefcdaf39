//! The comparison as a whole.

use super::matching::Matching;
use super::model::{Comparison, Counts, Incomparable};
use super::recorder::Recorder;
use super::side::Side;
use super::surface::Surface;
use super::{client, fold, groups, operations, package, types};

/// Compares the crate of an old description with that of a new one.
///
/// # Errors
/// [`Incomparable::DifferentApis`]: they have nothing in common, not even the title.
pub fn compare(old: &Surface, new: &Surface) -> Result<Comparison, Incomparable> {
    let (before, after) = (Side::of(old), Side::of(new));
    let sides = Matching::of(&before, &after);
    let has_common_type = before.names().any(|name| after.item(name).is_some());
    if old.title != new.title && sides.operations.is_empty() && !has_common_type {
        return Err(Incomparable::DifferentApis { old: old.title.clone(), new: new.title.clone() });
    }
    let mut recorder = Recorder { sides: &sides, findings: Vec::new() };
    package::compare(&mut recorder);
    client::compare(&mut recorder);
    groups::compare(&mut recorder);
    operations::compare(&mut recorder);
    types::compare(&mut recorder);
    let findings = fold::fold(recorder.findings, &before, &after);
    let counts = |of: &Surface| Counts { operations: of.operations.len(), types: of.types.len() };
    Ok(Comparison {
        title: new.title.clone(),
        old: counts(old),
        new: counts(new),
        version: old.package.version.clone(),
        findings,
    })
}
