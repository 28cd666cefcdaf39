//! Groups and names of operations.

use crate::config::OperationIds;
pub(super) use crate::resolve::Tags;
use crate::resolve::{self, Tag};
use heck::ToSnakeCase;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// The tags, by name.
pub(super) fn about(tags: &[Tag]) -> BTreeMap<String, (Option<String>, Option<String>)> {
    let described = tags.iter().rev().filter(|tag| tag.summary.is_some() || tag.description.is_some());
    described.map(|tag| (tag.name.clone(), (tag.summary.clone(), tag.description.clone()))).collect()
}

/// The group of an operation, outermost first.
pub(super) fn group(operation: &resolve::Operation, tags: &Tags<'_>) -> Vec<String> {
    resolve::group(&operation.extensions, &operation.tags, &operation.path, tags)
}

/// The group and the name of each operation.
pub(super) fn place(
    operations: &[resolve::Operation],
    ids: &[String],
    tags: &Tags<'_>,
    style: OperationIds,
) -> Vec<(Vec<String>, String)> {
    let each = || operations.iter().zip(ids);
    let mut placed: Vec<(Vec<String>, String)> =
        each().map(|(operation, id)| (group(operation, tags), name(operation, id))).collect();
    if style == OperationIds::Verbatim {
        return placed;
    }
    let short = |((operation, id), (_, name)): ((&resolve::Operation, &String), &(Vec<String>, String))| {
        without_route(operation, id).filter(|_| name == id)
    };
    let short: Vec<Option<String>> = each().zip(&placed).map(short).collect();
    let mut named: HashMap<(&[String], String), usize> = HashMap::new();
    let key = |name: &str| name.to_snake_case();
    for ((group, name), short) in placed.iter().zip(&short) {
        *named.entry((group, key(short.as_ref().unwrap_or(name)))).or_default() += 1;
    }
    // Operations that would share a name all keep their ids, so that order does not matter.
    let alone: Vec<bool> = placed
        .iter()
        .zip(&short)
        .map(|((group, _), short)| short.as_ref().is_some_and(|short| named.get(&(group, key(short))) == Some(&1)))
        .collect();
    for (index, short) in short.into_iter().enumerate().filter(|(index, _)| alone[*index]) {
        placed[index].1 = short.unwrap_or_default();
    }
    placed
}

/// An operationId without the path and the method that FastAPI appends to the name of a function:
/// `read_item_items__item_id__get` for GET `/items/{item_id}` is `read_item`.
fn without_route(operation: &resolve::Operation, id: &str) -> Option<String> {
    let is_letter = |each: char| each.is_alphanumeric() || each == '_';
    let path: String = operation.path.chars().map(|each| if is_letter(each) { each } else { '_' }).collect();
    let method = operation.method.to_ascii_lowercase();
    if let Some(name) = id.strip_suffix(&format!("{path}_{method}")) {
        return Some(name.to_owned()).filter(|name| name.chars().any(char::is_alphanumeric));
    }
    // Some tools collapse the underscores.
    let words = |text: &str| -> Vec<String> {
        text.split('_').filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect()
    };
    let (own, path) = (words(id), words(&path));
    let route: Vec<String> = path.iter().cloned().chain([method]).collect();
    let is_route = path.len() > 1 && own.len() > route.len() && own.ends_with(&route);
    let kept = own.len().saturating_sub(route.len());
    let name: Vec<&str> = id.split('_').filter(|word| !word.is_empty()).take(kept).collect();
    is_route.then(|| name.join("_"))
}

/// The name of an operation within its group: `x-operation-name`, else its id.
pub(super) fn name(operation: &resolve::Operation, id: &str) -> String {
    match operation.extensions.get("x-operation-name").and_then(Value::as_str) {
        Some(name) if name.chars().any(char::is_alphanumeric) => name.to_owned(),
        _ => id.to_owned(),
    }
}

/// `GET /a/{b}/c` is `get_a_by_b_c`.
pub(super) fn from_path(operation: &resolve::Operation) -> String {
    resolve::name_from_path(&operation.method, &operation.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_at_the_end_of_an_id_is_stripped() {
        let cases: &[(&str, &str, &str, Option<&str>)] = &[
            ("PATCH", "/parcels/{parcel_id}", "update_parcel_parcels__parcel_id__patch", Some("update_parcel")),
            ("PATCH", "/parcels/{parcel_id}", "update_parcel_parcels_parcel_id_patch", Some("update_parcel")),
            ("GET", "/", "root__get", Some("root")),
            ("GET", "/api/v1/users", "get_users_api_v1_users_get", Some("get_users")),
            ("GET", "/users", "get_users_get", Some("get")),
            // Without a name of its own.
            ("GET", "/users", "_users_get", None),
            ("GET", "/users", "users_get", None),
            ("POST", "/users", "create_users_get", None),
            ("GET", "/", "status_get", None),
            ("GET", "/users/{id}", "getUser", None),
        ];
        for (method, path, id, expected) in cases {
            let operation = resolve::Operation {
                method: (*method).to_owned(),
                path: (*path).to_owned(),
                ..resolve::Operation::default()
            };
            assert_eq!(without_route(&operation, id).as_deref(), *expected, "{id}");
        }
    }

    #[test]
    fn operations_that_would_share_a_name_keep_their_ids() {
        let operation = |path: &str| resolve::Operation {
            method: "GET".to_owned(),
            path: path.to_owned(),
            tags: vec!["a".to_owned()],
            ..resolve::Operation::default()
        };
        let operations = [operation("/x"), operation("/y"), operation("/z")];
        let ids = ["list_x_get", "list_y_get", "read_z_get"].map(str::to_owned);
        let names = |style| {
            let placed = place(&operations, &ids, &Tags::of(&[]), style);
            placed.into_iter().map(|(_, name)| name).collect::<Vec<_>>()
        };
        assert_eq!(names(OperationIds::Short), ["list_x_get", "list_y_get", "read"]);
        assert_eq!(names(OperationIds::Verbatim), ids);
    }
}
