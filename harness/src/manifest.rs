//! Manifests: committed tables of documents and expected outcomes.

use crate::examples::Tally;
use crate::row::{Outcome, Row};
use std::path::Path;

/// The additional header of a manifest of examples.
const EXAMPLES: &str = ", examples, same, respelled, different, failed, contradicting, skipped";

/// The expected outcome of each document.
#[derive(Debug, PartialEq)]
pub(crate) struct Manifest(Vec<Expected>);

#[derive(Clone, Debug, PartialEq)]
struct Expected {
    document: String,
    outcome: Outcome,
    operations: usize,
    /// The counts of examples, if the manifest has them.
    examples: Option<Tally>,
}

impl Manifest {
    /// The documents, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        self.0.iter().map(|each| each.document.clone()).collect()
    }
}

/// Reads a manifest.
pub(crate) fn read(path: &Path) -> Result<Manifest, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    parse(&text).map_err(|(line, message)| format!("{}:{line}: {message}", path.display()))
}

fn parse(text: &str) -> Result<Manifest, (usize, String)> {
    let mut expected = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (document, outcome, operations) = (cells.next(), cells.next(), cells.next());
        let row = document.zip(outcome.and_then(Outcome::of)).zip(operations.and_then(|count| count.parse().ok()));
        let Some(((document, outcome), operations)) = row else {
            return Err((
                index + 1,
                "expected a document, an outcome and a count of operations, separated by tabs".to_owned(),
            ));
        };
        let mut cells = cells.peekable();
        let examples = match cells.peek() {
            None => None,
            Some(_) => match Tally::of_cells(cells) {
                Some(tally) => Some(tally),
                None => return Err((index + 1, "expected seven counts of examples, separated by tabs".to_owned())),
            },
        };
        expected.push(Expected { document: document.to_owned(), outcome, operations, examples });
    }
    Ok(Manifest(expected))
}

/// The manifest of these outcomes.
pub(crate) fn text(rows: &[Row]) -> String {
    let examples = if rows.iter().any(|row| row.examples.is_some()) { EXAMPLES } else { "" };
    let mut text = format!("# document, outcome, operations{examples}: written by `corpus --write-manifest`\n");
    for row in rows {
        let examples = row.examples.as_ref().map(|tally| format!("\t{}", tally.cells())).unwrap_or_default();
        text.push_str(&format!("{}\t{}\t{}{examples}\n", row.document, row.outcome.word(), row.operations));
    }
    text
}

/// Describes rows that are worse than expected. Without compiling, `generated` is as good as anything better.
pub(crate) fn compare(expected: &Manifest, rows: &[Row]) -> Vec<String> {
    let mut drops = Vec::new();
    for row in rows {
        let Some(expected) = expected.0.iter().find(|each| each.document == row.document) else { continue };
        let wanted = match row.outcome {
            Outcome::Generated => expected.outcome.min(Outcome::Generated),
            _ => expected.outcome,
        };
        if row.outcome < wanted {
            drops.push(format!("{}\n    expected: {}", row.told(), wanted.word()));
        } else if row.operations < expected.operations {
            let (document, found, before) = (&row.document, row.operations, expected.operations);
            drops.push(format!("fewer operations: {document} has {found}, before {before}"));
        } else if let (Some(now), Some(before)) = (&row.examples, &expected.examples)
            && let Some(worse) = now.worse_than(before)
        {
            drops.push(format!("examples: {worse}\n    {}", row.told()));
        }
    }
    drops
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(document: &str, outcome: Outcome, operations: usize) -> Row {
        Row { operations, ..Row::new(document, outcome) }
    }

    #[test]
    fn a_manifest_round_trips() {
        let rows = [row("a/b c.json", Outcome::Compiles, 12), row("d.json", Outcome::Rejected, 0)];
        let manifest = parse(&text(&rows)).expect("a manifest");
        assert_eq!(manifest.names(), ["a/b c.json", "d.json"]);
        assert!(compare(&manifest, &rows).is_empty());
        assert_eq!(parse("# x\na.json\tgreat\t1\n").expect_err("no outcome").0, 2);
    }

    #[test]
    fn lost_examples_are_a_regression() {
        let tally = Tally { examples: 3, same: 2, failed: 1, ..Tally::default() };
        let with = |tally: &Tally| Row { examples: Some(tally.clone()), ..row("a", Outcome::Compiles, 1) };
        let manifest = parse(&text(&[with(&tally)])).expect("a manifest");
        assert!(compare(&manifest, &[with(&tally)]).is_empty());
        assert!(compare(&manifest, &[with(&Tally { same: 3, failed: 0, ..tally.clone() })]).is_empty());
        let drops = compare(&manifest, &[with(&Tally { same: 1, contradicting: 1, ..tally.clone() })]);
        assert!(drops.len() == 1 && drops[0].contains("1 the same, before 2"), "{drops:?}");
        let drops = compare(&manifest, &[with(&Tally { examples: 4, failed: 2, ..tally })]);
        assert!(drops.len() == 1 && drops[0].contains("2 failed, before 1"), "{drops:?}");
        assert!(parse("a\tcompiles\t1\t3\n").is_err());
    }

    #[test]
    fn only_regressions_are_reported() {
        let manifest = parse("a\tcompiles\t2\nb\trejected\t0\nc\tcompiles\t1\nd\tcompiles\t1\n").expect("a manifest");
        let rows = [
            row("a", Outcome::Compiles, 1),
            row("b", Outcome::Compiles, 5),
            row("c", Outcome::Warns, 1),
            row("d", Outcome::Generated, 1),
            row("e", Outcome::Crashed, 0),
        ];
        let drops = compare(&manifest, &rows);
        assert_eq!(drops.len(), 2, "{drops:?}");
        assert!(drops[0].contains("fewer operations: a has 1") && drops[1].contains("warns: c"), "{drops:?}");
    }
}
