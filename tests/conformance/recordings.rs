//! The recordings: what a request must be to be answered (WireMock stub mappings).

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

/// One recorded request.
#[derive(Clone, Debug)]
pub(crate) struct Recording {
    /// Unique, and sent along with the call.
    pub(crate) id: String,
    /// What the stub calls it.
    pub(crate) name: String,
    /// `GET /users/{}`: names of path parameters differ between the recordings and the description.
    pub(crate) operation: String,
    /// The values in the path, in its order; `None` where any will do.
    pub(crate) path: Vec<Option<String>>,
    /// The values in the query: several for a parameter that is repeated.
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

/// A method and a path without the names of its parameters.
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

/// The names of the parameters in a path.
pub(crate) fn names(template: &str) -> Vec<&str> {
    template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}
