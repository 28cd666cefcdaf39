//! The page of all codes of diagnostics.

use bindery::diag::{Code, Severity};

const INTRODUCTION: &str = "\
# Codes of diagnostics

<!-- Generated from the explanations of the codes: `BLESS=1 cargo test -p bindery --test configuration`. -->

A code keeps its meaning. `bindery explain B0202` prints what is here. `--deny CODE` makes a warning or a note an error, `--allow CODE` hides it, as do `deny` and `allow` in
[bindery.toml](../CONFIGURATION.md). [Formats of reports](../DIAGNOSTICS.md#formats) are another page.
";

/// The parts of the page: the first digits of codes, and what these are about.
const PARTS: [(&str, &str); 6] = [
    ("B01", "Reading, configuration and overlays"),
    ("B02", "References and keywords"),
    ("B03", "Schemas"),
    ("B04", "Operations"),
    ("B05", "Output"),
    ("B06", "Traffic and examples"),
];

/// The page, as Markdown.
pub(crate) fn page() -> String {
    let mut text = INTRODUCTION.to_owned();
    for (start, title) in PARTS {
        text.push_str(&format!("\n## {title}\n"));
        Code::ALL.iter().filter(|code| code.number().starts_with(start)).for_each(|code| text.push_str(&entry(*code)));
    }
    text
}

fn entry(code: Code) -> String {
    let severity = match code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut text = format!("\n### {}\n\n*{severity}* · {}\n", code.number(), code.meaning());
    if let Some(example) = code.example() {
        text.push_str(&format!(
            "\nReported:\n\n```text\n{}\n```\n\nFixed:\n\n```text\n{}\n```\n",
            example.wrong, example.right
        ));
    }
    text + &format!("\nWhat to do: {}.\n", code.remedy())
}
