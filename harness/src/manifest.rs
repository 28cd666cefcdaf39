//! What came out before: a committed table of names and outcomes.

use crate::row::{Outcome, Row};
use std::path::Path;

/// What is expected of each document.
#[derive(Debug, PartialEq)]
pub(crate) struct Manifest(Vec<Expected>);

#[derive(Clone, Debug, PartialEq)]
struct Expected {
    document: String,
    outcome: Outcome,
    operations: usize,
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
            return Err((index + 1, "expected a document, an outcome and a count of operations, by tabs".to_owned()));
        };
        expected.push(Expected { document: document.to_owned(), outcome, operations });
    }
    Ok(Manifest(expected))
}

/// The manifest that says what came out.
pub(crate) fn text(rows: &[Row]) -> String {
    let mut text = "# document, outcome, operations: written by `corpus --write-manifest`\n".to_owned();
    for row in rows {
        text.push_str(&format!("{}\t{}\t{}\n", row.document, row.outcome.word(), row.operations));
    }
    text
}

/// The rows that fare worse than expected, told. Without compiling, `generated` is as good as anything better.
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
    fn what_is_written_is_read() {
        let rows = [row("a/b c.json", Outcome::Compiles, 12), row("d.json", Outcome::Rejected, 0)];
        let manifest = parse(&text(&rows)).expect("a manifest");
        assert_eq!(manifest.names(), ["a/b c.json", "d.json"]);
        assert!(compare(&manifest, &rows).is_empty());
        assert_eq!(parse("# x\na.json\tgreat\t1\n").expect_err("no outcome").0, 2);
    }

    #[test]
    fn only_a_drop_is_told() {
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
