//! Prints the rows for people and for programs.

use crate::examples::Tally;
use crate::row::{Outcome, Row};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The maximum number of rows in a list of the largest.
const SHOWN: usize = 8;

/// The rows, one JSON object per line.
pub(crate) fn lines(rows: &[Row]) -> Result<String, String> {
    let mut text = String::new();
    for row in rows {
        text.push_str(&line(row)?);
    }
    Ok(text)
}

/// A row as one line of JSON.
pub(crate) fn line(row: &Row) -> Result<String, String> {
    serde_json::to_string(row).map(|text| text + "\n").map_err(|error| error.to_string())
}

/// A few documents in full; of many, the sums, the reasons and the largest.
pub(crate) fn summary(rows: &[Row]) -> String {
    let mut out = String::new();
    if rows.len() <= 50 {
        table(rows.iter(), &mut out);
    } else {
        let mut slowest: Vec<&Row> = rows.iter().collect();
        slowest.sort_by(|a, b| b.compile.seconds.total_cmp(&a.compile.seconds));
        table(slowest.into_iter().take(SHOWN), &mut out);
    }
    counted("untyped places, by reason", rows.iter().map(|row| &row.untyped), &mut out);
    counted("diagnostics, by code", rows.iter().map(|row| &row.findings), &mut out);
    counted("diagnostics of the compiler, by code", rows.iter().map(|row| &row.lints), &mut out);
    let outcomes = Outcome::all().map(|outcome| (outcome, rows.iter().filter(|row| row.outcome == outcome).count()));
    let outcomes: Vec<String> = outcomes
        .filter(|(_, count)| *count > 0)
        .map(|(outcome, count)| format!("{count} {}", outcome.word()))
        .collect();
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    let seconds = |of: fn(&Row) -> f64| rows.iter().map(of).sum::<f64>();
    let _ = writeln!(
        out,
        "\n{} documents: {}; {} types, {} operations, {} skipped, {} warnings; generated in {:.0} s, compiled in {:.0} s",
        rows.len(),
        outcomes.join(", "),
        sum(|row| row.types),
        sum(|row| row.operations),
        sum(|row| row.skipped),
        sum(|row| row.warnings),
        seconds(|row| row.generate.seconds),
        seconds(|row| row.compile.seconds),
    );
    out
}

/// The counts of examples.
pub(crate) fn examples(rows: &[Row]) -> String {
    let mut out = format!(
        "{:<44} {:<9} {:>8} {:>8} {:>9} {:>9} {:>6} {:>11} {:>7} {:>7} {:>9} {:>15}\n",
        "document",
        "outcome",
        "examples",
        "same",
        "respelled",
        "different",
        "failed",
        "contradict",
        "lenient",
        "skipped",
        "unmatched",
        "build"
    );
    let mut sum = Tally::default();
    for row in rows {
        let tally = row.examples.clone().unwrap_or_default();
        cells(&row.document, row.outcome.word(), &tally, &mut out);
        let _ = writeln!(out, " {:>6.2} s {:>4.0} MB", row.compile.seconds, row.compile.megabytes);
        sum.add(&tally);
    }
    cells("sum", "", &sum, &mut out);
    out.push('\n');
    counted("skipped, by reason", rows.iter().filter_map(|row| Some(&row.examples.as_ref()?.skipped)), &mut out);
    out
}

fn cells(name: &str, outcome: &str, tally: &Tally, out: &mut String) {
    let short: String = name.chars().take(44).collect();
    let _ = write!(
        out,
        "{short:<44} {outcome:<9} {:>8} {:>8} {:>9} {:>9} {:>6} {:>11} {:>7} {:>7} {:>9}",
        tally.examples,
        tally.same,
        tally.respelled,
        tally.different,
        tally.failed,
        tally.contradicting,
        tally.lenient,
        tally.skips(),
        tally.unmatched,
    );
}

fn table<'a>(rows: impl Iterator<Item = &'a Row>, out: &mut String) {
    let _ = writeln!(
        out,
        "{:<44} {:<9} {:>6} {:>6} {:>7} {:>7} {:>8} {:>14} {:>15}",
        "document", "outcome", "types", "oper.", "skipped", "untyped", "source", "generate", "check"
    );
    for row in rows {
        let short: String = row.document.chars().take(44).collect();
        let _ = writeln!(
            out,
            "{short:<44} {:<9} {:>6} {:>6} {:>7} {:>7} {:>5} KB {:>6.2} s {:>3.0} MB {:>6.2} s {:>4.0} MB",
            row.outcome.word(),
            row.types,
            row.operations,
            row.skipped,
            row.untyped.values().sum::<usize>(),
            row.source / 1000,
            row.generate.seconds,
            row.generate.megabytes,
            row.compile.seconds,
            row.compile.megabytes,
        );
    }
}

/// Sums of the rows' counts, most frequent first.
fn counted<'a>(title: &str, maps: impl Iterator<Item = &'a BTreeMap<String, usize>>, out: &mut String) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (key, count) in maps.flatten() {
        // Quoted parts belong to one place only.
        *counts.entry(key.split('"').next().unwrap_or_default()).or_default() += count;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    if !counts.is_empty() {
        let _ = writeln!(out, "\n{title}");
    }
    for (key, count) in counts {
        let _ = writeln!(out, "{count:>8}  {key}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_ends_with_sums() {
        let mut good = Row::new("a.json", Outcome::Compiles);
        good.operations = 3;
        good.untyped.insert("the property \"x\" is not declared".to_owned(), 2);
        let text = summary(&[good, Row::new("b.json", Outcome::Broken)]);
        let last = text.lines().last().unwrap_or_default();
        assert!(last.starts_with("2 documents: 1 compiles, 1 broken; 0 types, 3 operations"), "{last}");
        assert!(text.contains("       2  the property "), "{text}");
    }
}
