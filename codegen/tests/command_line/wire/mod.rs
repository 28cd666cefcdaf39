//! Parameters, bodies, streams and headers of every kind, written by the rules of OpenAPI: true ones have no deviations, damaged ones
//! have one at their place.

mod bodies;
mod hostile;
mod parameters;
mod responses;
mod routes;

use super::Workspace;
use bindery::verify::{Finding, read, verify};
use bindery::{Options, modelled};
use serde_json::{Value, json};

/// The deviations of exchanges, in lines, from a description.
pub(crate) fn deviations(workspace: &Workspace, description: &Value, lines: &str) -> Vec<Finding> {
    workspace.write("api.json", &description.to_string());
    workspace.write("calls.jsonl", lines);
    let run = modelled(&Options { description: Some(workspace.path().join("api.json")), ..Options::default() });
    let (api, documents) = run.model().expect("a model");
    let traffic = read(&[workspace.path().join("calls.jsonl")]);
    assert!(traffic.problems.is_empty(), "{:?}", traffic.problems);
    verify(api, documents, &traffic, &[]).findings
}

fn post(path: &str, media_type: &str, body: &str) -> String {
    let headers = json!({"Content-Type": media_type});
    json!({"method": "POST", "url": path, "status": 204, "requestHeaders": headers, "requestBody": body}).to_string()
        + "\n"
}

/// The kinds, paths and names of deviations.
fn shown(found: &[Finding]) -> Vec<String> {
    found
        .iter()
        .map(|each| format!("{} {} {}", each.kind.word(), each.path, each.name.as_deref().unwrap_or_default()))
        .collect()
}

/// A multipart body of headers and contents.
fn multipart(parts: &[(&str, &str)]) -> String {
    let each = parts
        .iter()
        .map(|(head, content)| format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n"));
    each.collect::<String>() + "--b--\r\n"
}
