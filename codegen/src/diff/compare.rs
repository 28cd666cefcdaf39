//! The comparison as a whole.

use super::matching::Matching;
use super::model::{Comparison, Counts, Incomparable};
use super::recorder::Recorder;
use super::surface::{Plan, Surface};
use super::{client, fold, groups, operations, types};

/// Compares the crate of an old description with that of a new one.
///
/// # Errors
/// [`Incomparable::DifferentApis`]: they have nothing in common, not even the title.
pub fn compare(old: Plan<'_>, new: Plan<'_>) -> Result<Comparison, Incomparable> {
    let (before, after) = (Surface::of(old), Surface::of(new));
    let sides = Matching::of(&before, &after);
    let has_common_type = before.names().any(|name| after.item(name).is_some());
    if old.api.title != new.api.title && sides.operations.is_empty() && !has_common_type {
        return Err(Incomparable::DifferentApis { old: old.api.title.clone(), new: new.api.title.clone() });
    }
    let mut recorder = Recorder { sides: &sides, findings: Vec::new() };
    client::compare(&mut recorder);
    groups::compare(&mut recorder);
    operations::compare(&mut recorder);
    types::compare(&mut recorder);
    let findings = fold::fold(recorder.findings, &before, &after);
    let counts = |of: &Plan<'_>| Counts { operations: of.api.operations.len(), types: of.plan.types.len() };
    Ok(Comparison {
        title: new.plan.client.title.clone(),
        old: counts(&old),
        new: counts(&new),
        version: old.plan.package.version.clone(),
        findings,
    })
}
