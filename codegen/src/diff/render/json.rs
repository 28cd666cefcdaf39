//! Renders a comparison for programs. docs/DIFF.md describes the keys.

use super::super::model::{At, Comparison, Finding, Place};
use super::super::{next_version, verdict};
use serde_json::{Value, json};

/// The comparison as JSON. Keys may be added in later versions.
pub fn json(comparison: &Comparison) -> Value {
    let verdict = verdict(comparison);
    let count = |counts: &super::super::Counts| json!({"operations": counts.operations, "types": counts.types});
    json!({
        "format": 1,
        "title": comparison.title,
        "old": count(&comparison.old),
        "new": count(&comparison.new),
        "verdict": verdict.word(),
        "version": comparison.version,
        "next_version": next_version(&comparison.version, verdict),
        "changes": comparison.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn finding(finding: &Finding) -> Value {
    json!({
        "id": finding.change.id(),
        "weight": finding.weight.word(),
        "direction": finding.way.word(),
        "groups": finding.groups,
        "operations": finding.operations,
        "items": finding.at.iter().map(at).collect::<Vec<_>>(),
        "old": finding.old,
        "new": finding.new,
        "note": finding.note,
        "reason": finding.change.reason(),
        "migration": finding.migration.as_deref().unwrap_or(finding.change.migration()),
        "rule": finding.rule,
        "with": finding.with,
    })
}

fn at(at: &At) -> Value {
    json!({"item": at.item, "member": at.member, "old": at.old.as_ref().map(place), "new": at.new.as_ref().map(place)})
}

fn place(place: &Place) -> Value {
    let (line, column) = place.position.unzip();
    json!({"pointer": place.pointer.to_string(), "path": place.path, "line": line, "column": column})
}
