//! What `bindery list` prints.

use crate::input::{Input, crates};
use crate::report::{Reported, complain, print};
use serde_json::Value;
use std::process::ExitCode;
use std::time::Instant;

/// What `bindery list` prints.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    Columns,
    Json,
    Signatures,
}

/// Runs the command.
pub(crate) fn run(input: &Input, form: Form, started: Instant) -> ExitCode {
    let mut run = match crates::run_single(input, bindery::run) {
        Ok(run) => run,
        Err(code) => return code,
    };
    run.diagnostics.extend(bindery::write_effective_spec(&run));
    if let Some(product) = &run.product {
        let listing = || bindery::listing::listing(product);
        match form {
            Form::Columns => print(&plain(&listing())),
            Form::Json => print(&format!("{:#}\n", listing())),
            Form::Signatures => match product.surface().text() {
                Ok(text) => print(&text),
                Err(error) => {
                    complain(&format!("error: cannot write the signatures: {error}\n"));
                    return ExitCode::from(1);
                }
            },
        }
    }
    input.reporting.runs(&[Reported { name: None, run: &run }], started);
    let code = if run.diagnostics.has_errors() { ExitCode::from(1) } else { ExitCode::SUCCESS };
    // The process is about to exit: freeing the memory piece by piece would only take time.
    std::mem::forget(run);
    code
}

/// The listing as two columns.
fn plain(listing: &Value) -> String {
    let rows = |key: &str, left: &[&str], right: &str| -> Vec<String> {
        let each = listing[key].as_array().map(Vec::as_slice).unwrap_or_default();
        each.iter()
            .map(|row| {
                let left = left.iter().map(|key| text(row, key)).collect::<Vec<_>>().join(" ");
                // The type that an alias stands for.
                let same = row["same_as"].as_str().map(|same| format!(" = {same}")).unwrap_or_default();
                format!("{left:<60} {}{same}", text(row, right))
            })
            .collect()
    };
    let mut lines = rows("operations", &["method", "path"], "rust");
    lines.extend(other_media(listing));
    lines.extend(rows("schemas", &["pointer"], "rust"));
    lines.extend(rows("untyped", &["pointer"], "reason"));
    lines.extend(rows("skipped", &["pointer"], "reason"));
    lines.join("\n") + "\n"
}

/// A line for each alternative media type of a response.
fn other_media(listing: &Value) -> Vec<String> {
    let operations = listing["operations"].as_array().into_iter().flatten();
    let each = operations.flat_map(|row| row["media"].as_array().into_iter().flatten().map(move |media| (row, media)));
    each.map(|(row, media)| {
        let left = format!("{} {} as {}", text(row, "method"), text(row, "path"), text(media, "media_type"));
        format!("{left:<60} {}", text(media, "rust"))
    })
    .collect()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}
