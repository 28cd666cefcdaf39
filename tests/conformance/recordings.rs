//! The recordings: requests that the stub responds to (WireMock mappings).

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

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
