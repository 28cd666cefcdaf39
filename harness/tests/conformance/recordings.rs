//! The recordings: requests that the stub responds to (WireMock mappings).

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde_json::{Value, json};

use crate::driver::Call;
use crate::values;

/// One recorded request.
#[derive(Clone, Debug)]
pub(crate) struct Recording {
    /// A unique id, sent with the call.
    pub(crate) id: String,
    /// The name of the recording in the stub.
    pub(crate) name: String,
    /// `GET /users/{}`: names of path parameters differ between the recordings and the description.
    pub(crate) operation: String,
    /// The values in the path, in order; `None` for any value.
    pub(crate) path: Vec<Option<String>>,
    /// The values in the query; several for a repeated parameter.
    pub(crate) query: BTreeMap<String, Vec<String>>,
}

pub(crate) fn read(path: &Path) -> Vec<Recording> {
    let document: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    document["mappings"].as_array().unwrap().iter().map(recording).collect()
}

fn recording(mapping: &Value) -> Recording {
    let request = &mapping["request"];
    let template = request["urlPathTemplate"].as_str().unwrap();
    let path =
        names(template).into_iter().map(|name| request["pathParameters"][name]["equalTo"].as_str().map(str::to_owned));
    let query = request["queryParameters"].as_object().into_iter().flatten();
    Recording {
        id: mapping["id"].as_str().unwrap().to_owned(),
        name: mapping["name"].as_str().unwrap().to_owned(),
        operation: key(request["method"].as_str().unwrap(), template),
        path: path.collect(),
        query: query.map(|(name, matcher)| (name.clone(), values(matcher))).collect(),
    }
}

fn values(matcher: &Value) -> Vec<String> {
    match &matcher["hasExactly"] {
        Value::Array(each) => each.iter().flat_map(values).collect(),
        _ => vec![matcher["equalTo"].as_str().unwrap().to_owned()],
    }
}

/// Finds the operation of each recording in the listing of a run. Returns the operations of those that have none, too.
pub(crate) fn described(listing: &Value, recordings: Vec<Recording>) -> (Vec<(Recording, &Value)>, Vec<String>) {
    let operations: HashMap<String, &Value> = listing["operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|operation| (key(text(operation, "method"), text(operation, "path")), operation))
        .collect();
    let (mut known, mut undescribed) = (Vec::new(), Vec::new());
    for recording in recordings {
        match operations.get(&recording.operation) {
            Some(operation) => known.push((recording, *operation)),
            None => undescribed.push(recording.operation),
        }
    }
    (known, undescribed)
}

/// The call of a recording: with its values, and with the smallest body that the description allows.
pub(crate) fn call(recording: &Recording, operation: &Value, document: &Value) -> Call {
    let template = names(text(operation, "path"));
    let mut arguments = Vec::new();
    let parameters = operation["parameters"].as_array().unwrap();
    for parameter in parameters {
        let name = text(parameter, "name");
        let position = template.iter().position(|each| *each == name);
        let given = match (text(parameter, "in"), position) {
            ("path", Some(position)) => {
                Some(recording.path[position].clone().map_or_else(Vec::new, |value| vec![value]))
            }
            ("query", _) => recording.query.get(name).cloned(),
            _ => None,
        };
        let Some(values) = given.or_else(|| (parameter["required"] == true).then(Vec::new)) else { continue };
        arguments.push((format!("{}:{name}", text(parameter, "in")), typed(text(parameter, "type"), &values)));
    }
    let known = |name: &String| parameters.iter().any(|each| each["name"] == **name);
    let unknown: Vec<_> = recording.query.keys().filter(|name| !known(name)).collect();
    assert!(unknown.is_empty(), "{}: {unknown:?} are not parameters", recording.name);
    let bodies = operation["body"].as_array().unwrap();
    let preferred = bodies.iter().find(|body| body["media_type"] == "application/json").or(bodies.first());
    if let Some(body) = preferred {
        let method = text(operation, "method").to_ascii_lowercase();
        let content = &document["paths"][text(operation, "path")][method]["requestBody"]["content"];
        let schema = &content[text(body, "media_type")]["schema"];
        arguments.push(("body".to_owned(), values::smallest(document, schema)));
    }
    let operation = format!("{} {}", text(operation, "method"), text(operation, "path"));
    Call { id: recording.id.clone(), operation, arguments }
}

/// A value of a type, from the texts of a recording.
fn typed(of: &str, values: &[String]) -> Value {
    let first = values.first().map_or("text", String::as_str);
    match of.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>')) {
        Some(inner) => values.iter().map(|value| scalar(inner, value)).collect::<Value>(),
        None => scalar(of, first),
    }
}

fn scalar(of: &str, text: &str) -> Value {
    match of {
        "bool" | "f64" | "i32" | "i64" | "u32" | "u64" => serde_json::from_str(text).unwrap_or_else(|_| json!(1)),
        _ => json!(text),
    }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

/// Returns a method and a path without the names of its parameters.
pub(crate) fn key(method: &str, template: &str) -> String {
    let mut key = format!("{method} ");
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        key.push_str(before);
        key.push_str("{}");
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    key + rest
}

/// Returns the names of the parameters in a path.
pub(crate) fn names(template: &str) -> Vec<&str> {
    template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}
