//! Names of groups, operations and arguments.

use super::identifier::{Case, identifier};
use super::scope::Scope;
use crate::api::{Api, Media, Operation};
use std::collections::BTreeMap;

/// The identifiers of a group of operations.
#[derive(Clone, Debug)]
pub struct GroupNames {
    /// The group as the description has it, outermost first.
    pub path: Vec<String>,
    /// The position of the group around it.
    pub parent: Option<usize>,
    /// The method that leads to it.
    pub method: String,
    /// Its module, flat beside all others.
    pub module: String,
    /// The feature that enables it, with the groups around it and inside it.
    pub feature: String,
    /// The type of its handle.
    pub ident: String,
    /// The positions of its operations in [`Api::operations`](crate::api::Api::operations).
    pub operations: Vec<usize>,
}

/// The identifiers of an operation.
#[derive(Clone, Debug, Default)]
pub struct OperationNames {
    /// The position of its group.
    pub group: usize,
    /// The method of the group.
    pub method: String,
    /// The type of the call.
    pub ident: String,
    /// The static description.
    pub constant: String,
    /// The arguments or setters of the parameters, by position.
    pub parameters: Vec<String>,
    /// The argument or setter of the body.
    pub body: String,
    /// The methods for bodies of other types, by position in [`Body::others`](crate::api::Body::others).
    pub other_bodies: Vec<String>,
    /// The type of the reply, when each status has its own.
    pub reply: String,
}

/// What the handle of a client and of a group has already.
const CLIENT_METHODS: [&str; 2] = ["builder", "from_core"];
/// What a call has already.
const CALL_METHODS: [&str; 15] = [
    "send",
    "send_with_response",
    "send_streaming",
    "events",
    "options",
    "into_future",
    "new",
    "items",
    "pages",
    "items_by_page",
    "pages_by_page",
    "items_by_offset",
    "pages_by_offset",
    "items_by_cursor",
    "pages_by_cursor",
];

pub(super) fn name_all(api: &Api) -> (Vec<GroupNames>, Vec<OperationNames>) {
    let mut groups = collect(api);
    let mut operations = vec![OperationNames::default(); api.operations.len()];
    let mut modules = Scope::default();
    for group in &mut groups {
        group.module = modules.claim(&group.path.join(" "), Case::Value, "root");
    }
    name_accessors(&mut groups);
    for index in 0..groups.len() {
        let group = &groups[index];
        let inner = groups.iter().filter(|each| each.parent == Some(index)).map(|each| each.method.as_str());
        let mut methods = Scope::reserving(&inner.collect::<Vec<_>>());
        let mut types = Scope::reserving(&[&group.ident]);
        let mut statics = Scope::default();
        for position in group.operations.clone() {
            let operation = &api.operations[position];
            operations[position] = name_one(operation, &group.path, index, &mut methods, &mut types, &mut statics);
        }
    }
    (groups, operations)
}

/// The groups that operations name, and those around them.
fn collect(api: &Api) -> Vec<GroupNames> {
    let mut by_path: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (position, operation) in api.operations.iter().enumerate() {
        for length in 1..operation.group.len() {
            by_path.entry(operation.group[..length].to_vec()).or_default();
        }
        by_path.entry(operation.group.clone()).or_default().push(position);
    }
    let paths: Vec<Vec<String>> = by_path.keys().cloned().collect();
    by_path
        .into_iter()
        .map(|(path, operations)| GroupNames {
            parent: path.split_last().and_then(|(_, around)| paths.iter().position(|each| each == around)),
            ident: identifier(&path.join(" "), Case::Type, "Root"),
            method: String::new(),
            module: String::new(),
            feature: String::new(),
            path,
            operations,
        })
        .collect()
}

/// The methods that lead from the client, or from the group around, to each group.
fn name_accessors(groups: &mut [GroupNames]) {
    let mut scopes: BTreeMap<Option<usize>, Scope> = BTreeMap::new();
    for group in groups.iter_mut() {
        let scope = scopes.entry(group.parent).or_insert_with(|| Scope::reserving(&CLIENT_METHODS));
        let last = group.path.last().map(String::as_str).unwrap_or_default();
        group.method = scope.claim(last, Case::Value, "root");
    }
}

fn name_one(
    operation: &Operation,
    path: &[String],
    group: usize,
    methods: &mut Scope,
    types: &mut Scope,
    statics: &mut Scope,
) -> OperationNames {
    let name = without_group(&operation.name, path);
    let ident = types.claim(&name, Case::Type, "Call");
    let mut own = Scope::reserving(&CALL_METHODS);
    let body = if operation.body.is_some() { own.claim_exact("body") } else { String::new() };
    let parameters = operation.parameters.iter().map(|parameter| {
        let plain = identifier(&parameter.name, Case::Value, "parameter");
        let claimed = own.claim_exact(&plain);
        if claimed == plain {
            claimed
        } else {
            own.claim(&format!("{} {}", parameter.name, parameter.place.word()), Case::Value, "parameter")
        }
    });
    let parameters = parameters.collect();
    let method = methods.claim(&name, Case::Value, "call");
    OperationNames {
        group,
        other_bodies: other_bodies(operation, &name, methods, &mut own),
        method,
        constant: statics.claim(&ident, Case::Static, "CALL"),
        parameters,
        reply: types.claim(&format!("{ident} reply"), Case::Type, "Reply"),
        body,
        ident,
    }
}

/// A required body of another type is taken by a method of its own, `create_multipart` beside `create`; an optional one
/// by a setter, `multipart_body` beside `body`.
fn other_bodies(operation: &Operation, name: &str, methods: &mut Scope, own: &mut Scope) -> Vec<String> {
    let Some(body) = &operation.body else { return Vec::new() };
    let claim = |position: &usize| {
        let word = match Media::of(&body.content[*position].media_type) {
            Media::Json => "json",
            Media::Form => "form",
            Media::Multipart => "multipart",
            Media::Text => "text",
            Media::Bytes => "bytes",
        };
        match body.required {
            true => methods.claim(&format!("{name} {word}"), Case::Value, word),
            false => own.claim(&format!("{word} body"), Case::Value, word),
        }
    };
    body.others.iter().map(claim).collect()
}

/// An id that begins with its group, `repos/get` in `repos`, is called by the rest.
fn without_group(name: &str, path: &[String]) -> String {
    let Some(group) = path.last() else { return name.to_owned() };
    let Some((front, rest)) = name.split_once('/') else { return name.to_owned() };
    let same = identifier(front, Case::Value, "") == identifier(group, Case::Value, "");
    if same && rest.chars().any(char::is_alphanumeric) { rest.to_owned() } else { name.to_owned() }
}
