//! Renders a comparison for a terminal.

use super::super::model::{At, Comparison, Finding, Place, Weight};
use super::super::{Change, Verdict, verdict};
use super::words;
use crate::text::Line;
use std::fmt::Write;

/// The comparison as text.
pub fn human(comparison: &Comparison) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}: {}", Line::new(comparison.title.as_str()), words::counts(comparison));
    for (weight, findings) in words::sections(comparison) {
        let heading = words::heading(weight);
        let _ = writeln!(out, "\n{}: {}", heading.to_uppercase(), words::counted(findings.len(), "change"));
        match weight {
            Weight::Docs => documentation(&findings, &mut out),
            _ => section(&findings, &mut out),
        }
    }
    if verdict(comparison) == Verdict::Docs {
        out.push_str("\nNothing but the documentation changed.\n");
    }
    if let Some(rules) = words::rules(comparison) {
        let _ = writeln!(out, "\nThese rules in bindery.toml keep callers compiling:\n\n{}", rules.trim_end());
    }
    let _ = writeln!(out, "\nVerdict: {}", words::conclusion(comparison));
    out
}

fn documentation(findings: &[&Finding], out: &mut String) {
    for finding in findings {
        let _ = writeln!(out, "  {}: {}", line(&words::groups(finding)), finding.note.as_deref().unwrap_or_default());
    }
}

/// Findings by group, then by kind. The reason of a kind is given once.
fn section(findings: &[&Finding], out: &mut String) {
    let mut group = None;
    let mut kind: Option<Change> = None;
    for finding in findings {
        let own = words::groups(finding);
        if group.as_ref() != Some(&own) {
            let _ = writeln!(out, "  {}", line(&own));
            group = Some(own);
            kind = None;
        }
        if kind != Some(finding.change) {
            kind = Some(finding.change);
            let _ = writeln!(out, "    [{}] {}", finding.change.id(), finding.change.reason());
            if finding.weight < Weight::Compatible && !finding.change.migration().is_empty() {
                let _ = writeln!(out, "      to do: {}", finding.change.migration());
            }
        }
        entry(finding, out);
    }
}

fn entry(finding: &Finding, out: &mut String) {
    let mut head = words::items(finding);
    let signatures = words::signatures(finding);
    if !signatures.is_empty() {
        let _ = write!(head, ": {signatures}");
    }
    if let Some(way) = finding.way.word() {
        let _ = write!(head, " ({way})");
    }
    let _ = writeln!(out, "      {}", line(&head));
    let mut detail = |word: &str, text: &str| {
        let _ = writeln!(out, "        {word}{}", line(text));
    };
    if let Some(note) = &finding.note {
        detail("", note);
    }
    if finding.weight < Weight::Compatible
        && let Some(place) = finding.at.first().and_then(place)
    {
        detail("at ", &place);
    }
    if let Some(users) = words::users(finding).filter(|_| finding.weight < Weight::Compatible) {
        detail("used by ", &users);
    }
    if let Some(with) = words::with(finding) {
        detail("with it: ", &with);
    }
    if let Some(migration) = &finding.migration {
        detail("to do: ", migration);
    }
}

/// The places of an item in both documents.
fn place(at: &At) -> Option<String> {
    let text = |place: &Place| match place.position {
        Some((line, column)) => format!("{}:{line}:{column}", place.path),
        None => place.path.clone(),
    };
    let pointer = at.old.as_ref().or(at.new.as_ref())?.pointer.to_string();
    let both: Vec<String> =
        [&at.old, &at.new].into_iter().flatten().map(text).filter(|text| !text.is_empty()).collect();
    Some(if both.is_empty() { pointer } else { format!("{pointer} ({})", both.join(" -> ")) })
}

fn line(text: &str) -> Line {
    Line::new(text)
}
