//! Reports for other programs: annotations of GitHub Actions, and SARIF.

use bindery::Run;
use bindery::diag::{
    COMMAND_LINE, Code, Detail, Diagnostic, Finding, Located, Place, Position, Severity, findings, positions,
};
use bindery::text::Line;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Workflow commands of GitHub Actions, which appear beside the lines of a pull request.
pub(super) fn github(findings: &[Finding<'_>], run: &Run) -> String {
    let places: Vec<Place<'_>> = findings.iter().map(|finding| finding.first.place()).collect();
    let mut out = String::new();
    for (finding, found) in findings.iter().zip(positions(run, &places)) {
        let Diagnostic { code, severity, expected, pointer, .. } = finding.first;
        let command = match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = Vec::new();
        if let Some(file) = file(finding.first.place(), run) {
            properties.push(("file", below_workspace(&file)));
        }
        if let Some(((line, column), (end_line, end_column))) = found {
            properties.extend([("line", line.to_string()), ("endLine", end_line.to_string())]);
            if line == end_line {
                let end = end_column.saturating_sub(1).max(column);
                properties.extend([("col", column.to_string()), ("endColumn", end.to_string())]);
            }
        }
        properties.push(("title", format!("bindery {}", code.number())));
        let properties: Vec<String> =
            properties.iter().map(|(key, value)| format!("{key}={}", escaped(value, PROPERTY))).collect();
        let mut lines = vec![finding.message()];
        lines.extend(expected.as_ref().map(|text| format!("expected: {text}")));
        if !pointer.text().is_empty() {
            lines.push(format!("at {pointer}"));
        }
        if !finding.others.is_empty() && finding.messages.is_empty() {
            lines.push(format!("and in {} more places", finding.others.len()));
        }
        lines.push(format!("help: {}", code.remedy()));
        let lines: Vec<String> = lines.into_iter().map(|line| Line::new(line).into_string()).collect();
        out.push_str(&format!("::{command} {}::{}\n", properties.join(","), escaped(&lines.join("\n"), DATA)));
    }
    out
}

/// The characters to escape in the message of a command, and in its properties.
const DATA: &[(char, &str)] = &[('%', "%25"), ('\r', "%0D"), ('\n', "%0A")];
const PROPERTY: &[(char, &str)] = &[('%', "%25"), ('\r', "%0D"), ('\n', "%0A"), (':', "%3A"), (',', "%2C")];

fn escaped(text: &str, escapes: &[(char, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    for each in text.chars() {
        match escapes.iter().find(|(escaped, _)| *escaped == each) {
            Some((_, escape)) => out.push_str(escape),
            None => out.push(each),
        }
    }
    out
}

/// The path of a file as GitHub knows it: relative to the root of the checkout, if known.
fn below_workspace(path: &str) -> String {
    let inside = || {
        let root = PathBuf::from(std::env::var_os("GITHUB_WORKSPACE")?).canonicalize().ok()?;
        let inside = Path::new(path).canonicalize().ok()?.strip_prefix(root).ok()?.to_owned();
        Some(inside.to_string_lossy().replace('\\', "/"))
    };
    inside().filter(|path| !path.is_empty()).unwrap_or_else(|| path.to_owned())
}

/// The file of a place; `None` for the command line.
fn file(place: Place<'_>, run: &Run) -> Option<String> {
    Some(run.path(place)).filter(|path| path != COMMAND_LINE)
}

/// A log in the Static Analysis Results Interchange Format (SARIF 2.1.0), which GitHub and editors read. Several crates are also one run of
/// the tool, because GitHub accepts one run per tool and file.
pub(super) fn sarif<'r>(runs: impl Iterator<Item = &'r Run> + Clone) -> String {
    let results: Vec<Value> = runs.clone().flat_map(results).collect();
    let is_successful = !runs.into_iter().any(|run| run.diagnostics.has_errors());
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "bindery",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": Code::ALL.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": is_successful}],
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn results(run: &Run) -> Vec<Value> {
    let all: Vec<&Diagnostic> =
        findings(&run.diagnostics, Detail::Full).into_iter().map(|finding| finding.first).collect();
    let places: Vec<Place<'_>> = all.iter().flat_map(|diagnostic| diagnostic.places()).collect();
    let mut locations = places.iter().zip(positions(run, &places)).map(|(place, found)| location(*place, found, run));
    let each = all.iter().map(|diagnostic| {
        let own = locations.next().unwrap_or_default();
        let related = diagnostic.related.iter().zip(locations.by_ref()).enumerate().map(|(id, (other, mut place))| {
            place["id"] = json!(id);
            place["message"] = json!({"text": other.label});
            place
        });
        let related: Vec<Value> = related.collect();
        result(diagnostic, own, related)
    });
    each.collect()
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.number(),
        "name": format!("{code:?}"),
        "shortDescription": {"text": code.meaning().split(". ").next().unwrap_or_default()},
        "fullDescription": {"text": code.meaning()},
        "help": {"text": format!("To fix it: {}.", code.remedy())},
        "defaultConfiguration": {"level": code.severity().word()},
    })
}

fn result(diagnostic: &Diagnostic, own: Value, related: Vec<Value>) -> Value {
    let expected = diagnostic.expected.as_ref().map(|text| format!("\nexpected: {text}")).unwrap_or_default();
    let mut result = json!({
        "ruleId": diagnostic.code.number(),
        "ruleIndex": Code::ALL.iter().position(|code| *code == diagnostic.code),
        "level": diagnostic.severity.word(),
        "message": {"text": format!("{}{expected}", diagnostic.message)},
    });
    if own.as_object().is_some_and(|own| !own.is_empty()) {
        result["locations"] = json!([own]);
    }
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    result
}

/// A place as a SARIF location, as precise as it is known.
fn location(place: Place<'_>, found: Option<(Position, Position)>, run: &Run) -> Value {
    let mut location = json!({});
    if let Some(path) = file(place, run) {
        location["physicalLocation"] = json!({"artifactLocation": {"uri": uri(&path)}});
        if let Some(((line, column), (end_line, end_column))) = found {
            location["physicalLocation"]["region"] =
                json!({"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column});
        }
    }
    if !place.pointer.text().is_empty() {
        location["logicalLocations"] = json!([{"fullyQualifiedName": place.pointer.to_string()}]);
    }
    location
}

/// A path as a URI: relative, unless the path is absolute (RFC 3986, 4.2).
fn uri(path: &str) -> String {
    let is_absolute = Path::new(path).is_absolute();
    let path = if std::path::MAIN_SEPARATOR == '\\' { path.replace('\\', "/") } else { path.to_owned() };
    let mut out = String::new();
    if is_absolute {
        out.push_str(if path.starts_with('/') { "file://" } else { "file:///" });
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_of_github_are_escaped() {
        assert_eq!(escaped("a%b\r\n::error::c:d,e", DATA), "a%25b%0D%0A::error::c:d,e");
        assert_eq!(escaped("a%b\r\n::error::c:d,e", PROPERTY), "a%25b%0D%0A%3A%3Aerror%3A%3Ac%3Ad%2Ce");
    }

    #[test]
    fn paths_are_uris() {
        assert_eq!(uri("spec/a b#c?.json"), "spec/a%20b%23c%3F.json");
        assert_eq!(uri("../é:1.yaml"), "../%C3%A9%3A1.yaml");
        #[cfg(unix)]
        assert_eq!(uri("/a/b.json"), "file:///a/b.json");
    }
}
