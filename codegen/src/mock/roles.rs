//! Finds operations that create, get, list, update and delete the same things.

use crate::api::{Api, Operation};
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// What an operation does with a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Create,
    List,
    Get,
    /// Changes some properties.
    Change,
    /// Sets all properties.
    Replace,
    Delete,
}

/// The part of an operation in a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) role: Role,
    /// The path template of the collection.
    pub(super) collection: String,
    /// The placeholder of an item, such as `id`.
    pub(super) placeholder: String,
}

/// The parts of operations, by method and path.
pub(super) fn parts(api: &Api) -> HashMap<(String, String), Part> {
    let all: HashSet<(&str, &str)> =
        api.operations.iter().map(|operation| (operation.method.as_str(), operation.path.as_str())).collect();
    let has = |method: &str, path: &str| all.contains(&(method, path));
    let mut found = HashMap::new();
    for operation in &api.operations {
        let path = operation.path.as_str();
        let Some((collection, placeholder)) = split(path) else { continue };
        // Without a way to see or to make items, there is nothing to keep.
        if collection.is_empty() || !(has("GET", path) && (has("POST", collection) || has("GET", collection))) {
            continue;
        }
        let part = |role| Part { role, collection: collection.to_owned(), placeholder: placeholder.to_owned() };
        let item = [("GET", Role::Get), ("PATCH", Role::Change), ("PUT", Role::Replace), ("DELETE", Role::Delete)];
        for (method, role) in item.into_iter().filter(|(method, _)| has(method, path)) {
            found.insert((method.to_owned(), path.to_owned()), part(role));
        }
        let whole = [("POST", Role::Create), ("GET", Role::List)];
        for (method, role) in whole.into_iter().filter(|(method, _)| has(method, collection)) {
            found.insert((method.to_owned(), collection.to_owned()), part(role));
        }
    }
    found
}

/// Splits the path of an item into that of its collection and its placeholder.
fn split(path: &str) -> Option<(&str, &str)> {
    let (collection, last) = path.rsplit_once('/')?;
    let placeholder = last.strip_prefix('{')?.strip_suffix('}')?;
    (!placeholder.contains(['{', '}'])).then_some((collection, placeholder))
}

impl Part {
    pub(super) fn of<'p>(parts: &'p HashMap<(String, String), Self>, operation: &Operation) -> Option<&'p Self> {
        parts.get(&(operation.method.clone(), operation.path.clone()))
    }

    /// The property that identifies an item: named like the placeholder, with or without the singular of the collection, or `id`.
    pub(super) fn identity<'v>(&self, members: &'v Map<String, Value>) -> Option<&'v str> {
        let last = self.collection.rsplit('/').find(|segment| !segment.starts_with('{')).unwrap_or_default();
        let (holder, own) = (singular(&plain(last)), plain(&self.placeholder));
        let short = own.strip_prefix(holder.as_str()).filter(|short| !short.is_empty()).unwrap_or(&own);
        let wanted = [own.clone(), format!("{holder}{own}"), short.to_owned(), "id".to_owned(), format!("{holder}id")];
        let is_scalar = |value: &Value| value.is_string() || value.is_number();
        wanted.iter().find_map(|wanted| {
            members
                .iter()
                .find(|(name, value)| plain(name) == *wanted && is_scalar(value))
                .map(|(name, _)| name.as_str())
        })
    }
}

fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn singular(name: &str) -> String {
    match name.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => name.strip_suffix('s').unwrap_or(name).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn items_are_identified_as_their_placeholders_say() {
        let identity = |collection: &str, placeholder: &str, value: Value| {
            let (collection, placeholder) = (collection.to_owned(), placeholder.to_owned());
            let part = Part { role: Role::Get, collection, placeholder };
            value.as_object().and_then(|members| part.identity(members)).map(str::to_owned)
        };
        assert_eq!(identity("/pets", "petId", json!({"id": 1, "name": ""})).as_deref(), Some("id"));
        assert_eq!(identity("/clients", "id", json!({"name": "", "client_id": ""})).as_deref(), Some("client_id"));
        assert_eq!(identity("/keys", "name", json!({"id": 1, "name": ""})).as_deref(), Some("name"));
        assert_eq!(identity("/a/{x}/parties", "party-id", json!({"PartyId": ""})).as_deref(), Some("PartyId"));
        assert_eq!(identity("/pets", "petId", json!({"id": {}, "name": ""})), None);
        assert_eq!(split("/a/{b}"), Some(("/a", "b")));
        assert_eq!(split("/a/{b}.json"), None);
    }
}
