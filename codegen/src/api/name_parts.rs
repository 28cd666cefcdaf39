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

/// The name of each operation in its group. `described` are the groups of the description, and `own` what rules make of them.
pub(super) fn names(
    operations: &[resolve::Operation],
    ids: &[String],
    [described, own]: [&[Vec<String>]; 2],
    style: OperationIds,
) -> Vec<String> {
    let mut names: Vec<String> = operations.iter().zip(ids).map(|(operation, id)| name(operation, id)).collect();
    if style == OperationIds::Short {
        let given: Vec<bool> = names.iter().zip(ids).map(|(name, id)| name != id).collect();
        shorten(&mut names, own, |position, id| without_route(&operations[position], id).filter(|_| !given[position]));
        shorten(&mut names, own, |position, id| {
            let groups = [&own[position], &described[position]];
            groups.iter().find_map(|group| without_group(id, group)).filter(|_| !given[position])
        });
    }
    names
}

/// Replaces names by shorter ones that are unique in their groups. Operations that would share a name all keep theirs, so that order
/// does not matter.
fn shorten(names: &mut [String], groups: &[Vec<String>], short: impl Fn(usize, &str) -> Option<String>) {
    let short: Vec<Option<String>> = names.iter().enumerate().map(|(position, name)| short(position, name)).collect();
    let key = |name: &str| name.to_snake_case();
    let mut named: HashMap<(&[String], String), usize> = HashMap::new();
    for ((group, name), short) in groups.iter().zip(&*names).zip(&short) {
        *named.entry((group, key(short.as_ref().unwrap_or(name)))).or_default() += 1;
    }
    for ((group, name), short) in groups.iter().zip(names).zip(short) {
        if let Some(short) = short.filter(|short| named.get(&(group, key(short))) == Some(&1)) {
            *name = short;
        }
    }
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

/// An operationId without the group at its front, the whole path of it or its last part: `repos/get` in `repos`, `chat.postMessage` in
/// `chat` and `SwarmUnlock` in `Swarm` are `get`, `postMessage` and `Unlock`. Before a separator, the group may be a plural or singular:
/// `user_list` in `users`.
fn without_group(id: &str, path: &[String]) -> Option<String> {
    let fronts = [path.concat(), path.last()?.clone()];
    fronts
        .iter()
        .find_map(|front| {
            let letters: String = squashed(front).collect();
            let other = letters.strip_suffix('s').map_or_else(|| format!("{letters}s"), str::to_owned);
            after(id, &letters).or_else(|| after(id, &other).filter(|rest| !rest.starts_with(char::is_alphanumeric)))
        })
        .map(|rest| rest.trim_start_matches(|each: char| !each.is_alphanumeric()).to_owned())
}

/// The letters and digits of a text in lower case.
fn squashed(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|each| each.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// What follows the words with these letters at the front of an id, if it begins another word with a letter.
fn after<'i>(id: &'i str, letters: &str) -> Option<&'i str> {
    let mut left = letters.chars().peekable();
    left.peek()?;
    for (start, each) in id.char_indices() {
        if left.peek().is_none() {
            let (front, rest) = id.split_at(start);
            let begins_a_word = || id.to_snake_case() == format!("{}_{}", front.to_snake_case(), rest.to_snake_case());
            let next = rest.chars().find(|each| each.is_alphanumeric());
            return Some(rest).filter(|_| next.is_some_and(char::is_alphabetic) && begins_a_word());
        }
        for expected in squashed(each.encode_utf8(&mut [0; 4])) {
            if left.next() != Some(expected) {
                return None;
            }
        }
    }
    None
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
        let groups = operations.each_ref().map(|operation| group(operation, &Tags::of(&[])));
        let of = |style| names(&operations, &ids, [&groups, &groups], style);
        assert_eq!(of(OperationIds::Short), ["list_x_get", "list_y_get", "read"]);
        assert_eq!(of(OperationIds::Verbatim), ids);
    }

    #[test]
    fn a_group_at_the_front_of_an_id_is_stripped() {
        let cases: &[(&str, &[&str], Option<&str>)] = &[
            ("repos/get", &["repos"], Some("get")),
            ("actions/list-jobs", &["actions"], Some("list-jobs")),
            ("chat.postMessage", &["chat"], Some("postMessage")),
            ("databases_add_user", &["Databases"], Some("add_user")),
            ("VirtualMachines_Get", &["Virtual Machines"], Some("Get")),
            ("network_service_configs_list", &["network-service-configs"], Some("list")),
            ("SwarmUnlock", &["Swarm"], Some("Unlock")),
            ("HTTPServerGet", &["HTTP"], Some("ServerGet")),
            ("reservedIPs_delete", &["Reserved IPs"], Some("delete")),
            ("device.endpoint.list", &["device", "endpoint"], Some("list")),
            ("endpoint.list", &["device", "endpoint"], Some("list")),
            // A plural or a singular is only known by the separator behind it.
            ("user_list", &["users"], Some("list")),
            ("users_list", &["user"], Some("list")),
            ("RefundPayment", &["Refunds"], None),
            // Within a word, without a name of its own, or before a digit.
            ("logsearch", &["log"], None),
            ("Chats", &["chat"], None),
            ("status", &["status"], None),
            ("status_", &["status"], None),
            ("repos/2fa", &["repos"], None),
            ("get", &[], None),
            ("get", &["—"], None),
        ];
        for (id, path, expected) in cases {
            let path: Vec<String> = path.iter().map(|&part| part.to_owned()).collect();
            assert_eq!(without_group(id, &path).as_deref(), *expected, "{id} in {path:?}");
        }
    }

    #[test]
    fn a_name_in_its_group_is_short_unless_another_operation_has_it() {
        let operation = |tag: &str| resolve::Operation {
            method: "GET".to_owned(),
            path: "/".to_owned(),
            tags: vec![tag.to_owned()],
            ..resolve::Operation::default()
        };
        let operations = ["pets", "pets", "pets", "toys", "toys", "old"].map(operation);
        let ids = ["pets_list", "pets_get", "get", "toys_get", "pets_find", "fresh_one"].map(str::to_owned);
        let described = operations.each_ref().map(|operation| group(operation, &Tags::of(&[])));
        let renamed = |group: Vec<String>| if group == ["old"] { vec!["fresh".to_owned()] } else { group };
        let own = described.clone().map(renamed);
        assert_eq!(
            names(&operations, &ids, [&described, &own], OperationIds::Short),
            ["list", "pets_get", "get", "get", "pets_find", "one"]
        );
    }
}
