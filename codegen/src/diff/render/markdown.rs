//! Renders a comparison for changelogs and pull requests.

use super::super::model::{Comparison, Finding, Weight};
use super::super::{Verdict, next_version, verdict};
use super::words;
use crate::text::Line;
use std::fmt::Write;

/// The comparison as a section of Markdown. `heading` is its first line, such as `## [Unreleased]`; without one, there is none.
pub fn markdown(comparison: &Comparison, heading: Option<&str>) -> String {
    let mut out = String::new();
    if let Some(heading) = heading {
        let _ = writeln!(out, "{heading}\n");
    }
    let _ = writeln!(out, "{}: {}.", text(&comparison.title), words::counts(comparison).replace("->", "→"));
    for (weight, findings) in words::sections(comparison) {
        let _ = writeln!(out, "\n### {}\n", words::heading(weight));
        findings.iter().for_each(|finding| entry(finding, &mut out));
    }
    let verdict = verdict(comparison);
    let next = next_version(&comparison.version, verdict).filter(|_| verdict != Verdict::Unchanged);
    let next = next.map(|next| format!(" Next version: {next}.")).unwrap_or_default();
    let _ = writeln!(out, "\n**Verdict: {}.**{next}", verdict.word());
    if let Some(rules) = words::rules(comparison) {
        let _ = writeln!(
            out,
            "\n<details><summary>Rules in bindery.toml that keep callers compiling</summary>\n\n```toml\n{}\n```\n\n</details>",
            rules.trim_end().replace("```", "'''")
        );
    }
    out
}

fn entry(finding: &Finding, out: &mut String) {
    let _ = write!(out, "- {}: ", text(&words::groups(finding)));
    if finding.weight == Weight::Docs {
        let _ = writeln!(out, "{}", finding.note.as_deref().unwrap_or_default());
        return;
    }
    out.push_str(&code(&words::items(finding)));
    match (&finding.old, &finding.new) {
        (Some(old), Some(new)) => {
            let _ = write!(out, ", {} → {}", code(old), code(new));
        }
        (Some(old), None) => {
            let _ = write!(out, ", {} is gone", code(old));
        }
        (None, Some(new)) => {
            let _ = write!(out, ", {}", code(new));
        }
        (None, None) => {}
    }
    if let Some(way) = finding.way.word() {
        let _ = write!(out, " ({way})");
    }
    if let Some(note) = &finding.note {
        let _ = write!(out, "; {}", text(note));
    }
    if let Some(with) = words::with(finding) {
        let _ = write!(out, "; with it {}", code(&with));
    }
    out.push_str(".\n");
    if finding.weight < Weight::Compatible {
        let migration = finding.migration.as_deref().unwrap_or(finding.change.migration());
        let _ = writeln!(out, "  `{}`: {}. To do: {}.", finding.change.id(), finding.change.reason(), migration);
    }
}

/// Escapes text, so that nothing in it is markup.
fn text(text: &str) -> String {
    let mut out = String::new();
    for each in Line::new(text).chars() {
        if matches!(each, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~' | '!') {
            out.push('\\');
        }
        out.push(each);
    }
    out
}

/// A span of code.
fn code(text: &str) -> String {
    let text = Line::new(text).replace('`', "'");
    format!("`{text}`")
}
